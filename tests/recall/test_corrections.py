"""Corrections that are posts of their own: which post they correct, and which sentences they take back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.recall.corrections import corrected, is_correction, said_so, taken_back
from assistant.recall.touched import Cited, Known, touch
from assistant.words import Post, Quote, StoredClaim, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TITLE = "Old Bridge could stay closed for six weeks"
TEXT = "Marrowby's Old Bridge could stay closed for six weeks, chief engineer Paul Strand said. A footbridge could be ready in ten days."
SIX = "Marrowby's Old Bridge could stay closed for six weeks, chief engineer Paul Strand said."
DAYS = "A footbridge could be ready in ten days."


def post(title: str, text: str, number: int = 1, *, source: int = 1, hours: int = 0) -> Post:
    version = Version(number, number, 1, title, text, "", NOW + timedelta(hours=hours))
    url = f"https://radio.tideway.example/news/tr-{number}"
    return Post(number, source, "Tideway Radio", f"tr-{number}", url, version, version.first_seen, version.first_seen)


OLD = post(TITLE, TEXT)
OTHER = post("River Ash peaks at 5.1 metres", "The River Ash peaked at 5.1 metres.", 2)


def cited(said: str) -> Cited:
    start = TEXT.index(said)
    return Cited(StoredClaim(said, (Quote(1, start, start + len(said), said),)), {1: OLD})


@pytest.mark.parametrize(
    ("title", "text", "yes"),
    [
        ("Correction: Old Bridge closure", "It is four weeks.", True),
        ("Old Bridge", "This article was amended on Thursday. It gave six weeks.", True),
        ("Old Bridge", "An earlier version of this article said six weeks.", True),
        ("Corrections and clarifications", "The Old Bridge stays closed for four weeks.", False),
        ("Corrections and clarifications: Old Bridge", "Four weeks, not six.", True),
        ("Виправлення: Старий міст", "Чотири тижні, а не шість.", True),
        ("Prison officers call for a correction of pay", "They want more.", False),
        ("House of Correction opens as a museum", "It was a prison.", False),
    ],
)
def test_a_correction_says_so_itself(title: str, text: str, yes: bool) -> None:
    assert is_correction(post(title, text, 9)) is yes


@pytest.mark.parametrize(
    ("title", "text", "source", "found"),
    [
        pytest.param("Correction", "See https://radio.tideway.example/news/tr-1 : four weeks.", 1, OLD, id="by link"),
        pytest.param("Correction", "See radio.tideway.example/news/tr-1.", 5, OLD, id="by link, of another source"),
        pytest.param("Correction", "See https://radio.tideway.example/news/tr-11", 5, None, id="a longer address is another"),
        pytest.param("Correction: Old Bridge could stay closed for four weeks", "Not six.", 1, OLD, id="by headline"),
        pytest.param("Correction", f"In the report “{TITLE}” the time was wrong.", 1, OLD, id="by the headline it names"),
        pytest.param("Correction: Old Bridge could stay closed for four weeks", "Not six.", 5, None, id="of another source"),
        pytest.param("Correction: the mayor's name", "The mayor is called Ilse Brandt.", 1, None, id="of something else"),
    ],
)
def test_the_corrected_post_is_found_by_link_or_headline(title: str, text: str, source: int, found: Post | None) -> None:
    assert corrected(post(title, text, 9, source=source, hours=1), [OLD, OTHER]) == found


def test_no_later_post_is_corrected_by_an_earlier_one() -> None:
    assert corrected(post(f"Correction: {TITLE}", "Not six.", 9, hours=-1), [OLD]) is None


@pytest.mark.parametrize(
    ("text", "said", "falls"),
    [
        pytest.param("The Old Bridge could stay closed for four weeks, not six.", SIX, True, id="another number"),
        pytest.param("An earlier version of this report said the Old Bridge closed for six weeks.", SIX, True, id="what was wrong"),
        pytest.param("The Old Bridge could stay closed for four weeks, not six.", DAYS, False, id="another sentence"),
        pytest.param("Marrowby's Old Bridge could stay closed for six weeks, said Paul Strand, chief engineer.", SIX, False, id="borne"),
        pytest.param("The engineer's name is spelled Strand.", SIX, False, id="speaks of too little"),
    ],
)  # fmt: skip
def test_what_it_contradicts_is_taken_back_and_nothing_else(text: str, said: str, falls: bool) -> None:
    correction = post("Correction: Old Bridge closure", text, 9, hours=1)
    touched = taken_back(cited(said), OLD, correction)
    assert (touched is not None) is falls
    if touched:
        assert touched.what == "corrected" and touched.was == OLD and touched.now == correction
        assert [e.text for e in touched.instead] == [text], "the headline does not say what was wrong"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("{four}", True, id="the corrected sentence"),
        pytest.param(
            "{four} This article was amended on Thursday: an earlier version said six weeks.", True, id="and a note of it"
        ),
        pytest.param("{four} Two bolts are missing.", False, id="and something else"),
        pytest.param("{five}", False, id="another figure"),
    ],
)
def test_the_edit_that_says_what_a_correction_said_is_known_by_it(text: str, known: bool) -> None:
    correction = post("Correction: Old Bridge closure", "The Old Bridge could stay closed for four weeks, not six.", 9, hours=1)
    now = text.format(four=SIX.replace("six", "four"), five=SIX.replace("six", "five"))
    version = Version(30, 1, 2, TITLE, f"{now} {DAYS}", "", NOW)
    touched = touch(cited(SIX), Known(OLD), Known(replace(OLD, version=version)))
    assert touched and said_so(touched, correction) is known
