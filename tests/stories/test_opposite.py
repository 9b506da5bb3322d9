"""Statements of which one denies the other, and what only looks like a denial."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.stories.opposite import opposites
from assistant.words import Excerpt, Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def said(number: int, text: str) -> Excerpt:
    at = NOON + timedelta(hours=number)
    post = Post(number, number, f"Outlet {number}", str(number), "", Version(number, number, 1, "Kelder", text, "", at), at, at)
    return Excerpt(post, 0, len(text))


def denied_by(no: str, yes: str) -> list[str]:
    return [pair.values[0] for pair in opposites((said(1, no), said(2, yes)))]


SOLD = "Mayor Lind sold the harbour land to her brother last autumn, the Courier reported."


@pytest.mark.parametrize(
    ("no", "yes", "word"),
    [
        ("Mayor Lind denied selling the harbour land to her brother.", SOLD, "denied"),
        ("There is no evidence that Mayor Lind sold the harbour land to her brother.", SOLD, "no evidence"),
        ("Lind denies selling the harbour land to her brother and argues that the port needs it.", SOLD, "denies"),
    ],
)
def test_a_denial_of_what_the_other_states_is_a_contradiction(no, yes, word):
    assert denied_by(no, yes) == [word]


@pytest.mark.parametrize(
    ("no", "yes"),
    [
        pytest.param("Mayor Lind did not confirm or deny selling the harbour land to her brother.", SOLD, id="neither"),
        pytest.param(
            "Mayor Lind denied selling the harbour land to her brother.",
            "Mayor Lind said she never sold the harbour land to her brother.",
            id="both deny it",
        ),
        pytest.param(
            "The mayor denies it and argues that harbour land sold to her brother was worthless.", SOLD, id="another statement"
        ),
        pytest.param(
            "Judge Berg denied a second challenge to the harbour land sale of Mayor Lind.",
            "The harbour land sale of Mayor Lind brought the town two million crowns.",
            id="a refusal",
        ),
        pytest.param(
            "The council can appeal the ruling out of the harbour court on the land sale of Mayor Lind.",
            "The harbour court stopped the land sale of Mayor Lind.",
            id="a ruling",
        ),
        pytest.param(
            "Mayor Lind denied selling the harbour land to her brother.",
            "The town would sue if Mayor Lind sold the harbour land to her brother.",
            id="only if it is so",
        ),
        pytest.param(
            "The harbour land of Kelder has not been sold by the town council.",
            "Taxes are due before harbour land of Kelder has been sold by the town council.",
            id="before it is so",
        ),
        pytest.param(
            "Lind isn't the first mayor of Kelder who sold harbour land to a brother.",
            "Lind is the mayor of Kelder who sold harbour land to a brother.",
            id="not the first",
        ),
    ],
)
def test_what_only_looks_like_a_denial_is_none(no, yes):
    assert denied_by(no, yes) == []
