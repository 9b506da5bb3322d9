"""A subscription in words: read from what stands behind /subscribe, said back, and kept in buttons as JSON. Pure.

    flood, "old bridge" -football 08:00 18:00 weekdays headlines 22:00-07:00 zone:Kyiv from:"Harbour Gazette" lang:uk
    says:"Anna Holm" urgent

Commas part topics, a "phrase in quotation marks" is one and keeps them, a minus leaves out (filters.py says what matches).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.chat.subscriber_zones import like, zones_named, zones_of_country
from assistant.errors import BadRequest
from assistant.layout import Words, say
from assistant.words import Source, Subscription

HOURLY = tuple(f"{hour:02}:00" for hour in range(24))
EVERY_DAY, WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LANGUAGES = {
    "en": "English", "uk": "Ukrainian", "ru": "Russian", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "pl": "Polish", "nl": "Dutch", "tr": "Turkish", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "el": "Greek",
    "hi": "Hindi", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "th": "Thai",
}  # fmt: skip
"""Those that language.py can tell, by code."""
MOST_TOPICS, LONGEST_TOPIC, MOST_TIMES = 12, 60, 24
STATE = (
    "id", "chat_id", "thread_id", "times", "weekdays", "zone", "topics", "without", "source_ids", "length", "quiet", "silent_when_empty",
    "paused", "languages", "speakers", "instant", "urgent", "quiet_does", "apart", "editor_chat", "editor_wait", "editor_after",
)  # fmt: skip

_PHRASE = r'"([^"]+)"|«([^»]+)»|“([^”]+)”'
_ZONE = re.compile(rf"(?<!\S)zone:(?:{_PHRASE}|(\S+))", re.IGNORECASE)
_FROM = re.compile(rf"(?<!\S)from:(?:{_PHRASE}|([^\s,;]+))", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?<!\S)lang(?:uage)?:([\w,]+)", re.IGNORECASE)
_SAYS = re.compile(rf"(?<!\S)says:(?:{_PHRASE}|([^\s,;]+))", re.IGNORECASE)
_QUIET = re.compile(r"(?<!\S)(\d{1,2}:\d{2})\s?[-–]\s?(\d{1,2}:\d{2})(?!\S)")
_TIME = re.compile(r"(?<!\S)(\d{1,2}:\d{2})(?=[\s,;]|$)")
_WITHOUT = re.compile(rf"(?<!\S)[-–−](?:{_PHRASE}|([^\s,;]+))")
_QUOTED = re.compile(_PHRASE)
_DAYS = {"daily": EVERY_DAY, "weekdays": WEEKDAYS, "weekends": WEEKEND, "weekend": WEEKEND}
_LENGTHS = ("headlines", "short", "full")
_SWITCHES = ("hourly", "instant", "urgent", "apart")
_NAMED = re.compile(rf"(?<!\S)({'|'.join([*_DAYS, *_LENGTHS, *_SWITCHES])})(?=[\s,;]|$)", re.IGNORECASE)


def read(words: str, begun: Subscription, sources: Sequence[Source] = ()) -> Subscription:
    """What the words say, over what was `begun`; what they do not name stays. `sources` are those that may be named with from:.
    Raises BadRequest for what cannot be."""
    made = begun
    words, found = _taken(_ZONE, words)
    for hit in found:
        made = replace(made, zone=zone_of(_first(hit)))
    words, made = _whose(words, made, sources)
    words, found = _taken(_QUIET, words)
    for hit in found:
        made = replace(made, quiet=(time_of(hit[1]), time_of(hit[2])))
    words, found = _taken(_TIME, words)
    if found:
        made = replace(made, times=tuple(sorted({time_of(hit[1]) for hit in found}))[:MOST_TIMES], instant=False)
    words, found = _taken(_NAMED, words)
    for hit in found:
        made = _named(hit[1].lower(), made)
    words, left_out = _taken(_WITHOUT, words)
    words, quoted = _taken(_QUOTED, words)
    topics = [_phrase(hit) for hit in quoted] + re.split(r"[,;\n]", words)
    return replace(
        made,
        instant=made.instant or bool(made.speakers),
        topics=bounded(topics) or made.topics,
        without=bounded([_left_out(hit) for hit in left_out]) or made.without,
    )


def _whose(words: str, made: Subscription, sources: Sequence[Source]) -> tuple[str, Subscription]:
    """Sources, languages, and people whose quotes are wanted: those come as an alert."""
    words, found = _taken(_FROM, words)
    if found:
        ids = tuple(dict.fromkeys(source_named(_first(hit), sources).id for hit in found))
        made = replace(made, source_ids=ids)
    words, found = _taken(_LANGUAGE, words)
    if found:
        made = replace(made, languages=tuple(dict.fromkeys(code for hit in found for code in _languages(hit[1]))))
    words, found = _taken(_SAYS, words)
    if found:
        made = replace(made, speakers=bounded([_first(hit) for hit in found]), instant=True)
    return words, made


def source_named(words: str, sources: Sequence[Source]) -> Source:
    """The one source whose title these words are, or stand in. Raises BadRequest."""
    wanted = words.casefold()
    found = [s for s in sources if s.title.casefold() == wanted] or [s for s in sources if wanted in s.title.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadRequest(
            f"Which source is «{words}»: {', '.join(s.title for s in found[:4])}? Write its whole title in quotation marks."
        )
    raise BadRequest(f"I know no source «{words}» here. The button Sources shows them.")


def _languages(words: str) -> tuple[str, ...]:
    codes = tuple(code.lower() for code in words.split(",") if code)
    if wrong := [code for code in codes if code not in LANGUAGES]:
        raise BadRequest(f"I know no language «{wrong[0]}». Write a code: {', '.join(LANGUAGES)}.")
    return codes


def _taken(pattern: re.Pattern[str], words: str) -> tuple[str, list[re.Match[str]]]:
    """What stands there, and the words without it; a quoted phrase parts what stands around it."""
    return pattern.sub("," if pattern is _QUOTED else " ", words), list(pattern.finditer(words))


def _first(hit: re.Match[str]) -> str:
    return next((group for group in hit.groups() if group), "")


def _phrase(hit: re.Match[str]) -> str:
    """A phrase of several words keeps its quotation marks, straight ones: its words must stand one after the other."""
    words = " ".join(_first(hit).replace('"', " ").split())
    return f'"{words}"' if " " in words else words


def _left_out(hit: re.Match[str]) -> str:
    return _first(hit) if hit.groups()[-1] else _phrase(hit)


def _named(name: str, made: Subscription) -> Subscription:
    if name == "hourly":
        return replace(made, times=HOURLY, instant=False)
    if name in ("instant", "urgent"):
        return replace(made, instant=True, urgent=made.urgent or name == "urgent")
    if name == "apart":
        return replace(made, apart=True)
    if name in _DAYS:
        return replace(made, weekdays=_DAYS[name])
    return replace(made, length=name)  # type: ignore[arg-type]


def zone_of(words: str) -> str:
    """The zone of a city, country or IANA name. Raises BadRequest where there is none, or the country has several."""
    words = words.replace("_", " ").strip()[:60]
    if found := zones_named(words):
        return found[0]
    if several := zones_of_country(words):
        cities = ", ".join(zone.rsplit("/", 1)[-1].replace("_", " ") for zone in several[:4])
        raise BadRequest(f"«{words}» has several zones. Write a city: {cities} ...")
    near = f" Did you mean {like(words)[0]}?" if like(words) else ""
    raise BadRequest(f"I know no zone or city «{words}».{near} Write a large city nearby, like zone:Kyiv, or zone:UTC+2.")


def bounded(topics: Sequence[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(t for topic in topics if (t := " ".join(topic.split()))))
    if len(kept) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in kept):
        raise BadRequest(f"Up to {MOST_TOPICS} topics of up to {LONGEST_TOPIC} characters, with commas between them.")
    return kept


def time_of(words: str) -> str:
    """ "8:05" as "08:05". Raises BadRequest for what is no time of day."""
    hours, minutes = (int(part) for part in words.split(":"))
    if hours > 23 or minutes > 59:
        raise BadRequest(f"{words} is no time of day; write one like 08:00.")
    return f"{hours:02}:{minutes:02}"


# --- said back --------------------------------------------------------------------------------------------------------


def when(made: Subscription) -> str:
    """ "08:00 and 18:00, every day", or "at once" """
    if made.instant:
        if made.urgent and made.quiet and made.quiet_does == "urgent":
            return "at once, also in quiet hours"
        return "at once, urgent" if made.urgent else "at once"
    return f"{'every hour' if made.times == HOURLY else _and(made.times)}, {days(made.weekdays)}"


def days(weekdays: tuple[int, ...]) -> str:
    named = {EVERY_DAY: "every day", WEEKDAYS: "Monday to Friday", WEEKEND: "Saturday and Sunday"}
    return named.get(tuple(sorted(weekdays)), _and(tuple(DAYS[d] for d in sorted(weekdays))))


def about(made: Subscription) -> str:
    """ "flood; "old bridge", without football", "what Anna Holm says" """
    topics = "; ".join(made.topics)
    if made.speakers:
        topics = f"what {_and(made.speakers)} says" + (f" on {topics}" if topics else "")
    return f"{topics or 'everything'}, without {'; '.join(made.without)}" if made.without else topics or "everything"


def lines(made: Subscription, titles: Mapping[int, str] | None = None) -> list[Words]:
    """What it is, a line each; `titles` of its sources by id."""
    told = [say("When: {} ({}).", when(made), made.zone), say("About: {}.", about(made))]
    if made.source_ids:
        told.append(say("Sources: {}.", "; ".join((titles or {}).get(n, f"number {n}") for n in made.source_ids)))
    if made.languages:
        told.append(say("Languages: {}.", _and(tuple(LANGUAGES.get(code, code) for code in made.languages))))
    length = {"headlines": "headlines only", "short": "short", "full": "full"}[made.length]
    if made.instant:
        told.append(say("Length: {}.", length))
    else:
        told.append(say("Length: {}; {}.", length, "a message for each story" if made.apart else "one message"))
    told.append(quiet_line(made))
    if not made.instant:
        empty = (
            say("When nothing is new: silence.") if made.silent_when_empty else say("When nothing is new: I say so in a line.")
        )
        told.append(empty)
    return told


def quiet_line(made: Subscription) -> Words:
    """The quiet hours and what happens in them."""
    if made.quiet is None:
        return say("Quiet hours: none.")
    what = {
        "wait": "what falls due waits until they end",
        "urgent": "only urgent alerts come, the rest waits",
        "silence": "what falls due does not come",
    }[made.quiet_does]
    return say("Quiet hours: {} to {}, {}.", *made.quiet, what)


def name_of(made: Subscription) -> str:
    """Short, for a button or a line of a list."""
    return f"{when(made)}: {about(made)}"


def _and(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# --- in a button ------------------------------------------------------------------------------------------------------


def state_of(made: Subscription) -> dict[str, Any]:
    return {name: list(v) if isinstance(v := getattr(made, name), tuple) else v for name in STATE}


def of_state(state: Mapping[str, Any], chat_id: int, by: int) -> Subscription:
    """What `state_of` wrote; for the chat where the button was pressed where it names none."""
    kept: dict[str, Any] = {name: tuple(v) if isinstance(v := state[name], list) else v for name in STATE if name in state}
    return Subscription(made_by=by, **{"chat_id": chat_id} | kept)
