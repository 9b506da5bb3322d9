"""Messages within Telegram's limits, nothing lost, every part valid by the strict parser of the tests' Bot API server."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.chat.split import split, units, visible
from tests.botapi.html import parse

# without controls: layout/blocks.py takes them out of every text, and Telegram would not show them
text = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60).map(lambda t: escape(t, quote=False))
words = st.lists(
    st.sampled_from(["word. ", "Ждём! ", "a ", "🏟️👩‍🚀 ", "x", "&amp;", "&lt;b&gt;", "\n", "e\u0301"]), max_size=25
).map("".join)
inner = st.recursive(
    text | words,
    lambda kids: st.tuples(
        st.sampled_from(
            [("<b>", "</b>"), ("<code>", "</code>"), ('<a href="https://a.example/?x=1&amp;y=2">', "</a>"), ("<i>", "</i>")]
        ),
        st.lists(kids, max_size=3),
    ).map(lambda t: t[0][0] + "".join(t[1]) + t[0][1]),
    max_leaves=8,
)
block = st.lists(inner, max_size=6).map("".join)


def seen(html: str) -> str:
    return "".join(visible(html).split())


@settings(max_examples=80, deadline=None)
@given(st.lists(block, max_size=8), st.integers(20, 200), st.integers(4, 12))
def test_no_text_is_lost_and_every_part_is_valid_and_in_bounds(blocks, most, entities):
    parts = split(blocks, most, entities)
    assert "".join(map(seen, parts)) == "".join(map(seen, blocks))
    for part in parts:
        shown, found = parse(part)
        assert shown and units(visible(part)) <= most and len(found) <= entities


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["One. ", "<b>two</b> ", "three", "<code>a&amp;b</code>", "🏟️\n", "Чотири! "]), min_size=1),
    st.integers(20, 60),
)
def test_a_block_cut_keeps_its_white_space_too(words, most):
    assert "".join(map(visible, split(["".join(words)], most))).rstrip() == visible("".join(words)).rstrip()


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_units_are_those_of_utf_16(text):
    assert units(text) == len(text.encode("utf-16-le")) // 2


def test_whole_blocks_stay_together_and_fill_a_message():
    blocks = ["a" * 2000, "b" * 2000, "c" * 90, "d" * 10]
    assert split(blocks) == ("a" * 2000 + "\n\n" + "b" * 2000 + "\n\n" + "c" * 90, "d" * 10)


def test_a_long_block_is_cut_after_a_sentence_and_its_tags_go_on():
    sentence = "The bridge at Ostrava Mill is open again. "
    parts = split([f"<b>{sentence * 150}</b>"])
    assert len(parts) == 2 and all(p.startswith("<b>The bridge") and p.endswith(". </b>") for p in parts)


def test_without_sentences_it_is_cut_after_a_word_and_without_words_anywhere():
    assert [visible(p)[-5:] for p in split(["word " * 1000])] == ["word "] * 2
    assert [len(p) for p in split(["x" * 9000])] == [4096, 4096, 808]


@pytest.mark.parametrize("joined", ["👩‍🚀", "🏟️"], ids=["joiner", "variation"])
def test_a_cut_does_not_tear_a_joined_character(joined):
    parts = split([joined * 2000])
    assert all(not p.startswith(("\u200d", "\ufe0f", "🚀")) for p in parts)


def test_entities_past_the_hundredth_go_into_the_next_message():
    parts = split([f"<code>n{i}.example</code>" for i in range(250)])
    assert [p.count("<code>") for p in parts] == [100, 100, 50]
    assert [p.count("<code>") for p in split(["".join(f"<code>n{i}.example</code> " for i in range(250))])] == [100, 100, 50]


@pytest.mark.parametrize("blocks", [[], [""], ["<b></b>", " \n "]])
def test_what_shows_nothing_is_not_sent(blocks):
    assert split(blocks) == ()
