"""On which figures the passages of an answer disagree, as far as the question asks for them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.tokens import tokens
from assistant.stories.disagree import disagreements, sentences_of
from assistant.stories.mention import noun
from assistant.words import Disagreement, Excerpt, Passage, Proven

READ = 10  # passages looked into
MOST = 3  # disagreements shown


def differing(question: str, claims: Sequence[Proven], passages: Sequence[Passage]) -> tuple[Disagreement, ...]:
    """Those whose quantity the question names and of which a cited post has a side; none for a declined question."""
    cited = {quote.version_id for claim in claims for quote in claim.quotes}
    if not cited:
        return ()
    read: list[Excerpt] = [e for p in passages[:READ] for e in sentences_of(p.post, p.start, p.end)]
    asked = {noun(t) for t in tokens(question)}
    found = disagreements(read)
    return tuple(d for d in found if _asked(d, asked) and any(s.excerpt.post.version.id in cited for s in d.sides))[:MOST]


def _asked(found: Disagreement, asked: set[str]) -> bool:
    return any(noun(t) in asked for t in tokens(found.quantity))
