"""The sentences of a digest: whole sentences of the posts, as claims for the gate; pure. It proves nothing itself.

The first sentence of a news post is its news: the lead. For a story that goes on, the lead of what is new; for a correction,
the sentence that differs from the version the chat had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.digest.choose import Chosen
from assistant.sentences import sentences
from assistant.words import Claim, Post

SENTENCES: Mapping[str, int] = {"headlines": 0, "short": 1, "full": 2}
LEAST = 40  # characters: a shorter first line is a dateline or a label
MOST = 320  # a longer sentence is no digest line


def drafts(chosen: Chosen, length: str) -> tuple[tuple[Claim, ...], tuple[Post, ...]]:
    """Claims for one story, best first, more than needed (the gate may drop some), and the posts their numbers count in."""
    posts = tuple(reversed(chosen.fresh))[:3]
    per_post = [_leads(post, chosen.before.text if chosen.before else "") for post in posts]
    claims = [Claim(text, ((number, text),)) for number, text in _woven(per_post)]
    return tuple(claims[: 3 * SENTENCES[length]]), posts


def _woven(per_post: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    """The first sentence of each post, then the second of each ...; no sentence twice."""
    told = set()
    for row in range(max(map(len, per_post), default=0)):
        for number, texts in enumerate(per_post, start=1):
            if row < len(texts) and texts[row] not in told:
                told.add(texts[row])
                yield number, texts[row]


def _leads(post: Post, before: str) -> list[str]:
    """The first sentences worth a digest line; where there is an older version, those that it did not have."""
    found = [post.text[start:end] for start, end in sentences(post.text[:4000])]
    usable = [text for text in found if LEAST <= len(text) <= MOST and text not in before]
    return (usable or [text for text in found if len(text) <= MOST and text not in before])[:3]
