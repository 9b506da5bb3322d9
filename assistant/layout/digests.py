"""A digest as blocks: corrections first as the journey orders them, each story with what is new and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant import origin
from assistant.layout.answers import claim
from assistant.layout.blocks import Block, Line, Span, Words, line, say, title_of
from assistant.layout.disagreements import disagreements
from assistant.layout.moments import day, moment, span_of_time
from assistant.words import Digest, DigestItem, Post

MARKS: dict[str, Words] = {"new": say("New: "), "updated": say("Updated: "), "corrected": say("Corrected: ")}


def digest(digest: Digest) -> tuple[Block, ...]:
    """The whole digest in its own zone; an empty one says in one line that it was quiet."""
    zone, now = digest.zone, digest.until
    if not digest.items:
        span = span_of_time(digest.since, digest.until, zone)
        return (Block((line(say("Nothing new, {}. {} posts looked through.", span, digest.searched)),)),)
    items = tuple(b for item in digest.items for b in story(item, zone, now))
    return (digest_head(digest), *items, digest_foot(digest))


def digest_head(digest: Digest) -> Block:
    """Which day, which period, whether it is late."""
    zone, now = digest.zone, digest.until
    span = span_of_time(digest.since, digest.until, zone)
    head: list[Line] = [line(Span(say("Digest, {}", day(digest.until, zone)), "strong")), line(Span(say("{}", span), "soft"))]
    if digest.late:
        due = say("Late: due {}.", moment(digest.slot, zone, now)) if digest.slot else say("Late.")
        head.append(line(Span(due, "soft")))
    return Block(tuple(head))


def story(item: DigestItem, zone: str, now: datetime) -> tuple[Block, ...]:
    """One story: its mark and headline, its sentences, where they stand."""
    headline = line(
        Span(MARKS[item.mark], "strong"), Span(title_of(item.post) if item.post.title else say("untitled"), "strong", item.post)
    )
    lines: list[Line] = [headline]
    if item.before and item.before.title != item.post.title:
        was = replace(item.post, version=item.before)
        lines.append(line(say("Before: «"), Span(title_of(was)), say("»")))
    lines += _differing(item, zone, now)
    apart = _sides(item)
    told = [row for c in item.claims if c.text not in apart for row in claim(c, item.posts).lines]
    return (Block((*lines, *told, _where(item, zone, now))),)


def _sides(item: DigestItem) -> set[str]:
    """The sentences set side by side: only such as are proven claims of the item."""
    sides = {side.excerpt.text for side in item.differing.sides} if item.differing else set()
    return sides if sides <= {c.text for c in item.claims} else set()


def _differing(item: DigestItem, zone: str, now: datetime) -> list[Line]:
    """The lines of "Sources differ", as an answer shows them."""
    if item.differing is None or not _sides(item):
        return []
    return [row for block in disagreements((item.differing,), zone, now) for row in block.lines]


def _where(item: DigestItem, zone: str, now: datetime) -> Line:
    """[1] outlet time, [2] outlet time; who else carries the same text; how many independent origins there are where copies hide it."""
    posts = item.posts or (item.post,)
    quoted = {quote.version_id for c in item.claims for quote in c.quotes} or {posts[0].version.id}
    texts = {post.origin for post in posts if post.version.id in quoted}
    copies = [post for post in posts if post.version.id not in quoted and post.origin in texts]
    cited = [post for post in posts if post not in copies]
    spans: list[Span] = []
    for number, post in enumerate(cited, 1):
        spans += [Span(say(", ") if spans else say("")), Span(say("[{}] {}", number, post.outlet), "plain", post)]
        spans.append(Span(say(" {}", moment(post.at, zone, now))))
    return (*spans, Span(_copies(copies), "soft"), Span(_origins(posts, item.origins), "soft"))


def _copies(others: Sequence[Post]) -> Words:
    return say("; also {}", ", ".join(dict.fromkeys(post.outlet for post in others))) if others else say("")


def _origins(posts: Sequence[Post], most: int) -> Words:
    """Copies are one origin, and so is what one outlet tells in several posts (`most`)."""
    origins = min(origin.count(posts), most)
    if len(posts) <= origins:
        return say("")
    return say(" ({} posts, 1 origin)", len(posts)) if origins == 1 else say(" ({} posts, {} origins)", len(posts), origins)


def digest_foot(digest: Digest) -> Block:
    """What was looked through, and what did not fit."""
    said = [say("{} posts looked through.", digest.searched)]
    if digest.more:
        said.insert(
            0, say("1 more story did not fit. ") if digest.more == 1 else say("{} more stories did not fit. ", digest.more)
        )
    return Block((tuple(Span(words, "soft") for words in said),))
