"""Between two looks that its plan allows nothing falls due: with plans a bot sends what it would send looking all the time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from assistant.digest.schedule import LOOK_AHEAD, Due, due, next_look
from assistant.words import Subscription
from tests.digest.test_clocks import CHANGES, at, sent, sub

TEN = timedelta(minutes=10)
NIGHTS = (None, ("22:00", "07:30"), ("01:15", "04:40"), ("02:30", "03:10"))


def planned(subscription: Subscription, looks: Iterable[datetime]) -> tuple[list[tuple[datetime, Due]], int]:
    """The same as `sent`, looking only when the plan says so (archive/looking.py); and how often it looked."""
    found, last, look_at, newest, count = [], None, None, None, 0
    for now in looks:
        if newest and now < newest:
            look_at, newest = None, now
        if look_at and now < look_at:
            continue
        count += 1
        if when := due(subscription, last, now):
            found.append((now, when))
            last = when.slot
        else:
            look_at, newest = next_look(subscription, now), max(now, newest or now)
    return found, count


def every_ten_minutes(begin: datetime, days: int) -> list[datetime]:
    return [begin + n * TEN for n in range(days * 144)]


@pytest.mark.parametrize(("zone", "_wall", "day", "_shown"), CHANGES)
def test_a_planned_bot_sends_the_same_around_a_change_of_clocks(zone, _wall, day, _shown):
    begin = at(f"{day}T00:00") - timedelta(days=2)
    for night, does in product(NIGHTS, ("wait", "silence")):
        one = sub(zone, "02:30", "03:00", "08:00", "23:50", made_at=begin, quiet=night, quiet_does=does)
        for subscription in (one, replace(one, weekdays=(0, 6))):
            looks = every_ten_minutes(begin, 5)
            found, _ = planned(subscription, looks)
            assert found == sent(subscription, looks)


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=26), -timedelta(hours=1), -timedelta(hours=26)])
@pytest.mark.parametrize("night", NIGHTS)
def test_a_planned_bot_sends_the_same_when_its_clock_jumps_and_is_put_right(jump, night):
    right = every_ten_minutes(at("2026-05-01T00:00"), 5)
    one = sub("Europe/Kyiv", "02:00", "07:45", "22:30", made_at=at("2026-04-30T12:00"), quiet=night)
    for begin in range(200, 344, 12):
        looks = [now + (jump if begin <= n < begin + 5 else timedelta(0)) for n, now in enumerate(right)]
        assert planned(one, looks)[0] == sent(one, looks)


def test_it_looks_a_few_times_a_day_and_not_past_its_horizon():
    begin = at("2026-05-01T00:00")
    assert planned(sub(made_at=begin), every_ten_minutes(begin, 4))[1] < 4 * 8
    monthly = sub(weekdays=(3,), made_at=begin)
    assert next_look(monthly, begin) == begin + LOOK_AHEAD
    assert next_look(sub(instant=True, made_at=begin), begin) <= begin + LOOK_AHEAD
