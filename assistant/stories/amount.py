"""How a figure is written: its value and unit, its range ("60 to 80"), and the word that bounds it ("at least"). Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import cast

from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token
from assistant.stories.interval import Bound

SCALE = 1000.0  # million is two of it

_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (cast(Bound, bound), re.compile(rf"\b(?:{words})(?:\s+(?:a|an|the))?\s*[$€£]?$", re.I))
    for bound, words in (
        ("nearly", "(?:just|a little|slightly|a bit) (?:under|shy of|below|less than)"),
        ("most", "as many as|up to|at most|less than|fewer than|under|below|no more than|not more than|as much as|as high as|maximum of"),
        ("least", "at least|no fewer than|no less than|not less than|minimum of"),
        ("over", "more than|over|above|upwards of|exceeding|topped|exceeded|well over"),
        ("nearly", "nearly|almost|close to|approaching"),
        ("about", "about|around|some|roughly|approximately|an estimated|estimated|or so|circa"),
    )
)  # fmt: skip
_AMOUNT = re.compile(r"(?P<sort>[^\d.%]*)(?P<value>\d+(?:\.\d+)?)(?P<percent>%?)")
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+)?[$€£]?$", re.I)


def range_end(found: Sequence[Token], i: int, text: str) -> int:
    """The last token of "10,000-12,000", "60 to 80" or "between 130 mph and 156 mph", which is one figure."""
    if found[i].kind != "number":
        return i
    for k in (i + 1, i + 2):
        if k >= len(found) or (k == i + 2 and found[i + 1].kind != "word"):
            break
        between = text[found[k - 1].end : found[k].start].strip()
        ranged = between in ("-", "–", "to", "—") or (between == "and" and _BETWEEN.search(text, 0, found[i].start))
        if found[k].kind == "number" and ranged:
            return k if k == i + 1 or _same_unit(found, i + 1, k + 1) else i
    return i


def _same_unit(found: Sequence[Token], n: int, k: int) -> bool:
    return k < len(found) and bool(unit_of(found[n].word)) and unit_of(found[n].word) == unit_of(found[k].word)


def and_a_half(text: str, found: Sequence[Token], last: int, high: tuple[str, float]) -> tuple[str, float]:
    """ "Two and a half", "two-and-a-half": two to three, as nobody rounds it the same way."""
    return (high[0], high[1] + 1) if re.match(r"[\s-]and[\s-]a[\s-]half\b", text[found[last].end :], re.I) else high


def span(low: float, high: float) -> tuple[float, float]:
    """The two ends of a range of which the second alone has the scale: "10 to 12 million"."""
    if 0 < low < SCALE <= high / low:
        low *= SCALE ** int(math.log(high / low, SCALE) + 0.01)
    return low, max(low, high)


def value(token: Token) -> tuple[str, float] | None:
    if fraction := re.fullmatch(r"(\d+)/([1-9]\d*)", token.key):
        return "", int(fraction[1]) / int(fraction[2])
    parts = _AMOUNT.fullmatch(token.key)
    return (parts["sort"] + parts["percent"], float(parts["value"])) if parts else None


def bounded(text: str, first: Token) -> tuple[Bound, int]:
    """The word that bounds a figure, and where it begins (the figure itself where there is none)."""
    before = text[max(0, first.start - 40) : first.start]
    for bound, words in _BOUNDS:
        if hedge := words.search(before):
            return bound, first.start - len(before) + hedge.start()
    return "", first.start
