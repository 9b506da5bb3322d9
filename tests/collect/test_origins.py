from datetime import UTC, datetime, timedelta

import pytest

from assistant.collect.identity import version_hash
from assistant.collect.origins import bands, trace
from assistant.words import Post, Version

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WIRE = (
    "The ferry Aurora ran aground off Marrow Point early on Sunday with 214 people on board, the coast guard said. Nobody was hurt. "
    "Two tugs from Tideway reached the ship before dawn and took the passengers ashore in small groups. The captain told investigators "
    "that the rudder had failed. Inspectors will board the vessel on Monday, and the company has cancelled all crossings until then. "
    "It is the third accident on this line within two years, and the union of seafarers has called for older ships to be retired."
)
OTHER = (
    "Councillors voted by 9 to 4 to close the public library on Mill Street from January. Protesters filled the gallery during the debate, "
    "and the chair had to interrupt the session twice. The building needs repairs that would cost 2.4 million, according to the surveyor's "
    "report, which the council had asked for in spring. A reading room with fewer books will open in the town hall."
)
EDITED = WIRE.replace("Nobody was hurt.", "No one was injured, a spokeswoman added.").replace(
    "The captain told", "Its captain told"
)


def post(number, text, source=None, title="Ferry runs aground off Marrow Point", url="", hours=0, origin=0):
    version = Version(number, number, 1, title, text, version_hash(title, text), NOW)
    at = NOW + timedelta(hours=hours)
    return Post(number, source or number, f"Outlet {source or number}", str(number), url, version, at, at, origin_id=origin)


def origins(*batch, near=()):
    marked = {p.id: bands(p) for p in batch}
    return trace(batch, marked, [(band, p) for p in near for band in bands(p)])


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (WIRE, True),
        (EDITED, True),
        (f"TIDEWAY (Agency) — {WIRE} Reporting by A. Writer.", True),
        (WIRE[: len(WIRE) // 2], True),
        (OTHER, False),
        (
            "A ferry ran aground near Marrow Point on Sunday; its 214 passengers are safe, and crossings are cancelled until Monday.",
            False,
        ),
        ("", False),
    ],
)
def test_a_text_taken_over_is_a_copy_and_own_words_on_the_same_event_are_none(text, copy):
    assert origins(post(1, WIRE), post(2, text, hours=3)).origins == {1: 0, 2: 1 if copy else 0}
    assert origins(post(2, text, hours=3), near=[post(1, WIRE)]).origins == {2: 1 if copy else 0}


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("https://a.example/2026/ferry", "http://www.a.example/2026/ferry/?utm_source=rss", True),
        ("https://a.example/2026/ferry", "https://m.a.example/2026/ferry", True),
        ("https://a.example/2026/ferry", "https://a.example/2026/ferry/amp", True),
        ("https://a.example/2026/ferry", "https://a.example/2026/library", False),
        ("https://a.example/", "https://a.example", False),
        ("", "", False),
    ],
)
def test_the_same_page_under_another_address_is_one_origin(one, two, same):
    assert bool(origins(post(1, "Short.", url=one), post(2, "A teaser.", url=two)).origins[2]) is same


def test_updates_of_a_live_blog_at_one_address_are_not_copies_of_what_links_there():
    blog = [post(n, "At noon.", source=9, url="https://a.example/live", title=f"Ferry: update {n}") for n in (2, 3)]
    assert not any(origins(post(1, "See it live.", url="https://a.example/live"), *blog).origins.values())


def test_another_title_at_the_same_address_is_another_story():
    assert (
        origins(
            post(1, "x", url="https://a.example/p"), post(2, "y", title="Library to close", url="https://a.example/p")
        ).origins[2]
        == 0
    )


def test_an_outlet_does_not_copy_itself_and_last_weeks_text_is_no_origin():
    assert origins(post(1, WIRE, source=7), post(2, WIRE, source=7)).origins == {1: 0, 2: 0}
    assert origins(post(1, WIRE), post(2, WIRE, hours=24 * 9)).origins == {1: 0, 2: 0}


def test_copies_of_copies_have_one_origin_and_two_origins_found_to_be_one_are_merged():
    near = [post(1, WIRE), post(5, WIRE + OTHER, hours=1), post(6, WIRE + OTHER, origin=5, hours=2)]
    traced = origins(post(9, WIRE + OTHER[:60], hours=3), near=near)
    assert traced.origins == {9: 1} and traced.merged == ((5, 1),)
    assert origins(*(post(n, EDITED, hours=n) for n in (1, 2, 3, 4))).origins == {1: 0, 2: 1, 3: 1, 4: 1}


def test_looked_at_again_a_text_keeps_its_place_and_one_that_changed_loses_it():
    near = [post(1, WIRE), post(2, WIRE, origin=1, hours=1)]
    assert origins(post(1, WIRE), near=near).origins == {1: 0}
    assert origins(post(2, OTHER, origin=1, hours=1), near=near).origins == {2: 0}


def test_short_texts_are_nobodys():
    assert bands(post(1, "Read more.", title="Live")) == ()
    assert origins(post(1, "Watch now.", title="Video"), post(2, "Watch now.", title="Video")).origins == {1: 0, 2: 0}


def test_a_phrase_that_all_carry_makes_no_copies():
    foot = " Sign up for our newsletter to get the best stories of the day delivered to your inbox every morning for free."
    assert origins(post(1, WIRE + foot), post(2, OTHER + foot)).origins == {1: 0, 2: 0}


CAPTIONS = " ".join(
    f"Fans of side {n} cheer in the stands of the great arena after goal number {n}, late in the game." for n in range(60)
)


@pytest.mark.parametrize(
    ("one", "two", "copy"),
    [
        (f"{WIRE} {CAPTIONS}", f"{OTHER} {CAPTIONS}", False),  # most of both is in both, and they are two stories
        (f"{WIRE} {OTHER}", OTHER, False),  # the one holds the other as an inset
        (f"{WIRE} {OTHER}", WIRE, True),  # it was cut
        (f"{WIRE} {CAPTIONS}", f"Updated at noon by our staff. {WIRE} {CAPTIONS[: len(CAPTIONS) // 2]}", True),
    ],
)
def test_where_texts_begin_tells_a_copy_from_stories_that_share_captions_or_an_inset(one, two, copy):
    assert bool(origins(post(1, one), post(2, two, title="Another", hours=1)).origins[2]) is copy
