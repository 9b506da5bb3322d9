"""Copies of one text: what several outlets took from one agency counts as one origin. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from assistant.words import Post

RUN = 5  # words of a shingle
HASHES = 64  # smallest shingles kept of a text (bottom-k sketch: Broder 1997); the error of a share is about 1/sqrt(k)
COPIED = 0.5  # share of common shingles from which one text is a copy of another
LOOKED_AT = 4_000  # characters

_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The smallest HASHES hashes of a text's runs of RUN words: the same in every process. A short text is one run."""
    words = _WORD.findall(text[:LOOKED_AT].casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))}
    hashed = sorted(int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") for run in runs)
    return frozenset(hashed[:HASHES])


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """About what share of their runs two texts have in common, from their shingles; 1.0 for the same text."""
    smallest = sorted(one | other)[:HASHES]
    return sum(h in one and h in other for h in smallest) / max(1, len(smallest))


def copies(posts: Sequence[Post]) -> tuple[tuple[Post, ...], ...]:
    """Posts put together where one is a copy of the other, each set by its first post; in the order given."""
    kept: list[tuple[frozenset[int], list[Post]]] = []
    for post in posts:
        mine = shingles(post.text or post.title)
        found = next((told for other, told in kept if alike(mine, other) >= COPIED), None)
        if found is None:
            kept.append((mine, [post]))
        else:
            found.append(post)
    return tuple(tuple(told) for _, told in kept)


def origins(posts: Sequence[Post]) -> int:
    """Independent origins: outlets, less those that only carry a copy of another's text. At least 1 where there are posts."""
    return len(_by_outlet(copies(posts)))


def traced(posts: Sequence[Post]) -> dict[str, tuple[Post, ...]]:
    """The same by what indexing found out (`Post.origin`), at no cost: independent outlets, each with the posts of its text."""
    told: dict[int, list[Post]] = {}
    for post in posts:
        told.setdefault(post.origin, []).append(post)
    return _by_outlet([tuple(same) for same in told.values()])


def _by_outlet(texts: Sequence[tuple[Post, ...]]) -> dict[str, tuple[Post, ...]]:
    """Each text goes to the first of its outlets that has none yet, those that few carry first; the rest are no origins of their own."""
    heard: dict[str, tuple[Post, ...]] = {}
    for same in sorted(texts, key=lambda told: len({post.outlet for post in told})):
        fresh = next((post.outlet for post in same if post.outlet not in heard), None)
        if fresh is not None:
            heard[fresh] = same
    return heard
