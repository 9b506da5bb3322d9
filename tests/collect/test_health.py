"""When a source is ill: three failures in a row, gone, or silent against its own rhythm; each change told once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.collect.health import ailment, longest_silence, told
from assistant.words import Source, Tended, Validators

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WELL = Tended(Source(1, "feed", "https://a.example/f", "A"), Validators(), timedelta(minutes=15), NOW, 0, "", NOW, NOW)
GONE = replace(WELL.source, state="ended")


def failing(times):
    return replace(WELL, failures=times, last_error="It answers 500.")


def silent(days):
    return replace(WELL, last_new=NOW - timedelta(days=days))


def every(**gap):
    return [NOW - timedelta(**gap) * n for n in range(20)]


HOURLY = every(hours=1)


@pytest.mark.parametrize(
    ("before", "after", "times", "change"),
    [
        (WELL, WELL, HOURLY, None),
        (WELL, failing(1), HOURLY, None),
        (failing(1), failing(2), HOURLY, None),
        (failing(2), failing(3), HOURLY, "ill"),
        (failing(3), failing(4), HOURLY, None),
        (failing(2), WELL, HOURLY, None),
        (failing(9), WELL, HOURLY, "well"),
        (WELL, replace(WELL, source=GONE, last_error="It is gone (410)."), HOURLY, "ill"),
        (failing(5), replace(failing(6), source=GONE), HOURLY, None),
        (silent(2.9), silent(3.1), HOURLY, "ill"),
        (silent(3.1), silent(3.2), HOURLY, None),
        (silent(4), WELL, HOURLY, "well"),
        (silent(4), replace(silent(4), failures=3, last_error="x"), HOURLY, None),
        (replace(silent(4), failures=3, last_error="x"), silent(5), HOURLY, None),
        (silent(300), silent(301), (), None),
    ],
)
def test_each_change_is_told_once(before, after, times, change):
    assert told(before, after, times) == change


@pytest.mark.parametrize(
    ("times", "days"),
    [
        (every(minutes=5), 1),
        (every(hours=1), 3),
        (every(hours=12), 6),
        (every(days=7), 84),
        ([NOW - timedelta(hours=n + (60 if n > 5 else 0)) for n in range(20)], 2 * 61 / 24),
        (every(seconds=20), None),
        (every(hours=1)[:3], None),
        ((), None),
    ],
    ids=["round the clock", "hourly", "twice a day", "weekly", "a weekend in between", "one batch", "too few", "none"],
)
def test_a_silence_is_measured_by_the_sources_own_rhythm(times, days):
    limit = longest_silence(times)
    assert (limit is None) if days is None else limit == timedelta(days=days)


@pytest.mark.parametrize(
    ("tended", "words"),
    [
        (WELL, ""),
        (failing(2), ""),
        (failing(3), "It failed 3 times in a row. It answers 500."),
        (replace(failing(7), source=replace(WELL.source, state="paused")), ""),
        (replace(WELL, source=GONE), ""),
        (replace(WELL, source=GONE, last_error="It says so (410)."), "It is gone for good. It says so (410)."),
        (silent(4), "It answers, but nothing new has come for far longer than usual."),
    ],
)
def test_what_ails_a_source_is_a_sentence(tended, words):
    assert ailment(tended, HOURLY) == words
