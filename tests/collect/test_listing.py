import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.collect.listing import withdrawn


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [
        ("abcde", "abde", "c"),  # missing from between neighbours
        ("abcde", "xyabcd", ""),  # e aged off the end
        ("abcde", "xab", ""),  # so did c, d and e
        ("abcde", "xbcde", ""),  # the newest is missing: no neighbour before it
        ("abcde", "xace", "bd"),
        ("abcde", "vwxyz", ""),  # nothing left to compare with
        ("abcde", "a", ""),
        ("abcde", "eba", ""),  # another order proves nothing
        ("", "abc", ""),
        ("abc", "", ""),
        ("abcde", "abxde", "c"),
    ],
)
def test_only_what_is_missing_between_listed_neighbours_is_withdrawn(before, now, gone):
    assert "".join(withdrawn(tuple(before), tuple(now))) == gone


@given(st.lists(st.integers(), unique=True, max_size=30), st.integers(0, 30), st.lists(st.text(min_size=1), max_size=5))
def test_new_posts_on_top_and_old_ones_ageing_off_withdraw_nothing(listing, kept, new):
    before = [str(n) for n in listing]
    assert withdrawn(before, [f"new {n}" for n in new] + before[:kept]) == ()
