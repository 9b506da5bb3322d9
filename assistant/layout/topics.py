"""Timelines, briefs and what a person said, as blocks; each sentence with who published it and when, in few lines for a phone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from assistant import origin
from assistant.layout.answers import citations, claims, found_with, period_words, receipt, sources
from assistant.layout.blocks import Block, Line, Span, Words, line, say
from assistant.layout.moments import clock, day, moment
from assistant.layout.outlets import outlet
from assistant.words import Answer, Development, Excerpt, Period, Post, Statement, Timeline


def timeline(found: Timeline, zone: str, now: datetime) -> tuple[Block, ...]:
    """A block a day: local time, what happened, who told it first."""
    head = _head(say("Timeline: {}", found.topic), found.answer.receipt.period, zone, now)
    days = groupby(found.developments, key=lambda d: day(d.post.at, zone))
    told = tuple(Block((line(Span(say("{}", name), "strong")), *(_line(d, found, zone) for d in group))) for name, group in days)
    if not told:
        return (head, Block((line(say("Not in the archive: no post is about this.")),)), _foot(found.answer, zone, now))
    return (head, *_beyond(found), *told, _foot(found.answer, zone, now))


def _head(words: Words, period: Period, zone: str, now: datetime) -> Block:
    said = period_words(period, zone, now)
    return Block((line(Span(words, "strong"), *((Span(say(" ({})", said), "soft"),) if said else ())),))


def _beyond(found: Timeline) -> tuple[Block, ...]:
    """What is on the pages before and after."""
    said = []
    if found.before:
        said.append(say("1 earlier development. ") if found.before == 1 else say("{} earlier developments. ", found.before))
    if found.after:
        said.append(say("1 later one.") if found.after == 1 else say("{} later ones.", found.after))
    return (Block((tuple(Span(words, "soft") for words in said),)),) if said else ()


def _line(told: Development, found: Timeline, zone: str) -> Line:
    marks = [Span(say(" (corrected)"), "strong")] if told.corrected else []
    refs = [
        s for n, cited in citations(told.claim, found.answer.posts) for s in (Span(say(" ")), Span(say("[{}]", n), "ref", cited))
    ]
    who = (Span(say(" – ")), Span(outlet(told.post)), Span(_others(told.told_by), "soft"))
    return line(Span(say("{} ", clock(told.post.at, zone)), "strong"), Span(told.claim), *marks, *who, *refs)


def _others(told_by: Sequence[Post]) -> Words:
    """How many posts tell it, and of how many origins, where that differs."""
    posts, origins = len(told_by), origin.count(told_by)
    if posts == 1:
        return say("")
    if origins == posts:
        return say(" and {} more", posts - 1)
    return say(" ({} posts, 1 origin)", posts) if origins == 1 else say(" ({} posts, {} origins)", posts, origins)


def _foot(answer: Answer, zone: str, now: datetime) -> Block:
    """The heading says already how the topic was understood."""
    return receipt(replace(answer.receipt, asked_as=""), zone, now, told=bool(answer.claims))


def brief(answer: Answer, zone: str) -> tuple[Block, ...]:
    """Five sentences with their sources, the newest state first."""
    now, topic = answer.question.asked_at, answer.receipt.asked_as or answer.question.text
    head = _head(say("Brief: {}", topic), answer.receipt.period, zone, now)
    if not answer.claims:
        return (head, Block((line(say("Not in the archive: no post is about this.")),)), _foot(answer, zone, now))
    told = claims(answer.claims, answer.posts, answer.receipt.written_by, zone, now)
    return (head, *told, sources(answer.posts, zone, now, found_with(answer)), _foot(answer, zone, now))


# --- what a person said -----------------------------------------------------------------------------------------------


def statements(
    person: str, shown: Sequence[Statement], count: int, period: Period, zone: str, now: datetime, *, first: int = 1
) -> tuple[Block, ...]:
    """A page of `count` in all, the first of which is number `first`."""
    head = _head(say("{} said", person), period, zone, now)
    if not count:
        nothing = line(
            say("No sentence in the archive has {} as its speaker. Posts that only name {} are not shown.", person, person)
        )
        return (head, Block((nothing,)))
    range_ = (
        say("{} statement", count)
        if count == 1
        else say("{}-{} of {} statements, newest first", first, first + len(shown) - 1, count)
    )
    return (head, *(_statement(s, zone, now) for s in shown), Block((line(Span(range_, "soft")),)))


def _statement(told: Statement, zone: str, now: datetime) -> Block:
    """Who published it and when, leading to the passage; then the words, with the name where only "he" stands there."""
    quote = told.claim.quotes[0]
    where = Excerpt(told.post, quote.start, quote.end, quote.part)
    head = line(Span(outlet(told.post), "strong", where), Span(say(", {}", moment(told.post.at, zone, now)), "soft"),
                Span(_also(told), "soft"))  # fmt: skip
    away = told.speaker.end <= quote.start or told.speaker.start >= quote.end
    named = (say("("), Span(told.speaker), say(") ")) if away else ()
    return Block((head, line(*named, Span(told.claim))))


def _also(told: Statement) -> Words:
    others = list(dict.fromkeys(p.outlet for p in told.told_by if p.outlet != told.post.outlet))
    if not others:
        return say("")
    names, count, origins = ", ".join(others[:3]), len(told.told_by), origin.count(told.told_by)
    if origins == count:
        return say("; also {}", names)
    return (
        say("; also {} ({} posts, 1 origin)", names, count)
        if origins == 1
        else say("; also {} ({} posts, {} origins)", names, count, origins)
    )
