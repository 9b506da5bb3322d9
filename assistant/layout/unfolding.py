"""An answer in the making as blocks: the claims that stand so far. The answer takes its place. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.layout.answers import claim
from assistant.layout.blocks import Block, Span, line, say
from assistant.words import Post, Proven


def unfolding(claims: Sequence[Proven], posts: Sequence[Post]) -> tuple[Block, ...]:
    """Each proven sentence with its [n], leading to the passage; below them, that more may follow."""
    more = Block((line(Span(say("Still writing. What stands above is proven."), "soft")),))
    return (*(claim(c, posts) for c in claims), more)
