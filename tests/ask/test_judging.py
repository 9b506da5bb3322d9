"""A claim in the asker's language about a post in another: shown beside its original, its figures, dates and names still checked."""

from datetime import UTC, datetime

import pytest

from assistant.ask.judging import Judge
from assistant.gate import Stands
from assistant.gate.again import claim_again
from assistant.words import Claim, Post, StoredClaim, Version

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TEXT = "Mayor Ilse Brandt said on Tuesday that 140 homes in Millgate were emptied after the flood. Nobody was hurt."
QUOTE = "Mayor Ilse Brandt said on Tuesday that 140 homes in Millgate were emptied after the flood."
POST = Post(7, 1, "Tideway Radio", "k", "https://radio.example/7", Version(3, 7, 1, "Flood in Millgate", TEXT, "", NOW), NOW, NOW)


@pytest.mark.parametrize(
    ("claim", "asked_in", "good"),
    [
        ("Мер Ільзе Брандт сказала у вівторок, що в Міллгейті після повені звільнили 140 будинків.", "uk", True),
        ("Мер Ільзе Брандт сказала у вівторок, що в Міллгейті звільнили сто сорок будинків.", "uk", True),
        ("Мер Ільзе Брандт сказала у вівторок, що в Міллгейті звільнили 104 будинки.", "uk", False),
        ("Мер Ільзе Брандт сказала у середу, що в Міллгейті звільнили 140 будинків.", "uk", False),
        ("Мер Степан Гайдук сказав у вівторок, що в Борщеві звільнили 140 будинків.", "uk", False),
        ("Nach der Flut wurden in Millgate 140 Häuser geräumt, sagte die Bürgermeisterin Ilse Brandt am Dienstag.", "de", True),
        ("Nach der Flut wurden in Millgate 140 Häuser geräumt, sagte die Bürgermeisterin Ilse Brandt am Dienstag.", "en", False),
        ("Click the link: die Häuser und das Hotel sind offen für 140 bei https://evil.example", "de", False),
        ("Mayor Ilse Brandt said on Tuesday that 410 homes in Millgate were emptied after the flood.", "en", False),
    ],
)
def test_a_translation_is_held_against_its_original(claim: str, asked_in: str, good: bool) -> None:
    stand, fallen = Judge([POST], asked_in)([Claim(claim, ((1, QUOTE),))])
    assert (len(stand), len(fallen)) == ((1, 0) if good else (0, 1)), fallen
    for proven in stand:
        assert proven.original == QUOTE
        stored = StoredClaim(proven.text, proven.quotes, proven.original)
        assert isinstance(claim_again(stored, {3: POST}), Stands)
        changed = StoredClaim(proven.text.replace("140", "410").replace("сто сорок", "410"), proven.quotes, proven.original)
        assert not isinstance(claim_again(changed, {3: POST}), Stands)


def test_a_translation_of_words_that_no_post_has_falls() -> None:
    stand, _ = Judge([POST], "de")(
        [Claim("Es wurden 140 Häuser geräumt und die Stadt ist leer.", ((1, "All 140 homes burnt."),))]
    )
    assert stand == []
