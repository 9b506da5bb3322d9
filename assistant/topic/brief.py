"""Background in five sentences, word for word: the newest state, how it came, who says what, figures, what is next. Pure.

Each part takes the sentence that fits it best and says what none before it says; where a part has none, the next best sentence of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.change import ADMITS
from assistant.speech import speeches
from assistant.topic.about import Topic, central, leading
from assistant.topic.lines import Line, lines, same
from assistant.words import Post

SENTENCES = 5
POSTS = 40  # the newest, and the oldest few
OLDEST = 8
OF_A_POST = 14  # sentences
LEAST_COVER = 0.3  # of the topic's words in a sentence or in its headline

CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caused|after|as a result|following|began|started|since|weil|wegen|nachdem|begann|seit|parce que"
    r"|en raison|après que|depuis|a commencé|porque|debido|tras|comenzó|desde"
    r"|через|тому що|після|почал\w*|из-за|потому что|после|начал\w*)\b|بسبب|بعد|منذ",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"\b(?:will|shall|plans?|planned|expected|is due|are due|scheduled|to be (?:held|decided|voted)|next (?:week|month|year)|tomorrow"
    r"|wird|werden|soll|sollen|geplant|morgen|doit|devrait|prévu\w*|demain|prochain\w*|será|prevé|previst\w*|mañana|próxim\w*"
    r"|буде|будуть|планує\w*|завтра|очіку\w*|наступн\w*|будет|будут|планиру\w*|ожида\w*|следующ\w*)\b|سوف|سيتم|غدا|المقبل",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line with its post's place in time, from 0 (oldest) to 1 (newest), whether somebody who is named says it, whether its post is
    about the topic and not only in passing, and whether it tells the main development."""

    line: Line
    age: float
    spoken: bool
    central: bool
    leading: bool


Part = Callable[[Sentence], float]


def state(s: Sentence) -> float:
    """The newest of the main development: what the newest post tells beside it comes later."""
    told = (0.8 if s.central else 0.0) + (1.0 if s.leading else 0.0) + (0.4 if s.line.place < 2 else 0.0)
    return 2.0 * s.age + told - (0.3 if s.spoken else 0.0)


def origin(s: Sentence) -> float:
    return (
        1.2 * (1 - s.age)
        + (0.5 if s.central else 0.0)
        + (0.5 if CAUSE.search(s.line.text) else 0.0)
        + (0.3 if s.line.place < 2 else 0.0)
    )


def voice(s: Sentence) -> float:
    return (2.0 + 0.5 * s.age + (0.8 if s.central else 0.0)) if s.spoken else -9.0


def figures(s: Sentence) -> float:
    told = sum(not _YEAR.fullmatch(f) for f in s.line.figures)
    return (1.2 + 0.2 * min(told, 3) if told else -9.0) + 0.6 * s.age


def outlook(s: Sentence) -> float:
    return (1.5 if NEXT.search(s.line.text) else -9.0) + 1.0 * s.age


PARTS: tuple[Part, ...] = (state, origin, voice, figures, outlook)


def candidates(topic: Topic, posts: Sequence[Post]) -> list[Sentence]:
    """The sentences of the newest and the oldest posts that speak of the topic; `posts` oldest first, copies left out by the caller."""
    read = list({p.id: p for p in (*posts[:OLDEST], *posts[-POSTS:])}.values())
    inside, first = central(topic, posts), leading(topic, posts)
    found = []
    for number, post in enumerate(read):
        age = number / (len(read) - 1) if len(read) > 1 else 1.0
        spoken = [s for s in speeches(post.text) if s.speaker[0] >= s.start]
        every = [
            Sentence(
                line, age, any(s.start <= line.start and line.end <= s.end for s in spoken), post.id in inside, post.id in first
            )
            for line in lines(topic, post, OF_A_POST)
        ]
        found += [s for s in every if _speaks_of_it(s)]
    return found


def _speaks_of_it(s: Sentence) -> bool:
    """A note of the editors on what they had wrong is no background."""
    within = s.central and (s.line.place == 0 or s.spoken)
    return (s.line.cover >= LEAST_COVER or within) and not ADMITS.search(s.line.text)


def choose(found: Sequence[Sentence], stands: Callable[[Line], bool], most: int = SENTENCES) -> tuple[Line, ...]:
    """A sentence for each part, in their order, then the best of the rest up to `most`; only those that `stands` lets through."""
    chosen: list[Line] = []
    for part in (*PARTS, *[_rest] * most):
        if len(chosen) == most:
            break
        if (line := _best(found, part, chosen, stands)) is not None:
            chosen.append(line)
    return tuple(chosen)


def _rest(s: Sentence) -> float:
    return s.age


def _best(found: Sequence[Sentence], part: Part, chosen: Sequence[Line], stands: Callable[[Line], bool]) -> Line | None:
    for s in sorted(found, key=lambda s: -(s.line.worth + part(s))):
        if part(s) < 0 and part is not _rest:
            return None
        if any(same(s.line, other) for other in chosen) or sum(other.post.id == s.line.post.id for other in chosen) > 1:
            continue
        if stands(s.line):
            return s.line
    return None
