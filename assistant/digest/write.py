"""The sentences of a digest: whole sentences of the posts, as claims for the gate; pure. It proves nothing itself.

a story that is new     the sentence of its newest post that carries the headline, mostly the first; of copies, who told it first speaks
one that goes on        the same, of what the chat has not had; nothing that stood in a post it had
a correction            the sentence as it is now that replaced one the chat had
sources that disagree   one sentence of each, whatever the length
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.digest.choose import Chosen
from assistant.digest.judge import admits
from assistant.origin import firsts
from assistant.stories.disagree import between
from assistant.stories.telling import LEANS, telling
from assistant.terms import terms
from assistant.words import Claim, Post, Side

Differing = Callable[[Sequence[Post]], tuple[Side, Side] | None]

SENTENCES: Mapping[str, int] = {"headlines": 0, "short": 1, "full": 2}
COMPARED = 4  # the newest posts of a story, whose figures are compared: what older ones differ in was told then
LOOKED_AT = 5  # a post's first usable sentences
AGAIN = 0.7  # share of a sentence's terms in one already told from which it says the same


@dataclass(frozen=True, slots=True)
class Draft:
    """Claims for one story, best first, more than needed (the gate may drop some); the posts their numbers count in; how many to show."""

    claims: tuple[Claim, ...]
    posts: tuple[Post, ...]
    most: int


def drafts(chosen: Chosen, length: str, differing: Differing = between) -> Draft:
    """What may be said of a story; nothing for "headlines"."""
    most = SENTENCES[length]
    posts = tuple(reversed(firsts(chosen.fresh)))[:3]
    told = [*_disagreeing(chosen, posts, differing)] if most else []
    if told:
        posts = tuple(dict.fromkeys((*posts, *(post for post, _ in told))))
        most = max(most, len(told))
    rows = [_leads(post, chosen) for post in posts[:3]]
    pairs = [*((posts.index(post) + 1, text) for post, text in told), *_woven(rows)]
    claims = tuple(Claim(text, ((number, text),)) for number, text in _once(pairs))
    return Draft(claims[: 3 * most], posts, most)


def _disagreeing(chosen: Chosen, posts: Sequence[Post], differing: Differing) -> tuple[tuple[Post, str], ...]:
    """The two sentences of sources that differ, where one of them is fresh to this chat."""
    found = None if chosen.mark == "corrected" else differing(chosen.story.posts[-COMPARED:])
    if found is None or not {side.excerpt.post.id for side in found} & {post.id for post in posts}:
        return ()
    return tuple((side.excerpt.post, side.excerpt.text) for side in found)


def _woven(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The best sentence of each post, then the second of each ..."""
    for rank in range(max(map(len, rows), default=0)):
        for number, texts in enumerate(rows, start=1):
            if rank < len(texts):
                yield number, texts[rank]


def _once(pairs: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Without those that say again what one before them says."""
    told: list[set[str]] = []
    for number, text in pairs:
        words = set(terms(text))
        if words and not any(len(words & other) > AGAIN * min(len(words), len(other)) for other in told):
            told.append(words)
            yield number, text


def _leads(post: Post, chosen: Chosen) -> list[str]:
    """A post's sentences for a digest, best first: those that carry its headline, near its beginning, standing on their own."""
    held = chosen.held.get(post.id, "")
    fresh = [text for text in _usable(post.text[:4000]) if text not in held]
    old = [text for text in _usable(held) if text not in post.text] if chosen.mark == "corrected" else []
    title = set(terms(post.title, post.version.language))
    ranked = sorted(enumerate(fresh[:LOOKED_AT]), key=lambda pair: -_worth(pair[0], pair[1], title, old))
    return [text for _, text in ranked][:3]


def _worth(rank: int, text: str, title: set[str], old: Sequence[str]) -> float:
    words = set(terms(text))
    worth = 0.6 * len(words & title) / max(1, len(title)) - 0.2 * rank - 0.5 * bool(LEANS.match(text)) - 2.0 * admits(text)
    return worth + 2.0 * max((len(words & set(terms(was))) / max(1, len(words)) for was in old), default=0.0)


def _usable(text: str) -> list[str]:
    return [text[start:end] for start, end in telling(text)]
