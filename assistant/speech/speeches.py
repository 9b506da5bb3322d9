"""A text as what is said in it, and by whom; a quotation that goes on and a "he said" are whoever spoke just before. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.sentences import sentences
from assistant.speech.attribution import NAME, Range, Speaker, speakers
from assistant.speech.verbs import NOBODY

LONGEST = 700  # characters of a unit: a quotation that runs on longer is cut into its sentences
READ = 20_000  # characters of a text
NEAR = 2  # units that a pronoun reaches back
MOSTLY = 0.6  # share of a unit inside quotation marks from which it says nothing but them

BEGINS = re.compile(NAME)
_ASKS = re.compile(rf"(?P<name>{NAME})\s+(?:has\s+|had\s+)?(?:asked|urged|begged|appealed|called on)\b")
_PAIRS = {"“": "”", "«": "»", "„": "“”", "‟": "”", "「": "」", "『": "』", "‹": "›"}
_MARK = re.compile(r"[“”«»„‟「」『』\"]|\n\s*\n|‹[^›\n]{2,}›")


@dataclass(frozen=True, slots=True)
class Speech:
    """Whole sentences in which somebody says something, and where that one is named (before `start` where only "he" stands here).

    `direct`: they hold words in quotation marks. `beside`: others who speak in the same sentences, by name."""

    start: int
    end: int
    speaker: Range
    direct: bool
    beside: tuple[Range, ...] = ()


def speeches(text: str) -> tuple[Speech, ...]:
    """In the order of the text. Units whose speaker has no name are left out."""
    text = text[:READ]
    quoted = quotations(text)
    found: list[Speech] = []
    last: Range | None = None
    since = 0  # units since the last speaker was named or spoke
    for start, end in units(text, quoted):
        inside = sum(min(b, end) - max(a, start) for a, b in quoted if a < end and b > start)
        those = speakers(text, start, end, quoted)
        named = [(s.start, s.end) for s in those if s.is_named]
        since += 1
        if named:
            last = named[0]
        elif asking := _asks(text, start, end, those):
            last, since = asking, NEAR - 1  # says nothing in words, yet "she said" of the next sentence is whoever asked
            continue
        elif _changes(text, start, end, last, those):
            last = None
        elif not (those or inside >= MOSTLY * (end - start)) or since > NEAR:
            continue
        if last is None:
            continue
        since = 0
        found.append(Speech(start, end, last, inside > 0, tuple(dict.fromkeys(named[1:]))))
    return tuple(found)


def is_attributed(text: str, start: int, end: int) -> bool:
    """Whether a sentence lets somebody speak, with or without a name ("the fire service said")."""
    return bool(speakers(text, start, end, quotations(text[:READ])))


def _asks(text: str, start: int, end: int, those: Sequence[Speaker]) -> Range | None:
    """Somebody with two names who asks or urges, where nobody else is named in the sentence."""
    first = None if those else _ASKS.match(text, start, end)
    if first is None or len(first["name"].split()) < 2 or first["name"].split()[0].casefold() in NOBODY:
        return None
    others = (w for w in re.findall(r"[^\W\d_]+", text[first.end() : end]) if w[0].isupper() and w.casefold() not in NOBODY)
    return None if any(others) else first.span("name")


def _changes(text: str, start: int, end: int, last: Range | None, those: Sequence[Speaker]) -> bool:
    """Whether somebody else takes over: one without a name speaks, or the unit begins with another name."""
    if those:
        return not those[0].he
    first = BEGINS.match(text, start, end)
    if last is None or first is None or first[0].casefold().split()[0] in NOBODY:
        return False
    return first[0].split()[-1] not in text[slice(*last)]


def quotations(text: str) -> list[Range]:
    """Runs inside quotation marks with their marks. One that is not closed ends with its paragraph; straight marks alternate."""
    found: list[Range] = []
    opened: tuple[int, str] | None = None
    for mark in _MARK.finditer(text):
        sign = mark[0]
        if sign.isspace():
            if opened:
                found.append((opened[0], mark.start()))
            opened = None
        elif sign[0] == "‹":
            continue
        elif opened is None:
            if closing := ('"' if sign == '"' else _PAIRS.get(sign)):
                opened = (mark.start(), closing)
        elif sign in opened[1]:
            found.append((opened[0], mark.end()))
            opened = None
    if opened:
        found.append((opened[0], len(text)))
    return found


def units(text: str, quoted: Sequence[Range]) -> list[Range]:
    """Sentences, put together where one quotation stands in several of them."""
    found: list[Range] = []
    for start, end in sentences(text):
        if found and end - found[-1][0] <= LONGEST and any(a < found[-1][1] and b > start for a, b in quoted):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
