"""A figure in a sentence: its value, what it counts, and the words that say of what. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token, tokens
from assistant.words import Excerpt

Bound = Literal["", "about", "least", "most"]

TAIL = 3  # words behind a figure that say what it counts
MOST_TOKENS = 400  # of a sentence; longer ones are no sentences

_LEAST = re.compile(r"(?:at least|more than|over|no fewer than|not less than|upwards of|minimum of)\s*$", re.I)
_MOST = re.compile(r"(?:as many as|up to|at most|less than|fewer than|under|no more than|as much as)\s*$", re.I)
_ABOUT = re.compile(r"(?:about|around|some|nearly|almost|roughly|approximately|close to|an estimated|estimated)\s*$", re.I)
_MORE = re.compile(r"\s+(?:more|others?|additional|further|times|of (?:the|them|those|whom))\b", re.I)  # a part, or an addition
_OF = re.compile(r"\b(?:of|out of)(?: the| its| their)?\s+$", re.I)
_AMOUNT = re.compile(r"(?P<sort>[^\d.%]*)(?P<value>\d+(?:\.\d+)?)(?P<percent>%?)")

# What happened to those who are counted: figures of different fates are different quantities.
_FATES = {
    word: fate
    for fate, words in {
        "dead": "dead killed died dies die kill killing killings deaths death fatalities lives bodies victims toll slain perished murdered",
        "hurt": "injured wounded hurt injuries injuring wounding hospitalized hospitals hospital",
        "missing": "missing unaccounted",
        "away": "evacuated evacuation evacuate emptied displaced evacuating evacuations",
        "dark": "power electricity outage outages",
        "held": "arrested detained arrests captured",
        "stay": "refused refuse stayed remained",
        "saved": "rescued rescue airlifted",
    }.items()
    for word in words.split()
}
_SAME = {"people": "person", "persons": "person", "person": "person", "others": "person", "troops": "soldier", "soldiers": "soldier"} | {
    "koreans": "soldier", "houses": "home", "homes": "home", "households": "home", "victims": "person", "fans": "person",
    "deaths": "person", "dead": "person", "killed": "person", "bodies": "person", "fatalities": "person", "kids": "child",
    "children": "child", "students": "child", "metres": "m", "meters": "m", "injured": "person", "wounded": "person", "lives": "person",
    "died": "person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """`value` to `high` (of a range). `sort`: "%", a currency, a unit or "". `tail`: the keys behind it; `around`: of the sentence."""

    excerpt: Excerpt
    written: str
    value: float
    high: float
    sort: str
    bound: Bound
    tail: frozenset[str]
    around: frozenset[str]
    whose: frozenset[str]  # names in the tail: "50 Russian drones", "12 in Kyiv"
    dates: frozenset[str]
    fate: str


def mentions(excerpt: Excerpt) -> tuple[Mention, ...]:
    """Every figure of a sentence that counts something; not years, days of months, times and ages."""
    text = excerpt.text
    found = tokens(text)[:MOST_TOKENS]
    made: list[Mention] = []
    i = 0
    while i < len(found):
        last = _range_end(found, i, text)
        mention = _mention(excerpt, text, found, i, last)
        if mention:
            made.append(mention)
        i = last + 1
    return tuple(made)


def _range_end(found: Sequence[Token], i: int, text: str) -> int:
    """The last token of "10,000-12,000" or "60 to 80", which is one figure."""
    if i + 1 < len(found) and found[i].kind == found[i + 1].kind == "number":
        between = text[found[i].end : found[i + 1].start].strip()
        if between in ("-", "–", "to", "—"):
            return i + 1
    return i


def _mention(excerpt: Excerpt, text: str, found: Sequence[Token], i: int, last: int) -> Mention | None:
    token = found[i]
    low, high = _value(token), _value(found[last])
    if token.kind != "number" or low is None or high is None or _is_date(found, i):
        return None
    if _is_age(text, found, last) or _is_part(text, token, found[last]):
        return None
    behind, fate = _tail(found, last), _fate(found, i, last)
    unit = unit_of(found[last + 1].word) if last + 1 < len(found) and not found[last + 1].clause else ""
    around = frozenset(noun(t) for t in found if t.kind == "word")
    return Mention(
        excerpt=excerpt,
        written=_written(text, token, found[last]),
        value=low[1],
        high=high[1],
        sort=low[0] or unit,
        bound=_bound(text[: token.start]),
        tail=frozenset(noun(t) for t in behind)
        or (frozenset(("person",)) if fate in ("dead", "hurt", "missing") else frozenset()),
        around=around,
        whose=frozenset(noun(t) for t in behind if t.name),
        dates=frozenset(t.key for n, t in enumerate(found) if t.kind == "date" or _year(t)),
        fate=fate,
    )


def noun(token: Token) -> str:
    return _SAME.get(token.word, token.key)


def _value(token: Token) -> tuple[str, float] | None:
    if token.key == "1/2":
        return "", 0.5
    parts = _AMOUNT.fullmatch(token.key)
    return (parts["sort"] + parts["percent"], float(parts["value"])) if parts else None


def _year(token: Token) -> bool:
    return len(token.key) == 4 and token.word.isdigit() and "1500" < token.key < "2100"


def _is_date(found: Sequence[Token], i: int) -> bool:
    if _year(found[i]):
        return True
    small = found[i].key.isdigit() and 1 <= int(found[i].key) <= 31
    beside = [found[k] for k in (i - 1, i + 1) if 0 <= k < len(found)]
    return small and any(t.kind == "date" and t.key[0] == "m" for t in beside)


_AGE = re.compile(r"[\s-]*years?[\s-]old|-year\b", re.I)


def _is_age(text: str, found: Sequence[Token], i: int) -> bool:
    """ "37-year-old"; "Ana Marsh, 37, said"."""
    token = found[i]
    if _AGE.match(text, token.end):
        return True
    named = i > 0 and found[i - 1].name and found[i - 1].kind == "word" and token.clause
    return named and token.key.isdigit() and int(token.key) < 110 and text[token.end : token.end + 1] == ","


def _is_part(text: str, first: Token, last: Token) -> bool:
    """An addition ("27 more"), a part of a whole, or the whole of a part ("50 out of 80")."""
    if first.key == "1/2":
        return False
    return bool(_MORE.match(text, last.end) or _OF.search(text[: first.start]))


def _tail(found: Sequence[Token], last: int) -> list[Token]:
    behind: list[Token] = []
    for t in found[last + 1 : last + 1 + TAIL]:
        if t.kind != "word" or t.clause:
            break
        behind.append(t)
    return behind


def _bound(before: str) -> Bound:
    if _LEAST.search(before):
        return "least"
    return "most" if _MOST.search(before) else "about" if _ABOUT.search(before) else ""


def _written(text: str, first: Token, last: Token) -> str:
    """The figure with the word that bounds it: "at least 50"."""
    before = text[: first.start]
    hedge = _LEAST.search(before) or _MOST.search(before) or _ABOUT.search(before)
    return " ".join(text[hedge.start() if hedge else first.start : last.end].split())


def _fate(found: Sequence[Token], i: int, last: int) -> str:
    """Of the nearest word that names one; before the figure where both are as near ("killing six and wounding")."""
    behind = next((n for n, t in enumerate(found[last + 1 : last + 6]) if t.clause or t.kind == "number" or t.word in _FATES), 9)
    after = found[last + 1 + behind] if last + 1 + behind < len(found) else None
    before = next((n for n, t in enumerate(reversed(found[max(0, i - 4) : i])) if t.word in _FATES), 9)
    if after is not None and not after.clause and after.word in _FATES and (behind < before or before == 9):
        return _FATES[after.word]
    return _FATES[found[i - 1 - before].word] if before < 9 else ""
