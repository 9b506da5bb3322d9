"""Sentences of posts shown without a model: each with who says so."""

from datetime import UTC, datetime

import pytest

from assistant.layout import claims, plain
from assistant.words import Post, Proven, Quote, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)


def post(number: int, outlet: str, text: str) -> Post:
    return Post(number, number, outlet, "k", "", Version(number, number, 1, "T", text, "", NOW), NOW, NOW.replace(hour=5))


def proven(of: Post, sentence: str) -> Proven:
    at = of.text.index(sentence)
    return Proven(sentence, (Quote(of.version.id, at, at + len(sentence), sentence),))


def test_each_run_of_one_posts_sentences_has_outlet_and_time_and_a_models_claims_have_not():
    a, b = post(1, "Radio", "It rained. It poured."), post(2, "Courier", "It snowed.")
    told = (proven(a, "It rained."), proven(a, "It poured."), proven(b, "It snowed."))
    shown = plain(claims(told, (a, b), "", "UTC", NOW))
    assert shown == "Radio, 12 Mar 05:00: It rained. [1] It poured. [1]\n\nCourier, 12 Mar 05:00: It snowed. [2]"
    assert plain(claims(told, (a, b), "gpt-x", "UTC", NOW)).startswith("It rained. [1]")


@pytest.mark.parametrize(
    ("before", "sentence", "name"),
    [
        ("Mayor Ilse Brandt said on Thursday that she would ask. ", "“It was a warning,” she said.", "Mayor Ilse Brandt"),
        ("Chief engineer Paul Strand said so. ", "He said a footbridge could be ready.", "Paul Strand"),
        ("“Be ready,” said Ruth Calder, the officer. ", "She called it the worst flood.", "Ruth Calder"),
        ("The river rose. ", "He said it was bad.", ""),
        ("Mayor Ilse Brandt said so. ", "The river rose.", ""),
        ("Mayor Ilse Brandt said so. ", "“No,” Jan Holm said.", ""),
    ],
)
def test_a_speaker_whom_the_sentence_before_names_is_shown(before, sentence, name):
    a = post(1, "Radio", before + sentence)
    shown = plain(claims((proven(a, sentence),), (a,), "", "UTC", NOW))
    assert shown == f"Radio, 12 Mar 05:00: {f'({name}) ' if name else ''}{sentence} [1]"
