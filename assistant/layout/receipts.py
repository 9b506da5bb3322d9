"""All that is known of how an answer came to be: one line a fact, for whoever must defend it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.answers import period_words
from assistant.layout.blocks import Block, Line, Span, Words, line, say
from assistant.layout.moments import moment, span_of_time
from assistant.words import Answer, Period, Receipt, Source

NAMES = 25  # sources named


def receipt_details(answer: Answer, visible: Sequence[Source], zone: str, now: datetime) -> tuple[Block, ...]:
    """`visible` are the sources that whoever reads it may see; where the question chose some, only those were searched."""
    receipt, question = answer.receipt, answer.question
    only = question.only or receipt.only_sources
    rows = [
        _row(say("Asked: "), say("{}", moment(question.asked_at, zone, now))),
        *([_row(say("Understood as: "), say("«{}»", receipt.asked_as))] if receipt.asked_as else []),
        _row(say("Period: "), say("{}", _period(receipt.period, zone, now))),
        _row(say("Sources with posts in it: "), say("{}", receipt.sources)),
        _row(say("Searched: "), _names(_searched(visible, only))),
        _row(say("Posts: "), _posts(receipt, zone, now)),
        _row(say("Not well or silent: "), say("{}", ", ".join(receipt.ill_sources)) if receipt.ill_sources else say("none")),
        _row(say("Written by: "), say("{}", receipt.written_by) if receipt.written_by else say("nobody: sentences as they stand")),
        *_cost(receipt),
        _row(say("Dropped as unproven: "), say("{}; mended: {}", receipt.dropped, receipt.repaired)),
        _row(say("Took: "), say("{} seconds", f"{receipt.seconds:.2f}")),
        *([_row(say("Vectors of: "), say("{}", receipt.embedded_by))] if receipt.embedded_by else []),
        *([_row(say("First answered: "), say("{}", moment(receipt.answered_at, zone, now)))] if receipt.answered_at else []),
        *([_row(say("Note: "), say("{}", receipt.note))] if receipt.note else []),
    ]  # fmt: skip
    return (Block((line(Span(say("How this answer came to be"), "strong")), *rows)),)


def _row(name: Words, told: Words) -> Line:
    return line(Span(name, "soft"), told)


def _period(period: Period, zone: str, now: datetime) -> str:
    """As it was put, and from when to when that is."""
    if period == Period():
        return "all time"
    words = period_words(period, zone, now)
    if not period.words or not period.since:
        return words
    exact = span_of_time(period.since, period.until, zone) if period.until else f"from {moment(period.since, zone, now)}"
    return f"{words} ({exact})"


def _searched(visible: Sequence[Source], only: Sequence[str]) -> list[str]:
    wanted = [name.lstrip("@").casefold() for name in only]
    named = [s for s in visible if any(name in s.title.casefold() or name in s.url.casefold() for name in wanted)]
    return [f"{s.title} ({s.tier})" if s.tier != "press" else s.title for s in named or visible]


def _names(names: Sequence[str]) -> Words:
    shown = ", ".join(names[:NAMES])
    return say("{}, and {} more", shown, len(names) - NAMES) if len(names) > NAMES else say("{}", shown)


def _posts(receipt: Receipt, zone: str, now: datetime) -> Words:
    if not receipt.newest:
        return say("{}", receipt.posts)
    return say("{}, newest {}", receipt.posts, moment(receipt.newest, zone, now))


def _cost(receipt: Receipt) -> list[Line]:
    if not receipt.tokens_in and not receipt.cost:
        return []
    spent = say("${}; {} tokens in, {} out", f"{receipt.cost:.4f}", receipt.tokens_in, receipt.tokens_out)
    return [_row(say("Cost: "), spent)]
