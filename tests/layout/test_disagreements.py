"""Sources that differ stand side by side, each with quote, outlet and time; nothing is averaged; a change is a timeline."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant import layout
from assistant.layout.answers import sources
from assistant.layout.digests import story
from assistant.layout.disagreements import disagreements as shown
from assistant.stories.disagree import disagreements, sentences_of
from assistant.words import DigestItem, Post, Version
from tests.layout.newsroom import proven, quoted

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def post(number: int, outlet: str, text: str, hours: int) -> Post:
    at = NOON + timedelta(hours=hours)
    version = Version(number, number, 1, "Ferry fire off Kelder", text, "", at)
    return Post(number, number, outlet, str(number), f"https://{outlet.lower()}.example/{number}", version, at, at)


def told(*posts: Post) -> str:
    found = disagreements([e for p in posts for e in sentences_of(p) if e.part == "text"])
    return layout.plain(shown(found, "UTC", NOON + timedelta(hours=9)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            ("Courier", "The ferry fire off Kelder killed 12 people, police said.", 0),
            ("Radio", "The ferry fire off Kelder killed 19 people, the coast guard said.", 3),
            ("Sources differ on", "12: «The ferry", "19: «The ferry", "Courier, 12 Mar 12:00)", "Radio, 12 Mar 15:00, newest)"),
        ),
        (
            ("Courier", "The ferry fire off Kelder killed 12 people, police said.", 0),
            ("Courier", "The ferry fire off Kelder killed 19 people, police said.", 3),
            ("This figure changed", "12: «The ferry", "19: «The ferry", "Courier, 12 Mar 15:00, newest)"),
        ),
        (
            ("Courier", "Harbour chief Dana Moss sold the ferry's lifeboats in May, the union says.", 0),
            ("Radio", "Harbour chief Dana Moss denied having sold the ferry's lifeboats in May.", 3),
            ("Sources contradict each other on", "- «Harbour chief", "denied: «Harbour chief", "newest"),
        ),
        (
            ("Courier", "Fares on the Kelder ferry line rose after the fire in May.", 0),
            ("Radio", "Fares on the Kelder ferry line fell after the fire in May.", 3),
            ("Sources contradict each other on", "rose: «Fares", "fell: «Fares"),
        ),
        (
            ("Courier", "Captain Ana Marsh is alive in a Kelder hospital.", 0),
            ("Radio", "Captain Ana Marsh is dead in a Kelder hospital.", 3),
            ("Sources contradict each other on", "alive: «Captain", "dead: «Captain"),
        ),
        (
            ("Courier", "The owner of the Kelder ferry was arrested in Eastfield.", 0),
            ("Radio", "The owner of the Kelder ferry was not arrested in Eastfield.", 3),
            ("Sources contradict each other on", "not: «The owner"),
        ),
    ],
)
def test_both_sides_are_told(one, other, expected):
    shown = told(post(1, *one), post(2, *other))
    assert [words for words in expected if words not in shown] == [], shown
    assert "15 people" not in shown and "15.5" not in shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Police denied the owner of the Kelder ferry bail.",
            "The owner of the Kelder ferry got bail in another case, police said.",
        ),
        ("Not only the Kelder ferry burned in May.", "The Kelder ferry burned in May."),
        ("The Kelder ferry line does not expect more than 40 guests.", "The Kelder ferry line expects 40 guests."),
        ("Ticket prices for the Kelder ferry rose in May.", "Ticket prices for the Kelder ferry fell in June."),
        ("The ferry fire off Kelder killed 12 people, police said.", "The ferry fire off Kelder injured 30 people, police said."),
        ("The ferry fire off Kelder killed 12 people.", "At least 12 people were killed in the ferry fire off Kelder."),
        ("The Kelder ferry carried some 10,000 guests last year.", "The Kelder ferry carried 10,112 guests last year."),
        ("Between 10,000 and 12,000 guests took the Kelder ferry.", "About 11,000 guests took the Kelder ferry."),
    ],
)
def test_what_only_looks_opposite_is_not_set_side_by_side(one, other):
    assert told(post(1, "Courier", one, 0), post(2, "Radio", other, 1)) == ""


def test_copies_of_one_text_are_told_as_one_origin():
    posts = [replace(post(n, f"Outlet{n}", "The ferry fire off Kelder killed 12 people.", n), origin_id=1) for n in range(1, 6)]
    shown = layout.plain((sources(posts, "UTC", NOON),))
    assert "(5 posts, 1 origin)" in shown and "(a copy of [1])" in shown


def test_a_digest_shows_the_sides_only_where_both_are_proven():
    a = post(1, "Courier", "The ferry fire off Kelder killed 12 people, police said.", 0)
    b = post(2, "Radio", "The ferry fire off Kelder killed 19 people, the coast guard said.", 3)
    (found,) = disagreements([e for p in (a, b) for e in sentences_of(p) if e.part == "text"])
    both = tuple(proven(p.text, quoted(p, p.text)) for p in (a, b))
    item = DigestItem("s", "new", b, both, (a, b), differing=found)
    shown_item = layout.plain(story(item, "UTC", NOON))
    assert "Sources differ on" in shown_item and shown_item.count("killed 12 people") == 1
    assert "Sources differ on" not in layout.plain(story(replace(item, claims=both[1:]), "UTC", NOON))
