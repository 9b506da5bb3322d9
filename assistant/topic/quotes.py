"""What a person said, in posts: whole sentences in which he is the speaker, not those that only name him. Pure; it proves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.people import is_he, words
from assistant.speech import speeches
from assistant.terms import terms
from assistant.words import Excerpt, Post

SAME = 0.8  # share of terms from which two sentences are one statement, told twice
LEAST = 4  # words: "He agreed." is no statement


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of `posts[0]`, by offsets; the other posts carry the same. `speaker` is where he is named there."""

    start: int
    end: int
    speaker: tuple[int, int]
    direct: bool
    posts: tuple[Post, ...]

    @property
    def post(self) -> Post:
        return self.posts[0]

    @property
    def named(self) -> Excerpt:
        return Excerpt(self.post, *self.speaker)


def said_by(person: str, posts: Sequence[Post]) -> tuple[Said, ...]:
    """Newest first; of posts that carry the same words the oldest is shown. Within a post in its order."""
    wanted = words(person)
    kept: list[tuple[frozenset[str], Said]] = []
    for post in sorted(posts, key=lambda p: (p.at, p.id)):
        for one in speeches(post.text):
            if not any(is_he(post.text[a:b], wanted, post.text) for a, b in (one.speaker, *one.beside)):
                continue
            held = frozenset(terms(post.text[one.start : one.end], post.version.language))
            if len(post.text[one.start : one.end].split()) < LEAST:
                continue
            at = next((n for n, (other, told) in enumerate(kept) if told.post.id != post.id and _same(held, other)), -1)
            if at < 0:
                kept.append((held, Said(one.start, one.end, one.speaker, one.direct, (post,))))
            elif post.id not in {p.id for p in kept[at][1].posts}:
                first = kept[at][1]
                kept[at] = (kept[at][0], Said(first.start, first.end, first.speaker, first.direct, (*first.posts, post)))
    return tuple(sorted((said for _, said in kept), key=lambda s: (-s.post.at.timestamp(), s.post.id, s.start)))


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    """Most terms shared, and every figure."""
    return len(a & b) > SAME * max(1, max(len(a), len(b))) and not any(t[0].isdigit() for t in a ^ b)
