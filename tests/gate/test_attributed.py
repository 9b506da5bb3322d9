"""What a source lets somebody say is never stated as plain fact."""

from datetime import UTC, datetime

import pytest

from assistant.gate import Stands, prove
from assistant.words import Claim, Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TEXT = (
    "Kelder's mayor said that drones hit the depot on Monday. The depot burned for hours, according to the fire service. "
    "Twelve tanks were destroyed, the general staff reported. Officials allege that the bridge was mined. The river froze in January. "
    "Ames, who writes for the Gazette, said she gained 300 readers overnight. Forty homes are “out of reach”, according to Paul Strand. "
    "The river is believed to be rising. An alert said four people were hurt, but a letter from the rector, Tony Hale, said only two "
    "pupils were hurt. The pier is safe, Strand said, but the gauge is broken, Holm said."
)
POST = Post(1, 1, "Gazette", "1", "", Version(1, 1, 1, "Kelder bridge", TEXT, "", NOON), NOON, NOON)


def plainly(claim: str, quote: str) -> bool:
    """Whether the claim may be shown as it is."""
    verdict = prove(Claim(claim, ((1, quote),)), (POST,))
    return isinstance(verdict, Stands) and not verdict.attribution


@pytest.mark.parametrize(
    ("claim", "quote", "stands"),
    [
        ("Drones hit the depot on Monday.", "Kelder's mayor said that drones hit the depot on Monday.", False),
        ("Drones hit the depot on Monday.", "drones hit the depot on Monday", False),
        (
            "Kelder's mayor said that drones hit the depot on Monday.",
            "Kelder's mayor said that drones hit the depot on Monday.",
            True,
        ),
        ("The depot burned for hours.", "The depot burned for hours, according to the fire service.", False),
        ("According to the fire service, the depot burned for hours.", "The depot burned for hours", True),
        ("Twelve tanks were destroyed.", "Twelve tanks were destroyed, the general staff reported.", False),
        ("The bridge was mined.", "Officials allege that the bridge was mined.", False),
        ("The river froze in January.", "The river froze in January.", True),
        ("Ames gained 300 readers overnight.", "Ames, who writes for the Gazette, said she gained 300 readers overnight.", False),
        ("Forty homes are “out of reach”.", "Forty homes are “out of reach”, according to Paul Strand.", False),
        ("The river is believed to be rising.", "The river is believed to be rising.", True),
        ("The river is rising.", "The river is believed to be rising.", False),
    ],
)
def test_who_said_so_stays(claim, quote, stands):
    assert plainly(claim, quote) == stands


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        ("An alert said four people were hurt.", True),
        ("Tony Hale said only two pupils were hurt.", True),
        ("Four people were hurt, the rector Tony Hale said.", False),
        ("Strand said the pier is safe.", True),
        ("The gauge is broken, Holm said.", True),
        ("The pier is safe, Holm said.", False),
        ("Holm said the pier is safe.", False),
    ],
)
def test_what_two_say_in_one_sentence_stays_apart(claim: str, good: bool) -> None:
    for quotes in ((), ((1, claim.split(" said ")[-1]),) if claim.split(" said ")[-1] in TEXT else ()):
        assert isinstance(prove(Claim(claim, quotes), (POST,)), Stands) == good, claim
