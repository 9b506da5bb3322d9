"""An edit that only spells words right is told to nobody; one that may say something else is."""

from datetime import UTC, datetime

import pytest

from assistant.recall.journey import Recall, without_misprints
from assistant.recall.misprints import are_misprints, asked_for, respelled
from assistant.recall.touched import Cited, Known, touch
from assistant.words import Post, Quote, StoredClaim, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
SAID = "“Nobody crosses until we have {looked} at every pier of the {bridge},” {name} said on Friday after {six} weeks."
RIGHT = {"looked": "looked", "bridge": "bridge", "name": "Olga Reiss", "six": "six"}
LARGE = 50_000


def post(text: str, number: int) -> Post:
    return Post(1, 1, "Radio", "k", "https://radio.example/1", Version(number, 1, number, "Bridge", text, "", NOW), NOW, NOW)


def edit(was: dict[str, str], now: dict[str, str]):
    """What becomes of the sentence that was cited before the edit."""
    old, new = SAID.format(**RIGHT | was), SAID.format(**RIGHT | now)
    cited = Cited(StoredClaim(old, (Quote(1, 0, len(old), old),)), {1: post(old, 1)})
    return touch(cited, Known(post(old, 1)), Known(post(new, 2)))


@pytest.mark.parametrize(
    ("was", "now", "pairs"),
    [
        pytest.param({"looked": "lookd"}, {}, (("lookd", "looked"),), id="a letter left out"),
        pytest.param({"bridge": "bridgge"}, {}, (("bridgge", "bridge"),), id="a letter too many"),
        pytest.param({"bridge": "brigde"}, {}, (("brigde", "bridge"),), id="two that changed places"),
        pytest.param({"looked": "lookd", "bridge": "brigde"}, {}, (("lookd", "looked"), ("brigde", "bridge")), id="two words"),
        pytest.param({"bridge": "brodge"}, {}, (), id="one letter for another"),
        pytest.param({"six": "sixty"}, {}, (), id="a number"),
        pytest.param({"bridge": "brigde"}, {"six": "four"}, (), id="a number beside it"),
        pytest.param({"name": "Olga Ress"}, {"bridge": "bridges"}, (), id="a name beside it"),
        pytest.param({}, {"looked": "never looked"}, (), id="a word put in"),
    ],
)
def test_only_words_that_differ_by_one_slip_are_respelled(was, now, pairs):
    touched = edit(was, now)
    assert touched is not None and respelled(touched) == pairs


@pytest.mark.parametrize(
    ("counts", "chunks", "yes"),
    [
        pytest.param({"bridg": 40}, LARGE, True, id="the old spelling stands nowhere"),
        pytest.param({"bridg": 40, "brigd": 1}, LARGE, False, id="it is a word of other texts"),
        pytest.param({"bridg": 2}, LARGE, False, id="the new one is hardly known either"),
        pytest.param({"bridg": 40}, 900, False, id="a small archive knows few words"),
    ],
)
def test_the_archive_tells_a_misprint_from_another_word(counts, chunks, yes):
    pairs = (("brigde", "bridge"),)
    assert set(asked_for(pairs, "en")) == {"brigd", "bridg"}
    assert are_misprints(pairs, chunks, counts, "en") is yes


class Archive:
    """Knows how often words stand in it, and what it was asked."""

    def __init__(self, counts):
        self.counts, self.asked = counts, []

    async def frequencies(self, wanted):
        self.asked.append(set(wanted))
        return LARGE, {term: self.counts.get(term, 0) for term in wanted}


@pytest.mark.parametrize(
    ("now", "counts", "told", "asked"),
    [
        pytest.param({}, {"bridg": 40}, False, True, id="a misprint"),
        pytest.param({}, {"bridg": 40, "brigd": 3}, True, True, id="another word"),
        pytest.param({"six": "four"}, {"bridg": 40}, True, False, id="a figure too: nothing to ask"),
    ],
)
async def test_a_notice_of_misprints_alone_is_not_told(now, counts, told, asked):
    touched, archive = edit({"bridge": "brigde"}, now), Archive(counts)
    assert touched is not None
    recall = Recall(7, 0, 70, "2", (touched,), "UTC")
    assert await without_misprints(recall, archive) == (recall if told else None)  # type: ignore[arg-type]  # all that it asks for
    assert bool(archive.asked) is asked


def test_no_pairs_are_no_misprints():
    assert not are_misprints((), LARGE, {})
