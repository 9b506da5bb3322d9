"""A word that stands nowhere is read as the nearest spelling that does."""

from datetime import UTC, datetime

import pytest

from assistant.ask.question import understand
from assistant.ask.spelling import LARGE, nearby, respelt, unknown
from assistant.terms import terms

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def read(question, **counts):
    query = understand(question, NOW)
    return respelt(query, nearby(unknown(query, counts, LARGE), query.language), counts)


@pytest.mark.parametrize(
    ("typed", "known", "asked_as"),
    [
        ("Who met Boluerte in Lima?", "boluart", "Who met Boluarte in Lima?"),  # changed
        ("Who met Boluate in Lima?", "boluart", "Who met Boluarte in Lima?"),  # left out
        ("Who met Boluartte in Lima?", "boluart", "Who met Boluarte in Lima?"),  # put in
        ("Who met Boluatre's aide?", "boluart", "Who met Boluarte's aide?"),  # swapped, with its ending
        ("where was the earthquke", "earthquak", "where was the earthquake"),
        ("Хто зустрів Залужмого?", "залужн", "Хто зустрів Залужного?"),
    ],
)
def test_one_letter_away(typed, known, asked_as):
    query = read(typed, **{known: 9})
    assert known in query.terms and query.asked_as == asked_as and query.text == typed


@pytest.mark.parametrize(("spelling", "language"), [("Zelenskyy", "en"), ("Зеленський", "uk"), ("Зеленский", "ru")])
def test_another_spelling_of_a_name_goes_first_in_another_script_too(spelling, language):
    (known,) = terms(spelling, language)
    assert known in read("Who met Zelenskij?", **{known: 4, "zelenskaj": 400}).terms


def test_a_name_is_read_anew_in_the_names_too():
    query = read("Who is Dina Boluerte?", boluart=9, dina=3)
    assert query.names == (("dina", "boluart"),)


def test_what_any_post_holds_stays_as_it_is_written():
    query = read("Who met Boluerte in Lima?", boluart=900, boluert=1)
    assert "boluert" in query.terms and query.asked_as == query.text


def test_words_that_tell_the_same_keep_a_word_as_it_is():
    """ "perish" stands nowhere, "die" does: nothing is misspelt."""
    assert not unknown(understand("How many perished?", NOW), {"die": 50}, LARGE)


def test_short_words_figures_and_strangers_stay():
    query = understand("Who is Zorblat of Lyv in 20262 and G7xyz?", NOW)
    assert respelt(query, nearby(unknown(query, {}, LARGE), query.language), {"lviv": 9, "2026": 90}) == query


def test_a_short_word_is_taken_for_a_common_one_only():
    assert "orkin" in read("Who runs Orkin?", ordin=3).terms
    assert "biden" in read("Who met Bidan?", biden=3000).terms


def test_the_same_first_letter_goes_before_the_commoner_word():
    query = read("Who is Farkker?", parkker=500, barkker=700, farker=3)
    assert "farker" in query.terms


def test_in_a_small_archive_names_alone_are_read_anew():
    query = understand("What are the prices in Boluerte?", NOW)
    assert [w.text for w in unknown(query, {"priz": 3}, 40)] == ["Boluerte"]
    assert [w.text for w in unknown(query, {"priz": 3}, LARGE)] == ["prices", "Boluerte"]
