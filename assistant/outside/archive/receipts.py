"""Receipts and subscriptions as JSON, and back. Fields that a newer release added are filled with their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from assistant.words import Period, Receipt, Subscription

CHOICES = (
    "times", "weekdays", "topics", "without", "source_ids", "length", "quiet", "silent_when_empty", "languages", "speakers", "instant",
    "urgent", "quiet_does", "apart", "editor_chat", "editor_wait", "editor_after",
)  # fmt: skip
"""What of a subscription is kept as JSON: read as a whole, never searched."""


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    period = receipt.period
    return asdict(receipt) | {
        "period": {"since": _text(period.since), "until": _text(period.until), "words": period.words},
        "newest": _text(receipt.newest),
        "answered_at": _text(receipt.answered_at),
        "only_sources": list(receipt.only_sources),
        "ill_sources": list(receipt.ill_sources),
    }


def receipt_of(kept: Mapping[str, Any]) -> Receipt:
    period = kept.get("period", {})
    known = {name: kept[name] for name in (field.name for field in fields(Receipt)) if name in kept}
    return Receipt(
        **known
        | {
            "period": Period(_time(period.get("since")), _time(period.get("until")), period.get("words", "")),
            "newest": _time(kept.get("newest")),
            "answered_at": _time(kept.get("answered_at")),
            "only_sources": tuple(kept.get("only_sources", ())),
            "ill_sources": tuple(kept.get("ill_sources", ())),
        }
    )


def choices_json(subscription: Subscription) -> dict[str, Any]:
    chosen = {name: getattr(subscription, name) for name in CHOICES}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()}


def choices_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(kept[name]) if isinstance(kept[name], list) else kept[name] for name in CHOICES if name in kept}


def subscription_of(row: Row[Any]) -> Subscription:
    """Of a row of the table."""
    return Subscription(
        id=row.id,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        zone=row.zone,
        paused=row.paused,
        made_by=row.made_by,
        made_at=row.made_at,
        **choices_of(row.choices),
    )


def _text(time: datetime | None) -> str | None:
    return time.isoformat() if time else None


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
