"""Sources that differ, side by side: what each says, when, the newest marked. Nothing is averaged or decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.blocks import Block, Line, Span, Words, beginning, line, say
from assistant.layout.moments import moment
from assistant.words import Disagreement, Side

SHOWN = 200  # characters of a sentence


def disagreements(found: Sequence[Disagreement], zone: str, now: datetime) -> tuple[Block, ...]:
    """A block each, oldest side first."""
    return tuple(_one(one, zone, now) for one in found)


def _one(found: Disagreement, zone: str, now: datetime) -> Block:
    told = _heading(found)
    times = {side.excerpt.post.at for side in found.sides}
    newest = max(times) if len(times) > 1 else None  # of one time none is the newest
    rows = [_side(side, side.excerpt.post.at == newest, zone, now) for side in found.sides]
    return Block((line(Span(told, "strong")), *rows))


def _heading(found: Disagreement) -> Words:
    if found.kind == "figures":
        return say("Figures given for «{}»", found.quantity)
    if found.about == "statement":
        return (
            say("Sources contradict each other on «{}»", found.quantity)
            if found.kind == "conflict"
            else say("What is said on «{}» changed", found.quantity)
        )
    return (
        say("Sources differ on «{}»", found.quantity)
        if found.kind == "conflict"
        else say("This figure changed: «{}»", found.quantity)
    )


def _side(side: Side, newest: bool, zone: str, now: datetime) -> Line:
    post, excerpt = side.excerpt.post, side.excerpt
    shown = excerpt if excerpt.part == "title" else beginning(post, excerpt.start, excerpt.end, SHOWN)
    when = (
        say(" ({}, {}, newest)", post.outlet, moment(post.at, zone, now))
        if newest
        else say(" ({}, {})", post.outlet, moment(post.at, zone, now))
    )
    more = say(" …»") if shown.end < excerpt.end else say("»")
    value = (Span(say("{}", side.value), "strong"), Span(say(": «"))) if side.value else (Span(say("«")),)
    return line(say("- "), *value, Span(shown, "plain", excerpt), more, when)
