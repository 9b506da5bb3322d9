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
    heard: set[str] = set()
    for outlets in sorted(({post.outlet: None for post in told} for told in copies(posts)), key=len):
        fresh = next((outlet for outlet in outlets if outlet not in heard), None)
        heard |= {fresh} if fresh is not None else set()
    return len(heard)
