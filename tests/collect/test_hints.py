from datetime import UTC, datetime, timedelta

import pytest

from assistant.collect import document, hints
from assistant.words import Parsed

H = timedelta(hours=1)
WEEK = range(168)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("", []),
        ("<skipHours><hour>3</hour></skipHours>", [h for h in WEEK if h % 24 == 3]),
        ("<skiphours><hour> 24 </hour></skiphours>", [h for h in WEEK if h % 24 == 0]),
        ("<skipDays><day>Monday</day><day>sunday</day></skipDays>", [h for h in WEEK if h // 24 in (0, 6)]),
        (
            "<skipDays><day>Monday</day></skipDays><skipHours><hour>0</hour></skipHours>",
            [h for h in WEEK if h // 24 == 0 or h % 24 == 0],
        ),
        ("<skipHours>" + "".join(f"<hour>{h}</hour>" for h in range(24)) + "</skipHours>", []),
        ("<skipDays><day>Someday</day></skipDays><skipHours><hour>99</hour></skipHours>", []),
    ],
)
def test_hours_and_days_that_a_feed_asks_to_be_left_alone(said, hours):
    assert list(hints.skip_hours(said)) == hours


@pytest.mark.parametrize(
    ("period", "frequency", "gap"),
    [
        ("hourly", "1", H), ("hourly", "4", H / 4), (" Daily ", None, 24 * H), ("weekly", "7", 24 * H), ("hourly", "0", H),
        ("hourly", "many", H), ("often", "2", None), (None, "2", None),
    ],
)  # fmt: skip
def test_how_often_a_feed_says_that_it_changes(period, frequency, gap):
    assert hints.every(period, frequency) == gap


@pytest.mark.parametrize(
    ("said", "wait"), [("60", H), (" 5 ", H / 12), ("0", None), ("-1", None), ("soon", None), ("9" * 12, None), (None, None)]
)
def test_a_time_to_live_is_whole_minutes(said, wait):
    assert hints.minutes(said) == wait


def test_a_document_gives_them_all():
    body = (
        '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>A</title><ttl>30</ttl>'
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
        "<skipDays><day>Tuesday</day></skipDays><item><title>One</title></item></channel></rss>"
    )
    read = document.read(body.encode(), url="https://a.example/f", seen=datetime(2026, 11, 22, tzinfo=UTC))
    assert isinstance(read, Parsed)
    assert (read.fresh_for, read.every, read.skip_hours) == (H / 2, H / 2, tuple(range(24, 48)))
