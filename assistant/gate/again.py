"""What was stored, shown again: only those sentences that still stand in the versions they cite. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.gate.verdict import Stands, restore
from assistant.words import Answer, Digest, DigestItem, Post, Proven, StoredAnswer, StoredClaim, StoredDigest


def answer_again(stored: StoredAnswer) -> Answer:
    """The stored answer with those of its claims that are proven again from their quotes."""
    posts = {p.version.id: p for p in (*stored.answer.posts, *(p.post for p in stored.answer.passages))}
    return replace(stored.answer, claims=claims_again(stored.claims, posts))


def digest_again(stored: StoredDigest) -> Digest:
    """The stored digest with those of its sentences that are proven again."""
    items = [_item(item, claims) for item, claims in zip(stored.digest.items, stored.claims, strict=True)]
    return replace(stored.digest, items=tuple(items))


def claims_again(claims: Sequence[StoredClaim], posts: Mapping[int, Post]) -> tuple[Proven, ...]:
    """`posts` by version id."""
    verdicts = [restore(claim.text, claim.quotes, posts) for claim in claims]
    return tuple(v.proven for v in verdicts if isinstance(v, Stands))


def _item(item: DigestItem, claims: Sequence[StoredClaim]) -> DigestItem:
    return replace(item, claims=claims_again(claims, {p.version.id: p for p in (*item.posts, item.post)}))
