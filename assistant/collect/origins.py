"""Which posts are copies of one text: what several outlets took from one agency, or the same page under another address. Pure.

    bands    what a post shares with its copies, so that they are found without a scan: hashes of its text, its beginning and its link
    trace    a batch of posts and those that share a band with them -> the origin of each          decides, touches nothing

Posts of one source are never copies of each other: an outlet that repeats itself, or a live blog's updates, are told apart elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from assistant.collect import identity
from assistant.stories.copies import RUN, shingles
from assistant.words import Post

WINDOW = timedelta(days=4)  # copies come out within so much time of each other
TEXT_BANDS = 8  # of a text's smallest hashes: of two texts that share half of their runs, 99% share one of these
FIRST_CHARACTERS, FIRST_BANDS = (
    400,
    4,
)  # characters of its beginning, and its smallest hashes: what was cut short is found by these
CANDIDATES = 8  # looked at in full, those that share most bands
WHOLE = 0.55  # share of all their runs that two prints of one text have in common
CUT = ((0.9, 0.45), (0.75, 0.58))
"""(share of the shorter text's runs that stand in the longer one, share of both beginnings): it was cut. The fewer, the surer both must
begin alike."""
BEGINNING = 100  # words
BEGUN = 0.45  # share of a beginning's runs that stand in the other text
LONGEST = 60_000  # characters compared
SHORTEST = 12  # words; below that texts are alike by chance
RUNS_TO_HOLD = 25
SAME_TITLE = 0.5  # of the shorter title's words, for two posts that lead to one address
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Traced:
    """Origins by post id (0: it is no copy), and origins that turned out to be copies themselves: (was, is)."""

    origins: Mapping[int, int]
    merged: tuple[tuple[int, int], ...] = ()


def bands(post: Post) -> tuple[int, ...]:
    """Numbers (signed, 64 bits) of which a copy shares at least one; none for what is too short to be anybody's."""
    text, link = _text(post), _link(post.url)
    found = [*sorted(shingles(text))[:TEXT_BANDS], *sorted(shingles(text[:FIRST_CHARACTERS]))[:FIRST_BANDS]] if text else []
    if link:
        found.append(int.from_bytes(hashlib.blake2b(link.encode("utf-8", "replace"), digest_size=8).digest(), "big"))
    return tuple(dict.fromkeys(band - 2**63 for band in found))


def _text(post: Post) -> str:
    text = post.text if len(_WORD.findall(post.text[:400])) >= SHORTEST else f"{post.title}\n{post.text}"
    return text if len(_WORD.findall(text[:400])) >= SHORTEST else ""


def _link(url: str) -> str:
    """The address in its comparable form; none for a whole site, or for a place within a page."""
    if not identity.is_web(url):
        return ""
    canonical = identity.canonical(url)
    parts = urlsplit(canonical)
    return canonical if (parts.path.strip("/") or parts.query) and not parts.fragment else ""


def trace(batch: Sequence[Post], marked: Mapping[int, Sequence[int]], near: Iterable[tuple[int, Post]]) -> Traced:
    """The origin of each post of `batch`. `marked` are their bands; `near` the kept posts that hold any of these: (band, post)."""
    holders: dict[int, dict[int, Post]] = defaultdict(dict)
    for band, holder in (*near, *((band, p) for p in batch for band in marked[p.id])):
        holders[band][holder.id] = holder
    waiting = {post.id for post in batch}
    found: dict[int, int] = {}
    merged: dict[int, int] = {}
    for post in sorted(batch, key=lambda p: (p.at, p.id)):
        leading = _leading(marked[post.id], holders)
        others = [p for p in _candidates(post, marked[post.id], holders) if p.id not in waiting]
        waiting.remove(post.id)
        roots = {_root(found.get(p.id) or p.origin, merged) for p in others if _copied(post, p, leading)} - {post.id}
        root = min(roots, default=0)
        merged |= {other: root for other in roots if other != root}
        found[post.id] = root
    return Traced({post: _root(root, merged) for post, root in found.items()}, tuple(merged.items()))


def _root(origin: int, merged: Mapping[int, int]) -> int:
    while origin in merged:
        origin = merged[origin]
    return origin


def _candidates(post: Post, mine: Sequence[int], holders: Mapping[int, Mapping[int, Post]]) -> list[Post]:
    shared = Counter(p.id for band in mine for p in holders.get(band, {}).values() if _may_be(post, p))
    by_id = {p.id: p for band in mine for p in holders.get(band, {}).values()}
    return [by_id[post_id] for post_id, _ in shared.most_common(CANDIDATES)]


def _may_be(post: Post, other: Post) -> bool:
    return other.source_id != post.source_id and abs(other.at - post.at) <= WINDOW


def _leading(mine: Sequence[int], holders: Mapping[int, Mapping[int, Post]]) -> Counter[tuple[int, str]]:
    """How many posts of each source lead to one address."""
    posts = {p.id: p for band in mine for p in holders.get(band, {}).values()}
    return Counter((p.source_id, _link(p.url)) for p in posts.values())


def _copied(post: Post, other: Post, leading: Mapping[tuple[int, str], int]) -> bool:
    return _same_page(post, other, leading) or _same_text(_text(post), _text(other))


def _same_page(post: Post, other: Post, leading: Mapping[tuple[int, str], int]) -> bool:
    """One address under one title; where a source has several posts at the address (a live blog), it names none of them."""
    link = _link(post.url)
    if not link or link != _link(other.url) or max(leading.get((p.source_id, link), 0) for p in (post, other)) > 1:
        return False
    one, two = ({w for w in _WORD.findall(p.title.casefold()) if len(w) > 2} for p in (post, other))
    return bool(one and two) and len(one & two) >= SAME_TITLE * min(len(one), len(two))


def _same_text(one: str, two: str) -> bool:
    """Printed twice: most of both is in both and one begins as the other, or nearly all of the shorter is and both begin alike.

    Where texts begin tells copies from stories that share captions, statements or background (bench/origins.py).
    """
    if not one or not two:
        return False
    mine, theirs = _runs(one[:LONGEST]), _runs(two[:LONGEST])
    shared, shorter = len(mine & theirs), min(len(mine), len(theirs))
    less, more = sorted((_begun(one, theirs), _begun(two, mine)))
    if shared >= WHOLE * len(mine | theirs) and more >= BEGUN:
        return True
    return shorter >= RUNS_TO_HOLD and any(shared >= held * shorter and less >= begun for held, begun in CUT)


def _begun(text: str, runs: set[int]) -> float:
    """What share of a text's beginning stands in those runs."""
    mine = _runs(" ".join(_WORD.findall(text[: BEGINNING * 20])[:BEGINNING]))
    return len(mine & runs) / len(mine)


def _runs(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    return {hash(" ".join(words[i : i + RUN])) for i in range(max(1, len(words) - RUN + 1))}
