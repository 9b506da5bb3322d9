from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collect.pace import LONGEST, SHORTEST, asked, awake, learn_interval, next_due

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SUNDAY = 6 * 24  # the hour of the week with which it begins
M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("interval", "failures", "retry_after", "fresh_for", "random", "wait"),
    [
        (10 * M, 0, None, None, 0.5, 10 * M),
        (10 * M, 0, None, None, 0.0, 9 * M),
        (1 * M, 0, None, None, 0.0, 1 * M),
        (1 * M, 0, None, 10 * M, 0.5, 10 * M),
        (30 * M, 0, None, 10 * M, 0.5, 30 * M),
        (1 * M, 0, None, 1 * D, 0.5, 1 * H),
        (2 * D, 0, None, None, 0.5, 1 * D),
        (10 * M, 1, None, None, 0.0, 10 * M),
        (10 * M, 3, None, None, 0.0, 40 * M),
        (10 * M, 3, None, None, 0.5, 60 * M),
        (10 * M, 10_000, None, None, 0.0, 12 * H),
        (10 * M, 1, None, 30 * M, 0.0, 10 * M),
        (10 * M, 1, 2 * H, None, 0.0, 2 * H),
        (10 * M, 1, 2 * H, None, 0.5, 2.1 * H),
        (10 * M, 1, 9 * D, None, 0.9, 1 * D),
        (10 * M, 0, 20 * M, None, 0.0, 20 * M),
    ],
)
def test_when_a_source_is_due(
    interval: timedelta, failures: int, retry_after: timedelta | None, fresh_for: timedelta | None, random: float, wait: timedelta
) -> None:
    assert next_due(NOW, interval, failures, retry_after, fresh_for, random) - NOW == wait


spans = st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=40))
chances = st.floats(0, 1, exclude_max=True)


@given(spans, st.integers(0, 10**9), st.none() | spans, st.none() | spans, chances)
def test_the_next_reading_is_always_within_a_minute_and_a_day(
    interval: timedelta, failures: int, retry_after: timedelta | None, fresh_for: timedelta | None, random: float
) -> None:
    assert SHORTEST <= next_due(NOW, interval, failures, retry_after, fresh_for, random) - NOW <= LONGEST


@given(spans, st.integers(0, 40), st.timedeltas(min_value=timedelta(0), max_value=LONGEST), chances)
def test_a_server_that_asks_to_wait_is_never_asked_sooner(
    interval: timedelta, failures: int, retry_after: timedelta, random: float
) -> None:
    assert next_due(NOW, interval, failures, retry_after, None, random) - NOW >= retry_after


@given(st.timedeltas(min_value=M, max_value=LONGEST), st.integers(1, 40), chances, chances)
def test_a_failing_source_is_never_read_more_often_nor_sooner_with_more_failures(
    interval: timedelta, failures: int, random: float, other: float
) -> None:
    def wait(count: int, chance: float) -> timedelta:
        return next_due(NOW, interval, count, None, None, chance) - NOW

    assert wait(failures, random) >= min(interval, LONGEST / 2)
    assert wait(failures + 1, random) >= wait(failures, random)
    assert wait(failures, max(random, other)) >= wait(failures, min(random, other))


def every(gap: timedelta, count: int = 10, ago: timedelta = timedelta(0)) -> list[datetime]:
    return [NOW - ago - gap * n for n in range(count)]


@pytest.mark.parametrize(
    ("times", "interval"),
    [
        ([], 30 * M),
        ([NOW], 30 * M),
        ([NOW + H, NOW + 2 * H], 30 * M),
        (every(2 * M), 1 * M),
        (every(40 * M), 10 * M),
        (list(reversed(every(40 * M))), 10 * M),
        (every(40 * M) + every(40 * M, ago=timedelta(seconds=20)), 10 * M),
        ([*every(40 * M), NOW + 5 * H], 10 * M),
        (every(40 * M) + every(D, ago=10 * D, count=5), 10 * M),
        (every(40 * M, ago=6 * H), 30 * M),
        (every(7 * D), 1 * D),
        (every(M, ago=90 * D), 1 * D),
    ],
)
def test_the_interval_follows_the_rhythm_of_the_source(times: list[datetime], interval: timedelta) -> None:
    assert learn_interval(times, NOW) == interval


@given(st.lists(st.timedeltas(-900 * D, 900 * D).map(lambda away: NOW + away), max_size=50))
def test_any_times_give_an_interval_within_bounds(times: list[datetime]) -> None:
    assert SHORTEST <= learn_interval(times, NOW) <= LONGEST


@pytest.mark.parametrize(
    ("due", "skipped", "when"),
    [
        (NOW, (), NOW),
        (NOW, (SUNDAY + 11, SUNDAY + 13, 12), NOW),
        (NOW + 7 * M, (SUNDAY + 12,), NOW + H),
        (NOW + 7 * M, (SUNDAY + 12, SUNDAY + 13, SUNDAY + 14), NOW + 3 * H),
        (NOW, (*range(SUNDAY + 12, SUNDAY + 24), 0, 1), NOW + 14 * H),
        (NOW, tuple(range(168)), NOW),
        (NOW + 12 * H, (0,), NOW + 13 * H),
    ],
)
def test_hours_in_which_a_feed_sleeps_are_slept_through(due: datetime, skipped: tuple[int, ...], when: datetime) -> None:
    assert awake(due, skipped) == when


@pytest.mark.parametrize(
    ("times", "says", "ttl", "interval"),
    [
        (every(40 * M), None, 20 * M, 20 * M),
        (every(40 * M), None, 5 * M, 10 * M),
        (every(40 * M), None, 2 * D, 1 * H),
        (every(40 * M), 1 * D, None, 10 * M),
        ([NOW], 1 * H, None, 15 * M),
        ([], 1 * D, None, 6 * H),
        ([], 1 * H, 20 * M, 20 * M),
    ],
)
def test_a_feeds_own_words_on_its_pace_count_where_its_rhythm_is_not_known_and_its_ttl_for_an_hour(
    times: list[datetime], says: timedelta | None, ttl: timedelta | None, interval: timedelta
) -> None:
    assert asked(learn_interval(times, NOW, says), ttl) == interval
