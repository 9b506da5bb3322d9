"""Lists of posts: copies of one text are told once, with who printed it."""

from assistant.layout import plain, say
from assistant.layout.lists import posts
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
