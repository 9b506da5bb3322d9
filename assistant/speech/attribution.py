"""Who speaks in a unit of text: the subject of a verb of speech, before or behind it, or whom "according to" names. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.speech.verbs import (
    BETWEEN,
    NOBODY,
    ON_A_DAY,
    PREPOSITION,
    PRONOUN,
    PRONOUN_AFTER,
    SURE,
    THAT,
    THROUGH,
    THROUGH_AR,
    TITLES,
    VERB_WORDS,
    WITH_QUOTE,
)

Range = tuple[int, int]

_UP = r"A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĦĨĪĬĮİĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽЀ-Я"
_PART = rf"[{_UP}][\w’'ʼ.-]*"
_SMALL = r"(?:de|del|della|di|da|dos|van|von|der|den|zu|bin|ibn|al|el|la|le|ter|ten)"
NAME = rf"{_PART}(?:\s+(?:{_SMALL}\s+){{0,2}}{_PART}){{0,6}}"
# A name at the end of what stands before a verb, with what may come between: an age, a title, a day, an adverb.
_BEFORE = re.compile(
    rf"(?P<name>{NAME})(?:,\s(?:[^,“”«»\"]|(?<=\d),(?=\d)){{1,90}},|\s\([^)]{{1,50}}\)|,\s\d{{1,3}},)?{ON_A_DAY}\s+{BETWEEN}$"
)  # fmt: skip
_WHO = re.compile(rf"(?P<name>{NAME}),\s+(?:who|qui|quien|який|яка|который|которая)\s+{BETWEEN}$")
_APPOSED = re.compile(rf",\s(?P<name>{NAME}),\s+{BETWEEN}$")  # the county's chief engineer, Paul Strand, said
_PHRASE = re.compile(r"[^,.;:!?\"“”„«»()\n—–]{1,90}")
_STOPS = re.compile(
    r"\s(?:on|in|at|of|to|for|from|by|during|after|before|when|while|as|that|who|with|about|am|im|in|nach|bei|vor|dass|zu|für|à|dans|lors|sur"
    r"|après|avant|que|en|a|durante|tras|ante|у|в|на|під|після|про|що|для|во|при|после|о|что|к|إن|أن|في|خلال|على|من|إلى|بعد|قبل)(?:\s|$)",
    re.IGNORECASE,
)
_NAMES = re.compile(NAME)
_WORD = re.compile(r"\w+")
_COLON = re.compile(rf"(?P<name>{NAME})\s*:\s*$")
_INVERTS = re.compile(r"(?:^|[,\"“”«»„!?…:;—–-])\s*$")
_APPOSITION = re.compile(rf",\s+(?P<name>{NAME})(?=\s*[,.;\"“”«»])")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PASSIVE = re.compile(r"(?<!\w)(?:was|were|been|being|be|is|are|wurde|wird|été|sido)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
ARABIC_WORDS = 6  # behind a verb in which its subject stands


@dataclass(frozen=True, slots=True)
class Speaker:
    """Where the speaker of a unit is named. An empty range: `he` is one of whom a pronoun stands there, else somebody without a name."""

    start: int
    end: int
    he: bool = False

    @property
    def is_named(self) -> bool:
        return self.start < self.end


def speakers(text: str, start: int, end: int, quoted: Sequence[Range]) -> list[Speaker]:
    """The speakers of `text[start:end]`, in order; verbs inside of quotation marks are the quotation's."""

    def outside(at: int) -> bool:
        return not any(a <= at < b for a, b in quoted)

    has_quote = any(a < end and b > start for a, b in quoted)
    found = [*_through(text, start, end, outside)]
    found += [one for verb in _verbs(text, start, end, has_quote, outside) if (one := _subject(text, start, end, verb))]
    found += [one for a, _ in quoted if start < a <= end for one in _colon(text, start, a)]
    return sorted(found, key=lambda s: (not s.is_named, not s.he, s.start))


def _verbs(text: str, start: int, end: int, has_quote: bool, outside: Callable[[int], bool]) -> Iterator[re.Match[str]]:
    if VERB_WORDS.isdisjoint(_WORD.findall(text[start:end].casefold())):
        return
    for verb in SURE.finditer(text, start, end):
        if outside(verb.start()) and (verb[0].casefold() != "so" or has_quote):
            yield verb
    for verb in WITH_QUOTE.finditer(text, start, end):
        if outside(verb.start()) and (has_quote or THAT.match(text, verb.end(), end)):
            yield verb


def _subject(text: str, start: int, end: int, verb: re.Match[str]) -> Speaker | None:
    before = text[start : verb.start()]
    if _ARABIC.search(verb[0]):
        return _behind_arabic(text, verb.end(), end)
    if _PASSIVE.search(before):
        return None
    nobody = Speaker(verb.start(), verb.start())
    if PRONOUN.search(before):
        return Speaker(verb.start(), verb.start(), he=True)
    apposed = None if re.match(rf"\s+{NAME}", text[verb.end() : end]) else _APPOSED.search(before)
    if named := (_WHO.search(before) or _BEFORE.search(before) or apposed):
        a, b = _pruned(text, start + named.start("name"), start + named.end("name"))
        if a < b:
            return nobody if PREPOSITION.search(text[start:a]) else Speaker(a, b)
        return _behind(text, verb.end(), end) or nobody
    if _INVERTS.search(before) or not verb[0].isascii() or _is_other(verb[0]):
        if PRONOUN_AFTER.match(text, verb.end(), end):
            return Speaker(verb.start(), verb.start(), he=True)
        return _behind(text, verb.end(), end) or nobody
    return nobody


def _is_other(verb: str) -> bool:
    """Languages that put the subject behind the verb after any beginning ("Gestern sagte Holm")."""
    return verb.casefold() in ("sagte", "sagten", "sagt", "betonte", "warnte", "meinte", "mahnte", "dijo", "dice", "so")


def _pruned(text: str, a: int, b: int) -> Range:
    """Without the words that begin a sentence or name a day: "On Monday Ilse Brandt" is Ilse Brandt."""
    words = list(re.finditer(r"\S+", text[a:b]))
    while words and words[0][0].casefold().strip(".,") in NOBODY:
        words.pop(0)
    while words and words[-1][0].casefold().strip(".,") in NOBODY:
        words.pop()
    return (a + words[0].start(), a + words[-1].end()) if words else (a, a)


def _behind(text: str, at: int, end: int) -> Speaker | None:
    """The last name of the phrase behind a verb ("said the mayor, Ilse Brandt"; "said Ukrainian president Ilse Brandt on Monday")."""
    phrase = _PHRASE.match(text, at, end)
    if phrase is None or not phrase[0][:1].isspace():
        return None
    stop = _STOPS.search(phrase[0])
    last = at + (stop.start() if stop else len(phrase[0]))
    named = list(_NAMES.finditer(text, at, last))
    if not named and not stop and (beside := _APPOSITION.match(text, phrase.end(), end)):
        named = [beside]
    if not named:
        return None
    a, b = named[-1].span("name") if named[-1].re is _APPOSITION else named[-1].span()
    a, b = _pruned(text, a, b)
    return Speaker(a, b) if a < b else None


def _behind_arabic(text: str, at: int, end: int) -> Speaker | None:
    """Arabic has no capitals: the words behind the verb up to where its object begins."""
    phrase = _PHRASE.match(text, at, end)
    if phrase is None:
        return None
    stop = _STOPS.search(phrase[0])
    words = list(re.finditer(r"\S+", phrase[0][: stop.start() if stop else None]))[:ARABIC_WORDS]
    return Speaker(at + words[0].start(), at + words[-1].end()) if words else None


def _through(text: str, start: int, end: int, outside: Callable[[int], bool]) -> Iterator[Speaker]:
    for found in (*THROUGH.finditer(text, start, end), *THROUGH_AR.finditer(text, start, end)):
        if not outside(found.start()):
            continue
        behind = _behind_arabic if _ARABIC.search(found[0]) else _first_behind
        if one := behind(text, found.end(), end):
            yield one


def _first_behind(text: str, at: int, end: int) -> Speaker | None:
    """The first name of what "according to" governs; titles and descriptions before it are passed over."""
    phrase = _PHRASE.match(text, at, end)
    if phrase is None:
        return None
    stop = _STOPS.search(phrase[0])
    named = list(_NAMES.finditer(text, at, at + (stop.start() if stop else len(phrase[0]))))
    last = -1
    for n, one in enumerate(named):
        between = text[named[last].end() : one.start()].split() if last >= 0 else []
        if n and not (len(between) == 1 and between[0].casefold() in TITLES):
            break
        last = n
    if last < 0:
        return None
    a, b = _pruned(text, *named[last].span())
    return Speaker(a, b) if a < b else None


def _colon(text: str, start: int, quote: int) -> Iterator[Speaker]:
    """ "Brandt: “We are ready.”" """
    if found := _COLON.search(text[start:quote]):
        a, b = _pruned(text, start + found.start("name"), start + found.end("name"))
        if a < b:
            yield Speaker(a, b)
