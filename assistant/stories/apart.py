"""Signs that two figures which look alike count different things. Pure.

A desk reads them so: a text that gives both figures means two things by them; gusts are no sustained winds; what was expected is not what
came; a figure of another year is another figure. One sure sign is enough: a disagreement that is none costs a reader's trust, one that is
missed costs little. Weaker signs are counted and weighed with the rest (stories/likeness.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.gate.tokens import tokens
from assistant.stories.mention import Mention, noun
from assistant.stories.scope import cut, is_year, same_place, same_time

COUNTED = 100  # smaller whole numbers stand in any text by chance
COPY = 8  # words that a sentence and its copy share at least
WINDOW = 60  # characters before a figure, and after it, in which a word says what is measured
LATER_FIGURE = 24 * 3600  # seconds after which a text may tell an older figure of what lasts

# What is measured, by beginnings of words: near one figure one of them, near the other another.
_AXES = tuple(
    tuple(re.compile(rf"\b(?:{side})", re.I) for side in axis.split(" / "))
    for axis in (
        "gust / sustain", "cancel / delay", "approv / disapprov", "diameter / radius / distance / altitude", "jackpot / cash|lump",
        "men\\b|male / women|female", "black / white / hispanic|latino / asian", "democrat / republican", "state\\b / federal",
        "individual / couple|household", "adult / child|kid|infant", "gas\\b|gasoline / diesel", "pfizer / moderna",
        "domestic|north america / global|worldwide / overseas", "nationwide|nationally|national average / statewide|county",
        "cheap|lowest / most expensive|highest / average", "opening / total", "passenger / crew", "project|expect|forecast / made|earned",
        "support|favor|back / oppos|against", "buy|bought / sold|sell", "subscri / household", "civilian / soldier|troop|military",
        "annual|a year|per year / month / week|weekly / daily|a day|per day", "buses / districts", "confirmed / suspected",
    )
)  # fmt: skip
_WIDE = re.compile(
    r"\b(?:nationwide|nationally|across the (?:country|nation|us|united states)|worldwide|globally|statewide)\b", re.I
)
# Players and teams have each their own, and a report gives many.
_SCORED = frozenset(
    "run hit inn inning goal season point game set match win victori titl touchdown yard shot stroke birdi hole basket save wicket".split()
)
# What was expected, came on top or was before is not what is.
_PARTS = frozenset(("planned", "each", "more", "before"))
# Who is counted: a toll of children is none of all.
_PEOPLE = frozenset(
    "child soldier civilian woman women man men offic teacher passeng crew player worker patient migrant infant babi pilot".split()
)


def apart(a: Mention, b: Mention) -> bool:
    """Whether they count different things for sure; only asked of such whose values differ."""
    return (
        bool((a.part ^ b.part) & _PARTS)
        or _other_people(a, b)
        or _other_year(a, b)
        or _other_axis(a, b)
        or bool(a.whose and b.whose and not a.whose & b.whose)  # "50 Russian drones", "80 Ukrainian drones"
        or ((_scored(a) or _scored(b)) and not copied(a, b))
        or _both_told(a, b)
    )


def signs(a: Mention, b: Mention) -> int:
    """How many weaker signs there are, each of which may be by chance."""
    return sum(
        (
            a.part != b.part,
            a.rate != b.rate,
            not same_time(a.scope, b.scope),
            not same_place(a.places, b.places) or _place_within(a, b) or _place_within(b, a),
            _other_head(a, b) or _other_head(b, a),
            _wider(a, b) or _wider(b, a),
        )
    )


def _place_within(a: Mention, b: Mention) -> bool:
    """Whether the smaller figure names a place inside that of the other: "54 in Uttar Pradesh's Kanpur", "300 in Uttar Pradesh"."""
    return bool(b.places) and a.places > b.places and a.amount.value < b.amount.value


def _scored(mention: Mention) -> bool:
    """Whether it counts what players and teams have each their own of."""
    return bool(mention.tail & _SCORED) and "percentag" not in mention.tail


def _other_head(a: Mention, b: Mention) -> bool:
    """ "An altitude of 6,000 km", "a distance of 1,080 km"."""
    return bool(a.head) and not a.head & (b.head | b.near)


def _other_people(a: Mention, b: Mention) -> bool:
    one, other = a.tail & _PEOPLE, b.tail & _PEOPLE
    return one != other and not one & other and bool(a.fate or b.fate)


def _other_year(a: Mention, b: Mention) -> bool:
    """Whether one speaks of a year that is not its post's own, and the other does not."""
    one, other = ({y for y in _years(m.excerpt.text) if y != str(m.excerpt.post.at.year)} for m in (a, b))
    return one != other and not one & other


@lru_cache(maxsize=4096)
def _years(text: str) -> frozenset[str]:
    """The years of which a sentence speaks; "the largest since 1994" is of today."""
    return frozenset(t.key for t in cut(text) if is_year(t) and not _SINCE.search(text, 0, t.start))


def _other_axis(a: Mention, b: Mention) -> bool:
    one, other = _beside(a), _beside(b)
    for axis in _AXES:
        taken = [{n for n, side in enumerate(axis) if side.search(text)} for text in (one, other)]
        if all(taken) and not taken[0] & taken[1]:
            return True
    return False


def _beside(mention: Mention) -> str:
    text, start = mention.excerpt.text, max(0, mention.at - WINDOW)
    return text[start : mention.at + len(mention.written) + WINDOW]


def other_names(a: Mention, b: Mention) -> float:
    """How many names stand close to one figure that neither the other's sentence nor its headline has: other teams, states and firms."""
    return (len(_named(a) - _said(b)) + len(_named(b) - _said(a))) / 3


def _named(mention: Mention) -> frozenset[str]:
    return mention.near & _names(mention.excerpt.text)


def _said(mention: Mention) -> frozenset[str]:
    return mention.around | _words(mention.excerpt.post.title)


@lru_cache(maxsize=4096)
def _names(text: str) -> frozenset[str]:
    """Its capitalised words but the first, which any sentence has."""
    return frozenset(noun(t) for t in cut(text)[1:] if t.name and t.kind == "word")


@lru_cache(maxsize=1024)
def _words(title: str) -> frozenset[str]:
    return frozenset(noun(t) for t in cut(title))


def _wider(a: Mention, b: Mention) -> bool:
    """ "Nationwide 18 died"; "in Ohio four died"."""
    return bool(_WIDE.search(a.excerpt.text)) and bool(b.places) and not _WIDE.search(b.excerpt.text)


def _both_told(a: Mention, b: Mention) -> bool:
    """Whether one sentence gives both figures, or a post gives the other's too, so that it means two things or tells the change."""
    if _told(a.excerpt.text, b) or _told(b.excerpt.text, a):
        return not (_changed(a, b) or _changed(b, a))
    if _changed(a, b) or _changed(b, a):
        return False
    if a.excerpt.post.id == b.excerpt.post.id or copied(a, b):
        return False
    return (_rare(b) and _told(a.excerpt.post.text, b)) or (_rare(a) and _told(b.excerpt.post.text, a))


def copied(a: Mention, b: Mention) -> bool:
    """Two publish one sentence, each with its own figure: a slip of one of them."""
    return len(a.around & b.around) >= max(COPY, 0.9 * min(len(a.around), len(b.around)))


def _told(text: str, mention: Mention) -> bool:
    return bool(_figures(text) & _figures(mention.written))


def _rare(mention: Mention) -> bool:
    return mention.value >= COUNTED or (mention.value > 1 and mention.value != int(mention.value))


def _changed(old: Mention, new: Mention) -> bool:
    """Whether the later sentence itself says from which figure it changed ("14,000 acres, up from 9,000"), or what lasts moved on."""
    if told_change(old, new):
        return True
    lasts = old.scope.state and new.scope.state and not _told(new.excerpt.text, old) and not _told(old.excerpt.text, new)
    return lasts and (new.excerpt.post.at - old.excerpt.post.at).total_seconds() >= LATER_FIGURE


def told_change(old: Mention, new: Mention) -> bool:
    """Whether the sentence of `new` says that it was `old`'s figure before."""
    text = new.excerpt.text
    keys = _figures(old.written)
    return any(
        t.kind == "number" and t.key.strip("$%£€") in keys and _FROM.search(text, 0, t.start) is not None for t in cut(text)
    )


_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.I)
_FROM = re.compile(r"\bfrom\s+(?:about |around |more than |at least |nearly )?[$€£]?$", re.I)


@lru_cache(maxsize=1024)
def _figures(text: str) -> frozenset[str]:
    return frozenset(t.key.strip("$%£€") for t in tokens(text) if t.kind == "number")
