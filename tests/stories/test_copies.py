"""Copies of one text are one origin."""

from dataclasses import replace

from assistant.stories.copies import alike, copies, origins, shingles
from tests.stories.posts import FIRE, FIRE_LATER, OTHER_FIRE

AGENCY = " ".join(f"Sentence {n} tells of the river, the bridge and house number {n * 7} in Marrowby." for n in range(20))
COPY = replace(FIRE, id=20, outlet="Courier", version=replace(FIRE.version, text=AGENCY))
SAME = replace(
    COPY, id=21, outlet="Radio", version=replace(COPY.version, text="MARROWBY (AP) - " + AGENCY + " Our reporter adds a line.")
)


def test_a_text_is_wholly_like_itself_and_not_like_another():
    assert alike(shingles(AGENCY), shingles(AGENCY)) == 1.0
    assert alike(shingles(AGENCY), shingles(FIRE.text)) < 0.1


def test_a_dateline_and_a_line_more_make_no_new_text():
    assert copies([COPY, FIRE, SAME]) == ((COPY, SAME), (FIRE,))


def test_origins_are_outlets_less_copies():
    assert origins([]) == 0
    assert origins([COPY, SAME]) == 1
    assert origins([FIRE, FIRE_LATER]) == 2
    assert origins([FIRE, replace(OTHER_FIRE, outlet=FIRE.outlet)]) == 1


def test_an_outlet_that_copies_and_has_its_own_text_is_an_origin_in_any_order():
    assert origins([COPY, SAME, FIRE_LATER]) == origins([FIRE_LATER, SAME, COPY]) == origins([SAME, COPY, FIRE_LATER]) == 2


def test_texts_without_words_are_told_apart_by_nothing_and_break_nothing():
    assert alike(shingles(""), shingles("")) == 1.0
