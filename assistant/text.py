"""Text made comparable: typographic quotes, dashes, spaces and compatibility forms folded, with a way back to the offsets.

Case, accents and punctuation stay: what differs in them differs. Nothing else moves in here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SINGLE = "‘’‚‛′`´ʼʹ＇‹›"
_DOUBLE = "“”„‟″«»＂〝〞"
_DASHES = "‐‑‒–—―−﹘﹣－⸺⸻"
# Invisible characters that a page may hold between any two letters: soft hyphen, zero widths, joiners, direction marks, BOM.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f"

_SIGNS = {**dict.fromkeys(_SINGLE, "'"), **dict.fromkeys(_DOUBLE, '"'), **dict.fromkeys(_DASHES, "-"), "…": "..."}
_UNSEEN = re.compile(rf"[{_INVISIBLE}]+")
# What is not plain: an invisible run, a run of spaces other than one blank, a run of dashes other than one hyphen, a sign, or
# a letter with its combining marks or from the compatibility planes. All else is copied as it is.
_FOREIGN = re.compile(
    rf"[{_INVISIBLE}]+|\s[\s{_INVISIBLE}]+|[^\S ]|[-{_DASHES}](?:[{_INVISIBLE}]*[-{_DASHES}])+|[{_DASHES}]|[{_SINGLE}{_DOUBLE}…]"
    rf"|\w(?:[{_INVISIBLE}]*[\u0300-\u036f\u0483-\u0487\u064b-\u065f])+"
    r"|[ªº¹²³¼-¾\u0132\u0133\u017f\u01c4-\u01cc\u2100-\u214f\u2460-\u24ff"
    r"\u3000\u3371-\u33df\ufb00-\ufdff\ufe10-\ufe4f\uff00-\uffef]"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with its way back: runs alternate, copied as it was (even) and folded from something else (odd).

    `marks` and `origins` say where each run begins, in the folded and in the original text; `length` is the original's.
    """

    text: str
    length: int
    marks: tuple[int, ...]
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of the non-empty run `start:end` of the folded text. A sign cut apart is taken whole."""
        run = bisect_right(self.marks, start) - 1
        first = self.origins[run] + (0 if run % 2 else start - self.marks[run])
        run = bisect_right(self.marks, end - 1) - 1
        return first, self.origins[run + 1] if run % 2 else self.origins[run] + end - self.marks[run]


def fold(text: str) -> Folded:
    """Fold a text. Deterministic, linear in its length; never fails."""
    parts: list[str] = []
    marks, origins, done, size = [0], [0], 0, 0
    for match in _FOREIGN.finditer(text):
        start, end = match.span()
        folded = _folded(match.group())
        parts += (text[done:start], folded)
        size += start - done
        marks += (size, size + len(folded))
        origins += (start, end)
        size += len(folded)
        done = end
    parts.append(text[done:])
    return Folded("".join(parts), len(text), tuple(marks), tuple(origins))


def find(needle: str | Folded, haystack: str | Folded, start: int = 0) -> tuple[int, int] | None:
    """Where `needle` stands in `haystack` as one contiguous run under folding: original offsets (start, end), or None.

    `start` counts in the folded haystack. Blanks around the needle do not count; an empty needle is nowhere.
    """
    hay = haystack if isinstance(haystack, Folded) else fold(haystack)
    sought = (needle.text if isinstance(needle, Folded) else fold(needle).text).strip()
    at = hay.text.find(sought, start) if sought else -1
    return None if at < 0 else hay.span(at, at + len(sought))


def _folded(found: str) -> str:
    first = found[0]
    if first in _SIGNS:
        return _SIGNS[first]
    if first.isspace():
        return " "
    if first == "-":
        return "-"
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", found))
