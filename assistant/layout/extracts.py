"""Sentences shown as they stand in posts, each with who says so: outlet and time, and the speaker whom the sentence before names. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from assistant.layout.blocks import Block, Line, Span, line, say
from assistant.layout.moments import moment
from assistant.sentences import sentences
from assistant.words import Excerpt, Post, Proven

BEFORE = 600  # characters before a sentence in which its speaker is looked for
NEIGHBOURS = 2  # sentences

_SPEECH = r"(?:said|says|told|added|warned|wrote|announced|argued|explained|claimed|denied|called|asked)"
_UNNAMED = re.compile(rf"\b(?:he|she|they)\s+{_SPEECH}\b|\b{_SPEECH}\s+(?:he|she)\b|^(?:he|she)\b", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w'’.-]*\s+){1,3}[A-Z][\w'’-]+"
_NAMED = re.compile(
    rf"(?P<before>{_NAME}),?(?:[^.,;“”\"]{{0,60}},)?\s+{_SPEECH}\b"  # Mayor Ilse Brandt said; Marta Quill, the secretary, said
    rf"|\b{_SPEECH}\s+(?P<after>{_NAME})"
)


def extracts(told: Sequence[tuple[Line, Proven]], posts: Sequence[Post], zone: str, now: datetime) -> tuple[Block, ...]:
    """A block for each run of sentences of one post; `told` are the sentences with their [n]."""
    by_version = {post.version.id: post for post in posts}
    runs = groupby(told, key=lambda pair: pair[1].quotes[0].version_id if pair[1].quotes else 0)
    return tuple(Block((_run(list(run), by_version.get(version), zone, now),)) for version, run in runs)


def _run(told: Sequence[tuple[Line, Proven]], post: Post | None, zone: str, now: datetime) -> Line:
    if post is None:
        return tuple(span for spans, _ in told for span in spans)
    shown: list[Span] = [Span(say("{}, {}: ", post.outlet, moment(post.at, zone, now)), "soft")]
    for number, (spans, claim) in enumerate(told):
        shown += line(say(" ")) if number else ()
        if name := speaker(claim, post):
            shown += line(say("("), Span(name), say(") "))
        shown += spans
    return tuple(shown)


def speaker(claim: Proven, post: Post) -> Excerpt | None:
    """Whom the sentences before name, where this one only says "he said" or begins with "She"."""
    quote = claim.quotes[0]
    if quote.part == "title" or not _UNNAMED.search(claim.text) or _NAMED.search(claim.text):
        return None
    since = max(0, quote.start - BEFORE)
    for start, end in sentences(post.text[since : quote.start])[-NEIGHBOURS:][::-1]:
        if found := _NAMED.search(post.text, since + start, since + end):
            group = found.lastgroup or "before"
            return Excerpt(post, found.start(group), found.end(group))
    return None
