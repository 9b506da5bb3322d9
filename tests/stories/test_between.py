"""Two sources, two values: a disagreement, a revision, or neither."""

import pytest

from assistant.stories.disagree import between
from tests.stories.posts import post

COUNCIL = post(1, "Evacuation of lower Millgate begins", "The town council said 140 homes were being emptied.", outlet="Courier")


def other(text, hours=1.0, outlet="Radio", title="Homes emptied in lower Millgate"):
    return post(2, title, text, hours, outlet)


def test_two_outlets_that_count_the_same_thing_differently_disagree():
    radio = other("About 120 homes in Millgate were emptied, the fire service said.")
    found = between([radio, COUNCIL])
    assert found
    assert [(s.excerpt.post.outlet, s.value, s.excerpt.text) for s in found] == [
        ("Courier", "140", COUNCIL.text),
        ("Radio", "About 120", radio.text),
    ]


@pytest.mark.parametrize(
    "radio",
    [
        pytest.param(other("About 140 homes in Millgate were emptied."), id="the same value"),
        pytest.param(other("In Millgate one hundred and forty homes were emptied."), id="the same value in words"),
        pytest.param(other("More than 120 homes in Millgate were emptied."), id="a bound that holds"),
        pytest.param(other("About 120 homes were emptied in Millgate; the council counts 140 homes."), id="it tells both"),
        pytest.param(other("About 120 homes in Millgate were emptied.", outlet="Courier"), id="one outlet revises"),
        pytest.param(other("About 180 homes in Millgate were emptied.", hours=12), id="a later figure"),
        pytest.param(other("About 120 people in Millgate were taken to a hall."), id="another thing"),
        pytest.param(other("The firm built 120 homes last year.", title="Builder reports profit"), id="another matter"),
        pytest.param(other("The homes in Millgate were emptied in 2026."), id="a year"),
    ],
)
def test_what_only_looks_like_it_is_none(radio):
    assert between([COUNCIL, radio]) is None


def test_nobody_disagrees_with_himself():
    assert between([COUNCIL]) is None
    assert between([]) is None
