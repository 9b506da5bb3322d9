"""What only looks like a conflict: figures of other years, groups, places and measures, and posts that give both."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.stories.disagree import disagreements, sentences_of, told
from assistant.words import Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def post(number: int, text: str, hours: int = 0, title: str = "Storm over Kelder") -> Post:
    at = NOON + timedelta(hours=hours)
    return Post(number, number, f"Outlet {number}", str(number), "", Version(number, number, 1, title, text, "", at), at, at)


def kinds(one: str, other: str, hours: int = 1) -> list[str]:
    posts = (post(1, one), post(2, other, hours))
    return [found.kind for found in disagreements([e for p in posts for e in sentences_of(p)])]


BOTH_WAYS = "The storm over Kelder cut power to 4,300 homes on Wednesday evening, the grid said."


def test_the_same_thing_counted_twice_is_a_conflict():
    assert kinds(BOTH_WAYS, BOTH_WAYS.replace("4,300", "5,200")) == ["conflict"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            BOTH_WAYS,
            "The mayor said the storm over Kelder cut power to 5,200 homes on Wednesday. By noon it was 4,300 in the east.",
            id="a post that gives both",
        ),
        pytest.param(
            BOTH_WAYS,
            "In 2019 the storm over Kelder cut power to 5,200 homes on Wednesday evening, the grid said.",
            id="another year",
        ),
        pytest.param(
            "The storm over Kelder brought gusts of 90 mph on Wednesday evening.",
            "The storm over Kelder brought sustained winds of 70 mph on Wednesday evening.",
            id="gusts and sustained winds",
        ),
        pytest.param(
            "The storm at Kelder airport cancelled 120 flights on Wednesday.",
            "The storm at Kelder airport delayed 240 flights on Wednesday.",
            id="cancelled and delayed",
        ),
        pytest.param(
            "The storm over Kelder killed 12 people on Wednesday evening.",
            "The storm over Kelder killed four children on Wednesday evening.",
            id="some of the dead",
        ),
        pytest.param(
            "The storm over Kelder killed 12 people on Wednesday evening.",
            "The storm killed many people over Kelder on Wednesday evening, including three people in Marrow.",
            id="a part of a list",
        ),
        pytest.param(
            "The four crew of the ferry were saved in the storm over Kelder on Wednesday.",
            "All nine crew of the ferry were saved in the storm over Kelder on Wednesday.",
            id="those told of before",
        ),
        pytest.param(
            "The captain Ana Marsh scored 12 points in the last game of Kelder on Wednesday evening.",
            "Marsh, the captain of Kelder, scored 19 points in the first game, before the storm on Wednesday.",
            id="each game has its own points",
        ),
        pytest.param(
            "In the poll of Kelder 48% of voters approve of the storm plan on Wednesday.",
            "In the poll of Kelder 40% of voters disapprove of the storm plan on Wednesday.",
            id="for and against",
        ),
        pytest.param(
            "The storm booster in Kelder is open to adults 50 and older since Wednesday.",
            "The storm booster in Kelder is open to adults 18 and older since Wednesday.",
            id="ages",
        ),
    ],
)
def test_one_sign_that_they_count_different_things_is_enough(one, other):
    assert kinds(one, other) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            BOTH_WAYS,
            "The storm over Kelder cut power to 5,200 homes, up from 4,300 on Wednesday evening, the grid said.",
            id="up from",
        ),
        pytest.param(
            BOTH_WAYS.replace("4,300", "more than 4,300"),
            BOTH_WAYS.replace("4,300", "more than 5,900"),
            id="a lower bound that grew",
        ),
    ],
)
def test_a_change_that_the_later_one_tells_is_a_revision(one, other):
    assert kinds(one, other) == ["revision"]


def test_a_post_hardly_contradicts_itself():
    text = "In the east of Kelder 43 homes have no power.\n\nIn the storm over Kelder 52 homes lost power for an hour."
    assert not disagreements(sentences_of(post(1, text)))


def test_the_sides_of_a_digest_are_found_again_from_its_sentences():
    posts = (post(1, BOTH_WAYS), post(2, BOTH_WAYS.replace("4,300", "5,200"), 1))
    texts = {p.text for p in posts}
    found = told(texts, posts)
    assert found and [side.value for side in found.sides] == ["4,300", "5,200"]
    assert told({posts[0].text}, posts) is None
    assert told(texts, [posts[0], replace(posts[1], outlet=posts[0].outlet)]) is None
