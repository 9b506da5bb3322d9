"""Lists of posts: copies of one text are told once, with who printed it."""

from assistant.layout import plain, say
from assistant.layout.lists import posts
from assistant.words import Passage
from tests.layout.newsroom import NOON, post


def test_copies_are_folded_under_the_post_they_were_taken_from_and_others_stay_in_their_order():
    wire = post(1, "Wire", "Ferry aground", "The ferry ran aground.", minutes=-60)
    copies = [
        post(n, name, "Ferry off Marrow Point", "The ferry ran aground.", origin_id=1) for n, name in ((5, "Post"), (6, "Radio"))
    ]
    other = post(7, "Radio", "Library to close", "It closes.")
    shown = plain(posts(say("Latest posts"), [copies[1], other, copies[0], wire], "UTC", NOON))
    lines = [row for row in shown.split("\n") if row.strip() and "http" not in row]
    assert lines[1].startswith("Wire: Ferry aground")
    assert lines[2] == "Also: Post, Radio (3 posts, 1 origin)"
    assert lines[3].startswith("Radio: Library to close") and len(lines) == 4


def test_a_copy_whose_origin_is_not_in_the_list_stands_for_it():
    copy = post(5, "Post", "Ferry off Marrow Point", "The ferry ran aground.", origin_id=1)
    assert "origin" not in plain(posts(say("Latest posts"), [copy], "UTC", NOON))


def test_what_is_found_names_the_outlets_that_printed_the_same():
    wire = post(1, "Wire", "Ferry aground", "The ferry ran aground. All are safe.", minutes=-60)
    copy = post(5, "Post", "Ferry off Marrow Point", "The ferry ran aground. All are safe.", origin_id=1)
    other = post(7, "Radio", "Library to close", "It closes.")
    found = [Passage(1, copy, 0, 22), Passage(2, copy, 23, 36), Passage(3, other, 0, 10), Passage(4, wire, 0, 22)]
    lines = [row for row in plain(posts(say("Found"), found, "UTC", NOON)).split("\n") if row.strip() and "http" not in row]
    assert [row for row in lines if "origin" in row] == ["First published by Wire (2 posts, 1 origin)"], (
        "once, though two passages of it are shown"
    )
    assert [row.partition(":")[0] for row in lines if "Found" not in row] == [
        "Post",
        "«The ferry ran aground.»",
        "First published by Wire (2 posts, 1 origin)",
        "Post",
        "«All are safe.»",
        "Radio",
        "«It closes.»",
    ]
