from datetime import UTC, datetime, timedelta

import pytest

from assistant.digest.schedule import due, next_slot, slots
from assistant.quiet import clock, is_quiet
from assistant.words import Subscription


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sub(zone="UTC", times=("08:00",), **more) -> Subscription:
    return Subscription(id=1, chat_id=1, times=times, zone=zone, **more)


@pytest.mark.parametrize(
    ("zone", "times", "since", "until", "expected"),
    [
        ("UTC", ("08:00",), "2026-03-01T08:00", "2026-03-03T08:00", ["2026-03-02T08:00", "2026-03-03T08:00"]),
        # Kyiv springs forward on 29 March 2026 at 03:00: 03:30 does not exist and is due when it would have been
        ("Europe/Kyiv", ("03:30",), "2026-03-28T12:00", "2026-03-30T12:00", ["2026-03-29T01:30", "2026-03-30T00:30"]),
        # and falls back on 25 October 2026 at 04:00: 03:30 exists twice and is due once
        ("Europe/Kyiv", ("03:30",), "2026-10-24T12:00", "2026-10-26T12:00", ["2026-10-25T00:30", "2026-10-26T01:30"]),
        ("Asia/Kathmandu", ("08:00",), "2026-05-01T00:00", "2026-05-01T23:00", ["2026-05-01T02:15"]),
        ("Australia/Lord_Howe", ("02:10",), "2026-10-03T00:00", "2026-10-04T12:00", ["2026-10-03T15:40"]),
        ("UTC", ("12:00",), "2028-02-28T12:00", "2028-03-01T12:00", ["2028-02-29T12:00", "2028-03-01T12:00"]),
        ("Pacific/Kiritimati", ("00:00",), "2026-05-01T00:00", "2026-05-02T00:00", ["2026-05-01T10:00"]),
    ],
)
def test_slots_follow_the_clock_on_the_wall(zone, times, since, until, expected):
    assert list(slots(sub(zone, times), at(since), at(until))) == [at(e) for e in expected]


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"])
def test_each_day_of_a_year_has_its_slot_once_however_the_span_is_cut(zone):
    begin, end = at("2026-01-01T00:00"), at("2027-01-01T00:00")
    whole = list(slots(sub(zone, ("02:30", "18:00")), begin, end))
    cut: list[datetime] = []
    now = begin
    while now < end:
        cut += slots(sub(zone, ("02:30", "18:00")), now, min(now + timedelta(hours=7), end))
        now += timedelta(hours=7)
    assert cut == whole
    assert len(whole) in (729, 730, 731)
    assert len(set(whole)) == len(whole)


def test_only_the_chosen_weekdays():
    days = [s.weekday() for s in slots(sub(weekdays=(0, 4)), at("2026-03-01T00:00"), at("2026-03-15T00:00"))]
    assert days == [0, 4, 0, 4]


def test_down_over_two_slots_means_one_digest_marked_late_over_both():
    found = due(sub(times=("08:00", "12:00")), at("2026-03-01T08:00"), at("2026-03-02T09:00"))
    assert found is not None
    assert (found.slot, found.since, found.late) == (at("2026-03-02T08:00"), at("2026-03-01T08:00"), True)


def test_on_time_is_not_late_and_dealt_with_is_not_due():
    on_time = due(sub(), at("2026-03-01T08:00"), at("2026-03-02T08:00"))
    assert on_time is not None and on_time.late is False
    assert due(sub(), at("2026-03-02T08:00"), at("2026-03-02T08:01")) is None


def test_a_clock_that_jumps_back_an_hour_sends_nothing_twice():
    assert due(sub(), at("2026-03-02T08:00"), at("2026-03-02T07:10")) is None


def test_a_new_subscription_waits_for_its_first_slot_and_looks_back_a_day():
    made = at("2026-03-02T09:00")
    assert due(sub(made_at=made), None, at("2026-03-02T10:00")) is None
    first = due(sub(made_at=made), None, at("2026-03-03T08:00"))
    assert first is not None and first.since == at("2026-03-02T08:00")


def test_paused_is_never_due():
    assert due(sub(paused=True), None, at("2026-03-02T08:00")) is None


@pytest.mark.parametrize(
    ("now", "quiet"), [("21:59", False), ("22:00", True), ("23:59", True), ("03:00", True), ("07:00", False)]
)
def test_quiet_hours_cross_midnight(now, quiet):
    assert is_quiet(sub(quiet=("22:00", "07:00")), at(f"2026-03-02T{now}")) is quiet


def test_what_fell_into_quiet_hours_comes_when_they_end_and_is_not_called_late():
    night = sub(times=("23:00",), quiet=("22:00", "07:00"))
    assert due(night, at("2026-03-01T23:00"), at("2026-03-02T23:00")) is None
    morning = due(night, at("2026-03-01T23:00"), at("2026-03-03T07:00"))
    assert morning is not None and (morning.slot, morning.late) == (at("2026-03-02T23:00"), False)


@pytest.mark.parametrize("words", ["8", "24:00", "08:60", "8:5", "aa:bb", ""])
def test_a_wrong_time_is_told(words):
    with pytest.raises(ValueError, match="no time of day"):
        clock(words)


def test_the_next_slot_is_shown():
    assert next_slot(sub(weekdays=(0,)), at("2026-03-02T08:00")) == at("2026-03-09T08:00")
