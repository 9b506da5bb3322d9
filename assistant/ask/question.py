"""A question read: period, sources, kind of answer, names, numbers, content words. Pure.

Decides nothing about posts. What was understood is kept as the asker's own words, so that the receipt can show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from assistant.ask.families import family
from assistant.ask.narrowing import authors, speaker, take_sources, take_without
from assistant.ask.period import ALL_DAY_KINDS, REPORTED_LATER, REPORTED_LONGER, FoundPeriod, find_period
from assistant.ask.query import Kind, Query, Word
from assistant.ask.vocabulary import ALSO_NAMES, KINDS, STOP
from assistant.language import language_of
from assistant.people import spellings
from assistant.people import words as person
from assistant.sentences import sentences
from assistant.terms import forms, terms
from assistant.words import Period

LONG_AGO = timedelta(days=45)
LONGEST = 2000  # characters of a question that are read


def understand(text: str, now: datetime, zone: str = "UTC", *, outlets: Sequence[str] = (), all_time: bool = False) -> Query:
    """Read one question on its own. `outlets` are the names of known sources, so that "according to Reuters" narrows the search only
    where Reuters is one of them (else it is a speaker, and stays in the question). `all_time` reads no period."""
    asked = " ".join(text.split())[:LONGEST]
    language = language_of(asked) or "en"
    rest, sources = take_sources(asked, language, outlets)
    rest, without = take_without(rest)
    quoted = tuple(m[1].strip() for m in _QUOTED.finditer(rest) if len(m[1].split()) > 1 or len(m[1]) > 3)
    found = None if all_time else find_period(rest, now, zone, language)
    rest = f"{rest[: found.start]} {rest[found.end :]}" if found else rest
    kind = _kind(rest, language)
    period = _searched(found, now, kind) if found else Period()
    said_by = speaker(rest)
    words = _spelled(_asked_last(_words(rest, language), rest, language), said_by)
    return Query(
        text=asked, asked_as=asked, language=language, kind=kind, words=words, period=period, sources=sources, quoted=quoted,
        without=without, names=_names(rest, language), authors=authors(rest), speaker=said_by,
    )  # fmt: skip


_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[\w](?:[\w'’ʼ.,-]*\w)?")


def _searched(found: FoundPeriod, now: datetime, kind: Kind) -> Period:
    """When posts about the period may have been published: a list or summary of a day is of that day alone."""
    period, until = found.period, found.period.until
    if until is None or kind in ALL_DAY_KINDS:
        return period
    if now - until > LONG_AGO:  # what was so then is counted, explained and reported after it
        return replace(period, until=None)
    if found.is_behind:
        return replace(period, until=None)
    return replace(period, until=until + (REPORTED_LATER if found.is_day else REPORTED_LONGER))


@lru_cache(maxsize=16)
def kinds(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The patterns by which a language asks, the surest first."""
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS.get(language, KINDS["en"]))  # type: ignore[misc]


def _kind(text: str, language: str) -> Kind:
    text = " ".join(text.split())
    return next(
        (kind for kind, pattern in kinds(language) if pattern.search(text)), "summary" if len(text.split()) < 5 else "which"
    )


def _words(text: str, language: str) -> tuple[Word, ...]:
    stop = STOP.get(language, frozenset())
    found: dict[tuple[str, ...], Word] = {}
    first = True
    for raw in _WORD.findall(_MEASURED.sub(" ", text)):
        for part in re.split(r"[-–—/]", raw):
            own = tuple(terms(part, language))
            small = part.casefold() in stop or re.sub(r"['’]s$", "", part.casefold()) in stop
            name = part[0].isupper() and not first
            shouted = part.isupper() and len(part) > 1 and not text.isupper()
            if own and (not small or shouted or (name and part.casefold() in ALSO_NAMES)):
                number = own[0][0].isdigit()
                found.setdefault(own, Word(part, own, () if number else _other_forms(part, own, language, name), name, number))
            first = False
    return tuple(found.values())


_MEASURED = re.compile(  # asks for a figure, or for what somebody is; no words that a post would repeat
    r"\bhow\s+(?:high|long|old|far|tall|fast|deep|big|large|soon|often|heavy|wide)\b|(?<=['’]s )(?:job|role|position|occupation)\b",
    re.IGNORECASE,
)


def _other_forms(part: str, own: tuple[str, ...], language: str, is_name: bool) -> tuple[str, ...]:
    """The terms of other languages, and of words that tell the same; a name stands for itself alone."""
    same = family(own[0]) if language == "en" and len(own) == 1 and not is_name else ()
    return tuple(dict.fromkeys((*forms(part, language), *same)))


def _spelled(words: tuple[Word, ...], said_by: str) -> tuple[Word, ...]:
    """Where somebody's words are asked for, his surname stands under its other spellings too ("Zelenskyy", "Zelensky")."""
    surname = person(said_by)[-1:]
    if not surname or not said_by:
        return words
    other = dict.fromkeys(t for s in spellings(surname[0]) for t in terms(s))
    return tuple(
        replace(w, forms=(*w.forms, *(t for t in other if t not in (*w.terms, *w.forms)))) if w.text == surname[0] else w
        for w in words
    )


def _asked_last(words: tuple[Word, ...], text: str, language: str) -> tuple[Word, ...]:
    """The words with `asked` set for those of the last sentence, where that has any."""
    spans = sentences(text)
    last = frozenset(terms(text[slice(*spans[-1])], language)) if len(spans) > 1 else frozenset()
    if not any(set(word.terms) <= last for word in words):
        return words
    return tuple(replace(word, asked=set(word.terms) <= last) for word in words)


def _names(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Runs of capitalised words that do not merely begin the sentence; small words between them are allowed ("Bank of England")."""
    stop = STOP.get(language, frozenset())
    names: list[list[str]] = []
    run: list[str] = []
    previous_end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        joined = not re.search(r"[.?!,;:()\"“”]", text[previous_end : match.start()])
        previous_end = match.end()
        is_name = (
            word[0].isupper() and not (word.casefold() in stop and not run) and word.casefold() not in ("what", "which", "who")
        )
        if run and not joined:
            names.append(run)
            run = []
        if is_name:
            run = [*run, word]
        elif run and not (word.casefold() in ("of", "de", "la", "al", "bin", "von", "the") and joined):
            names.append(run)
            run = []
    names.append(run)
    kept = (tuple(t for w in run if w.casefold() not in stop for t in terms(w, language)) for run in names)
    return tuple(dict.fromkeys(name for name in kept if name))
