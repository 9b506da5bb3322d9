"""A digest as blocks: corrections first as the journey orders them, each story with what is new and where it stands. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.layout.answers import claim
from assistant.layout.blocks import Block, Line, Span, Words, line, say, title_of
from assistant.layout.disagreements import disagreements
from assistant.layout.moments import day, moment, span_of_time
from assistant.words import Digest, DigestItem

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
    """[1] outlet time, [2] outlet time; and how many independent origins there are where copies hide it."""
    cited = item.posts or (item.post,)
    spans: list[Span] = []
    for number, post in enumerate(cited, 1):
        spans += [Span(say(", ") if spans else say("")), Span(say("[{}] {}", number, post.outlet), "plain", post)]
        spans.append(Span(say(" {}", moment(post.at, zone, now))))
    if len(cited) > item.origins:
        spans.append(
            Span(
                say(" ({} posts, {} origin)", len(cited), item.origins) if item.origins == 1 else _origins(item, len(cited)),
                "soft",
            )
        )
    return tuple(spans)


def _origins(item: DigestItem, posts: int) -> Words:
    return say(" ({} posts, {} origins)", posts, item.origins)


def digest_foot(digest: Digest) -> Block:
    """What was looked through, and what did not fit."""
    said = [say("{} posts looked through.", digest.searched)]
    if digest.more:
        said.insert(
            0, say("1 more story did not fit. ") if digest.more == 1 else say("{} more stories did not fit. ", digest.more)
        )
    return Block((tuple(Span(words, "soft") for words in said),))
