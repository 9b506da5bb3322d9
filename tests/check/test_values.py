"""What a number comes to, and when two say the same."""

import pytest

from assistant.check.values import equal, value_of
from assistant.gate.tokens import tokens


def value(text: str, n: int = 0):
    found = tokens(text)
    i = [k for k, t in enumerate(found) if t.kind == "number"][n]
    return text, found[i], value_of(text, found, i)


@pytest.mark.parametrize(
    ("draft", "post", "same"),
    [
        ("two thirds of the voters", "65% of the voters", True),
        ("about a quarter of the fleet", "27% of the fleet", True),
        ("a quarter of the fleet", "31% of the fleet", False),
        ("more than four million people", "4.1 million people", True),
        ("four million people", "4.1 million people", False),
        ("more than 4.1 million people", "4 million people", False),
        ("nearly 3,000 guests", "just under 3,000 guests", True),
        ("almost 3,000 guests", "3,100 guests", False),
        ("two decades in prison", "20 years in prison", True),
        ("between 10 and 15% of it", "10% to 15% of it", True),
        ("Holm, 84, resigned", "the 84-year-old Holm", True),
        ("six billion dollars", "$6 billion", True),
        ("$5 million", "€5 million", False),
        ("around 8 pm", "8:10 p.m.", True),
        ("in 2019", "in 2020", False),
    ],
)
def test_an_honest_rounding_is_the_same_and_another_number_is_not(draft, post, same):
    text, token, mine = value(draft)
    _, _, theirs = value(post)
    assert mine is not None and theirs is not None and equal(text, token, mine, theirs) is same


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Holm, 84, resigned", "age"),
        ("aged 84", "age"),
        ("84 years", "years"),
        ("84 people", "count"),
        ("84%", "%"),
        ("84 km", "km"),
        ("March 14", "day"),
        ("in 1984", "year"),
        ("$84", "$"),
        ("8:45", "clock"),
    ],
)
def test_what_a_number_counts(text, sort):
    assert value(text)[2].sort == sort
