"""A post made ready to be searched for support, once: folded for quotes, cut into sentences, each with its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.gate.tokens import Token, read
from assistant.sentences import sentences
from assistant.text import Folded, fold
from assistant.words import Post


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a post's text by offsets; `keys` are those of its tokens, `words` those of all its words in order."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post as the gate reads it. Holds for one version: keep it by `post.version.id`. `neighbours`: its pairs of adjacent words."""

    post: Post
    text: Folded
    title: Folded
    sentences: tuple[Sentence, ...]
    title_sentence: Sentence
    neighbours: frozenset[tuple[str, str]]
    day: date

    def sentences_of(self, start: int, end: int) -> range:
        """The numbers of the sentences that `start:end` of the text touches."""
        first = next((n for n, s in enumerate(self.sentences) if s.end > start), len(self.sentences))
        last = first
        while last < len(self.sentences) and self.sentences[last].start < end:
            last += 1
        return range(first, last)


def prepare(post: Post | Prepared) -> Prepared:
    """Ready a post. Costs about as much as proving ten claims; nothing is kept between calls."""
    if isinstance(post, Prepared):
        return post
    found = tuple(_sentence(post.text, start, end) for start, end in sentences(post.text))
    return Prepared(
        post=post,
        text=fold(post.text),
        title=fold(post.title),
        sentences=found,
        neighbours=frozenset(pair for s in found for pair in pairwise(s.words)),
        title_sentence=_sentence(post.title, 0, len(post.title)),
        day=post.at.date(),
    )


def prepare_all(posts: Sequence[Post | Prepared]) -> tuple[Prepared, ...]:
    return tuple(prepare(post) for post in posts)


def _sentence(text: str, start: int, end: int) -> Sentence:
    found, words = read(text, start, end)
    return Sentence(start, end, found, frozenset(t.key for t in found), words)
