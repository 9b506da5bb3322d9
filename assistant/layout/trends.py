"""How much was written about a topic, in words: the caption of its picture, which says all that the picture shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.answers import period_words
from assistant.layout.blocks import Block, Line, Span, Words, line, say, title_of
from assistant.layout.moments import MONTHS, moment
from assistant.layout.outlets import outlet
from assistant.words import Excerpt, Post, Trend

LONGEST_HEADLINE = 130  # characters: four of them fit a caption of 1,024 with the rest


def tick(at: datetime, unit: str) -> str:
    """Of the picture's time line: "4 Nov", by hours "12:00"."""
    return f"{at:%H:%M}" if unit == "hour" else f"{at.day} {MONTHS[at.month - 1]}"


def trend(found: Trend, now: datetime) -> tuple[Block, ...]:
    """The developments carry the numbers that they have in the picture."""
    zone = str(found.slots[0].tzinfo)
    said = period_words(found.receipt.period, zone, now)
    head = line(Span(say("Trend: {}", found.topic), "strong"), *((Span(say(" ({})", said), "soft"),) if said else ()))
    told = [_development(n, post, count, zone, now) for n, (_, post, count) in enumerate(found.marked, start=1)]
    counted = Block((head, *_counted(found, now), *_outlets(found)))
    return (counted, Block(tuple(told))) if told else (counted,)


def _counted(found: Trend, now: datetime) -> list[Line]:
    here = str(found.slots[0].tzinfo)
    copies = say(", {} of them copies", found.posts - found.origins) if found.origins < found.posts else say("")
    more = say(" More posts than these were found; the newest are counted.") if found.more else say("")
    sums = [sum(column) for column in zip(*found.counts, strict=True)]
    top = max(sums)
    when = found.slots[sums.index(top)]
    lines = [line(say("1 post") if found.posts == 1 else say("{} posts", found.posts), copies, say("."), more)]
    if len(sums) > 1:
        words: dict[str, Words] = {
            "hour": say("Most in the hour from {}: {}.", moment(when, here, now), top),
            "day": say("Most on {}: {}.", f"{when.day} {MONTHS[when.month - 1]}", top),
            "week": say("Most in the week from {}: {}.", f"{when.day} {MONTHS[when.month - 1]}", top),
        }
        lines.append(line(words[found.unit]))
    return lines


def _outlets(found: Trend) -> list[Line]:
    spans: list[Span] = []
    for number, row in enumerate(found.counts):
        name = say("{}", found.outlets[number]) if number < len(found.outlets) else say("others")
        spans += [Span(say(", ")) if spans else Span(say("By source: ")), Span(name), Span(say(" {}", sum(row)), "soft")]
    return [(*spans, Span(say(".")))]


def _development(number: int, post: Post, told: int, zone: str, now: datetime) -> Line:
    more = say("") if told == 1 else say(" and {} more", told - 1)
    return line(
        Span(say("{}. {} ", number, moment(post.at, zone, now)), "strong"), Span(_headline(post), link=post),
        Span(say(" – ")), Span(outlet(post)), Span(more, "soft"),
    )  # fmt: skip


def _headline(post: Post) -> Excerpt:
    whole = title_of(post)
    if len(whole.text) <= LONGEST_HEADLINE:
        return whole if whole.text else Excerpt(post, 0, min(len(post.text), LONGEST_HEADLINE))
    end = whole.text.rfind(" ", 0, LONGEST_HEADLINE)
    return Excerpt(post, 0, end if end > 0 else LONGEST_HEADLINE, "title")


def ticks(found: Trend) -> Sequence[str]:
    """One for each slot; a day's first hour carries the date."""
    made = []
    for before, at in zip((None, *found.slots), found.slots, strict=False):
        new_day = found.unit == "hour" and (before is None or before.date() != at.date())
        made.append(tick(at, "day") if new_day else tick(at, found.unit))
    return made
