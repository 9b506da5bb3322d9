"""Whose words a quotation is: where its place in the source names who speaks, the claim may name nobody else.

    “We will rebuild,” Harrow said. “It will cost too much,” Ames replied.      a claim that lets Ames say the first falls

One quotation may not span two speakers either: its marks in the claim enclose one run, and what lies in the source between the marks of
two quotations is no part of either (quotes.py finds no such run).
"""

from __future__ import annotations

import re

from assistant.gate.evidence import Case
from assistant.gate.lexicon import SPEECH
from assistant.gate.names import same_name
from assistant.gate.quotes import quoted_spans
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token, tokens

LONGEST = 1_500  # characters in which the marks of a quotation are looked for
MOST = 12  # quotations of a claim, and places of one, that are looked at
REACH = 160  # characters beside it in which its speaker is
_END = re.compile(r"[.!?]\s|\n|$|\"")
_MORE_SPEECH = frozenset(
    "replied responded asked answered countered concluded continued recalled joked cautioned urged vowed pledged promised quipped "
    "complained conceded predicted tells reads read відповів відповіла спитав ответил ответила antwortete répondu répond respondió".split()
)


def check(case: Case) -> list[Reason]:
    """A reason for each quotation whose speaker in the claim is another than in the source."""
    found = []
    text = case.folded.text
    for start, end in quoted_spans(case.folded)[:MOST]:
        mine = _speakers(text, start, end)
        places = [p for whole in case.evidence.texts for p in _places(whole.text, text[start:end])]
        if not mine or not places or any(_may_be(mine, theirs) for theirs in places):
            continue
        first, last = case.folded.span(start, end)
        found.append(Reason("speaker", "In the source somebody else says these words.", first, last))
    return found


def _places(source: str, words: str) -> list[tuple[Token, ...]]:
    """Who speaks at each place where the words stand in the source; empty for a place that names nobody."""
    found: list[tuple[Token, ...]] = []
    at = source.find(words)
    while at >= 0 and len(found) < MOST:
        before = source.count('"', max(0, source.rfind("\n", 0, at)), at)
        end = at + len(words)
        closing = source.find('"', end, end + LONGEST)
        opening = source.rfind('"', max(0, at - LONGEST), at)
        if before % 2 and opening >= 0 and closing >= 0:
            found.append(_speakers(source, opening + 1, closing))
        else:
            found.append(())
        at = source.find(words, at + 1)
    return found


def _speakers(text: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens that tell who says `text[start:end]` (without its marks), where they name somebody: behind it, else before it."""
    behind_at = text.find('"', end, end + 4) + 1 or end
    stops = text[end - 1 : end] in ".!?" or text[end : end + 1] in ".!?"
    stop = _END.search(text, behind_at)
    behind = text[behind_at : min(stop.start() if stop else len(text), behind_at + REACH)]
    if not (stops and re.match(r"\s*[A-ZА-ЯІЇЄҐ]?", behind) and not _speech(tokens(behind)[:6])) and (who := _named(behind)):
        return who
    opened = text.rfind('"', 0, start)
    first = max((m.end() for m in re.finditer(r"[.!?]\s|\n|\"", text[max(0, opened - REACH) : max(opened, 0)])), default=0)
    return _named(text[max(0, opened - REACH) + first : max(opened, 0)])


def _speech(words: tuple[Token, ...]) -> bool:
    return any(t.word in SPEECH or t.word in _MORE_SPEECH for t in words)


def _named(text: str) -> tuple[Token, ...]:
    words = tokens(text)
    return words if _speech(words) and any(t.name and t.kind == "word" for t in words) else ()


def _may_be(mine: tuple[Token, ...], theirs: tuple[Token, ...]) -> bool:
    """Whether the claim's speaker may be the source's; a place that names nobody may be anybody's."""
    if not theirs:
        return True
    names = [t for t in mine if t.name and t.kind == "word"]
    return any(t.key == o.key or same_name(t.word, o.word) for t in names for o in theirs)
