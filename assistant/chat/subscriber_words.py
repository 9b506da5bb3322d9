"""A subscription in words: read from what stands behind /subscribe, said back, and kept in buttons as JSON. Pure.

    flood, "old bridge" -football 08:00 18:00 weekdays headlines 22:00-07:00 zone:Kyiv

Commas part topics, a quoted phrase is one, a minus leaves out; a topic matches when all its words stand in a post (digest/choose.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.chat.subscriber_zones import zones_named
from assistant.errors import BadRequest
from assistant.layout import Words, say
from assistant.words import Subscription

HOURLY = tuple(f"{hour:02}:00" for hour in range(24))
EVERY_DAY, WEEKDAYS, WEEKEND = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MOST_TOPICS, LONGEST_TOPIC, MOST_TIMES = 12, 60, 24
STATE = (
    "id",
    "thread_id",
    "times",
    "weekdays",
    "zone",
    "topics",
    "without",
    "source_ids",
    "length",
    "quiet",
    "silent_when_empty",
    "paused",
)

_PHRASE = r'"([^"]+)"|«([^»]+)»|“([^”]+)”'
_ZONE = re.compile(rf"(?<!\S)zone:(?:{_PHRASE}|(\S+))", re.IGNORECASE)
_QUIET = re.compile(r"(?<!\S)(\d{1,2}:\d{2})\s?[-–]\s?(\d{1,2}:\d{2})(?!\S)")
_TIME = re.compile(r"(?<!\S)(\d{1,2}:\d{2})(?=[\s,;]|$)")
_WITHOUT = re.compile(rf"(?<!\S)[-–−](?:{_PHRASE}|([^\s,;]+))")
_QUOTED = re.compile(_PHRASE)
_DAYS = {"daily": EVERY_DAY, "weekdays": WEEKDAYS, "weekends": WEEKEND}
_LENGTHS = ("headlines", "short", "full")
_NAMED = re.compile(rf"(?<!\S)({'|'.join([*_DAYS, *_LENGTHS, 'hourly'])})(?=[\s,;]|$)", re.IGNORECASE)


def read(words: str, begun: Subscription) -> Subscription:
    """What the words say, over what was `begun`; what they do not name stays. Raises BadRequest for what cannot be."""
    made = begun
    words, found = _taken(_ZONE, words)
    for hit in found:
        made = replace(made, zone=_zone(_first(hit)))
    words, found = _taken(_QUIET, words)
    for hit in found:
        made = replace(made, quiet=(time_of(hit[1]), time_of(hit[2])))
    words, found = _taken(_TIME, words)
    if found:
        made = replace(made, times=tuple(sorted({time_of(hit[1]) for hit in found}))[:MOST_TIMES])
    words, found = _taken(_NAMED, words)
    for hit in found:
        made = _named(hit[1].lower(), made)
    words, left_out = _taken(_WITHOUT, words)
    words, quoted = _taken(_QUOTED, words)
    topics = [_first(hit) for hit in quoted] + re.split(r"[,;\n]", words)
    return replace(
        made, topics=_bounded(topics) or made.topics, without=_bounded([_first(hit) for hit in left_out]) or made.without
    )


def _taken(pattern: re.Pattern[str], words: str) -> tuple[str, list[re.Match[str]]]:
    """What stands there, and the words without it; a quoted phrase parts what stands around it."""
    return pattern.sub("," if pattern is _QUOTED else " ", words), list(pattern.finditer(words))


def _first(hit: re.Match[str]) -> str:
    return next((group for group in hit.groups() if group), "")


def _named(name: str, made: Subscription) -> Subscription:
    if name == "hourly":
        return replace(made, times=HOURLY)
    if name in _DAYS:
        return replace(made, weekdays=_DAYS[name])
    return replace(made, length=name)  # type: ignore[arg-type]


def _zone(words: str) -> str:
    found = zones_named(words.replace("_", " "))
    if not found:
        raise BadRequest(f"I know no zone or city «{words}». Write one like zone:Kyiv or zone:America/New_York.")
    return found[0]


def _bounded(topics: list[str]) -> tuple[str, ...]:
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
    """ "08:00 and 18:00, every day" """
    return f"{'every hour' if made.times == HOURLY else _and(made.times)}, {days(made.weekdays)}"


def days(weekdays: tuple[int, ...]) -> str:
    named = {EVERY_DAY: "every day", WEEKDAYS: "Monday to Friday", WEEKEND: "Saturday and Sunday"}
    return named.get(tuple(sorted(weekdays)), _and(tuple(DAYS[d] for d in sorted(weekdays))))


def about(made: Subscription) -> str:
    topics = "; ".join(made.topics) if made.topics else "everything"
    return f"{topics}, without {'; '.join(made.without)}" if made.without else topics


def lines(made: Subscription) -> list[Words]:
    """What it is, a line each."""
    quiet = say("Quiet hours: {} to {}.", *made.quiet) if made.quiet else say("Quiet hours: none.")
    empty = say("When nothing is new: silence.") if made.silent_when_empty else say("When nothing is new: I say so in a line.")
    return [
        say("When: {} ({}).", when(made), made.zone),
        say("About: {}.", about(made)),
        say("Length: {}.", {"headlines": "headlines only", "short": "short", "full": "full"}[made.length]),
        quiet,
        empty,
    ]


def name_of(made: Subscription) -> str:
    """Short, for a button or a line of a list."""
    return f"{when(made)}: {about(made)}"


def _and(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# --- in a button ------------------------------------------------------------------------------------------------------


def state_of(made: Subscription) -> dict[str, Any]:
    return {name: list(v) if isinstance(v := getattr(made, name), tuple) else v for name in STATE}


def of_state(state: Mapping[str, Any], chat_id: int, by: int) -> Subscription:
    """What `state_of` wrote, for the chat where the button was pressed."""
    kept: dict[str, Any] = {name: tuple(v) if isinstance(v := state[name], list) else v for name in STATE if name in state}
    return Subscription(chat_id=chat_id, made_by=by, **kept)
