"""A figure in a sentence: its value, what it counts, and the words that say of what. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.gate.numbers import unit_of
from assistant.gate.tokens import Token, stem
from assistant.stories.amount import and_a_half, bounded, range_end, span, value
from assistant.stories.interval import Interval
from assistant.stories.scope import Scope, cut, is_year, part_of, scope
from assistant.words import Excerpt

NEAR = 6  # words before and behind a figure that are close to it
TAIL = 4  # words behind a figure that say what it counts
MOST_TOKENS = 400  # of a sentence; longer ones are no sentences

_MORE = re.compile(r"\s+(?:more|others?|additional|further|times|of (?:the|them|those|whom))\b", re.I)  # a part, or an addition
_HURT = re.compile(r"\b(?:injur|wound|hurt)\w*\s+(?:\w+\s+){0,2}$", re.I)
_OF = re.compile(
    r"(?:\bout of|(?:\d|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most|many|some|each|all|none)) of)(?: the| its| their)?\s+$",
    re.I,
)
_TOLL = re.compile(
    r"\bdeath toll\b[^.;]*\b(?:to|at|of|is|was|reached|hit|stands? at|stood at)\s+(?:at least |about |nearly |more than )?$", re.I
)


# What happened to those who are counted: figures of different fates are different quantities.
FATES = {
    word: fate
    for fate, words in {
        "dead": "dead killed died dies die kill killing killings deaths death fatalities lives bodies victims toll slain perished murdered",
        "hurt": "injured wounded hurt injuries injuring wounding hospitalized hospitals hospital",
        "missing": "missing unaccounted",
        "away": "evacuated evacuation evacuate emptied displaced evacuating evacuations",
        "dark": "power electricity outage outages dark",
        "held": "arrested detained arrests captured",
        "stay": "refused refuse stayed",
        "saved": "rescued rescue airlifted",
    }.items()
    for word in words.split()
}
_SAME = {"people": "person", "persons": "person", "person": "person", "others": "person", "troops": "soldier", "soldiers": "soldier"} | {
    "koreans": "soldier", "houses": "home", "homes": "home", "households": "home", "victims": "person", "fans": "person",
    "deaths": "person", "dead": "person", "killed": "person", "bodies": "person", "fatalities": "person", "kids": "child",
    "children": "child", "students": "child", "metres": "m", "meters": "m", "injured": "person", "wounded": "person", "lives": "person",
    "died": "person", "americans": "person", "residents": "person",
}  # fmt: skip


_NO_HEAD = frozenset(
    stem(w) for w in "number total amount average record high low maximum minimum cost price estimate worth more".split()
)
_NAMED = re.compile(
    r"(?:\b(?:category|no\.|number|phase|level|game|week|title|type|article|section|chapter|day|round|route|highway|boeing|caption|omicron|act|grade|ages?|aged)"
    r"[\s-]+|[A-Za-z]{2,}\.|[A-Za-z]-?|\d-|#)$",
    re.I,
)
_AFTER = re.compile(
    r"st\b|nd\b|rd\b|th\b|[\s-]times?\b|\s?\d/\d|\s?[⅓⅔½¼¾]|\s+of\s+\d+\s+(?:photos|slides|images)|\s*(?:miles|kilometers|km)\s+"
    r"(?:(?:away|due|to the)\s+)?(?:north|south|east|west)|\s+(?:a|p)\.?m\b|\s+o[’']clock"
    r"|\s+(?:(?:years|months)\s+)?(?:and|or) (?:older|up|over|younger|under)\b|\s+through\s+\d",
    re.I,
)
_DEFINED = re.compile(r"\b(?:classified|designated|defined|classifies|defines)\b[^.;!?)]{0,80}$", re.I)  # a threshold
_CONVERTED = re.compile(r"\(\s*(?:about|around|roughly|nearly)?\s*[$€£]?$")
_ELSE = re.compile(r"\b(?:in|at|on|from|to|by|with|for|after|before|as|near|across|during|since|between|who|that|which)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence read once for all its figures."""

    excerpt: Excerpt
    text: str
    found: Sequence[Token]
    scope: Scope
    words: frozenset[str]
    figures: int  # how many it gives, without years


@dataclass(frozen=True, slots=True)
class Mention:
    """`sort`: "%", a currency, a unit or "". `tail`: the keys behind it; `around`: of the sentence."""

    excerpt: Excerpt
    written: str
    amount: Interval
    sort: str
    tail: frozenset[str]
    around: frozenset[str]
    whose: frozenset[str]  # names in the tail: "50 Russian drones", "12 in Kyiv"
    part: frozenset[str]  # "total", "each", "more"
    scope: Scope
    fate: str
    head: frozenset[str]  # the nouns of which it is the measure: "an altitude of 6,000 km"
    places: frozenset[str]  # where it was counted
    near: frozenset[str]  # the words close to it
    rate: str  # "hour" of "40 feet per hour"
    at: int = 0  # where it is written in the sentence
    figures: int = 1  # of the whole sentence

    @property
    def value(self) -> float:
        return self.amount.value

    @property
    def dates(self) -> frozenset[str]:
        return self.scope.days


def mentions(excerpt: Excerpt) -> tuple[Mention, ...]:
    """Every figure of a sentence that counts something; not years, days of months, times and ages."""
    text = excerpt.text
    found = cut(text)[:MOST_TOKENS]
    if not any(t.kind == "number" for t in found) or any(t.word == "respectively" for t in found):
        return ()
    figures = sum(t.kind == "number" and not is_year(t) for t in found)
    here = Sentence(excerpt, text, found, scope(text), frozenset(noun(t) for t in found if t.kind == "word"), figures)
    made: list[Mention] = []
    i = 0
    while i < len(found):
        last = range_end(found, i, text)
        mention = _mention(here, i, last)
        if mention:
            made.append(_elided(mention, made))
        i = last + 1
    return tuple(made)


def _elided(mention: Mention, before: Sequence[Mention]) -> Mention:
    """ "64,000 customers in one state and 21,000 in another": what is left unsaid is what the figure before counts."""
    if not before or mention.sort not in ("", "share") or mention.tail - mention.places or before[-1].sort:
        return mention
    last = before[-1]
    if mention.fate and last.fate and mention.fate != last.fate:
        return mention
    return replace(mention, tail=last.tail - last.places, fate=mention.fate or last.fate)


def _mention(here: Sentence, i: int, last: int) -> Mention | None:
    text, found = here.text, here.found
    token = found[i]
    low, high = value(token), value(found[last])
    if token.kind != "number" or low is None or high is None or _is_date(found, i):
        return None
    if _is_age(text, found, last) or _is_part(text, token, found[last]):
        return None
    if i and _CONVERTED.search(text[: token.start]) and any(t.kind == "number" for t in found[max(0, i - 2) : i]):
        return None  # "30 kilometers (18.6 miles)"
    behind, fate = _tail(text, found, last), _fate(found, i, last)
    unit = unit_of(found[last + 1].word) if last + 1 < len(found) and not found[last + 1].clause else ""
    if not fate and not behind and not low[0] and _TOLL.search(text[: token.start]):
        fate = "dead"
    if _no_count(text, found, i, last) or "familiar" in {t.word for t in behind}:  # "two people familiar with the matter"
        return None
    bound, start = bounded(text, token)
    sort = low[0] or high[0] or unit or ("share" if high[1] < 1 and not any(t.word == "point" for t in behind) else "")
    high = and_a_half(text, found, last, high)
    if sort and bound == "least":  # measured, not counted
        bound = "over"
    return Mention(
        excerpt=here.excerpt,
        written=" ".join(text[start : found[last].end].split()),
        amount=Interval(*span(low[1], high[1]), bound),
        sort=sort,
        tail=frozenset(noun(t) for t in behind)
        or (frozenset(("person",)) if fate in ("dead", "hurt", "missing") else frozenset()),
        around=here.words,
        whose=frozenset(noun(t) for t in behind if t.name),
        part=part_of(text, token.start, found[last].end),
        scope=here.scope,
        fate=fate,
        head=_head(found, i, text),
        places=_places(here, i, last),
        near=frozenset(noun(t) for t in found[max(0, i - NEAR) : last + 1 + NEAR] if t.kind == "word"),
        rate=_rate(text[found[last].end :]),
        at=start,
        figures=here.figures,
    )


def _no_count(text: str, found: Sequence[Token], i: int, last: int) -> bool:
    """A name ("Category 4", "Covid-19"), an ordinal, a place in a row ("3 of 37 photos"), a score, a position of something that moves."""
    before, after = text[max(0, found[i].start - 24) : found[i].start], text[found[last].end : found[last].end + 40]
    if found[last].key != found[i].key and i != last and (value(found[i]) or ("", 0.0))[1] > (value(found[last]) or ("", 0.0))[1]:
        return found[last].kind == "number"  # "6-3"
    if text[found[last].start : found[last].end][-2:] in ("st", "nd", "rd", "th") and text[found[last].start].isdigit():
        return True  # "61st"
    return bool(_NAMED.search(before) or _AFTER.match(after) or _DEFINED.search(text[: found[i].start]))


def _rate(behind: str) -> str:
    match = re.match(
        r"\s+(?:[\w-]+\s+){1,2}(?:per|an|a)\s+(hour|day|week|month|year|minute|second|gallon|barrel|dose|person)\b", behind
    )
    return match[1] if match else ""


def _head(found: Sequence[Token], i: int, text: str) -> frozenset[str]:
    """The nouns right before "of" and the figure."""
    if not re.search(
        r"\bof(?:\s+(?:about|around|some|nearly|almost|over|up to|at least|more than))?\s*$", text[: found[i].start], re.I
    ):
        return frozenset()
    before = found[i - 1] if i else None
    return frozenset((noun(before),)) if before and before.kind == "word" and before.key not in _NO_HEAD else frozenset()


def _places(here: Sentence, i: int, last: int) -> frozenset[str]:
    """The places between a figure and the next; where there are none, those before the sentence's first figure."""
    figures = [n for n, t in enumerate(here.found) if t.kind == "number" and not is_year(t)]
    until = next((n for n in figures if n > last), len(here.found))
    own = frozenset(t.key for t in here.found[last + 1 : until] if t.key in here.scope.places)
    first = figures[0] if figures else i
    return own or frozenset(t.key for t in here.found[:first] if t.key in here.scope.places)


def noun(token: Token) -> str:
    return _SAME.get(token.word, token.key)


def _is_date(found: Sequence[Token], i: int) -> bool:
    if is_year(found[i]):
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
    if "/" in first.key:
        return False
    added = _MORE.match(text, last.end)
    if added and added[0].strip().startswith("other") and _HURT.search(text, 0, first.start):
        added = None  # "killing two and injuring 17 others"
    return bool(added or _OF.search(text[: first.start]))


def _tail(text: str, found: Sequence[Token], last: int) -> list[Token]:
    behind: list[Token] = []
    for n, t in enumerate(found[last + 1 : last + 1 + TAIL], last):
        if t.kind != "word" or t.clause or (t.after and _ELSE.search(text, found[n].end, t.start)):
            break
        behind.append(t)
    return behind


def _fate(found: Sequence[Token], i: int, last: int) -> str:
    """Of the nearest word that names one; before the figure where both are as near ("killing six and wounding")."""
    behind = next((n for n, t in enumerate(found[last + 1 : last + 6]) if t.clause or t.kind == "number" or t.word in FATES), 9)
    after = found[last + 1 + behind] if last + 1 + behind < len(found) else None
    before = next((n for n, t in enumerate(reversed(found[max(0, i - 4) : i])) if t.word in FATES), 9)
    if after is not None and not after.clause and after.word in FATES and (behind < before or before == 9):
        return FATES[after.word]
    return FATES[found[i - 1 - before].word] if before < 9 else ""
