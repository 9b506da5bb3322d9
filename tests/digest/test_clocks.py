"""A digest's slots as a running bot meets them: a look every quarter of an hour, on clocks that are changed, jump, stop and go on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.digest.schedule import Due, due
from assistant.words import Subscription

QUARTER = timedelta(minutes=15)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sub(zone: str = "UTC", *times: str, **more) -> Subscription:
    return Subscription(1, 1, times=times or ("08:00",), zone=zone, **more)


def every_quarter(begin: str, end: str) -> Iterator[datetime]:
    now = at(begin)
    while now <= at(end):
        yield now
        now += QUARTER


def sent(subscription: Subscription, looks: Iterable[datetime], last: datetime | None = None) -> list[tuple[datetime, Due]]:
    """What a bot that looks at these times sends, and when it believes it sends it."""
    found = []
    for now in looks:
        if when := due(subscription, last, now):
            found.append((now, when))
            last = when.slot
    return found


CHANGES = [
    ("America/New_York", "02:30", "2026-03-08", "03:30"),  # springs from 02:00 to 03:00
    ("America/New_York", "01:30", "2026-11-01", "01:30"),  # falls back from 02:00 to 01:00: there are two of it
    ("Europe/Kyiv", "03:30", "2026-03-29", "04:30"),
    ("Europe/Kyiv", "03:30", "2026-10-25", "03:30"),
    ("Australia/Lord_Howe", "02:15", "2026-10-04", "02:45"),  # by half an hour
    ("Australia/Lord_Howe", "01:45", "2026-04-05", "01:45"),
    ("America/St_Johns", "02:30", "2026-03-08", "03:30"),  # a zone with a half hour
    ("Asia/Kathmandu", "02:30", "2026-03-08", "02:30"),  # a quarter, no changes
    ("UTC", "02:30", "2028-02-29", "02:30"),
    ("Asia/Kolkata", "23:59", "2028-02-29", "23:59"),
]


@pytest.mark.parametrize(("zone", "wall", "day", "shown"), CHANGES)
def test_on_the_day_of_a_change_and_beside_it_there_is_one_digest_a_day_at_its_time(zone, wall, day, shown):
    middle = date.fromisoformat(day)
    begin, end = (f"{middle + timedelta(days=n)}T00:00" for n in (-3, 3))
    slots = [
        when.slot.astimezone(ZoneInfo(zone)) for _, when in sent(sub(zone, wall, made_at=at(begin)), every_quarter(begin, end))
    ]
    days = [slot.date() for slot in slots]
    assert len(days) == len(set(days)) and days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert [f"{slot:%H:%M}" for slot in slots if slot.date() == middle] == [shown]
    assert {f"{slot:%H:%M}" for slot in slots if slot.date() != middle} == {wall}


def test_the_second_of_two_half_past_ones_is_not_sent_for():
    looks = every_quarter("2026-11-01T05:00", "2026-11-01T08:00")  # 01:00 EDT to 03:00 EST
    assert [now for now, _ in sent(sub("America/New_York", "01:30", made_at=at("2026-10-31T12:00")), looks)] == [
        at("2026-11-01T05:30")
    ]


@pytest.mark.parametrize("jump", [timedelta(hours=1), -timedelta(hours=1), -timedelta(hours=26)])
@pytest.mark.parametrize("when", ["2026-05-02T07:30", "2026-05-02T07:59", "2026-05-02T08:15"])
def test_a_clock_that_jumps_and_is_put_right_sends_each_slot_once(jump, when):
    """The machine's clock is wrong for three quarters of an hour, then right again."""
    looks = [
        now + (jump if at(when) <= now < at(when) + 3 * QUARTER else timedelta(0))
        for now in every_quarter("2026-05-01T00:00", "2026-05-05T00:00")
    ]
    slots = [found.slot for _, found in sent(sub(made_at=at("2026-04-30T12:00")), looks)]
    assert len(slots) == len(set(slots))
    assert set(slots) == {at(f"2026-05-0{day}T08:00") for day in (1, 2, 3, 4)}


def test_a_clock_that_jumps_over_a_day_folds_a_slot_into_the_next_and_sends_none_twice():
    looks = [at("2026-05-01T08:00"), at("2026-05-03T09:00"), *every_quarter("2026-05-02T07:00", "2026-05-04T09:00")]
    found = [f for _, f in sent(sub(made_at=at("2026-04-30T12:00")), looks)]
    assert [(f.slot, f.since) for f in found[1:]] == [
        (at("2026-05-03T08:00"), at("2026-05-01T08:00")),
        (at("2026-05-04T08:00"), at("2026-05-03T08:00")),
    ]


@pytest.mark.parametrize("jump", [timedelta(hours=1), -timedelta(hours=1)])
def test_a_clock_that_stays_an_hour_wrong_still_sends_once_a_day(jump):
    right = every_quarter("2026-05-01T00:00", "2026-05-04T12:00")
    looks = [now + (jump if now > at("2026-05-02T08:10") else timedelta(0)) for now in right]
    assert len(sent(sub(made_at=at("2026-04-30T12:00")), looks)) == 4


def test_who_moves_to_another_zone_gets_the_next_slot_there_and_none_that_has_passed():
    home = sub("Europe/Kyiv", made_at=at("2026-05-01T00:00"))
    last = at("2026-05-02T05:00")  # 08:00 in Kyiv
    moved = replace(home, zone="America/New_York", made_at=at("2026-05-02T14:00"))  # there it is 10:00
    assert [f.slot for _, f in sent(moved, every_quarter("2026-05-02T14:00", "2026-05-04T00:00"), last)] == [
        at("2026-05-03T12:00")
    ]
    early = replace(moved, made_at=at("2026-05-02T10:00"))  # there it is 06:00
    assert [f.slot for _, f in sent(early, every_quarter("2026-05-02T10:00", "2026-05-03T00:00"), last)] == [
        at("2026-05-02T12:00")
    ]


def test_a_time_chosen_when_it_has_passed_or_slept_through_in_a_pause_comes_tomorrow():
    changed = sub("UTC", "09:30", made_at=at("2026-05-02T10:00"))
    found = sent(changed, every_quarter("2026-05-02T10:00", "2026-05-03T12:00"), at("2026-05-02T08:00"))
    assert [(f.slot, f.since, f.late) for _, f in found] == [(at("2026-05-03T09:30"), at("2026-05-02T08:00"), False)]


def test_a_weekly_digest_on_leap_day_and_down_over_a_change_is_late_once():
    tuesday = sub("Europe/Kyiv", "08:00", weekdays=(1,), made_at=at("2028-02-20T00:00"))
    assert [f.slot for _, f in sent(tuesday, every_quarter("2028-02-27T00:00", "2028-03-06T00:00"))] == [at("2028-02-29T06:00")]
    down = [at("2026-03-28T12:00"), at("2026-03-29T12:00"), at("2026-03-29T12:15")]
    found = sent(sub("Europe/Kyiv", "03:30", made_at=at("2026-03-27T12:00")), down, at("2026-03-28T01:30"))
    assert [(f.slot, f.late) for _, f in found] == [(at("2026-03-29T01:30"), True)]
