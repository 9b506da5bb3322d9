"""Digests in quiet hours: collected until they end, or not sent at all; their news comes with the next one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.digest.schedule import due
from assistant.words import Subscription

EVENING = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
READER = Subscription(1, 5, times=("20:00", "23:30", "09:00"), quiet=("22:00", "07:00"), made_at=EVENING - timedelta(days=1))


@pytest.mark.parametrize(
    ("does", "at_seven", "since_at_nine"),
    [("wait", "23:30", "23:30"), ("urgent", "23:30", "23:30"), ("silence", None, "20:00")],
)
def test_a_slot_of_the_night(does, at_seven, since_at_nine):
    reader = replace(READER, quiet_does=does)
    night, seven, nine = (EVENING + timedelta(hours=h) for h in (4, 11, 13))
    assert due(reader, EVENING, night) is None
    found = due(reader, EVENING, seven)
    assert (found.slot.strftime("%H:%M") if found else None) == at_seven
    assert not found or not found.late
    after = due(reader, found.slot if found else EVENING, nine)
    assert after is not None and (after.slot.strftime("%H:%M"), after.since.strftime("%H:%M")) == ("09:00", since_at_nine)


def test_an_alert_has_no_slots():
    assert due(replace(READER, times=(), instant=True), EVENING, EVENING + timedelta(days=1)) is None
