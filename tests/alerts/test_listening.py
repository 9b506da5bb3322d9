"""Of many alerts those that want a post are found by its words: the same as if each were asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from assistant import filters
from assistant.alerts.listening import listening, wants
from assistant.words import Post, Subscription, Version

MORNING = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
TEXTS = {
    "en": (
        "Flooded bridges closed",
        "Two old bridges over the Ash were closed. “We wait for daylight,” engineer Paul Strand said.",
    ),
    "uk": ("Повінь закрила мости", "Два старі мости через Аш закрито."),
    "de": ("Hochwasser: Brücken gesperrt", "Zwei alte Brücken über die Asch sind gesperrt."),
}
WISHES: tuple[dict[str, Any], ...] = (
    {"topics": ("flood",)},
    {"topics": ("bridge flood", "volcano")},
    {"topics": ('"old bridges"',)},
    {"topics": ('"bridges old"',)},
    {"topics": ("Brücke",)},
    {"topics": ("міст",)},
    {"topics": ("bridge",), "without": ("flood",)},
    {"topics": ("?!",)},
    {"topics": ("?!", "bridge")},
    {"topics": ("volcano",)},
    {"without": ("volcano",)},
    {"source_ids": (7,)},
    {"source_ids": (8,), "topics": ("bridge",)},
    {"languages": ("uk",)},
    {"speakers": ("Paul Strand",)},
    {"speakers": ("Anna Holm",), "topics": ("bridge",)},
)
ALERTS = [Subscription(n, 100 + n, instant=True, **more) for n, more in enumerate([*WISHES, *WISHES], 1)]


def post(language: str, source_id: int = 7) -> Post:
    title, text = TEXTS[language]
    version = Version(1, 1, 1, title, text, "", MORNING, language=language)
    return Post(1, source_id, "X", "k", "https://x.example/1", version, MORNING)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("source_id", [7, 8])
def test_the_index_finds_just_those_that_would_say_yes_if_asked(language, source_id) -> None:
    one = post(language, source_id)
    asked = {alert.id for alert in ALERTS if wants(alert, one, filters.read(one))}
    found = [alert.id for alert in listening(ALERTS).wanting(one)]
    assert sorted(found) == sorted(asked)
    assert 0 < len(asked) < len(ALERTS)


def test_an_alert_made_after_the_post_was_read_does_not_want_it() -> None:
    one = post("en")
    alert = replace(ALERTS[0], made_at=MORNING + timedelta(seconds=1))
    assert listening([alert]).wanting(one) == []
    assert listening([replace(alert, made_at=MORNING)]).wanting(one)
