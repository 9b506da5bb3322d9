"""When an alert's message leaves: bursts, so many an hour, quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.alerts.release import AN_HOUR, release
from assistant.words import Hit, Subscription

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ALERT = Subscription(1, 5, topics=("flood",), instant=True)
NIGHT = replace(ALERT, quiet=("22:00", "07:00"))
MIDNIGHT = NOW.replace(hour=23, minute=30)
MORNING = NOW.replace(hour=7, minute=0) + timedelta(days=1)


def hit(number, at):
    return Hit(number, 1, number, number, number, at)


def ago(seconds):
    return NOW - timedelta(seconds=seconds)


def test_what_comes_within_a_minute_is_one_message():
    burst = [hit(1, ago(59)), hit(2, ago(30)), hit(3, ago(1))]
    assert release(ALERT, burst, [], NOW).tell == ()
    assert release(ALERT, burst, [], NOW + timedelta(seconds=1)).tell == tuple(burst)


def test_an_urgent_alert_waits_ten_seconds_only():
    urgent = replace(ALERT, urgent=True)
    assert [bool(release(urgent, [hit(1, ago(s))], [], NOW).tell) for s in (9, 10)] == [False, True]


def test_after_so_many_in_an_hour_the_rest_is_told_together():
    told = [NOW - timedelta(minutes=5 * n + 1) for n in range(AN_HOUR)]
    waiting = [hit(n, ago(100 + n)) for n in range(30)]
    assert release(ALERT, waiting, told, NOW) == release(ALERT, [], [], NOW)
    later = min(told) + timedelta(hours=1)
    assert len(release(ALERT, waiting, told, later).tell) == 30


@pytest.mark.parametrize(
    ("does", "urgent", "at_night", "in_the_morning"),
    [
        ("wait", False, "held", "told"),
        ("wait", True, "held", "told"),
        ("urgent", False, "held", "told"),
        ("urgent", True, "told", "told"),
        ("silence", False, "dropped", "dropped"),
        ("silence", True, "dropped", "dropped"),
    ],
)
def test_quiet_hours_across_midnight(does, urgent, at_night, in_the_morning):
    alert = replace(NIGHT, quiet_does=does, urgent=urgent)
    one = hit(1, MIDNIGHT - timedelta(minutes=5))
    found = [release(alert, [one], [], at) for at in (MIDNIGHT, MORNING)]
    assert [("told" if r.tell else "dropped" if r.drop else "held") for r in found] == [at_night, in_the_morning]


def test_silence_drops_only_what_fell_into_it():
    silent = replace(NIGHT, quiet_does="silence")
    night, day = hit(1, MIDNIGHT), hit(2, MORNING + timedelta(minutes=1))
    done = release(silent, [night, day], [], MORNING + timedelta(minutes=5))
    assert (done.tell, done.drop) == ((day,), (night,))


def test_a_paused_alert_tells_nothing():
    assert release(replace(ALERT, paused=True), [hit(1, ago(900))], [], NOW).tell == ()
