"""Posts into stories, invented and real."""

import json
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.stories.group import group
from bench import stories as bench
from tests.stories.posts import BUDGET, FIRE, FIRE_LATER, OTHER_FIRE, SCHOOL

POSTS = Path(__file__).parents[2].parent / "shared" / "eval" / "newsquiz" / "posts.jsonl.xz"
ALL = (FIRE, FIRE_LATER, OTHER_FIRE, SCHOOL, BUDGET)


def numbers(stories):
    return {tuple(post.id for post in story.posts) for story in stories}


def test_one_event_is_one_story_and_look_alikes_stay_apart():
    assert numbers(group(ALL)) == {(1, 2), (3,), (4,), (5,)}


def test_the_order_of_arrival_does_not_matter():
    mixed = list(ALL)
    random.Random(7).shuffle(mixed)
    assert group(mixed) == group(ALL)


def test_stories_come_newest_first_and_tell_oldest_first():
    stories = group(ALL)
    assert [story.latest.at for story in stories] == sorted((s.latest.at for s in stories), reverse=True)
    fire = next(story for story in stories if len(story.posts) == 2)
    assert (fire.id, fire.posts[0], fire.latest) == ("s1", FIRE, FIRE_LATER)


def test_a_story_keeps_its_id_when_more_posts_come():
    assert {s.id for s in group([FIRE, SCHOOL])} <= {s.id for s in group(ALL)}


def test_the_same_words_long_after_tell_of_another_event():
    again = replace(FIRE, id=9, published=FIRE.at + timedelta(days=30))
    assert numbers(group([FIRE, again])) == {(1,), (9,)}


@pytest.mark.parametrize("text", ["", "!!!", "的消息", "1 2 3"])
def test_a_post_that_says_little_is_a_story_of_its_own(text):
    odd = replace(FIRE, id=8, version=replace(FIRE.version, title="", text=text))
    assert (8,) in numbers(group([*ALL, odd]))


def test_no_posts_no_stories():
    assert group([]) == ()


def test_the_labels_name_each_post_once_and_cover_what_was_promised():
    events = [told for half in json.loads(bench.LABELS.read_text(encoding="utf-8")).values() for told in half.values()]
    keys = [key for told in events for key in told]
    assert len(keys) == len(set(keys)) >= 300
    assert sum(len(told) > 1 for told in events) >= 60


def test_labelled_news_is_grouped_as_a_reader_would():
    if not POSTS.exists():
        pytest.skip(f"the evaluation posts are absent: {POSTS}")
    halves = bench.read_labels()
    posts = bench.read_posts(POSTS, halves["both"].keys())
    found = group(list(posts.values()))
    figures = {half: bench.measure(found, labels)[2] for half, labels in halves.items()}
    assert min(figures.values()) >= 0.90, figures


@pytest.mark.parametrize(
    "title",
    [
        "5 things to know for July 7: Sawmill fire, budget, school",
        "Daily Briefing: Sawmill fire, budget",
        "Ten Things You Need to Know Today: 11 March",
        "The week in pictures",
        "Головне за день: пожежа на пилорамі",
    ],
)
def test_a_roundup_of_many_events_belongs_to_none(title):
    several = replace(FIRE, id=7, version=replace(FIRE.version, title=title))
    assert {(1, 2), (7,)} <= numbers(group([*ALL, several]))


@pytest.mark.parametrize(
    "title", ["5 things to know about the fire at the Kelder sawmill", "What to know about the sawmill fire in Kelder"]
)
def test_a_list_about_one_event_belongs_to_it(title):
    listed = replace(FIRE, id=7, version=replace(FIRE.version, title=title))
    assert (1, 2, 7) in numbers(group([*ALL, listed])) or (1, 7, 2) in numbers(group([*ALL, listed]))
