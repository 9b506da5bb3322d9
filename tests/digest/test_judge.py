"""Two versions of a post: corrected, updated, or nothing to tell."""

from datetime import UTC, datetime

import pytest

from assistant.digest.judge import admits, judge
from assistant.words import Version

NOW = datetime(2026, 3, 12, 8, tzinfo=UTC)
BRIDGE = "The Old Bridge could stay closed for six weeks, engineer Paul Strand said. A footbridge could be ready in ten days."


def version(text, title="Old Bridge closed"):
    return Version(1, 1, 1, title, text, "", NOW)


@pytest.mark.parametrize(
    ("new", "mark"),
    [
        pytest.param(BRIDGE, None, id="the same"),
        pytest.param(BRIDGE.replace("six weeks", "four weeks"), "corrected", id="another number"),
        pytest.param(BRIDGE.replace("six weeks", "6 weeks"), None, id="the number in figures"),
        pytest.param(BRIDGE.replace("Paul Strand", "Pia Strand"), "corrected", id="another name"),
        pytest.param(BRIDGE.replace("could be ready", "could not be ready"), "corrected", id="a negation put in"),
        pytest.param(BRIDGE.replace("closed for six weeks", "closed for weeks"), "corrected", id="a number taken out"),
        pytest.param(
            "Correction: an earlier version gave another name for the engineer. " + BRIDGE, "corrected", id="it says so"
        ),
        pytest.param(BRIDGE + " Correction (12 March): the county pays.", "corrected", id="it says so at its end"),
        pytest.param(BRIDGE + " The county will pay 2 million crowns, mayor Ilse Brandt said.", "updated", id="a sentence more"),
        pytest.param(
            BRIDGE + " Drivers are told to use ring roads instead until further notice.", "updated", id="news without a figure"
        ),
        pytest.param(BRIDGE + "\n\nUpdated 08:15 GMT", None, id="a stamp of time"),
        pytest.param("By Anna Lund\n\n" + BRIDGE, None, id="a byline"),
        pytest.param(BRIDGE.replace("could stay closed", "may stay closed"), None, id="wording"),
        pytest.param(BRIDGE.replace("Strand said. A", "Strand said.\n\nA"), None, id="a new paragraph"),
        pytest.param(BRIDGE.replace("The Old Bridge", "Marrowby's Old Bridge"), None, id="the town named, nothing lost"),
    ],
)
def test_a_change_is_marked_by_what_no_longer_stands(new, mark):
    assert judge(version(BRIDGE), version(new)) == mark


def test_a_quotation_that_changed_is_a_correction():
    old = version("He said: “It is not an emergency, but nobody crosses.” The county agreed.")
    assert judge(old, version(old.text.replace("nobody crosses", "nobody drives"))) == "corrected"
    assert judge(old, version(old.text.replace("“", '"').replace("”", '"'))) is None


def test_a_headline_counts_as_much_as_the_text():
    assert judge(version(BRIDGE, "Bridge shut for six weeks"), version(BRIDGE, "Bridge shut for eight weeks")) == "corrected"


@pytest.mark.parametrize(
    "text",
    [
        "This article was amended on 12 March.",
        "Corrections & Clarifications: a previous version misspelled a name.",
        "Виправлення: раніше йшлося про шість тижнів.",
        "Berichtigung: In einer früheren Fassung stand eine andere Zahl.",
    ],
)
def test_a_text_that_says_it_corrects_is_taken_at_its_word(text):
    assert admits(text)


@pytest.mark.parametrize(
    "text", ["The correction of the river took ten years.", "Prison and correction officers went on strike."]
)
def test_the_word_alone_admits_nothing(text):
    assert not admits(text)
