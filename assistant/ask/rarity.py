"""How much a word tells: the rarer in the archive, the more. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.ask.query import Query, Word
from assistant.language import language_of
from assistant.words import Post


@dataclass(frozen=True, slots=True)
class Rarity:
    """Of how many chunks, and in how many each term stands (ports.Posts.frequencies)."""

    chunks: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    def of(self, term: str) -> float:
        """BM25's inverse document frequency, never below a little; a term that stands nowhere is as rare as one that stands once."""
        count = max(self.counts.get(term, 1), 1)
        return max(math.log((self.chunks + 1.0) / (count + 0.5)), 0.1) if self.chunks else 1.0

    @property
    def most(self) -> float:
        """Of a term that stands once."""
        return max(math.log((self.chunks + 1.0) / 1.5), 0.1) if self.chunks else 1.0


def weighed(query: Query, rarity: Rarity) -> tuple[tuple[Word, float], ...]:
    """The question's words with what each tells; a word of several terms (pairs of characters) as their mean."""
    return tuple((word, word.share * sum(rarity.of(t) for t in word.terms) / len(word.terms)) for word in query.words)


def language_of_post(post: Post) -> str:
    """As the post says, else as its beginning reads; "en" where that says nothing."""
    return post.version.language or language_of(post.text or post.title) or "en"
