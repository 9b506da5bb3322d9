"""What a number in a sentence counts and comes to, so that two of them can be told equal, rounded, or of another sort. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token

ROUNDED = 0.1  # "about 300" may stand for 270 to 330
BOUNDED = 0.2  # and "more than 300" for up to 375
POINTS = 2.5  # percentage points by which "a third" may miss
EXACT = 0.005  # a value written with fewer digits ("4 million" never is 4.1 million without a word that says so)

_AMOUNT = re.compile(r"(?P<of>[^\d.%]*)(?P<value>\d+(?:\.\d+)?)(?P<percent>%?)")
_FRACTION = re.compile(r"(\d+)(?:/|of)(\d+)")
_TENTHS = {"#10": 10.0, "#3": 100 / 3, "#4": 25.0, "#5": 20.0}  # "a tenth of", read as an ordinal
_MORE = re.compile(
    r"\b(?:over|above|more than|at least|upwards? of|exceed\w*|no (?:fewer|less) than|beyond)\b(?:\s+[$€£¥]?)?\s*$"
)
_LESS = re.compile(
    r"\b(?:under|below|less than|fewer than|nearly|almost|close to|up to|as (?:many|much) as|at most|no more than|just short of)\s*$"
)
_ABOUT = re.compile(
    r"\b(?:about|around|some|roughly|approximately|estimated|an estimated|circa|or so|more or less|just|shortly (?:after|before))\s*$"
)
_OR_SO = re.compile(r"^\W*(?:\w+\W+){0,2}?or so\b")
_AGED = re.compile(r"(?:\baged?|\bage of|\bat(?: the age of)?)\s*$")
_WHO_IS = re.compile(r"\b(?:who is|who was|he was|she was|he is|she is|now|just)\s*$")
_COMMA = re.compile(r"^[,.;](?:\s|$)")
_OLD = re.compile(r"^[\s-]*years?[\s-]*old\b|^[\s-]*year-olds?\b")
_GROWN = re.compile(r"-([^\W\d_]{3,})")  # "a 24-story tower": its number is no count of anything else
_RANGE = re.compile(r"^\s*(?:and|to|or|-|–|—)\s*")
_LONG = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Value:
    """`sort`: "%", money, "clock", "year", "day" (of a month), "age", a unit of measure, or "count"."""

    sort: str
    amount: float


def value_of(text: str, tokens: Sequence[Token], i: int) -> Value | None:
    """What token `i` of these tokens of `text` says; None for a number that compares with nothing ("x2")."""
    token = tokens[i]
    if ":" in token.key:
        hours, _, minutes = token.key.partition(":")
        return Value("clock", int(hours) * 60 + int(minutes[:2])) if hours.isdecimal() and minutes[:2].isdecimal() else None
    if part := _FRACTION.fullmatch(token.key):
        return Value("%", 100 * int(part[1]) / int(part[2])) if int(part[2]) else None
    if token.key in _TENTHS:
        return Value("%", _TENTHS[token.key])
    found = _AMOUNT.fullmatch(token.key)
    if not found:
        return None
    amount = float(found["value"])
    if found["percent"] or _shared_percent(text, tokens, i):
        return Value("%", amount)
    return _counted(text, tokens, i, found["of"], amount)


def _counted(text: str, tokens: Sequence[Token], i: int, money: str, amount: float) -> Value:
    token, behind = tokens[i], text[tokens[i].end : tokens[i].end + 24]
    if money:
        return Value(money, amount)
    if is_year(token):
        return Value("year", amount)
    if (
        any(0 <= j < len(tokens) and tokens[j].kind == "date" and tokens[j].key[0] == "m" for j in (i - 1, i + 1))
        and amount <= 31
    ):
        return Value("day", amount)
    if _is_age(text, token, behind):
        return Value("age", amount)
    if grown := _GROWN.match(behind):
        return Value(f"-{grown[1].lower()}", amount)
    unit = unit_of(tokens[i + 1].word) if i + 1 < len(tokens) and not tokens[i + 1].clause else ""
    if unit in _LONG:
        return Value("year", amount) if amount > 1000 else Value("years", amount * _LONG[unit])
    return Value("years" if unit == "year" else unit or "count", amount)


def is_year(token: Token) -> bool:
    return len(token.key) == 4 and token.key.isdigit() and "1500" < token.key < "2100" and token.word.isdigit()


def _is_age(text: str, token: Token, behind: str) -> bool:
    before = text[max(0, token.start - 24) : token.start].lower()
    if _OLD.match(behind) or re.search(r"\baged?\s*$|\bage of\s*$", before):
        return True
    apposed = bool(_COMMA.match(behind) or not behind.strip(" .”\"'")) and token.key.isdecimal() and int(token.key) < 120
    return apposed and bool(_WHO_IS.search(before) or re.search(r"\w,\s*$", before) or _AGED.search(before))


def _shared_percent(text: str, tokens: Sequence[Token], i: int) -> bool:
    """The first of "10 to 15 percent"."""
    if i + 1 >= len(tokens) or not tokens[i + 1].key.endswith("%"):
        return False
    return bool(_RANGE.fullmatch(text[tokens[i].end : tokens[i + 1].start]))


def comparable(one: Value, other: Value) -> bool:
    """Whether they count the same sort of thing, so that one may stand where the other should."""
    if one.sort == other.sort:
        return True
    plain = {one.sort, other.sort} & {"count"}
    return (
        bool(plain)
        and not ({one.sort, other.sort} - {"count", "years", "$", "€", "£", "¥"})
        and _near(one.amount, other.amount, EXACT)
    )


def equal(text: str, token: Token, mine: Value, theirs: Value) -> bool:
    """Whether a draft that says `mine` at `token` of its `text` says rightly what a post says as `theirs`."""
    if mine.sort != theirs.sort and not comparable(mine, theirs):
        return (
            mine.sort in ("age", "years", "count") and theirs.sort in ("age", "years", "count") and mine.amount == theirs.amount
        )
    if mine.amount == theirs.amount:
        return True
    before, behind = text[max(0, token.start - 30) : token.start].lower(), text[token.end : token.end + 24].lower()
    in_words = mine.sort == "%" and not token.key.endswith("%")
    slack = POINTS if in_words else 0.0
    if _MORE.search(before):
        return mine.amount <= theirs.amount + slack and _close(mine, theirs, BOUNDED)
    if _LESS.search(before):
        return mine.amount >= theirs.amount - slack and _close(mine, theirs, BOUNDED)
    if _ABOUT.search(before) or _OR_SO.match(behind):
        return _close(mine, theirs)
    return in_words and abs(mine.amount - theirs.amount) <= POINTS


def _close(mine: Value, theirs: Value, share: float = ROUNDED) -> bool:
    if mine.sort == "clock":
        return abs(mine.amount - theirs.amount) <= 20
    if mine.sort in ("year", "day"):
        return mine.amount == theirs.amount
    return _near(mine.amount, theirs.amount, share)


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other))
