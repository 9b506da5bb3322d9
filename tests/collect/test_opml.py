from datetime import UTC, datetime

import pytest

from assistant.collect.opml import Outline, is_opml, read, write

LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="News">
<outline type="rss" text="Harbour &amp; Post" xmlUrl="https://harbour.example/feed?a=1&amp;b=2"/>
<outline title="Only a title" xmlurl=" https://b.example/feed "/></outline>
<outline text="no address"/><outline text="bad" xmlUrl="/etc/passwd"/></body></opml>"""


def test_feeds_are_found_in_folders_as_they_stand():
    assert is_opml(LIST) and read(LIST) == (
        Outline("Harbour & Post", "https://harbour.example/feed?a=1&b=2"),
        Outline("Only a title", "https://b.example/feed"),
        Outline("bad", "/etc/passwd"),
    )


def test_a_list_that_is_broken_gives_what_can_be_read():
    assert len(read(LIST.replace(b"</outline>", b"").replace(b"Harbour &amp; Post", b"Harbour & Post"))) == 3


@pytest.mark.parametrize("body", [b"", b'<!DOCTYPE opml [<!ENTITY a "a">]><opml><body/></opml>', b"<opml>" + b"<outline>" * 5000])
def test_bombs_and_nothing_are_refused_in_words(body):
    assert isinstance(read(body), str)


def test_what_is_written_is_read_again():
    feeds = [('A "quoted" <b> & c', "https://a.example/?x=1&y=2"), ("Новини\x07", "https://b.example/")]
    again = read(write(feeds, "T", datetime(2026, 11, 22, tzinfo=UTC)))
    assert again == (Outline('A "quoted" & c', feeds[0][1]), Outline("Новини", feeds[1][1]))
