"""A post made ready to be searched for support, once: folded for quotes, cut into sentences, each with its tokens."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import overload

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


class Sentences(Sequence[Sentence]):
    """A text's sentences, each read when it is first looked at: a claim with quotes looks at five of a long post's hundreds."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = tuple(sentences(text))
        self._ends = [end for _, end in self._spans]
        self._read: dict[int, Sentence] = {}
        self._neighbours: frozenset[tuple[str, str]] | None = None

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, n: int) -> Sentence: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, n: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(n, slice):
            return [self[i] for i in range(*n.indices(len(self)))]
        n = range(len(self))[n]
        if n not in self._read:
            self._read[n] = _sentence(self._text, *self._spans[n])
        return self._read[n]

    def touched(self, start: int, end: int) -> range:
        """The numbers of those that `start:end` of the text touches; reads none."""
        first = last = bisect_right(self._ends, start)
        while last < len(self._spans) and self._spans[last][0] < end:
            last += 1
        return range(first, last)

    @property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        if self._neighbours is None:
            self._neighbours = frozenset(pair for s in self for pair in pairwise(s.words))
        return self._neighbours


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post as the gate reads it. Holds for one version: keep it by `post.version.id`."""

    post: Post
    text: Folded
    title: Folded
    sentences: Sentences
    title_sentence: Sentence
    day: date

    @property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """Its pairs of adjacent words."""
        return self.sentences.neighbours

    def sentences_of(self, start: int, end: int) -> range:
        """The numbers of the sentences that `start:end` of the text touches."""
        return self.sentences.touched(start, end)


def prepare(post: Post | Prepared) -> Prepared:
    """Ready a post; its sentences are read as they are looked at. Nothing is kept between calls."""
    if isinstance(post, Prepared):
        return post
    return Prepared(
        post=post,
        text=fold(post.text),
        title=fold(post.title),
        sentences=Sentences(post.text),
        title_sentence=_sentence(post.title, 0, len(post.title)),
        day=post.at.date(),
    )


def prepare_all(posts: Sequence[Post | Prepared]) -> tuple[Prepared, ...]:
    return tuple(prepare(post) for post in posts)


def _sentence(text: str, start: int, end: int) -> Sentence:
    found, words = read(text, start, end)
    return Sentence(start, end, found, frozenset(t.key for t in found), words)
