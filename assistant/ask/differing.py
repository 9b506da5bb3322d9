"""On which figures and statements the passages of an answer disagree, as far as the question asks for them. Pure.

Asked how many, the reader gets every figure that the passages give for it side by side, even where all may be right: "10,000-12,000", "more
than half of 10,000" and "as many as 8,000" are three ways to know, and none of them is the answer alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.tokens import tokens
from assistant.stories.disagree import disagreements, sentences_of
from assistant.stories.mention import FATES, Mention, mentions, noun
from assistant.stories.scope import cut
from assistant.words import Disagreement, Excerpt, Passage, Proven, Side

READ = 10  # passages looked into
MOST = 3  # disagreements shown
SIDES = 6  # figures given for one thing
FORMS = 4  # letters that forms of a name share ("Korea", "Korean")
ALSO = 2  # words of the question that a sentence has beside what is counted

_HOW_MANY = re.compile(
    r"\b(?:how (?:many|much|large|big|high|far|long)|(?:what|which) (?:number|share)|number of|skolko|скільки|сколько|wie ?viele?|combien"
    r"|cuánt[oa]s?)\b",
    re.I,
)


def differing(question: str, claims: Sequence[Proven], passages: Sequence[Passage]) -> tuple[Disagreement, ...]:
    """Those whose quantity the question names and of which a cited post has a side; none for a declined question."""
    cited = {quote.version_id for claim in claims for quote in claim.quotes}
    if not cited:
        return ()
    asked = {noun(t) for t in tokens(question)}
    read = [e for p in passages[:READ] for e in sentences_of(p.post, p.start, p.end) if _names(e, asked)]
    told = [d for d in disagreements(read) if _asked(d, asked)]
    given = figures(question, read)
    if given and not any({s.excerpt for s in d.sides} & {s.excerpt for s in given.sides} for d in told if d.about == "figure"):
        told.append(given)
    return tuple(d for d in told if any(s.excerpt.post.version.id in cited for s in d.sides))[:MOST]


def _names(excerpt: Excerpt, asked: set[str]) -> bool:
    """Whether a sentence has a word of the question: what two of them differ on is named by words that both have."""
    return any(noun(t) in asked for t in cut(excerpt.text))


def figures(question: str, read: Sequence[Excerpt]) -> Disagreement | None:
    """The different figures that sentences give for what a question asks to be counted, a side each; None where there is one or none."""
    how_many = _HOW_MANY.search(question)
    if how_many is None:
        return None
    asked = [t for t in tokens(question) if t.kind == "word" and (t.end <= how_many.start() or t.start >= how_many.end())]
    names = {noun(t) for t in asked if t.name}
    sides: dict[tuple[str, ...], tuple[Excerpt, str]] = {}
    counted: set[str] = set()
    plain, fates = {noun(t) for t in asked if not t.name}, {FATES[t.word] for t in asked if t.word in FATES}
    answering = [[m for m in mentions(e) if _answers(m, plain, fates)] for e in dict.fromkeys(read)]
    for found in _there(answering, names):
        excerpt = found[0].excerpt
        if _also(found[0], {noun(t) for t in asked}):
            counted |= {t for m in found for t in m.tail}
            sides.setdefault((excerpt.post.outlet, *(m.written.casefold() for m in found)), (excerpt, _written(found)))
    if len({m.amount[:2] for e, _ in sides.values() for m in mentions(e) if m.tail & counted}) < 2 or len(sides) < 2:
        return None
    named = " ".join(dict.fromkeys(question[t.start : t.end] for t in asked if t.name or noun(t) in counted))
    told = sorted(sides.values(), key=lambda s: (s[0].post.at, s[0].post.id, s[0].part == "text", s[0].start))
    return Disagreement("figures", named, tuple(Side(e, written) for e, written in told[:SIDES]))


def _answers(mention: Mention, asked: set[str], fates: set[str]) -> bool:
    """Whether a figure counts what is asked for, or is a share of it: asked of the injured, those in a shelter are none."""
    return bool(mention.tail & asked) and (not fates or mention.fate in fates)


def _there(answering: Sequence[Sequence[Mention]], named: set[str]) -> list[list[Mention]]:
    """The figures of each sentence that has any; without those of other places, where some are of the place that the question names:
    300 in the town that is asked about, 45 in the next."""
    if any(m.places & named for found in answering for m in found):
        answering = [[m for m in found if not m.places or m.places & named] for found in answering]
    return [list(found) for found in answering if found]


def _also(mention: Mention, asked: set[str]) -> bool:
    """Whether its sentence, with the headline, speaks of the rest of the question too."""
    rest = asked - mention.tail
    around = mention.around | {noun(t) for t in tokens(mention.excerpt.post.title)}
    return len({w for w in rest if any(w[:FORMS] == o[:FORMS] for o in around)}) >= min(ALSO, len(rest))


def _written(found: Sequence[Mention]) -> str:
    return ", ".join(dict.fromkeys(m.written for m in found))


def _asked(found: Disagreement, asked: set[str]) -> bool:
    return any(noun(t) in asked for t in tokens(found.quantity))
