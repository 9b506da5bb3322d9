"""The evidence of a claim: the sentences that bear it, and around them what may name a person or a day, but bears nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.gate.days import same_day
from assistant.gate.overlay import Overlay, lay
from assistant.gate.prepared import Prepared, Sentence
from assistant.gate.tokens import Token, tokens
from assistant.text import Folded, fold
from assistant.words import Quote

# Neighbours of a bearing sentence: a pronoun's name mostly stands in one of the two before it.
BEFORE, AFTER = 2, 1
# Without any of these (English has them; other languages are given the benefit) a sentence's weekday is past.
_AHEAD = re.compile(
    r"\b(?:will|won't|would|shall|should|can|could|may|might|must|to|due|expect\w*|set|plan\w*|schedul\w*|next|coming|upcoming|until|"
    r"by|is|are|has|have|begins?|starts?|opens?|ends?|takes?|meets?|plays?|returns?|faces?|holds?|votes?|goes)\b|'ll\b|[^\x00-\x7f\u2010-\u2030£€°é]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A bearing sentence: its tokens are `core[first:last]`, its characters `whole[start:end]` of a post's text or headline."""

    first: int
    last: int
    whole: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.whole[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`core` are the tokens of the bearing sentences in the order of the text, `halo` those of their neighbours, headline and metadata.

    `texts` are the bearing sentences with their neighbours, folded: where words in quotation marks must stand.
    """

    posts: tuple[Prepared, ...]
    core: tuple[Token, ...]
    halo: tuple[tuple[Token, ...], ...]
    halo_keys: frozenset[str]
    texts: tuple[Folded, ...]
    bearing: tuple[Bearing, ...]
    quotes: tuple[Quote, ...]
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule looks at: the claim, its tokens laid over the evidence. `dated`: those that name the same day in another way."""

    text: str
    folded: Folded
    tokens: tuple[Token, ...]
    evidence: Evidence
    overlay: Overlay
    dated: frozenset[int]


def case(text: str, folded: Folded, claim: tuple[Token, ...], evidence: Evidence) -> Case:
    overlay = lay(claim, evidence.core)
    ahead = any(_AHEAD.search(b.text) for b in evidence.bearing)
    return Case(text, folded, claim, evidence, overlay, same_day(claim, overlay.to, evidence.core, evidence.days, ahead=ahead))


def verbatim(found: Case) -> bool:
    """Whether the claim is one run of one bearing sentence, letter by letter under folding."""
    to = found.overlay.to
    if -1 in to or to[-1] - to[0] != len(to) - 1:
        return False
    said = found.folded.text.strip(" .,;:\"'")
    return any(b.first <= to[0] and to[-1] < b.last and said in fold(b.text).text for b in found.evidence.bearing)


def of_sentences(chosen: Sequence[tuple[Prepared, Iterable[int]]], quotes: tuple[Quote, ...] = ()) -> Evidence:
    """Evidence of numbered sentences of posts (-1 is the headline). Without `quotes` the sentences themselves are quoted."""
    core: list[Token] = []
    halo: list[tuple[Token, ...]] = []
    texts: list[Folded] = []
    bearing: list[Bearing] = []
    own: list[Quote] = []
    for post, numbers in chosen:
        wanted = sorted(set(numbers))
        for number in wanted:
            sentence, part = _sentence(post, number)
            core += sentence.tokens
            bearing.append(Bearing(len(core) - len(sentence.tokens), len(core), part, sentence.start, sentence.end))
            own.append(_quote(post, number, sentence))
        near = _near(post, wanted)
        halo += [post.sentences[n].tokens for n in near if n not in wanted]
        halo += [post.title_sentence.tokens, _names(post)]
        texts += [fold(post.post.text[s.start : e.end]) for s, e in _runs(post, near)]
        texts.append(post.title)
    keys = frozenset(t.key for part in halo for t in part)
    days = tuple(post.day for post, _ in chosen)
    return Evidence(
        tuple(p for p, _ in chosen), tuple(core), tuple(halo), keys, tuple(texts), tuple(bearing), quotes or tuple(own), days
    )


def _sentence(post: Prepared, number: int) -> tuple[Sentence, str]:
    return (post.title_sentence, post.post.title) if number < 0 else (post.sentences[number], post.post.text)


def _quote(post: Prepared, number: int, sentence: Sentence) -> Quote:
    text = post.post.title if number < 0 else post.post.text
    part = "title" if number < 0 else "text"
    return Quote(post.post.version.id, sentence.start, sentence.end, text[sentence.start : sentence.end], part)  # type: ignore[arg-type]


def _near(post: Prepared, wanted: Sequence[int]) -> list[int]:
    last = len(post.sentences)
    return sorted({n for w in wanted if w >= 0 for n in range(max(0, w - BEFORE), min(last, w + AFTER + 1))})


def _runs(post: Prepared, numbers: Sequence[int]) -> list[tuple[Sentence, Sentence]]:
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = (runs[-1][0], n)
        else:
            runs.append((n, n))
    return [(post.sentences[a], post.sentences[b]) for a, b in runs]


def _names(post: Prepared) -> tuple[Token, ...]:
    """Names from the post's metadata. An outlet's name grounds no number ("France 24")."""
    return tuple(t for t in tokens(f"{post.post.version.author} {post.post.outlet}") if t.kind == "word")
