"""Alerts, changed answers and digests before an editor, as blocks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.answers import claims, sources
from assistant.layout.blocks import Block, Line, Span, Words, line, say, title_of
from assistant.layout.digests import MARKS, digest_foot, digest_head, story
from assistant.layout.moments import moment, span_of_time
from assistant.words import Answer, Approval, Digest, Post, Proven

WAITED = 600  # seconds from which an alert says over which time it was collected


def alert(made: Digest, about: str) -> tuple[Block, ...]:
    """What came in for an alert; `about` is what it is about, in its subscriber's words."""
    head: list[Line] = [line(Span(say("Alert: {}", about), "strong"))]
    if (made.until - made.since).total_seconds() > WAITED:
        head.append(line(Span(say("Collected {}.", span_of_time(made.since, made.until, made.zone)), "soft")))
    items = tuple(b for item in made.items for b in story(item, made.zone, made.until))
    more = (
        say("And 1 more story: /latest shows it.")
        if made.more == 1
        else say("And {} more stories: /latest shows them.", made.more)
    )
    return (Block(tuple(head)), *items, *((Block((line(Span(more, "soft")),)),) if made.more else ()))


def apart(made: Digest) -> tuple[tuple[Block, ...], ...]:
    """The digest as a message for each story: the head over the first, the foot under the last."""
    told = [story(item, made.zone, made.until) for item in made.items]
    if not told:
        return ()
    told[0] = (digest_head(made), *told[0])
    told[-1] = (*told[-1], digest_foot(made))
    return tuple(told)


def answer_changed(
    question: str,
    before: tuple[Sequence[Proven], Sequence[Post], str, datetime],
    now: Answer,
    zone: str,
) -> tuple[Block, ...]:
    """Before and after, each with what it cites. `before`: sentences, posts, who wrote them, when they were told."""
    said, posts, written_by, at = before
    head = Block(
        (
            line(Span(say("The answer has changed"), "strong")),
            line(say("You asked: «{}»", question)),
        )
    )
    asked = now.question.asked_at
    after = (
        Block((line(Span(say("Now:"), "strong")),)),
        *claims(now.claims, now.posts, now.receipt.written_by, zone, asked),
        sources(now.posts, zone, asked),
    )
    was = Block((line(Span(say("Before, {}:", moment(at, zone, asked)), "strong")),))
    if not said:
        return (head, *after, was, Block((line(say("Nothing in the archive answered it.")),)))
    return (head, *after, was, *claims(said, posts, written_by, zone, at), sources(posts, zone, at))


def approval(made: Digest, held: Approval, chat: str, zone: str, now: datetime) -> tuple[Block, ...]:
    """What an editor decides on: the headlines with their numbers, and what happens when."""
    head = Block((line(Span(say("Digest for {}", chat), "strong")), line(_fate(held, moment(held.deadline, zone, now)))))
    rows: list[Line] = []
    for number, item in enumerate(made.items, 1):
        out = number in held.left_out
        title = title_of(item.post) if item.post.title else say("untitled")
        rows.append(
            line(
                say("{}. ", number),
                *((Span(say("left out: "), "soft"),) if out else (Span(MARKS[item.mark]),)),
                Span(title, "soft" if out else "plain"),
            )
        )
    return (head, Block(tuple(rows)))


def _fate(held: Approval, until: str) -> Words:
    """What happens at the deadline."""
    if held.state == "approved":
        return say("Approved by {}: it is sent at {}.", held.decided_name or "somebody", until)
    if held.after == "send":
        return say("It is sent at {}, unless somebody decides otherwise.", until)
    return say("It is dropped at {}, unless somebody approves it.", until)


def decided(held: Approval, chat: str, zone: str, now: datetime) -> tuple[Block, ...]:
    """What became of it, and by whom."""
    who: Words = say("{}", held.decided_name or "somebody") if held.decided_by else say("the deadline")
    what = say(" has sent it") if held.state == "sent" else say(" has dropped it")
    at = say(", {}.", moment(held.decided_at, zone, now)) if held.decided_at else say(".")
    lines = [line(Span(say("Digest for {}", chat), "strong")), line(who, what, at)]
    if held.left_out and held.state == "sent":
        lines.append(line(Span(say("Left out: {}.", ", ".join(map(str, held.left_out))), "soft")))
    return (Block(tuple(lines)),)
