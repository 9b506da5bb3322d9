"""Numbers, units and days of a draft's sentence against those of the post that it speaks of. Pure.

A number stands where the post has its value, fitting the draft's words (fit.py) no worse than every other number of its sort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.fit import Place, best
from assistant.check.reading import Said, key
from assistant.check.values import Value, comparable, equal, is_year, value_of
from assistant.gate.days import same_day
from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token

BETTER = 0.18  # by which another's place must fit better to be the right one
NEARLY = 0.05
DATED = 0.12  # ... and of a day
FAR_BETTER = 0.3
FITS = 0.2  # and how well a place must fit to be told as what the post has instead, where it does not have the draft's at all
_MONEY = "$€£¥₴₽"


def figures(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each number, unit, weekday or month that the post does not have there."""
    dated = _same_days(said, bearing)
    found: list[Difference] = list(_years(said, bearing))
    for i, token in enumerate(said.tokens):
        if said.in_quotes(i) or i in dated:
            continue
        if token.kind == "number":
            found += _number(said, i, bearing)
        elif token.kind == "date":
            found += _date(said, i, bearing)
        elif token.key.startswith("#") and token.key > "#1" and token.key != "#10":
            found += _ordinal(said, i, bearing)
        else:
            found += _period(said, i, bearing)
    return found


def _number(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token, mine = said.tokens[i], value_of(said.text, said.tokens, i)
    if mine is None:
        known = any(t.key == token.key for t in (*bearing.core, *bearing.near, *bearing.rest))
        return [] if known else [Difference("number", token.start, token.end)]
    own, rivals = _places(said, i, mine, bearing)
    right, other = best(own), best(rivals)
    if right:
        if other and _goes_before(other, right, bearing.company.says_most((i,))) and not _same_place(right, other):
            sure = other.fit >= right.fit + FAR_BETTER
            return [Difference("number", token.start, token.end, bearing.words(other), sure=sure)]
        return []
    if unit := _other_unit(said, i, mine, bearing, other.fit if other else 0.0):
        return [unit]
    if _year_of_post(said, i, bearing):
        return []
    parts = _tells_parts(token, mine) and not (other and _same_thing(said, i, bearing, other))
    instead = other if other and other.fit >= FITS and not parts else None
    return [Difference("number", token.start, token.end, bearing.words(instead) if instead else "")]


def _places(said: Said, i: int, mine: Value, bearing: Bearing) -> tuple[list[Place], list[Place]]:
    """Where the post has the number, and where it has others of its sort that the draft has nowhere."""
    others = [(n, v) for n, t in enumerate(said.tokens) if n != i and (v := value_of(said.text, said.tokens, n))]
    own, rivals = [], []
    for sentence, at, theirs in bearing.values:
        if equal(said.text, said.tokens[i], mine, theirs):
            own.append(bearing.company.place((i,), sentence, at, at + 1))
        elif comparable(mine, theirs) and not any(equal(said.text, said.tokens[n], v, theirs) for n, v in others):
            rivals.append(bearing.company.place((i,), sentence, at, at + 1))
    return own, rivals


def _goes_before(other: Place, right: Place, most: int, better: float = BETTER) -> bool:
    """Whether the other place is the one that the draft means. Where the draft's stands in the sentence that says most of the rest, one
    elsewhere must fit far better."""
    here = right.sentence == most and other.sentence != most
    return other.fit >= right.fit + (FAR_BETTER if here else better)


def _same_place(one: Place, other: Place) -> bool:
    """The two ends of one range ("65 to 600 units")."""
    return one.sentence == other.sentence and abs(one.first - other.first) == 1


def _tells_parts(token: Token, mine: Value) -> bool:
    """A small number in words may count what the post lists."""
    return mine.sort == "count" and mine.amount <= 10 and token.word.isalpha()


def _same_thing(said: Said, i: int, bearing: Bearing, other: Place) -> bool:
    """ "Ten people" and "eleven people"."""
    return tuple(said.keys[i + 1 : i + 2]) == tuple(bearing.company.keys[other.sentence][other.last : other.last + 1])


def _other_unit(said: Said, i: int, mine: Value, bearing: Bearing, fit: float) -> Difference | None:
    """The post has the same number with another unit, or in another currency, where no other number with this one fits better."""
    for sentence, at, theirs in bearing.values:
        if theirs.amount != mine.amount or theirs.sort == mine.sort:
            continue
        if mine.sort[:1] in _MONEY and theirs.sort[:1] in _MONEY:
            return Difference("number", said.tokens[i].start, said.tokens[i].end, bearing.words(Place(sentence, at, at + 1, 0)))
        tokens = bearing.company.sentences[sentence].tokens
        if i + 1 >= len(said.tokens) or at + 1 >= len(tokens):
            continue
        ours, other = _counted(said.tokens, i), _counted(tokens, at)
        units = {unit_of(ours.word), unit_of(other.word)}
        if len(units) == 2 and all(units) and bearing.company.place((i,), sentence, at, at + 1).fit >= fit - NEARLY:
            return Difference("unit", ours.start, ours.end, other.word)
    return None


def _counted(found: Sequence[Token], at: int) -> Token:
    """What the number counts: the word behind it, or the next where that one only says which ("six more weeks")."""
    behind = found[at + 1 : at + 3]
    return next((t for t in behind if unit_of(t.word) and not (t is not behind[0] and behind[0].clause)), found[at + 1])


def _period(said: Said, i: int, bearing: Bearing) -> Iterator[Difference]:
    """ "57 cents in a month" where the post has "57 cents in a week": a unit without a number of its own."""
    token = said.tokens[i]
    unit = unit_of(token.word)
    if unit not in _PERIODS or (i and said.tokens[i - 1].kind == "number") or not _led_by_article(said.text, token):
        return
    theirs = [t for t in bearing.main if unit_of(t.word) in _PERIODS and _led_by_article(bearing.post.post.text, t)]
    everywhere = (*bearing.core, *bearing.near)
    if len(theirs) == 1 and not any(unit_of(t.word) == unit for t in everywhere):
        yield Difference("unit", token.start, token.end, theirs[0].word)


_PERIODS = frozenset(("day", "week", "month", "year", "h", "min", "decade", "century"))


def _led_by_article(text: str, token: Token) -> bool:
    return text[max(0, token.start - 6) : token.start].lower().endswith((" a ", " per ", " each ", " every ", " an "))


def _year_of_post(said: Said, i: int, bearing: Bearing) -> bool:
    """The post's own year, or the one beside it: "last year" stands there without a number."""
    token = said.tokens[i]
    if not is_year(token) or any(is_year(t) for t in bearing.core):
        return False
    return abs(int(token.key) - bearing.post.day.year) <= 1


def _ordinal(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token, mine = said.tokens[i], value_of(said.text, said.tokens, i)
    everywhere = (*bearing.core, *bearing.near)
    if any(t.key == token.key for t in everywhere):
        return []
    if mine and any(equal(said.text, token, mine, theirs) for _, _, theirs in bearing.values):
        return []
    behind = said.keys[i + 1 : i + 2]
    for tokens in (bearing.post.sentences[n].tokens for n in bearing.sentences):
        for other, counted in pairwise(tokens):
            if other.key.startswith("#") and other.kind == "word" and (key(counted),) == behind:
                return [Difference("number", token.start, token.end, other.word)]
    return [Difference("number", token.start, token.end)]


_RELATIVE_YEAR = re.compile(r"\b(this|last|next) year\b", re.IGNORECASE)


def _years(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """ "This year" where the sentences that say the rest have "last year"."""
    text, sentences = bearing.post.post.text, bearing.post.sentences
    theirs = {
        m[1].lower() for n in bearing.sentences for m in _RELATIVE_YEAR.finditer(text, sentences[n].start, sentences[n].end)
    }
    for mine in _RELATIVE_YEAR.finditer(said.text):
        if len(theirs) == 1 and mine[1].lower() not in theirs:
            yield Difference("date", mine.start(), mine.end(), f"{next(iter(theirs))} year", sure=False)


# --- days -------------------------------------------------------------------------------------------------------------


def _same_days(said: Said, bearing: Bearing) -> frozenset[int]:
    laid = tuple(0 if any(t.key == o.key for o in bearing.core) else -1 for t in said.tokens)
    return same_day(said.tokens, laid, (*bearing.core, *bearing.near), (bearing.post.day,))


def _date(said: Said, i: int, bearing: Bearing) -> list[Difference]:
    token = said.tokens[i]
    drafted = {t.key for t in said.tokens}
    own, rivals = [], []
    for n, sentence in enumerate(bearing.company.sentences):
        for at, t in enumerate(sentence.tokens):
            if t.key == token.key and t.kind == "date":
                own.append(bearing.company.place((i,), n, at, at + 1))
            elif t.kind == "date" and t.key[0] == token.key[0] and t.key not in drafted:
                rivals.append(bearing.company.place((i,), n, at, at + 1))
    right, other = best(own), best(rivals)
    if right:
        wrong = other is not None and _goes_before(other, right, bearing.company.says_most((i,)), DATED)
        if not wrong or other is None:
            return []
        return [Difference("date", token.start, token.end, bearing.words(other), sure=other.fit >= right.fit + FAR_BETTER)]
    if token.key in (f"w{bearing.post.day.weekday()}", f"m{bearing.post.day.month}") and not (other and other.fit >= 2 * FITS):
        return []
    instead = other if other and other.fit >= FITS else None
    return [Difference("date", token.start, token.end, bearing.words(instead) if instead else "")]
