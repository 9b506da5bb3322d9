from datetime import UTC, datetime, timedelta

import pytest

from assistant.collect.revisit import is_elsewhere, is_gone, next_visit, own_address, taken_back
from assistant.words import Failed, Post, Source, Version

CITED = datetime(2026, 3, 12, 9, tzinfo=UTC)
MINUTES, HOURS, DAYS = (lambda n: timedelta(minutes=n)), (lambda n: timedelta(hours=n)), (lambda n: timedelta(days=n))


@pytest.mark.parametrize(
    ("last", "then"),
    [
        pytest.param(None, MINUTES(15), id="never visited"),
        pytest.param(MINUTES(15), MINUTES(30), id="every quarter of an hour"),
        pytest.param(HOURS(6) - MINUTES(1), HOURS(6) + MINUTES(14), id="until six hours"),
        pytest.param(HOURS(6), HOURS(7), id="then hourly"),
        pytest.param(DAYS(2), DAYS(3), id="then daily"),
        pytest.param(DAYS(6), DAYS(7), id="for seven days"),
        pytest.param(DAYS(6) + HOURS(1), None, id="and not any more"),
        pytest.param(DAYS(9), None, id="long after"),
        pytest.param(-DAYS(1), MINUTES(15), id="visited before it was cited again"),
    ],
)
def test_how_often_a_cited_post_is_visited(last, then):
    at = next_visit(CITED, CITED + last if last is not None else None)
    assert at == (CITED + then if then is not None else None)


def test_a_week_of_visits_is_some_eighty():
    at, count = next_visit(CITED, None), 0
    while at is not None:
        at, count = next_visit(CITED, at), count + 1
    assert 24 + 42 + 5 - 2 <= count <= 24 + 42 + 5 + 2


def test_gone_is_looked_at_again_in_an_hour_and_only_then_withdrawn():
    gone = CITED + MINUTES(15)
    assert next_visit(CITED, gone, gone) == gone + HOURS(1)
    assert not taken_back(None, gone)
    assert not taken_back(gone, gone + MINUTES(59))
    assert taken_back(gone, gone + HOURS(1))


@pytest.mark.parametrize(
    ("kind", "status", "gone"),
    [("status", 404, True), ("gone", 410, True), ("status", 500, False), ("timeout", 0, False), ("status", 403, False)],
)
def test_only_404_and_410_mean_gone(kind, status, gone):
    assert is_gone(Failed("u", kind, "", status)) is gone


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://a.example/news/1", True),
        ("https://a.example/?p=17", True),
        ("https://a.example/live#u3", False),
        ("https://a.example/live", False),
        ("https://www.a.example/live/?utm_source=rss", False),
        ("https://a.example/", False),
        ("tg://c/1/2", False),
        ("", False),
    ],
)
def test_a_post_has_an_address_of_its_own_or_none(url, own):
    post = Post(1, 1, "A", "k", url, Version(1, 1, 1, "T", "t", "", CITED), CITED)
    source = Source(1, "liveblog", "https://a.example/live", "A")
    assert bool(own_address(post, source)) is own


def test_a_redirect_to_the_front_page_is_not_the_post():
    assert is_elsewhere("https://a.example/news/1", "https://a.example/")
    assert not is_elsewhere("https://a.example/news/1", "https://a.example/news/1-new-slug")
