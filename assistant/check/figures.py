"""Numbers, units and days of a draft's sentence against those of the sentences that bear it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import HEDGES
from assistant.check.reading import Said, key
from assistant.gate.days import same_day
from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token

REACH = 4  # words in which a number's company is looked for
ROUNDED = 0.1  # "about 300" may stand for 270 to 330
_SHARES = {"#10": "10%", "1/2": "50%", "1/4": "25%", "#3": "33%", "#5": "20%", "#4": "25%"}
_AMOUNT = re.compile(r"(?P<money>[^\d.%]*)(?P<value>\d+(?:\.\d+)?)(?P<percent>%?)")


def figures(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each number, unit, weekday or month that the post does not have there."""
    dated = _same_days(said, bearing)
    found = []
    for i, token in enumerate(said.tokens):
        if said.in_quotes(i) or i in dated:
            continue
        if token.kind == "number":
            found += _number(said, i, bearing)
        elif token.kind == "date":
            found += _date(said, i, bearing)
        elif token.key.startswith("#") and token.key > "#1" and token.key != "#10":
            found += _ordinal(said, i, bearing)
    return found


def _number(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token = said.tokens[i]
    places = [j for j, t in enumerate(bearing.core) if _equal(said, i, t)]
    if places:
        other = _counterpart(said, i, bearing.main, close=True)
        best = max(_shared(said, i, bearing.core, j) for j in places)
        if other is None or best or any(t.key == token.key for t in bearing.main):
            return _unit(said, i, bearing.core, places[0])
        return [Difference("number", token.start, token.end, _words(other, bearing))]
    if _elsewhere(said, i, bearing) or _year_of_post(said, i, bearing):
        return []
    other = _counterpart(said, i, bearing.core) or _counterpart(said, i, bearing.near, close=True)
    return [Difference("number", token.start, token.end, _words(other, bearing) if other else "")]


def _shared(said: Said, i: int, tokens: Sequence[Token], at: int) -> int:
    """How many words of the draft's around its token i stand around the post's too."""
    return len(_company(said, i, 3) & {key(t) for t in tokens[max(0, at - REACH) : at + REACH + 1]})


def _equal(said: Said, i: int, other: Token) -> bool:
    mine = said.tokens[i].key
    if other.key == mine or _SHARES.get(other.key) == mine or _SHARES.get(mine) == other.key:
        return True
    a, b = amount(mine), amount(other.key)
    if other.kind != "number" or not a or not b or a[0] != b[0] or not hedged(said.text, said.tokens[i].start):
        return False
    return abs(a[1] - b[1]) <= ROUNDED * max(a[1], b[1])


def amount(of: str) -> tuple[str, float] | None:
    """(what it counts: "%", a currency or "", value) of a number's key; None for times and fractions."""
    found = _AMOUNT.fullmatch(of)
    return (found["money"] + found["percent"], float(found["value"])) if found else None


def hedged(text: str, start: int) -> bool:
    """Whether a word such as "about" or "more than" stands just before."""
    before = re.findall(r"[\w'’-]+", text[max(0, start - 30) : start].lower())[-3:]
    return any(word in HEDGES for word in before)


def _elsewhere(said: Said, i: int, bearing: Bearing) -> bool:
    """The number stands around the bearing sentences, or further off in the company that it has in the draft."""
    if any(t.key == said.tokens[i].key for t in bearing.near) and not _counterpart(said, i, bearing.core, close=True):
        return True
    return _in_company(said, i, bearing.near) or _in_company(said, i, bearing.rest)


def _in_company(said: Said, i: int, tokens: Sequence[Token]) -> bool:
    company = _company(said, i)
    return any(
        t.key == said.tokens[i].key and company & {key(n) for n in tokens[max(0, j - REACH) : j + REACH + 1] if n is not t}
        for j, t in enumerate(tokens)
    )


def _company(said: Said, i: int, reach: int = 2) -> frozenset[str]:
    return frozenset(
        said.keys[k]
        for k in range(max(0, i - reach), min(len(said.keys), i + reach + 1))
        if k != i and said.tokens[k].kind == "word"
    )


def _counterpart(said: Said, i: int, tokens: Sequence[Token], *, close: bool = False) -> Token | None:
    """A number of the same sort that the draft does not have, the one in the most alike company. `close`: company it must have."""
    mine, company = said.tokens[i], _company(said, i, 3)
    own = {t.key for t in said.tokens}
    best: tuple[int, int, Token] | None = None
    for j, token in enumerate(tokens):
        if token.kind != "number" or token.key in own or not _same_sort(mine, token):
            continue
        shared = len(company & {key(n) for n in tokens[max(0, j - REACH) : j + REACH + 1]})
        if (shared or not close) and (best is None or shared > best[0]):
            best = (shared, -j, token)
    return best[2] if best else None


def _same_sort(mine: Token, other: Token) -> bool:
    a, b = amount(mine.key), amount(other.key)
    if a is None or b is None:
        return (":" in mine.key) == (":" in other.key) and (a is None) == (b is None)
    if _year(mine) != _year(other):
        return False
    return (a[0] == "%") == (b[0] == "%") and (a[0] in ("", "%")) == (b[0] in ("", "%"))


def _year(token: Token) -> bool:
    return len(token.key) == 4 and token.key.isdigit() and "1500" < token.key < "2100" and token.word.isdigit()


def _year_of_post(said: Said, i: int, bearing: Bearing) -> bool:
    """The post's own year, or the one beside it: "last year" stands there without a number."""
    token = said.tokens[i]
    if not _year(token) or any(_year(t) for t in bearing.core):
        return False
    return abs(int(token.key) - bearing.post.day.year) <= 1


def _unit(said: Said, i: int, core: Sequence[Token], at: int) -> list[Difference]:
    if i + 1 >= len(said.tokens) or at + 1 >= len(core):
        return []
    mine, theirs = _counted(said.tokens, i), _counted(core, at)
    a, b = unit_of(mine.word), unit_of(theirs.word)
    if not a or not b or a == b:
        return []
    beside = {unit_of(_counted(core, j).word) for j, t in enumerate(core[:-1]) if t.key == core[at].key}
    return [] if a in beside else [Difference("unit", mine.start, mine.end, theirs.word)]


def _counted(found: Sequence[Token], at: int) -> Token:
    """What the number counts: the word behind it, or the next where that one only says which ("six more weeks")."""
    behind = found[at + 1 : at + 3]
    return next((t for t in behind if unit_of(t.word) and not (t is not behind[0] and behind[0].clause)), found[at + 1])


def _ordinal(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token = said.tokens[i]
    everywhere = (*bearing.core, *bearing.near)
    if any(t.key == token.key or _SHARES.get(token.key) == t.key for t in everywhere):
        return []
    other = next((t for t in bearing.core if t.key.startswith("#")), None)
    return [Difference("number", token.start, token.end, other.word)] if other else []


# --- days -------------------------------------------------------------------------------------------------------------


def _same_days(said: Said, bearing: Bearing) -> frozenset[int]:
    laid = tuple(0 if any(t.key == o.key for o in bearing.core) else -1 for t in said.tokens)
    return same_day(said.tokens, laid, bearing.core, (bearing.post.day,))


def _date(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token = said.tokens[i]
    places = [j for j, t in enumerate(bearing.core) if t.key == token.key]
    others = [t for t in bearing.core if t.kind == "date" and t.key[0] == token.key[0] and t.key != token.key]
    theirs = max((_shared(said, i, bearing.main, j) for j, t in enumerate(bearing.main) if t in others), default=-1)
    if any(t.key == token.key for t in bearing.main) or any(_shared(said, i, bearing.core, j) > theirs for j in places):
        return []
    other = next((t for t in others if t in bearing.main), next(iter(others), None))
    if other is None and (token.key == f"w{bearing.post.day.weekday()}" or token.key == f"m{bearing.post.day.month}"):
        return []
    if other is None and any(t.key == token.key for t in bearing.near):
        return []
    return [Difference("date", token.start, token.end, _words(other, bearing) if other else "")]


def _words(token: Token, bearing: Bearing) -> str:
    """As the post writes it."""
    for n in range(len(bearing.post.sentences)):
        if any(t is token for t in bearing.post.sentences[n].tokens):
            return bearing.post.post.text[token.start : token.end]
    return bearing.post.post.title[token.start : token.end]
