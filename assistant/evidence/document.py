"""An answer with all that proves it as one JSON document that stands by itself: no database is needed to check it (verify.py). Pure.

    StoredAnswer -> document (JSON), sealed with the SHA-256 of all else -> text, in exactly one spelling -> a page for people (page.py)

The spelling is fixed (`spelled`), so that every byte of the file counts. The seal finds change, not forgery: who rewrites the whole file
can seal it anew. So the chat that sends the file says the seal too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from assistant.addresses import mask_url
from assistant.gate import Stands
from assistant.gate.again import claim_again
from assistant.words import Answer, Post, Question, Quote, Receipt, StoredAnswer, StoredClaim, StoredDigest, Version

Kind = Literal["answer", "digest"]
FORMAT = "newsroom-evidence/1"
LOOK = 2  # of the page that shows it (page.py)
LOOKS = (1, LOOK)  # what page.py can make: of the first there are no sides, all else is the same
SEAL = "seal"


def of_digest(stored: StoredDigest) -> StoredAnswer:
    """A digest, or an alert, as what it states: its sentences; of a story told by its headline alone, the headline."""
    digest = stored.digest
    told = zip(digest.items, stored.claims, strict=True)
    claims = [claim for item, mine in told for claim in mine or _headline(item.post)]
    posts = {p.version.id: p for item in digest.items for p in (*item.posts, item.post)}
    question = Question("", "", digest.slot or digest.until, digest.zone)
    answer = Answer(question, (), tuple(posts.values()), (), Receipt(posts=digest.searched), digest.id)
    return StoredAnswer(answer, tuple(dict.fromkeys(claims)), stored.told_at or digest.until)


def _headline(post: Post) -> tuple[StoredClaim, ...]:
    """None of one that states nothing (a question, an appeal)."""
    told = StoredClaim(post.title, (Quote(post.version.id, 0, len(post.title), post.title, "title"),))
    return (told,) if isinstance(claim_again(told, {post.version.id: post}), Stands) else ()


def document(stored: StoredAnswer, made_at: datetime, settings: Mapping[str, str], kind: Kind = "answer") -> dict[str, Any]:
    """The evidence of an answer. `settings`: those that bear on answers, as they are when it is made; no secrets."""
    cited = dict.fromkeys(q.version_id for claim in stored.shown for q in claim.quotes)
    posts = {p.version.id: p for p in (*(p.post for p in stored.answer.passages), *stored.answer.posts)}
    question = stored.answer.question
    made: dict[str, Any] = {
        "format": FORMAT,
        "look": LOOK,
        "made_at": made_at.isoformat(),
        "question": {
            "text": question.text,
            "asked_at": question.asked_at.isoformat(),
            "zone": question.zone,
            "all_time": question.all_time,
            "newest_first": question.newest_first,
        },
        "answer": {
            "kind": kind,
            "id": stored.answer.id,
            "answered_at": stored.answered_at.isoformat(),
            "text": answer_text(stored.claims),
        },
        "claims": [_claim(claim) for claim in stored.claims],
        "sides": [_claim(side) for side in stored.sides],
        "versions": [_version(posts[version_id]) for version_id in cited if version_id in posts],
        "how": _how(stored.answer.receipt),
        "settings": dict(settings),
    }
    return made | {SEAL: seal(made)}


def spelled(made: Mapping[str, Any]) -> str:
    """The one spelling of a document."""
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=False) + "\n"


def seal(made: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the document without its seal."""
    return sha256(
        spelled({name: value for name, value in made.items() if name != SEAL}).encode("utf-8", "surrogatepass")
    ).hexdigest()


def answer_text(claims: Sequence[StoredClaim]) -> str:
    """The sentences as they were shown, one a line."""
    return "\n".join(claim.text for claim in claims)


def _claim(claim: StoredClaim) -> dict[str, Any]:
    return {"text": claim.text, "original": claim.original, "quotes": [_quote(q) for q in claim.quotes]}


def _quote(quote: Quote) -> dict[str, Any]:
    return {"version": quote.version_id, "part": quote.part, "start": quote.start, "end": quote.end, "text": quote.text}


def _version(post: Post) -> dict[str, Any]:
    version = post.version
    return {
        "id": version.id,
        "number": version.number,
        "post": post.id,
        "source": post.source_id,
        "outlet": post.outlet,
        "url": mask_url(post.url),
        "key": post.key,
        "published": _time(post.published),
        "first_seen": _time(post.first_seen),
        "withdrawn_at": _time(post.withdrawn_at),
        "embargo_until": _time(post.embargo_until),
        "read_at": _time(version.first_seen),
        "author": version.author,
        "language": version.language,
        "title": version.title,
        "text": version.text,
        "sha256": version.hash,
    }


def _how(receipt: Receipt) -> dict[str, Any]:
    """The receipt: period, what was searched, the model, the prompt's hash, the embeddings, what fell and what it cost."""
    period = receipt.period
    times = {"since": _time(period.since), "until": _time(period.until), "words": period.words}
    return asdict(receipt) | {
        "period": times,
        "newest": _time(receipt.newest),
        "answered_at": _time(receipt.answered_at),
        "only_sources": list(receipt.only_sources),
        "ill_sources": list(receipt.ill_sources),
    }


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""


# --- read again -------------------------------------------------------------------------------------------------------


def claims_of(made: Mapping[str, Any], name: Literal["claims", "sides"] = "claims") -> list[StoredClaim]:
    """What was said, or what was set beside it (none in a document of the first look). Raises KeyError, TypeError or ValueError where
    the document is no evidence."""
    return [
        StoredClaim(
            str(c["text"]),
            tuple(
                Quote(
                    int(q["version"]), int(q["start"]), int(q["end"]), str(q["text"]), "title" if q["part"] == "title" else "text"
                )
                for q in c["quotes"]
            ),
            str(c["original"]),
        )
        for c in (made["claims"] if name == "claims" else made.get(name, ()))
    ]


def posts_of(made: Mapping[str, Any]) -> dict[int, Post]:
    """The cited versions by id. Raises as `claims_of`."""
    found = {}
    for v in made["versions"]:
        version = Version(
            int(v["id"]),
            int(v["post"]),
            int(v["number"]),
            str(v["title"]),
            str(v["text"]),
            str(v["sha256"]),
            datetime.fromisoformat(v["read_at"]),
            str(v["author"]),
            str(v["language"]),
        )
        published = datetime.fromisoformat(v["published"]) if v["published"] else None
        found[version.id] = Post(
            version.post_id,
            int(v["source"]),
            str(v["outlet"]),
            str(v["key"]),
            str(v["url"]),
            version,
            datetime.fromisoformat(v["first_seen"]),
            published,
            datetime.fromisoformat(v["withdrawn_at"]) if v["withdrawn_at"] else None,
        )
    return found
