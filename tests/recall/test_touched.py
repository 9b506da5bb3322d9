"""What a changed post does to a sentence that cites it, as a table of edits."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.recall.notes import cut_down
from assistant.recall.touched import Cited, Known, Touched, touch
from assistant.words import Excerpt, Post, Proven, Quote, StoredClaim, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TITLE = "Old Bridge could stay closed for six weeks"
TEXT = (
    "Marrowby's Old Bridge could stay closed for six weeks, chief engineer Paul Strand said after a first look by daylight. "
    "He said a temporary footbridge could be ready in ten days."
)
SAID = "Marrowby's Old Bridge could stay closed for six weeks, chief engineer Paul Strand said after a first look by daylight."
NOTE = "Correction: an earlier version of this report gave six weeks. "


def post(title: str = TITLE, text: str = TEXT, number: int = 1) -> Post:
    version = Version(number, 7, number, title, text, "", NOW)
    return Post(7, 1, "Tideway Radio", "tr-2207", "https://radio.tideway.example/tr-2207", version, NOW, NOW)


FIRST = post()


def cited(said: str = SAID) -> Cited:
    start = TEXT.index(said)
    return Cited(StoredClaim(said, (Quote(1, start, start + len(said), said),)), {1: FIRST})


def touched(cited_: Cited, known: Known, now: Known) -> Touched:
    found = touch(cited_, known, now)
    assert found is not None
    return found


def edited(title: str = TITLE, text: str = TEXT) -> Known:
    return Known(post(title, text, 2))


FOUR = TEXT.replace("six weeks", "four weeks")


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        pytest.param(edited(text=TEXT.replace("Marrowby's", "Marrowby’s ")), None, id="typography"),
        pytest.param(edited(text=TEXT + "\n\nLast updated 12 March"), None, id="byline"),
        pytest.param(edited(text=TEXT + " The mayor visited the bridge on Thursday."), None, id="something was added"),
        pytest.param(edited(text=TEXT.replace("ten days", "twelve days")), None, id="another sentence was corrected"),
        pytest.param(edited(text=FOUR), "changed", id="the number"),
        pytest.param(edited(text=NOTE + FOUR), "changed", id="the old number stands in the note alone"),
        pytest.param(edited(text=FOUR + " This article was amended. It originally said six weeks."), "changed", id="note below"),
        pytest.param(edited(text=TEXT.replace("could stay", "will not stay")), "changed", id="negation"),
        pytest.param(edited(text=TEXT.replace("Paul Strand", "Lena Moss")), "changed", id="the speaker"),
        pytest.param(edited(text=TEXT[len(SAID) + 1 :]), "changed", id="the sentence is gone"),
        pytest.param(edited(text=TEXT[: len(SAID) - 30] + " …"), None, id="cut off with an ellipsis"),
    ],
)
def test_a_sentence_is_recalled_only_where_it_does_not_stand_any_more(edit, what):
    found = touch(cited(), Known(FIRST), edit)
    assert (found.what if found else None) == what
    if found:
        assert isinstance(found.said, Proven)
        assert found.places


def test_the_places_shown_are_those_around_the_quote():
    now = edited(text=FOUR.replace("ten days", "twelve days"))
    (place,) = touched(cited(), Known(FIRST), now).places
    assert [FIRST.text[a:b] for a, b in place.gone] == ["six"]
    assert [now.post.text[a:b] for a, b in place.come] == ["four"]


def test_a_headline_corrected_with_its_sentence_is_shown_too():
    found = touched(cited(), Known(FIRST), edited(TITLE.replace("six", "four"), FOUR))
    assert [place.part for place in found.places] == ["title", "text"]


def test_what_was_told_is_not_told_again_and_what_changes_once_more_is():
    told = Known(post(text=FOUR, number=2))
    assert touch(cited(), told, Known(post(text=FOUR + " The mayor came.", number=3))) is None
    assert touched(cited(), told, Known(post(text=TEXT.replace("six", "three"), number=3))).what == "changed"
    assert touched(cited(), told, Known(post(number=3))).what == "again"


def test_a_withdrawn_post_recalls_and_its_return_is_told():
    gone = Known(FIRST, withdrawn=True)
    assert touched(cited(), Known(FIRST), gone).what == "withdrawn"
    assert touch(cited(), gone, gone) is None
    assert touched(cited(), gone, Known(FIRST)).what == "again"
    assert touched(cited(), gone, Known(post(text=FOUR, number=2))).what == "changed"


def test_where_the_stored_sentence_does_not_stand_any_more_its_quote_is_shown():
    wrong = Cited(replace(cited().claim, text="The bridge was sold to France."), {1: FIRST})
    assert isinstance(touched(wrong, Known(FIRST), edited(text="Something else entirely was said here.")).said, Excerpt)


def test_less_is_not_another():
    whole = Version(1, 7, 1, "T", "One two three. Four five six.", "", NOW)
    assert cut_down(whole, replace(whole, text="One two three. Four…"))
    assert not cut_down(whole, replace(whole, text="One two three."))
    assert not cut_down(whole, replace(whole, text="One two four…"))


def test_what_the_post_says_of_its_correction_is_shown_with_it():
    now = edited(text=NOTE + FOUR)
    shown = [now.post.text[p.new[0] : p.new[1]] for p in touched(cited(), Known(FIRST), now).places]
    assert len(shown) == 2
    assert shown[0].strip() == NOTE.strip()
