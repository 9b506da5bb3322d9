"""Which posts an outlet took back, by two of its listings: missing from between neighbours that are still listed.

Never those that aged off the end (a feed holds only so many), and nothing at all where the order tells too little.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def withdrawn(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Keys of the listing `before`, in its order, that are missing from `now` although a post before and one after it are still there.

    The neighbours must still stand in the same order: a reshuffled list (by popularity, say) proves nothing.
    """
    place = {key: at for at, key in enumerate(now)}
    kept = [(at, place[key]) for at, key in enumerate(before) if key in place]
    if len(kept) < 2 or not _in_order([there for _, there in kept]):
        return ()
    first, last = kept[0][0], kept[-1][0]
    return tuple(dict.fromkeys(key for key in before[first:last] if key not in place))


def _in_order(places: Sequence[int]) -> bool:
    return all(one < other for one, other in pairwise(places))
