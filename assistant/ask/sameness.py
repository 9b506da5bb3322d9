"""What makes two questions the same: what was understood, of whom it may be answered, and by what. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.ask.query import Query
from assistant.ports import Scope
from assistant.text import fold
from assistant.words import Question


def sameness(question: Question, query: Query, scope: Scope, made_by: Sequence[str]) -> str:
    """SHA-256 (hex) of all that decides an answer beside the posts: the same text, folded, read in the same way; the same sources and
    the same period as it was resolved; the asker's day and zone ("today" is another question tomorrow); and `made_by`, the model,
    prompts and settings that write. What is asked for "the last hour" is never the same: its period moves."""
    here = question.asked_at.astimezone(ZoneInfo(question.zone))
    read = (
        fold(query.asked_as).text.casefold(),
        query.language,
        query.kind,
        tuple((w.terms, w.forms, w.is_name, w.is_number, w.asked, w.share) for w in query.words),
        (_moment(query.period.since), _moment(query.period.until), query.period.words.casefold()),
        query.sources,
        query.quoted,
        query.without,
        query.names,
        question.newest_first,
        (question.all_time, question.days, question.only),
        f"{here:%Y-%m-%d}",
        question.zone,
        tuple(sorted(scope.source_ids)),
        scope.open_at is None,
        tuple(made_by),
    )
    return hashlib.sha256(repr(read).encode("utf-8", "replace")).hexdigest()


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
