"""What was stored, shown again: only those sentences that still stand in the versions they cite. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.gate.prepared import Prepared, prepare
from assistant.gate.reason import Reason
from assistant.gate.verdict import Falls, Stands, Verdict, prove, restore
from assistant.words import Answer, Claim, Digest, DigestItem, Post, Proven, Quote, StoredAnswer, StoredClaim, StoredDigest


def answer_again(stored: StoredAnswer) -> Answer:
    """The stored answer with those of its claims, and of its sides, that are proven again from their quotes."""
    posts = {p.version.id: p for p in (*stored.answer.posts, *(p.post for p in stored.answer.passages))}
    return replace(stored.answer, claims=claims_again(stored.claims, posts), sides=claims_again(stored.sides, posts))


def digest_again(stored: StoredDigest) -> Digest:
    """The stored digest with those of its sentences that are proven again."""
    items = [_item(item, claims) for item, claims in zip(stored.digest.items, stored.claims, strict=True)]
    return replace(stored.digest, items=tuple(items))


def claims_again(claims: Sequence[StoredClaim], posts: Mapping[int, Post]) -> tuple[Proven, ...]:
    """`posts` by version id; each that is cited is prepared once for all its claims."""
    cited = {quote.version_id for claim in claims if not claim.original for quote in claim.quotes}
    ready = {version: prepare(post) for version, post in posts.items() if version in cited}
    verdicts = [claim_again(claim, posts, ready) for claim in claims]
    return tuple(v.proven for v in verdicts if isinstance(v, Stands))


def claim_again(claim: StoredClaim, posts: Mapping[int, Post], ready: Mapping[int, Prepared] | None = None) -> Verdict:
    """A stored claim by its quotes' offsets; of a translation the original is proven, and the translation held against it. `ready`: the
    cited posts, where they are prepared already."""
    if not claim.original:
        return restore(claim.text, claim.quotes, ready if ready is not None else posts)
    moved = [n for n, q in enumerate(claim.quotes, 1) if q.version_id not in posts or _at(q, posts[q.version_id]) != q.text]
    if moved or not claim.quotes:
        return Falls((Reason("quote", f"Quote {moved[0] if moved else 1} does not stand where it was found."),))
    cited = list({q.version_id: posts[q.version_id] for q in claim.quotes}.values())
    return prove(Claim(claim.text), cited, original=claim.original, translated=True)


def _at(quote: Quote, post: Post) -> str:
    return (post.title if quote.part == "title" else post.text)[quote.start : quote.end]


def _item(item: DigestItem, claims: Sequence[StoredClaim]) -> DigestItem:
    return replace(item, claims=claims_again(claims, {p.version.id: p for p in (*item.posts, item.post)}))
