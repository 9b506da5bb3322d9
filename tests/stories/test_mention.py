"""Which figures a sentence counts by, and how they are written."""

import pytest

from assistant.stories.disagree import sentences_of
from assistant.stories.mention import mentions
from tests.stories.posts import post


def values(text: str) -> list[tuple[float, float]]:
    return [m.amount[:2] for e in sentences_of(post(1, "", text)) for m in mentions(e)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Winds between 130 mph and 156 mph are forecast for Kelder.", [(130, 156)]),
        ("Kelder expects 60 to 80 guests and 12 dogs.", [(60, 80), (12, 12)]),
        ("The harbour will cost between $25 and $40 billion.", [(25e9, 40e9)]),
        ("The harbour will cost 10 to 12 million crowns.", [(10e6, 12e6)]),
        ("The fire killed 12 people and 4 dogs.", [(12, 12), (4, 4)]),
        ("A storm is classified as great once its winds reach 157 mph.", []),
        ("Masks of type KN95 and a road, the I-90, are known to 12 people.", [(12, 12)]),
        ("The fire killed two people and injured 17 others.", [(2, 2), (17, 17)]),
        ("The fire killed two people and 17 others fled.", [(2, 2)]),
        ("Kelder won 6-3 on the 61st day.", []),
    ],
)
def test_a_range_is_one_figure_and_a_threshold_none(text, expected):
    assert values(text) == expected
