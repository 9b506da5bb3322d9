"""Sentences shown as they stand in posts, each with who says so: outlet and time, and the speaker whom the sentence before names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from assistant.layout.blocks import Block, Line, Span, line, say
from assistant.layout.moments import moment
from assistant.layout.outlets import outlet
from assistant.speech import speeches
from assistant.words import Excerpt, Post, Proven

NEXT = 4  # characters between a sentence and the one that goes on about its speaker
_BEGINS = re.compile(r"\W*(?:he|she)\b", re.IGNORECASE)


def extracts(told: Sequence[tuple[Line, Proven]], posts: Sequence[Post], zone: str, now: datetime) -> tuple[Block, ...]:
    """A block for each run of sentences of one post; `told` are the sentences with their [n]."""
    by_version = {post.version.id: post for post in posts}
    runs = groupby(told, key=lambda pair: pair[1].quotes[0].version_id if pair[1].quotes else 0)
    return tuple(Block((_run(list(run), by_version.get(version), zone, now),)) for version, run in runs)


def _run(told: Sequence[tuple[Line, Proven]], post: Post | None, zone: str, now: datetime) -> Line:
    if post is None:
        return tuple(span for spans, _ in told for span in spans)
    shown: list[Span] = [Span(outlet(post), "soft"), Span(say(", {}: ", moment(post.at, zone, now)), "soft")]
    for number, (spans, claim) in enumerate(told):
        shown += line(say(" ")) if number else ()
        if name := speaker(claim, post):
            shown += line(say("("), Span(name), say(") "))
        shown += line(say("headline: ")) if _is_headline(claim, post) else ()
        shown += spans
    return tuple(shown)


def _is_headline(claim: Proven, post: Post) -> bool:
    """A headline seldom says whose word it is, so it is called one; a title that we made of a text's beginning is none."""
    return claim.quotes[0].part == "title" and not post.text.startswith(post.title.rstrip(" …"))


def speaker(claim: Proven, post: Post) -> Excerpt | None:
    """Whom the sentences before name, where this one only says "he said", goes on with his words or begins with "She"."""
    quote = claim.quotes[0]
    if quote.part == "title":
        return None
    told = speeches(post.text)
    said = next((s for s in told if s.start <= quote.start and quote.end <= s.end), None)
    if said is None and _BEGINS.match(claim.text):
        said = next((s for s in told if 0 <= quote.start - s.end < NEXT), None)
    if said is None or said.speaker[1] > quote.start:
        return None
    return Excerpt(post, *said.speaker)
