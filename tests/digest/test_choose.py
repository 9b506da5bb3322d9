"""What a chat gets, under which mark, in which order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.digest.choose import Change, choose, wanted
from assistant.words import Shown, Story, Subscription
from tests.stories.posts import FIRE, FIRE_LATER, OTHER_FIRE, SCHOOL

NOW = FIRE.at + timedelta(hours=24)
STORY = Story("s1", (FIRE, FIRE_LATER))


def shown(*posts, story="s1"):
    return [Shown(story, post.id, post.version.id) for post in posts]


def one(story, had=(), changes=None):
    chosen, _ = choose([story], list(had), changes or {}, NOW, 5)
    return chosen[0] if chosen else None


def test_a_story_nobody_had_is_new():
    found = one(STORY)
    assert (found.mark, found.fresh, found.origins) == ("new", (FIRE, FIRE_LATER), 2)


def test_a_story_that_went_on_is_updated_by_what_is_fresh():
    found = one(STORY, shown(FIRE))
    assert (found.mark, found.fresh) == ("updated", (FIRE_LATER,))


def test_what_was_had_does_not_come_again():
    assert one(STORY, shown(FIRE, FIRE_LATER)) is None


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(FIRE.text, id="a copy"),
        pytest.param("A fire destroyed the sawmill in Kelder on Monday night.", id="a part of it"),
    ],
)
def test_another_outlet_that_adds_nothing_is_no_update(again):
    copied = replace(FIRE, id=30, outlet="Radio", version=replace(FIRE.version, id=300, text=again))
    assert one(Story("s1", (FIRE, copied)), shown(FIRE)) is None


def test_a_changed_post_is_marked_as_it_was_judged():
    old = replace(FIRE.version, id=9, text=FIRE.text.replace("40", "60"))
    for kind in ("corrected", "updated"):
        found = one(Story("s1", (FIRE,)), [Shown("s1", FIRE.id, old.id)], {FIRE.id: Change(old, kind)})
        assert (found.mark, found.fresh, found.held) == (kind, (FIRE,), {FIRE.id: old.text})
        assert found.before == (old if kind == "corrected" else None)
    assert one(Story("s1", (FIRE,)), [Shown("s1", FIRE.id, old.id)], {FIRE.id: Change(old, None)}) is None


def test_corrections_lead_then_what_more_outlets_tell():
    old = replace(SCHOOL.version, id=9)
    stories = [Story("s3", (OTHER_FIRE,)), STORY, Story("s4", (SCHOOL,))]
    chosen, more = choose(stories, [Shown("s4", SCHOOL.id, old.id)], {SCHOOL.id: Change(old, "corrected")}, NOW, 2)
    assert [c.story.id for c in chosen] == ["s4", "s1"]
    assert more == 1


def test_the_fresher_of_two_comes_first():
    older = replace(OTHER_FIRE, id=40, published=OTHER_FIRE.at - timedelta(hours=10))
    chosen, _ = choose([Story("s40", (older,)), Story("s3", (OTHER_FIRE,))], [], {}, NOW, 5)
    assert [c.story.id for c in chosen] == ["s3", "s40"]


@pytest.mark.parametrize(
    ("topics", "without", "sources", "wants"),
    [
        ((), (), (), True),
        (("sawmill",), (), (), True),
        (("sawmills fire",), (), (), True),
        (("sawmill barn",), (), (), False),
        (("barn", "kelder"), (), (), True),
        ((), ("Tomas Berg",), (), False),
        (("sawmill",), ("kelder",), (), False),
        ((), (), (1,), True),
        ((), (), (2,), False),
        (("!!!",), (), (), False),
    ],
)
def test_a_subscription_lets_in_what_it_names(topics, without, sources, wants):
    asked = Subscription(1, 5, topics=topics, without=without, source_ids=sources)
    assert wanted(FIRE, asked) is wants
