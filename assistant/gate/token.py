"""A word or number of a text as the gate compares it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["word", "small", "number", "date", "not"]


class Token(NamedTuple):
    """`key` is equal where two tokens say the same: a stem, a number with its scale and unit, "m7" (July), "w0" (Monday)."""

    key: str
    kind: Kind
    word: str  # as it stands, in lower case
    start: int
    end: int
    name: bool  # begins with a capital letter
    after: int  # how many small words lie between it and the token before
    clause: bool  # a comma, stop, bracket or dash stands between it and the token before
