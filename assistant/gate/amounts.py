"""Numbers put together with what makes them amounts: further number words, a scale, percent, money. Pure."""

from __future__ import annotations

from assistant.gate.quantities import GLUED_SCALES, MONEY, NUMBER_WORDS, PERCENT, SCALES
from assistant.gate.token import Token

BARE = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
NUMERIC = BARE | frozenset("%$€£¥₴₽")


def joined(found: list[Token]) -> list[Token]:
    """Numbers put together with what makes them: number words, scale, percent and money."""
    out: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        if token.key in MONEY.values() and token.word == token.key and at + 1 < len(found) and found[at + 1].kind == "number":
            merged, at = _number(found, at + 1, token.key)
            out.append(merged._replace(start=token.start, after=token.after, clause=token.clause))
        elif token.kind == "number" and token.key[0].isdecimal() and "/" not in token.key:
            merged, at = _number(found, at, "")
            out.append(merged)
        elif token.word in BARE:  # "a million people"
            merged, at = _number([*found[:at], token._replace(key=str(SCALES[token.word]), word="1"), *found[at + 1 :]], at, "")
            out.append(merged._replace(word=token.word))
        else:
            at += 1
            if token.word not in "%$€£¥₴₽":
                out.append(token)
    return out


def _number(found: list[Token], at: int, money: str) -> tuple[Token, int]:
    first = found[at]
    value, at = _spelled(found, at) if first.word[-1].isalpha() and first.key.isdecimal() else (first.key, at + 1)
    while (
        at < len(found)
        and found[at].word in SCALES
        and found[at].after == 0
        and not found[at].clause
        and value.count(".") <= 1
        and ":" not in value
    ):
        if found[at].word in GLUED_SCALES and not (money and found[at].start == found[at - 1].end):
            break
        value = _times(value, SCALES[found[at].word])
        at += 1
    if at < len(found) and found[at].after <= 1 and not found[at].clause:
        if found[at].word in PERCENT:
            return _joined(found, at, first, value + "%"), at + 1
        if found[at].word == "cent" and found[at].after == 1:  # per cent
            return _joined(found, at, first, value + "%"), at + 1
        if not money and found[at].after == 0 and found[at].word in MONEY:
            return _joined(found, at, first, MONEY[found[at].word] + value), at + 1
    return _joined(found, at - 1, first, money + value), at


def _joined(found: list[Token], last: int, first: Token, key: str) -> Token:
    return first._replace(key=key, kind="number", end=found[last].end, name=False)


def _spelled(found: list[Token], at: int) -> tuple[str, int]:
    """Number words in a row: "twenty-five", "two hundred and fifty"."""
    value, last = int(found[at].key), int(found[at].key)
    at += 1
    while at < len(found) and found[at].after <= 1 and not found[at].clause:
        word = found[at].word
        if (
            word in NUMBER_WORDS
            and found[at].after <= (1 if value >= 100 else 0)
            and int(found[at].key) < min(last, 100)
            and last > 12
        ):
            last = int(found[at].key)
            value += last
        elif word == "hundred" and value < 100 and found[at].after == 0:
            value, last = value * 100, 100
        else:
            break
        at += 1
    return str(value), at


def _times(value: str, scale: int) -> str:
    whole, _, part = value.partition(".")
    zeros = len(str(scale)) - 1
    shifted = whole + part[:zeros].ljust(zeros, "0") + ("." + part[zeros:] if part[zeros:] else "")
    return shifted.lstrip("0") or "0"
