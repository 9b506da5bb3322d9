"""What a source lets somebody say is never stated as plain fact."""

from datetime import UTC, datetime

import pytest

from assistant.gate import Stands, prove
from assistant.words import Claim, Post, Version

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TEXT = (
    "Kelder's mayor said that drones hit the depot on Monday. The depot burned for hours, according to the fire service. "
    "Twelve tanks were destroyed, the general staff reported. Officials allege that the bridge was mined. The river froze in January."
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
    ],
)
def test_who_said_so_stays(claim, quote, stands):
    assert plainly(claim, quote) == stands
