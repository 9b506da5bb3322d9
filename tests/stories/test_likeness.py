"""Two figures of one story weighed: of one quantity or not, and which takes the other's place."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.stories.disagree import disagreements, sentences_of
from assistant.stories.interval import Interval, differ
from assistant.stories.likeness import WEIGHTS, likeness, traits
from assistant.stories.mention import Mention, mentions
from assistant.stories.same import same_quantity
from assistant.words import Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
HOMES = "The storm over Kelder cut power to 4,300 homes on the coast, the grid said."


def post(number: int, text: str, hours: float = 0) -> Post:
    at = NOON + timedelta(hours=hours)
    version = Version(number, number, 1, "Storm over Kelder", text, "", at)
    return Post(number, number, f"Outlet {number}", str(number), "", version, at, at)


def figure(number: int, text: str, hours: float = 0) -> Mention:
    return next(m for e in sentences_of(post(number, text, hours)) if e.part == "text" for m in mentions(e))


def kinds(one: str, other: str, hours: float) -> list[str]:
    return [d.kind for d in disagreements([e for p in (post(1, one), post(2, other, hours)) for e in sentences_of(p)])]


def test_every_trait_has_a_weight():
    assert list(traits(figure(1, HOMES), figure(2, HOMES))) == list(WEIGHTS)


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        pytest.param(HOMES.replace("4,300", "5,200"), HOMES.replace("4,300", "52,000"), id="values near each other"),
        pytest.param(HOMES.replace("4,300", "5,200"), "In Marrow 5,200 homes are to be built.", id="words in common"),
        pytest.param(
            HOMES.replace("4,300", "5,200"),
            HOMES.replace("4,300", "5,200").replace("Kelder", "Marrow Point"),
            id="no other names",
        ),
        pytest.param(
            HOMES.replace("4,300", "5,200"), HOMES.replace("4,300 homes", "60 farms, 5,200 homes and 30 mills"), id="few figures"
        ),
    ],
)
def test_what_makes_it_likelier_that_two_figures_count_the_same(likelier, than):
    mine = figure(1, HOMES)
    other = next(m for e in sentences_of(post(2, than)) if e.part == "text" for m in mentions(e) if m.value >= 5_000)
    assert likeness(mine, figure(2, likelier)) > likeness(mine, other)


def test_a_count_that_grew_is_likelier_the_same_than_one_that_fell():
    later = HOMES.replace("4,300", "5,200")
    assert likeness(figure(1, HOMES), figure(2, later, 20)) > likeness(figure(1, later), figure(2, HOMES, 20))


def test_a_larger_count_of_another_outlet_is_a_conflict_at_once_and_a_revision_some_hours_later():
    later = HOMES.replace("4,300", "5,200")
    assert kinds(HOMES, later, 2) == ["conflict"]
    assert kinds(HOMES, later, 20) == ["revision"]


def test_what_fell_is_revised_only_where_it_lasts():
    arrested = "Police arrested 48 fans of Kelder after the parade on Sunday."
    assert kinds(arrested, arrested.replace("48", "44"), 20) == ["conflict"]
    dark = "So far 4,300 homes on the coast of Kelder are without power, the grid said."
    assert kinds(dark, dark.replace("4,300", "3,900"), 20) == ["revision"]


def test_a_toll_told_of_before_is_a_toll():
    one, other = "The six people killed in the ferry fire were named.", "The ferry fire killed seven people."
    assert same_quantity(figure(1, one), figure(2, other))
    crew = "The six crew of the ferry were named.", "Nine crew of the ferry were named."
    assert not same_quantity(figure(1, crew[0]), figure(2, crew[1]))


def test_a_copy_with_another_figure_is_a_slip_however_far_apart():
    line = "The minister said that our pupils and their teachers deserve %s of what the schools of Kelder need this year."
    assert kinds(line % "100%", line % "10%", 1) == ["conflict"]


def test_two_figures_that_one_sentence_gives_are_no_disagreement():
    assert kinds(HOMES.replace("4,300 homes", "4,300 homes in the west and 5,200 homes in the east"), HOMES, 2) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Interval(151_000, 151_000, "over"), Interval(141_000, 141_000, "over"), True),  # three digits: rounded down to the last
        (Interval(150, 150, "over"), Interval(156, 156), False),
        (Interval(1.5e6, 1.5e6, "over"), Interval(1.7e6, 1.7e6), False),
    ],
)
def test_more_than_is_rounded_down(one, other, expected):
    assert differ(one, other) is expected


def test_of_two_figures_each_finds_its_own():
    one, other = (
        "The Greens of Kelder have 212 seats and the Blues 141 seats.",
        "The Greens of Kelder have 214 seats, the Blues 149 seats.",
    )
    found = disagreements([e for p in (post(1, one), post(2, other)) for e in sentences_of(p)])
    assert {tuple(sorted(side.value for side in d.sides)) for d in found} == {("212", "214"), ("141", "149")}


def test_what_was_expected_is_not_what_came():
    assert kinds("The storm is expected to cut power to 5,200 homes on the coast of Kelder.", HOMES, 2) == []
    assert kinds("A further 5,200 homes on the coast of Kelder lost power in the storm, the grid said.", HOMES, 2) == []


def test_figures_of_two_named_days_are_a_revision():
    told = "Oil of Kelder cost $%s a barrel on %s, traders said."
    assert kinds(told % ("119.40", "Monday"), told % ("125.50", "Tuesday"), 2) == ["revision"]
    assert kinds(told % ("119.40", "Monday"), told % ("125.50", "Monday"), 20) == ["conflict"]
