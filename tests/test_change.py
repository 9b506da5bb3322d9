"""An edit as a diff, and how much it weighs."""

import pytest

from assistant import change

TEXT = 'Divers found a crack in the second pier. "Nobody crosses," Paul Strand said on Wednesday.'


@pytest.mark.parametrize(
    ("new", "weight", "touches"),
    [
        (TEXT, "none", ()),
        (TEXT.replace('"', "“"), "trivial", ()),
        (TEXT.replace(" ", "  "), "trivial", ()),
        (TEXT + "\n\nUpdated 08:15 GMT", "trivial", ()),
        (TEXT.replace("found", "saw"), "wording", ("words",)),
        (TEXT.replace("second", "2nd"), "material", ("numbers", "words")),
        (TEXT.replace("Paul", "Pia"), "material", ("names", "words")),
        (TEXT.replace("Nobody crosses", "Nobody drives"), "material", ("quotes", "words")),
        (TEXT.replace("found a", "found no"), "material", ("negation", "words")),
    ],
)
def test_an_edit_weighs_by_what_it_touches(new, weight, touches):
    found = change.between(TEXT, new)
    assert (found.weight, found.touches) == (weight, touches)


@pytest.mark.parametrize("new", [TEXT.replace("crack", "hole"), "Other words altogether.", "", TEXT + " More."])
def test_the_segments_joined_give_both_texts_back(new):
    segments = change.between(TEXT, new).segments
    assert "".join(s.old for s in segments) == TEXT
    assert "".join(s.new for s in segments) == new


@pytest.mark.parametrize(
    "address",
    ["https://www.gazette.example/a?utm_source=x", "http://gazette.example/a/", "https://gazette.example/a#top"],
)
def test_an_address_is_the_same_without_what_tracks(address):
    assert change.plain(f"More at {address} today") == change.plain("More at https://gazette.example/a today")


def test_per_cent_in_one_word_or_in_two_is_form():
    assert change.between("Prices rose 5 per cent.", "Prices rose 5 percent.").weight == "trivial"
    assert change.between("Prices rose 5 per cent.", "Prices rose 6 percent.").weight == "material"
