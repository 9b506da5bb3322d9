"""Figures set side by side: conflict, revision, or different things."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.stories.disagree import disagreements, sentences_of
from assistant.words import Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def post(number: int, source: int, text: str, hours: int = 0) -> Post:
    at = NOON + timedelta(hours=hours)
    return Post(
        number, source, f"Outlet {source}", str(number), "", Version(number, number, 1, "Ferry fire", text, "", at), at, at
    )


def kinds(*posts: Post) -> list[str]:
    return [found.kind for found in disagreements([e for p in posts for e in sentences_of(p)])]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("The ferry fire killed 12 people, police said.", "The ferry fire killed 19 people, the coast guard said.", ["conflict"]),
        ("The ferry fire killed 12 people, police said.", "The ferry fire killed 12 people, the coast guard said.", []),
        ("The ferry fire killed at least 12 people.", "The ferry fire killed 19 people.", ["revision"]),
        ("The ferry fire killed more than 150 people.", "The ferry fire killed 156 people.", []),
        ("The ferry fire killed 12 people, police said.", "The ferry fire injured 19 people, police said.", []),
        ("The ferry fire cost $12 million, police said.", "The ferry fire took 19 million litres of water, police said.", []),
        ("Captain Ana Marsh, 37, saw the ferry fire.", "Captain Ana Marsh, 45, saw the ferry fire.", []),
    ],
)
def test_two_outlets(one, other, expected):
    assert kinds(post(1, 1, one), post(2, 2, other, hours=3)) == expected


def test_one_source_that_changes_its_figure_is_a_timeline():
    early, late = (
        post(1, 1, "The ferry fire killed 12 people, police said."),
        post(2, 1, "The ferry fire killed 19 people, police said.", 3),
    )
    (found,) = disagreements([e for p in (late, early) for e in sentences_of(p)])
    assert found.kind == "revision"
    assert [side.value for side in found.sides] == ["12", "19"]


def test_a_post_that_counts_two_ways_disagrees_with_itself_unless_it_corrects():
    told = "The council said 140 homes were emptied in lower Millgate.\n\nThe fire service said 120 homes were emptied in lower Millgate."
    assert kinds(post(1, 1, told)) == ["conflict"]
    assert kinds(post(1, 1, told.replace("The council said", "Earlier the council said"))) == ["revision"]
