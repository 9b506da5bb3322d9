"""The terminal: what is printed for people, and the JSON for machines. It knows the nouns and their layout, no store and no journey.

show       a text, or a value as one line of JSON
*_json     the shapes that README.md documents; times are ISO 8601 UTC or null
bar        a progress bar on standard error, where that is a terminal
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol

from assistant.addresses import mask_url
from assistant.words import Answer, CheckedDraft, Digest, Failed, Passage, Post, Proven, Receipt, Source, Tended

GREETING = "Ask in your words; follow up; /latest /digest /sources /new /quit."
HELP = (
    "/timeline TOPIC · /brief TOPIC · /quotes PERSON · "
    "/latest the newest posts · /digest of 24 hours · /sources · /new starts over · /quit"
)


class RoundLike(Protocol):
    """What a reading of a source came to (collect/journey.Round)."""

    @property
    def source(self) -> Source: ...

    @property
    def kept(self) -> tuple[tuple[Post, str], ...]: ...

    @property
    def failed(self) -> tuple[Failed, ...]: ...


def show(value: str | Mapping[str, Any]) -> None:
    """Print a text, or a value as one line of JSON."""
    print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), flush=True)


def prompt() -> str | None:
    """A line from the terminal; None at its end."""
    try:
        return input("> ").strip()
    except EOFError:
        return None


def confirm(question: str) -> bool:
    """Yes only when somebody at the terminal says so."""
    if not sys.stdin.isatty():
        return False
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


@contextlib.contextmanager
def progress(words: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """A spinner with what is being worked on."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words) as status:
        yield lambda what: status.update(f"{words} {what}")


@contextlib.contextmanager
def bar(words: str, total: int, *, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """A progress bar over `total`; call with how many more are done."""
    if quiet or not total or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True)) as shown:
        task = shown.add_task(words, total=total)
        yield lambda more: shown.advance(task, more)


# --- for people ---------------------------------------------------------------------------------------------------------


def rounds_text(rounds: Sequence[RoundLike]) -> str:
    """One line a source read, then the failures with their reasons."""
    lines = []
    for done in rounds:
        if done.failed:
            lines.append(f"failed     {mask_url(done.failed[0].url)}: {done.failed[0].reason}")
            continue
        counts = {state: sum(1 for _, s in done.kept if s == state) for state in ("new", "changed", "unchanged")}
        told = ", ".join(f"{n} {state}" for state, n in counts.items() if n) or "nothing in it"
        lines.append(f"{done.source.title}: {told}")
    return "\n".join(lines)


# --- for machines -------------------------------------------------------------------------------------------------------


def post_json(post: Post) -> dict[str, Any]:
    """{"title", "url", "published", "text", "source", "author", "version", "withdrawn"}"""
    return {
        "title": post.title,
        "url": post.url,
        "published": _time(post.published),
        "text": post.text,
        "source": post.outlet,
        "author": post.version.author,
        "version": post.version.number,
        "withdrawn": _time(post.withdrawn_at),
    }


def rounds_json(rounds: Sequence[RoundLike]) -> dict[str, Any]:
    """{"posts": [...], "new", "changed", "unchanged", "failed": [{"url", "reason"}]}"""
    kept = [(post, state) for done in rounds for post, state in done.kept]
    return {
        "posts": [post_json(post) for post, _ in kept],
        "new": sum(1 for _, state in kept if state in ("new", "back")),
        "changed": sum(1 for _, state in kept if state == "changed"),
        "unchanged": sum(1 for _, state in kept if state == "unchanged"),
        "failed": [{"url": mask_url(f.url), "reason": f.reason} for done in rounds for f in done.failed],
    }


def answer_json(answer: Answer) -> dict[str, Any]:
    """{"answer": text or null, "claims": [{"text", "quotes"}], "passages": [...], "receipt": {...}}"""
    posts = {p.version.id: p for p in (*answer.posts, *(p.post for p in answer.passages))}
    return {
        "answer": " ".join(_numbered(claim, answer.posts) for claim in answer.claims) or None,
        "claims": [_claim_json(claim, posts) for claim in answer.claims],
        "passages": [_passage_json(passage) for passage in answer.passages],
        "receipt": _receipt_json(answer.receipt),
    }


def check_json(draft: CheckedDraft) -> dict[str, Any]:
    """{"sentences": [{"text", "start", "end", "verdict", "marks": [{"kind", "text", "instead", "sure"}], "found": [...]}], "unread",
    "left", "note", "cost"}; offsets count in the draft."""
    return {
        "sentences": [
            {
                "text": draft.text[s.start : s.end],
                "start": s.start,
                "end": s.end,
                "verdict": s.verdict,
                "marks": [
                    {
                        "kind": m.kind,
                        "start": m.start,
                        "end": m.end,
                        "text": draft.text[m.start : m.end],
                        "instead": m.instead,
                        "sure": m.sure,
                    }
                    for m in s.marks
                ],
                "found": [
                    {
                        "quote": e.post.text[e.start : e.end],
                        "title": e.post.title,
                        "url": mask_url(e.post.url),
                        "source": e.post.outlet,
                    }
                    for e in s.found
                ],
            }
            for s in draft.sentences
        ],
        "unread": draft.unread,
        "left": draft.left,
        "note": draft.note,
        "cost": draft.cost,
    }


def digest_json(digest: Digest) -> dict[str, Any]:
    """{"since", "until", "items": [{"mark", "title", "url", "claims", "posts", "origins"}], "searched", "more"}"""
    return {
        "since": _time(digest.since),
        "until": _time(digest.until),
        "items": [
            {
                "mark": item.mark,
                "story": item.story_id,
                "title": item.post.title,
                "url": item.post.url,
                "claims": [_claim_json(c, {p.version.id: p for p in (*item.posts, item.post)}) for c in item.claims],
                "posts": [
                    {"title": p.title, "url": p.url, "published": _time(p.published), "source": p.outlet} for p in item.posts
                ],
                "origins": item.origins,
            }
            for item in digest.items
        ],
        "searched": digest.searched,
        "more": digest.more,
    }


def source_json(tended: Tended) -> dict[str, Any]:
    """{"id", "kind", "title", "url", "state", "audience", "failures", "last_error", "last_ok", "last_new", "next_due"}"""
    source = tended.source
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "url": mask_url(source.url),
        "state": source.state,
        "audience": source.audience,
        "failures": tended.failures,
        "last_error": tended.last_error,
        "last_ok": _time(tended.last_ok),
        "last_new": _time(tended.last_new),
        "next_due": _time(tended.next_due),
    }


def _numbered(claim: Proven, posts: Sequence[Post]) -> str:
    numbers = {post.version.id: n for n, post in enumerate(posts, 1)}
    cited = sorted({numbers[q.version_id] for q in claim.quotes if q.version_id in numbers})
    return " ".join([claim.text, *(f"[{n}]" for n in cited)])


def _claim_json(claim: Proven, posts: Mapping[int, Post]) -> dict[str, Any]:
    quotes = [(posts[q.version_id], q) for q in claim.quotes if q.version_id in posts]
    return {"text": claim.text, "quotes": [{"url": p.url, "title": p.title, "text": q.text} for p, q in quotes]}


def _passage_json(passage: Passage) -> dict[str, Any]:
    post = passage.post
    return {
        "url": post.url,
        "title": post.title,
        "text": passage.text or post.title,
        "published": _time(post.published),
        "source": post.outlet,
        "score": round(passage.score, 4),
    }


def _receipt_json(receipt: Receipt) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(receipt).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _time(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
