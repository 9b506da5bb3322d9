"""Folding and finding under it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import find, fold

_SIGNS = st.text(alphabet=st.sampled_from("ab “”‘’\"'—–-…. \u00a0\u200b\u00adﬁи\u0306\n\tЇ"), max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“No,” she said — ‘never’", "\"No,\" she said - 'never'"),
        ("«Ні» – „ja“", '"Ні" - "ja"'),
        ("10\u00a0000\u202f€", "10 000 €"),
        ("a  b\n\nc\td", "a b c d"),
        ("co\u00adop\u200berate", "cooperate"),
        ("wait…", "wait..."),
        ("yes -- no --- maybe", "yes - no - maybe"),
        ("\ufb01ne ２０２２", "fine 2022"),
        ("и\u0306", "й"),
        ("Accents é and Case stay.", "Accents é and Case stay."),
        ("", ""),
    ],
)
def test_signs_fold(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("needle", "haystack", "found"),
    [
        ('"No" - it\'s', "He: “No”\u00a0— it’s so", "“No”\u00a0— it’s"),
        ("fine day", "a \ufb01ne\n\nday out", "\ufb01ne\n\nday"),
        ("cooperate", "They co\u00adoperate.", "co\u00adoperate"),
        ("wait...", "Oh, wait… no", "wait…"),
        ("  spaced  ", "is spaced out", "spaced"),
    ],
)
def test_a_run_is_found_by_its_original_offsets(needle: str, haystack: str, found: str) -> None:
    at = find(needle, haystack)
    assert at is not None
    assert haystack[at[0] : at[1]] == found


@pytest.mark.parametrize(
    ("needle", "haystack"), [("", "text"), ("  ", "text"), ("a c", "a b c"), ("No", "no"), ("resume", "résumé")]
)
def test_what_is_not_one_run_is_not_found(needle: str, haystack: str) -> None:
    assert find(needle, haystack) is None


@given(_SIGNS)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(_SIGNS, st.integers(0, 40), st.integers(0, 40))
def test_every_span_folds_to_what_was_asked(text: str, one: int, other: int) -> None:
    folded = fold(text)
    start, end = sorted((min(one, len(folded.text)), min(other, len(folded.text))))
    if start == end:
        return
    first, last = folded.span(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.text[start:end] in fold(text[first:last]).text


@given(st.text(max_size=60))
def test_any_text_is_found_in_itself(text: str) -> None:
    assert (find(text, text) is not None) == bool(fold(text).text.strip())
