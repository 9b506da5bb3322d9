"""The night of the Marrowby flood as subscribers read it, before and after the radio's correction. UPDATE_GOLDEN=1 writes the files."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.words import Subscription
from tests.digest import newsroom

GOLDEN = Path(__file__).parent / "golden"
READER = Subscription(1, 5, zone="Europe/Kyiv")


def hold(name, text):
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture
async def archive(tmp_path):
    database = await newsroom.opened(tmp_path)
    yield database
    await database.aclose()


async def test_the_night_as_each_length_tells_it(archive):
    for length in ("headlines", "short", "full"):
        made = await newsroom.digest(archive, subscription=replace(READER, length=length))
        hold(f"night-{length}", newsroom.as_text(made))


async def test_one_event_is_told_once(archive):
    made = await newsroom.digest(archive, subscription=replace(READER, length="headlines"))
    told = [shown.post_id for shown in made.shown]
    assert len(told) == len(set(told))
    assert len({item.story_id for item in made.items}) == len(made.items)


async def test_sources_that_differ_are_shown_side_by_side(archive):
    made = await newsroom.digest(archive)
    homes = next(item for item in made.items if "homes" in item.post.title)
    assert [("140" in claim.text, "120" in claim.text) for claim in homes.claims] == [(True, False), (False, True)]
    assert len({post.outlet for post in homes.posts}) == 2


async def test_a_correction_comes_first_and_nothing_else_repeats(archive):
    night = await newsroom.digest(archive)
    await newsroom.read_again(archive, "tideway-radio-later.xml")
    later = await newsroom.digest(archive, night.shown, since=newsroom.MORNING)
    hold("corrected", newsroom.as_text(later))
    assert [item.mark for item in later.items] == ["corrected"]
    assert later.items[0].before and "six weeks" in later.items[0].before.text
    again = await newsroom.digest(archive, later.shown, since=newsroom.MORNING)
    assert again.items == ()


async def test_a_correction_of_the_night_stands_before_its_news(archive):
    first = await newsroom.digest(archive, subscription=replace(READER, topics=("bridge",)))
    await newsroom.read_again(archive, "tideway-radio-later.xml")
    made = await newsroom.digest(archive, first.shown)
    assert [item.mark for item in made.items][:2] == ["corrected", "new"]
    assert sum("Bridge" in item.post.title for item in made.items) == 1


async def test_a_quiet_period_has_no_items(archive):
    made = await newsroom.digest(archive, since=newsroom.MORNING)
    assert (made.items, made.searched) == ((), 0)
    hold("quiet", newsroom.as_text(made))


async def test_topics_and_exclusions_choose(archive):
    made = await newsroom.digest(archive, subscription=replace(READER, topics=("barrier",), without=("mayor",)))
    assert [item.post.title for item in made.items] == ["Barrier held by a hand's breadth"]
