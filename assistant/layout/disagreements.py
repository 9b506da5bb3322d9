"""Sources that differ, side by side: what each says, when, the newest marked. Nothing is averaged or decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.blocks import Block, Line, Span, beginning, line, say
from assistant.layout.moments import moment
from assistant.words import Disagreement, Side

SHOWN = 200  # characters of a sentence


def disagreements(found: Sequence[Disagreement], zone: str, now: datetime) -> tuple[Block, ...]:
    """A block each, oldest side first."""
    return tuple(_one(one, zone, now) for one in found)


def _one(found: Disagreement, zone: str, now: datetime) -> Block:
    told = (
        say("Sources differ on «{}»", found.quantity)
        if found.kind == "conflict"
        else say("This figure changed: «{}»", found.quantity)
    )
    newest = max(side.excerpt.post.at for side in found.sides)
    rows = [_side(side, side.excerpt.post.at == newest, zone, now) for side in found.sides]
    return Block((line(Span(told, "strong")), *rows))


def _side(side: Side, newest: bool, zone: str, now: datetime) -> Line:
    post, excerpt = side.excerpt.post, side.excerpt
    shown = excerpt if excerpt.part == "title" else beginning(post, excerpt.start, excerpt.end, SHOWN)
    when = (
        say(" ({}, {}, newest)", post.outlet, moment(post.at, zone, now))
        if newest
        else say(" ({}, {})", post.outlet, moment(post.at, zone, now))
    )
    more = say(" …»") if shown.end < excerpt.end else say("»")
    return line(say("- "), Span(say("{}", side.value), "strong"), say(": «"), Span(shown, "plain", excerpt), more, when)
