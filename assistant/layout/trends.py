"""How much was written about a topic, in words: the caption of its picture, which says all that the picture shows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.answers import period_words
from assistant.layout.blocks import Block, Line, Span, Words, beginning, line, say, title_of
from assistant.layout.moments import MONTHS, moment
from assistant.layout.outlets import outlet
from assistant.words import Excerpt, Post, Trend

CAPTION = 1_024  # UTF-16 units that Telegram takes under a photo
HEADLINES = (130, 80, 40)  # characters of a headline: the most that leave room for all developments
LONGEST_NAME = 60


def tick(at: datetime, unit: str) -> str:
    """Of the picture's time line: "4 Nov", by hours "12:00"."""
    return f"{at:%H:%M}" if unit == "hour" else f"{at.day} {MONTHS[at.month - 1]}"


def trend(found: Trend, now: datetime) -> tuple[Block, ...]:
    """The developments carry the numbers that they have in the picture. As much as a caption holds."""
    zone = str(found.slots[0].tzinfo)
    said = period_words(found.receipt.period, zone, now)
    name = found.topic if len(found.topic) <= LONGEST_NAME else found.topic[: LONGEST_NAME - 1] + "…"
    head = line(Span(say("Trend: {}", name), "strong"), *((Span(say(" ({})", said), "soft"),) if said else ()))
    counted = Block((head, *_counted(found, now), *_outlets(found)))
    room = CAPTION - _length(counted)
    for most in HEADLINES:
        told = Block(tuple(_development(n, p, c, zone, now, most) for n, (_, p, c) in enumerate(found.marked, start=1)))
        if _length(told) <= room:
            return (counted, told) if found.marked else (counted,)
    return (counted,)


def _length(block: Block) -> int:
    return sum(len(span.shown.encode("utf-16-le")) // 2 for line in block.lines for span in line) + len(block.lines) + 2


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
        name = say("{}", found.outlets[number][:LONGEST_NAME]) if number < len(found.outlets) else say("others")
        spans += [Span(say(", ")) if spans else Span(say("By source: ")), Span(name), Span(say(" {}", sum(row)), "soft")]
    return [(*spans, Span(say(".")))]


def _development(number: int, post: Post, told: int, zone: str, now: datetime, most: int) -> Line:
    more = say("") if told == 1 else say(" and {} more", told - 1)
    return line(
        Span(say("{}. {} ", number, moment(post.at, zone, now)), "strong"), Span(_headline(post, most), link=post),
        Span(say(" – ")), Span(outlet(post)), Span(more, "soft"),
    )  # fmt: skip


def _headline(post: Post, most: int) -> Excerpt:
    whole = title_of(post)
    if len(whole.text) <= most:
        return whole if whole.text else beginning(post, 0, len(post.text), most)
    end = whole.text.rfind(" ", 0, most)
    return Excerpt(post, 0, end if end > 0 else most, "title")


def ticks(found: Trend) -> Sequence[str]:
    """One for each slot; a day's first hour carries the date."""
    made = []
    for before, at in zip((None, *found.slots), found.slots, strict=False):
        new_day = found.unit == "hour" and (before is None or before.date() != at.date())
        made.append(tick(at, "day") if new_day else tick(at, found.unit))
    return made
