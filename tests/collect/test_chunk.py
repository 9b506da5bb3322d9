from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.collect.chunk import LEAST, MOST, chunks

SENTENCE = "The ferry to Aldermoor left two hours late on Monday. "
TEXTS = st.one_of(
    st.text(max_size=6_000),
    st.lists(
        st.sampled_from([SENTENCE, "\n\n", "word ", "港口今天早上关闭了。", "а́", "\u200d", "x" * 700, " \n ", "5 р. "]),
        max_size=80,
    ).map("".join),
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_slices_cover_everything_but_blanks_in_order_and_without_overlap(text):
    slices = chunks(text)
    covered = "".join(text[start:end] for start, end in slices)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in pairwise(slices))
    for start, end in slices:
        assert 0 < end - start <= MOST
        assert text[start:end] == text[start:end].strip()


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_the_same_text_is_cut_the_same_way(text):
    assert chunks(text) == chunks("".join(list(text)))


def test_a_blank_text_has_no_slices():
    assert chunks(" \n\t ") == ()


def test_a_short_text_is_one_slice_without_the_blanks_around_it():
    assert chunks("  Tide at noon.\n") == ((2, 15),)


@pytest.mark.parametrize("part", [SENTENCE, "The quay is closed!\n\n", "港口今天早上关闭了，渡轮停运。"])
def test_long_texts_are_cut_at_the_end_of_sentences_or_paragraphs(part):
    text = part * 200
    slices = chunks(text)
    assert all(text[start:end][-1] in ".!。" for start, end in slices)
    assert all(LEAST <= end - start <= MOST for start, end in slices[:-1])


def test_a_text_without_any_blank_is_cut_all_the_same_but_not_inside_a_letter():
    text = "е\u0301" * 3_000
    assert all(text[start] == "е" for start, _ in chunks(text))
