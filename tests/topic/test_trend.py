"""How much was written about a topic: slots, sources, what is marked; and the caption that says it in words."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant import layout
from assistant.chat.message import LONGEST_CAPTION
from assistant.chat.render import messages
from assistant.chat.split import units, visible
from assistant.topic.timeline import Told
from assistant.topic.trend import APART, MARKED, trend
from assistant.words import Receipt
from tests.topic.posts import COPY, COUNTED, CRACK, EMPTIED, MORNING, REPAIR, post


def of(posts, told=(), zone="UTC"):
    return trend("Tide dam", posts, told, zone, Receipt())


def many(outlets, step=timedelta(hours=1)):
    return [post(n, name, f"Dam {n}", "The Tide dam.", n * step / timedelta(hours=1)) for n, name in enumerate(outlets, start=1)]


@pytest.mark.parametrize(
    ("hours", "unit", "slots"), [((0, 5), "hour", 6), ((0, 72), "day", 4), ((0, 24 * 70), "week", 11), ((0,), "hour", 1)]
)
def test_slots_are_as_long_as_the_time_asks_for_and_none_is_left_out(hours, unit, slots):
    found = of([post(n, "Gazette", "Dam", "The Tide dam.", at) for n, at in enumerate(hours, start=1)])
    assert (found.unit, len(found.slots)) == (unit, slots)
    assert sum(map(sum, found.counts)) == found.posts == len(hours)


def test_days_are_those_of_the_reader_also_where_the_clocks_change():
    posts = [
        post(n, "Gazette", "Dam", "The dam.", (datetime(2026, 10, day, 23, 30, tzinfo=UTC) - MORNING) / timedelta(hours=1))
        for n, day in enumerate(range(22, 28), start=1)
    ]
    found = of(posts, zone="Europe/Kyiv")
    assert [slot.day for slot in found.slots] == [23, 24, 25, 26, 27, 28]
    assert found.counts == ((1,) * 6,)


def test_sources_with_most_posts_come_first_and_those_beyond_count_together():
    found = of(many("ABCDEFGH" + "H" * 3))
    assert found.outlets == ("H", "A", "B", "C", "D") and len(found.outlets) == APART
    assert [sum(row) for row in found.counts] == [4, 1, 1, 1, 1, 3]
    assert len(of(many("ABCDEF")).outlets) == 6


def test_what_most_independent_sources_tell_is_marked_where_it_was_told_first():
    told = [Told((), (CRACK, COPY)), Told((), (EMPTIED, COUNTED)), *(Told((), (p,)) for p in many("UVWXYZ"))]
    found = of([CRACK, COPY, EMPTIED, COUNTED], told)
    assert len(found.marked) == MARKED
    assert (3, EMPTIED, 2) in found.marked  # two outlets of their own, where the crack's second one is a copy


def test_the_caption_says_in_words_what_the_picture_shows():
    found = of([CRACK, COPY, EMPTIED, COUNTED, REPAIR], [Told((), (CRACK, COPY)), Told((), (REPAIR,))])
    (html,) = messages(layout.trend(found, MORNING), LONGEST_CAPTION)
    assert visible(html).splitlines() == [
        "Trend: Tide dam",
        "5 posts, 1 of them copies.",
        "Most in the hour from 4 Nov 06:00: 1.",
        "By source: Gazette 3, Radio 2.",
        "",
        "1. 4 Nov 06:00 Crack found in the Tide dam – Gazette and 1 more",
        "2. 5 Nov 06:00 Tide dam to be repaired by spring – Gazette",
    ]


def test_a_caption_is_one_message_however_long_headlines_and_names_are():
    long = [post(n, "An outlet with a name " * 3 + str(n), "Words " * 60, "The dam.", n) for n in range(1, 9)]
    found = of(long, [Told((), (p,)) for p in long])
    (html,) = messages(layout.trend(found, MORNING), LONGEST_CAPTION)
    assert units(visible(html)) <= LONGEST_CAPTION


def test_ticks_name_the_day_where_it_begins():
    found = of([CRACK, post(9, "Gazette", "Dam", "The dam.", 20)])
    ticks = layout.ticks(found)
    assert ticks[:2] == ["4 Nov", "07:00"] and ticks[18] == "5 Nov" and len(ticks) == len(found.slots)
