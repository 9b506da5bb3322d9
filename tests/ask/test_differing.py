"""Asked how many, every figure that the posts give stands side by side."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import layout
from assistant.ask.differing import differing
from assistant.gate import Stands, prove
from assistant.layout.disagreements import disagreements
from assistant.sentences import sentences
from assistant.words import Claim, Disagreement, Passage, Post, Version

NOON = datetime(2024, 11, 5, 12, tzinfo=UTC)
SEED = Path(__file__).parents[2].parent / "shared" / "seed"


def post(number: int, title: str, text: str, outlet: str = "Gazette") -> Post:
    return Post(number, number, outlet, str(number), "", Version(number, number, 1, title, text, "", NOON), NOON, NOON)


def asked(question: str, *posts: Post) -> tuple[Disagreement, ...]:
    found = prove(Claim(first := posts[0].text.split("\n")[0], ((1, first),)), posts)
    assert isinstance(found, Stands)
    return differing(question, (found.proven,), [Passage(0, p, 0, len(p.text)) for p in posts])


def seed() -> Post:
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip("../shared/seed is absent beside the checkout")
    text = files[0].read_text(encoding="utf-8")
    title, _, rest = text.partition("\n")
    return post(1, title, rest, "The Independent")


def test_troops_in_kursk_are_told_in_all_three_ways():
    told = seed()
    first = next(told.text[a:b] for a, b in sentences(told.text) if "8,000" in told.text[a:b])
    found = prove(Claim(first, ((1, first),)), [told])
    assert isinstance(found, Stands)
    (given,) = differing("How many North Korean troops are in Kursk?", (found.proven,), [Passage(0, told, 0, len(told.text))])
    values = " | ".join(side.value for side in given.sides)
    assert "as many as 8,000" in values and "10,000-12,000" in values and "more than half" in values
    shown = layout.plain(disagreements((given,), "UTC", NOON))
    assert "Figures given for" in shown and "as many as 8,000" in shown and "9,000" not in shown


def test_each_way_has_its_words_source_and_time_the_newest_is_marked_and_nothing_averaged():
    whole = seed()
    told = {
        way: next(whole.text[a:b] for a, b in sentences(whole.text) if way in whole.text[a:b])
        for way in ("8,000", "10,000-12,000")
    }
    posts = [
        replace(post(n, whole.title, text, f"Outlet {n}"), published=NOON + timedelta(hours=n), first_seen=NOON)
        for n, text in enumerate(told.values(), 1)
    ]
    (given,) = asked("How many North Korean troops are in Kursk?", *posts)
    assert [side.excerpt.post.outlet for side in given.sides] == ["Outlet 1", "Outlet 2"]
    assert all(side.excerpt.text in told.values() and side.value in side.excerpt.text for side in given.sides)
    first, last = layout.plain(disagreements((given,), "UTC", NOON)).splitlines()[-2:]
    assert "Outlet 1, 5 Nov 13:00)" in first and "Outlet 2, 5 Nov 14:00, newest)" in last


QUARRY = post(1, "Strike at Kelder quarry", "The union said 400 miners walked out at the Kelder quarry.")
FIRM = post(
    2, "Kelder quarry: firm says strike fails", "About 400 miners of the Kelder quarry stayed away, the firm said.", "Radio"
)
WOOD = post(3, "Trees felled in Eastfield", "Workers felled 90 trees in Eastfield park on Monday.", "Herald")


@pytest.mark.parametrize(
    ("question", "posts"),
    [
        ("How many miners walked out at the Kelder quarry?", (QUARRY,)),
        ("Who walked out at the Kelder quarry?", (QUARRY, FIRM)),
        ("How many trees were felled in Eastfield?", (QUARRY, WOOD)),
    ],
)
def test_one_figure_or_another_question_sets_nothing_side_by_side(question, posts):
    assert asked(question, *posts) == ()


def test_a_figure_of_another_place_is_no_side_where_the_question_names_one():
    first, other = "In Lindau 300 buildings were damaged.", "In Kelder Town 45 buildings were damaged."
    told = post(4, "Storm hits Lindau", f"{first} {other}")
    found = prove(Claim(first, ((1, first),)), [told])
    assert isinstance(found, Stands)
    passages = [Passage(0, told, 0, len(told.text))]
    assert differing("How many buildings were damaged in Lindau?", (found.proven,), passages) == ()
    assert differing("How many buildings were damaged?", (found.proven,), passages) != ()


def test_asked_what_befell_people_figures_of_another_fate_are_no_side():
    hurt = post(5, "Flood in Kelder", "The flood in Kelder injured 11 people.")
    hall = post(6, "Sports hall takes in 310 people", "After the flood in Kelder the hall took in 310 people.", "Radio")
    more = post(7, "Flood in Kelder", "The flood in Kelder injured 14 people, the hospital said.", "Herald")
    assert asked("How many people were injured in the Kelder flood?", hurt, hall) == ()
    (given,) = asked("How many people were injured in the Kelder flood?", hurt, hall, more)
    assert sorted(side.value for side in given.sides) == ["11", "14"]
