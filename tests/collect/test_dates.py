from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collect import dates
from tests.collect.asked import SEEN

WILD = [
    ("Tue, 03 Jun 2025 09:39:21 GMT", "2025-06-03T09:39:21"),
    ("Tue, 03 Jun 2025 09:39:21 +0300", "2025-06-03T06:39:21"),
    ("3 Jun 25 09:39 EST", "2025-06-03T14:39:00"),
    ("Tue, 3 June 2025 09:39:21 PDT", "2025-06-03T16:39:21"),
    ("Tuesday, June 3, 2025 5:04 PM EDT", "2025-06-03T21:04:00"),
    ("June 3rd, 2025", "2025-06-03T00:00:00"),
    ("2025-06-03T09:39:21Z", "2025-06-03T09:39:21"),
    ("2025-06-03T09:39:21.123+02:00", "2025-06-03T07:39:21.123000"),
    ("2025-06-03T09:39:21.12-0500", "2025-06-03T14:39:21.120000"),
    ("2025-06-03 09:39:21", "2025-06-03T09:39:21"),
    ("2025-06-03 09:39 UTC", "2025-06-03T09:39:00"),
    ("2025-06-03", "2025-06-03T00:00:00"),
    ("2025-06", "2025-06-01T00:00:00"),
    ("20250603T093921Z", "2025-06-03T09:39:21"),
    ("2025/06/03 09:39", "2025-06-03T09:39:00"),
    ("1748943561", "2025-06-03T09:39:21"),
    ("1748943561000", "2025-06-03T09:39:21"),
    ("03.06.2025 09:39", "2025-06-03T09:39:00"),
    ("13/06/2025 09:39", "2025-06-13T09:39:00"),
    ("06/13/2025 09:39", "2025-06-13T09:39:00"),
    ("Di, 3. Juni 2025 09:39 MESZ", "2025-06-03T07:39:00"),
    ("3 mars 2025 à 9h39", "2025-03-03T09:39:00"),
    ("3 de junio de 2025", "2025-06-03T00:00:00"),
    ("3 червня 2025, 09:39", "2025-06-03T09:39:00"),
    ("3 мая 2025 г. 09:39 MSK", "2025-05-03T06:39:00"),
    ("Tue Jun  3 09:39:21 2025", "2025-06-03T09:39:21"),
    ("2025年6月3日 09:39", "2025-06-03T09:39:00"),
    ("Tue, 03 Jun 2025 24:00:00 GMT", "2025-06-04T00:00:00"),
    ("Tue, 03 Jun 2025 23:59:60 GMT", "2025-06-04T00:00:00"),
    ("Tue, 31 Jun 2025 09:39:21 GMT", None),
    ("0001-01-01T00:00:00Z", None),
    ("1970-01-01T00:00:00Z", None),
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "meant"), WILD)
def test_dates_in_the_wild_become_utc(written, meant):
    assert dates.parse(written, SEEN) == (datetime.fromisoformat(meant).replace(tzinfo=UTC) if meant else None)


def test_a_date_in_the_future_is_the_time_it_was_seen():
    assert dates.parse("2031-01-01T00:00:00Z", SEEN) == SEEN


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(value):
    found = dates.parse(value, SEEN)
    assert found is None or (found.tzinfo is UTC and found <= SEEN)


@given(st.datetimes(min_value=datetime(1991, 1, 1), max_value=datetime(2026, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_every_iso_date_is_read_back(moment):
    moment = datetime.fromisoformat(moment.replace(microsecond=0).isoformat())  # a fixed offset: local times may not exist
    if moment.utcoffset().total_seconds() % 60 == 0:
        assert dates.parse(moment.isoformat(), SEEN) == moment
