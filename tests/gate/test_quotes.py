"""Quotes: one unbroken run of the cited version, by offsets."""

import pytest

from assistant.gate import Falls, Stands, prove
from assistant.words import Claim
from tests.gate.posts import a_post, ask, codes, stands

TEXT = (
    "The old lighthouse — built in 1,850 days — closed on Monday.\n\nIts keeper said: “I will miss the sea.” He left…  for good."
)
CLOSED = "The old lighthouse closed on Monday."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("The old lighthouse - built in 1,850 days - closed", "The old lighthouse — built in 1,850 days — closed"),
        ('said: "I will miss the sea."', "said: “I will miss the sea.”"),
        ("closed on Monday. Its keeper", "closed on Monday.\n\nIts keeper"),
        ("He left... for good.", "He left…  for good."),
    ],
)
def test_typography_folds_and_the_offsets_are_the_originals(quote: str, found: str) -> None:
    verdict = ask("The old lighthouse closed on Monday.", TEXT, "The old lighthouse", quote)
    assert isinstance(verdict, Stands), verdict
    stored = verdict.proven.quotes[1]
    assert stored.text == found == TEXT[stored.start : stored.end]


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param("The old lighthouse … closed on Monday.", id="an ellipsis that hides words"),
        pytest.param("The lighthouse closed on Monday.", id="a word left out"),
        pytest.param("The old old lighthouse", id="a word put in"),
        pytest.param("old lighthouse — built in 1", id="a number cut in two"),
        pytest.param("ouse — built in 1,850 days", id="a word cut in two"),
        pytest.param("the", id="too short to prove anything"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_not_one_run_is_no_quote(quote: str) -> None:
    assert codes(ask(CLOSED, TEXT, quote)) == {"quote"}


def test_a_quote_of_another_post_falls() -> None:
    shown = [a_post("The pool opened in May.", number=1), a_post(TEXT, number=2)]
    quote = "Its keeper said: “I will miss the sea.”"
    claim = "Its keeper said: “I will miss the sea.”"
    assert isinstance(prove(Claim(claim, ((2, quote),)), shown), Stands)
    for number in (0, 1, 3, -1):
        assert isinstance(prove(Claim(claim, ((number, quote),)), shown), Falls)


def test_a_headline_may_be_quoted() -> None:
    verdict = ask(
        "Lighthouse closes for good after a century.",
        TEXT,
        "Lighthouse closes for good",
        title="Lighthouse closes for good after a century",
    )
    assert isinstance(verdict, Stands)
    assert verdict.proven.quotes[0].part == "title"


def test_every_quote_must_be_found_not_only_one() -> None:
    assert not stands(ask(CLOSED, TEXT, "closed on Monday", "closed on Tuesday"))
