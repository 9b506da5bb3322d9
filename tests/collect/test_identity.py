import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collect.identity import apart, canonical, post_key, same_key, version_hash

SAME = [
    ("https://harbour.example/a", "http://harbour.example/a"),
    ("https://www.harbour.example/a/", "https://harbour.example/a"),
    ("https://harbour.example/a?utm_source=x&utm_medium=y", "https://harbour.example/a"),
    ("https://harbour.example/a?fbclid=123&id=7", "https://harbour.example/a?id=7"),
    ("https://harbour.example/a?b=2&a=1", "https://harbour.example/a?a=1&b=2"),
    ("https://harbour.example/a?source=rss", "https://harbour.example/a"),
    ("https://m.harbour.example/a", "https://harbour.example/a"),
    ("https://amp.harbour.example/a", "https://www.harbour.example/a"),
    ("https://harbour.example/a/amp/", "https://harbour.example/a"),
    ("https://harbour.example/a/amp", "https://harbour.example/a"),
    ("https://harbour.example/a.amp.html", "https://harbour.example/a.html"),
    ("https://harbour.example/a?amp=1", "https://harbour.example/a"),
    ("https://harbour.example/a?outputType=amp", "https://harbour.example/a"),
    ("https://en.m.harbour.example/wiki/Tide", "https://en.harbour.example/wiki/Tide"),
    ("https://www.google.com/amp/s/www.harbour.example/a", "https://harbour.example/a"),
    ("https://harbour-example.cdn.ampproject.org/c/s/harbour.example/a", "https://harbour.example/a"),
    ("https://harbour.example:443/a", "https://HARBOUR.example/a"),
    ("https://harbour.example/%7Edock", "https://harbour.example/~dock"),
    ("https://harbour.example/a#utm_source=x", "https://harbour.example/a"),
    ("https://harbour.example/live#u2:~:text=It%20rose", "https://harbour.example/live#u2"),
    ("https://harbour.example/a#:~:text=It%20rose", "https://harbour.example/a"),
    ("//harbour.example/a", "https://harbour.example/a"),
]
DIFFERENT = [
    ("https://harbour.example/a?id=7", "https://harbour.example/a?id=8"),
    ("https://harbour.example/live#block-1", "https://harbour.example/live#block-2"),
    ("https://harbour.example/A", "https://harbour.example/a"),
    ("https://harbour.example:8080/a", "https://harbour.example/a"),
    ("https://harbour.example/a?source=port-authority-7", "https://harbour.example/a"),
    ("https://m.example/a", "https://example/a"),
    ("tag:harbour.example,2026:1", "tag:harbour.example,2026:2"),
    ("1234", "https://harbour.example/1234"),
    ("https://harbour.example/amplifier", "https://harbour.example/lifier"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_tracking_scheme_amp_and_mobile_make_no_different_post(one, other):
    assert same_key(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_names_another_post_stays_different(one, other):
    assert not same_key(one, other)


@given(st.one_of(st.text(), st.text().map(lambda tail: "https://harbour.example/" + tail)))
def test_a_canonical_form_is_its_own_canonical_form_and_never_fails(value):
    once = canonical(value)
    assert canonical(once) == once


def test_the_key_is_the_id_else_the_link_else_the_title_else_the_text():
    assert post_key("id-1", "https://harbour.example/a", "T", "x") == "id-1"
    assert post_key("", "http://harbour.example/a", "T", "x") == "https://harbour.example/a"
    assert post_key("", "", "T", "x") == post_key("", "", "T", "edited")
    assert post_key("", "", "", "x") != post_key("", "", "", "y")


def test_a_version_is_named_by_title_newline_text():
    assert version_hash("Tide", "High.") == hashlib.sha256(b"Tide\nHigh.").hexdigest()


def test_posts_that_share_a_guid_are_told_apart_by_link_then_by_what_they_say():
    one, two, three = apart((("g", "https://h.example/1", "A", ""), ("g", "https://h.example/2", "B", ""), ("x", "", "C", "")))
    assert one != two and three == "x"
    first, second = apart((("g", "", "A", ""), ("g", "", "B", "")))
    assert first != second
    assert len(set(apart((("g", "", "A", "t"), ("g", "", "A", "t"))))) == 1


def test_keys_of_shared_guids_do_not_depend_on_the_order_of_the_listing():
    posts = (("g", "https://h.example/1", "A", ""), ("g", "https://h.example/2", "B", ""))
    assert apart(posts) == apart(posts[::-1])[::-1]
