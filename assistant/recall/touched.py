"""What a changed or withdrawn post does to the sentences that cite it; pure, no ports.

    a sentence, the post as it was cited, as its readers last knew it, as it is now -> Fell, Again, or nothing

A trivial edit touches nothing; an edit after which the sentence still stands (gate) touches nothing. It decides about one sentence;
which chats had it, and who is told, is for the journey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant import change
from assistant.gate import Stands, prove
from assistant.gate.again import claim_again
from assistant.layout.changes import Hunk, hunks
from assistant.recall.notes import cut_down, is_note, sober
from assistant.words import Claim, Excerpt, Post, Proven, Quote, StoredClaim, Version

What = Literal["changed", "withdrawn", "again", "corrected"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that was said, with every post it cites as it was cited, by version id."""

    claim: StoredClaim
    posts: Mapping[int, Post]

    def of(self, post_id: int) -> Post | None:
        """The post as the sentence cites it: its newest cited version."""
        mine = [p for v, p in self.posts.items() if p.id == post_id and any(q.version_id == v for q in self.claim.quotes)]
        return max(mine, key=lambda p: p.version.number, default=None)


@dataclass(frozen=True, slots=True)
class Known:
    """What readers know of a post: the version they were told last, and whether they were told that it is withdrawn."""

    post: Post
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence that does not stand any more, or stands `again`. `places` are where its post changed around what it cites.

    "corrected": `now` is another post that corrects the one cited (`was`), by the sentences `instead` (corrections.py).
    """

    what: What
    said: Proven | Excerpt
    was: Post
    now: Post
    places: tuple[Hunk, ...]
    instead: tuple[Excerpt, ...] = ()


def touch(cited: Cited, known: Known, now: Known) -> Touched | None:
    """What became of a sentence between what its readers know and now. None: nothing that they must be told."""
    was = cited.of(now.post.id)
    if was is None or _same(known, now):
        return None
    stood = not known.withdrawn and stands(cited, known.post)
    if now.withdrawn:
        return Touched("withdrawn", said_of(cited, was), was, now.post, ()) if stood else None
    if cut_down(known.post.version, now.post.version) and not known.withdrawn:
        return None
    stands_now = stands(cited, now.post)
    if stood and not stands_now:
        return Touched("changed", said_of(cited, was), was, now.post, around(cited, was, now.post))
    if stands_now and not stood:
        return Touched("again", said_of(cited, was), was, now.post, ())
    if not stands_now and (known.withdrawn or _reads_otherwise(cited, was, known.post, now.post)):
        return Touched("changed", said_of(cited, was), was, now.post, around(cited, was, now.post))
    return None


def stands(cited: Cited, now: Post) -> bool:
    """Whether the gate lets the sentence stand on this version of the post: on its own quotes, or on support it finds there."""
    was = cited.of(now.id)
    if was is None or was.version.id == now.version.id or _is_form(was.version, now.version):
        return True
    shown = {p.id: p for p in cited.posts.values()} | {now.id: sober(now, was)}
    numbers = {post_id: n for n, post_id in enumerate(shown, 1)}
    quotes = tuple((numbers[cited.posts[q.version_id].id], q.text) for q in cited.claim.quotes)
    posts, claim = list(shown.values()), cited.claim
    if claim.original:
        return isinstance(prove(Claim(claim.text), posts, original=claim.original, translated=True), Stands)
    return any(isinstance(prove(Claim(claim.text, given), posts), Stands) for given in (quotes, ()))


def around(cited: Cited, was: Post, now: Post) -> tuple[Hunk, ...]:
    """Where the post changed around the passages cited, and what it says itself of its correction; all places where none of the
    cited did (a headline, a denial further down)."""
    found = hunks(was, now)
    mine = [q for q in cited.claim.quotes if q.version_id == was.version.id]
    near = {h for h in found if any(_meets(h, q, was) for q in mine)}
    return (
        tuple(h for h in found if h in near or (h.part == "text" and is_note(now.text[h.new[0] : h.new[1]]))) if near else found
    )


def _meets(hunk: Hunk, quote: Quote, was: Post) -> bool:
    """Whether the quote, or the headline above it, is what changed."""
    if hunk.part != quote.part:
        return hunk.part == "title" and _share(was, hunk, quote)
    return hunk.old[0] < quote.end and quote.start < hunk.old[1]


def _share(was: Post, hunk: Hunk, quote: Quote) -> bool:
    """Whether what the headline lost stands in the quote too: then both tell of the same correction."""
    return any(was.title[a:b].casefold() in quote.text.casefold() for a, b in hunk.gone)


def _reads_otherwise(cited: Cited, was: Post, known: Post, now: Post) -> bool:
    """Whether the places around the citation read differently than they did when readers were last told."""
    return _reads(cited, was, known) != _reads(cited, was, now)


def _reads(cited: Cited, was: Post, now: Post) -> list[str]:
    return [change.plain((now.title if h.part == "title" else now.text)[h.new[0] : h.new[1]]) for h in around(cited, was, now)]


def _is_form(old: Version, new: Version) -> bool:
    return change.plain(old.title) == change.plain(new.title) and change.plain(old.text) == change.plain(new.text)


def _same(known: Known, now: Known) -> bool:
    return known.withdrawn == now.withdrawn and (known.withdrawn or known.post.version.id == now.post.version.id)


def said_of(cited: Cited, was: Post) -> Proven | Excerpt:
    """The sentence as it was proven then; where the gate has become stricter since, the quote that it stood on."""
    verdict = claim_again(cited.claim, cited.posts)
    if isinstance(verdict, Stands):
        return verdict.proven
    quote = next(q for q in cited.claim.quotes if q.version_id == was.version.id)
    return Excerpt(was, quote.start, quote.end, quote.part)
