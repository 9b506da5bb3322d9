"""The stories that are open: a new post finds its own, or founds one."""

from dataclasses import replace
from datetime import timedelta

from assistant.stories.open import APART, OpenStories, join, pieces
from assistant.stories.sketch import COMMON, KEPT, sketch
from tests.stories.posts import BUDGET, FIRE, FIRE_LATER, OTHER_FIRE, SCHOOL, post


def opened(*posts):
    stories = OpenStories()
    for one in map(sketch, posts):
        stories.count(one)
        stories.add(one, f"s{one.post_id}")
    return stories


def asked(stories, new):
    one = sketch(new)
    stories.count(one)
    return join(one, stories)


def test_a_new_post_joins_the_story_that_it_goes_on_with():
    assert asked(opened(FIRE, SCHOOL, OTHER_FIRE), FIRE_LATER) == "s1"


def test_a_new_event_joins_nothing():
    assert asked(opened(FIRE, SCHOOL), OTHER_FIRE) is None
    assert asked(OpenStories(), FIRE) is None


def test_the_same_minister_on_another_day_is_another_story():
    assert asked(opened(SCHOOL, FIRE), BUDGET) is None


def test_terms_that_stand_side_by_side_are_one_piece():
    order = "educ minist vera lind told parliament that minist lind cut univers".split()
    assert pieces({"educ", "minist", "vera", "lind"}, order) == 1
    assert pieces({"educ", "minist", "parliament", "univers"}, order) == 3
    assert pieces(set(), order) == 0


def test_asking_changes_nothing():
    stories = opened(FIRE, SCHOOL)
    one = sketch(FIRE_LATER)
    stories.count(one)
    assert [join(one, stories) for _ in range(3)] == ["s1"] * 3
    assert {name: len(members) for name, members in stories.members.items()} == {"s1": 1, "s4": 1}


def test_what_has_been_quiet_for_long_is_forgotten():
    stories = opened(FIRE, replace(SCHOOL, published=SCHOOL.at + 3 * APART))
    assert list(stories.members) == ["s4"]
    assert {kept.post_id for found in stories.index.values() for kept in found} == {4}
    assert asked(stories, replace(FIRE_LATER, published=SCHOOL.at + 3 * APART)) is None


def test_many_posts_on_one_word_are_all_forgotten_again():
    flood = [
        post(n, f"Flood bulletin {n}", f"Water stood at {n} metres in Marrowby and Kelder.", hours=n / 10) for n in range(1, 400)
    ]
    stories = opened(*flood, replace(SCHOOL, published=SCHOOL.at + timedelta(days=90)))
    assert list(stories.members) == ["s4"]


def test_a_row_is_of_length_one_and_bounded():
    long = post(7, "A long report", " ".join(f"word{n}" for n in range(500)))
    row = opened(FIRE).row(sketch(long))
    assert len(row) == KEPT
    assert abs(sum(weight * weight for weight in row.values()) - 1) < 1e-9


def test_a_sketch_puts_the_title_first_and_leaves_out_what_any_news_says():
    weights = sketch(FIRE).weights
    assert max(weights, key=lambda term: weights[term]) in ("fire", "sawmil", "kelder", "destroy")
    assert not COMMON & weights.keys()
