"""Where to cut a text into slices that are embedded: offsets only, the text itself stays whole.

Slices cover every character that is not blank, do not overlap, and neither begin nor end with a blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

AIM = 1_000  # characters: the passage length of the reference results in eval/README.md
MOST = 1_200
LEAST = 400  # a paragraph that ends earlier does not end the slice

PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
LINE = re.compile(r"\n\s*")
# a closing mark (with its quotes or brackets) and a blank; CJK, Thai and Devanagari marks need no blank
SENTENCE = re.compile(r"[.!?…؟](?:[\"'”’»)\]]*)\s+|[。！？｡][」』”’）]*\s*|[।۔]\s*")
BLANK = re.compile(r"\s+")


def chunks(text: str) -> tuple[tuple[int, int], ...]:
    """Slices (start, end) of about AIM and at most MOST characters, cut at paragraph, line, sentence or word ends, in that order."""
    found: list[tuple[int, int]] = []
    start = _skip_blank(text, 0)
    end_of_text = len(text.rstrip())
    while start < end_of_text:
        cut = end_of_text if end_of_text - start <= MOST else _cut(text, start)
        found.append((start, start + len(text[start:cut].rstrip())))
        start = _skip_blank(text, cut)
    return tuple(found)


def _skip_blank(text: str, at: int) -> int:
    blank = BLANK.match(text, at)
    return blank.end() if blank else at


def _cut(text: str, start: int) -> int:
    """Where the slice that begins at `start` ends, when more than MOST characters are left."""
    window = text[start : start + MOST]
    for ends in (PARAGRAPH, SENTENCE, LINE, BLANK):
        places = (found.end() for found in ends.finditer(window) if found.end() >= LEAST)
        best = _nearest(places)
        if best:
            return start + best
    return start + _between_letters(window)


def _nearest(places: Iterable[int]) -> int:
    return min(places, key=lambda place: abs(place - AIM), default=0)


def _between_letters(window: str) -> int:
    """A hard cut near AIM that parts no letter from its marks."""
    place = AIM
    while place > LEAST and (
        unicodedata.combining(window[place]) or window[place] in "\u200d\ufe0f" or window[place - 1] == "\u200d"
    ):
        place -= 1
    return place if place > LEAST else AIM
