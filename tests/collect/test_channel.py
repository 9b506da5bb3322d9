"""A channel's message as a post."""

from datetime import UTC, datetime

import pytest

from assistant.collect.channel import Message, address_of, album_text, read

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Fire at the mill.", "Fire at the mill.", "Fire at the mill."),
        ("Fire at the old mill\n\nIt began at nine.", "Fire at the old mill", "It began at nine."),
        ("⚡️ Kyiv\nThe bridge is closed.", "⚡️ Kyiv", "The bridge is closed."),
        ("The bridge is closed.\nIt opens on Monday.", "The bridge is closed.", "The bridge is closed.\n\nIt opens on Monday."),
        ("  \n One line \n\n", "One line", "One line"),
    ],
)
def test_a_first_line_that_reads_like_a_headline_is_the_title(text, title, body):
    post = read(Message(text, AT, key="1"))
    assert post is not None
    assert (post.title, post.text, post.published) == (title, body, AT)


def test_addresses_behind_words_are_kept_once_and_those_in_the_text_not_again():
    links = ("https://a.example/1", "https://a.example/1", "https://b.example/")
    post = read(Message("News at https://b.example/ and here.", AT, links=links))
    assert post is not None and post.text.endswith("here.\n\nhttps://a.example/1")


def test_a_picture_alone_is_no_post():
    assert read(Message(" \n", AT, links=("https://a.example",))) is None


def test_a_forwarded_message_without_an_address_is_known_by_what_it_says():
    one, same, other = (read(Message(text, AT)) for text in ("Fire.", "Fire.", "Flood."))
    assert one and same and other and one.key == same.key != other.key
    public = read(Message("Fire.", AT, url="https://t.me/a/1"))
    assert public and public.key == "https://t.me/a/1"


def test_captions_of_an_album_stand_in_the_order_of_its_messages():
    assert album_text({12: "second", 11: "first", 13: " "}) == "first\nsecond"


def test_a_channel_without_a_name_has_an_address_for_its_members():
    assert address_of(-1001234567890, "lakeside", 7) == "https://t.me/lakeside/7"
    assert address_of(-1001234567890, "", 7) == "https://t.me/c/1234567890/7"
