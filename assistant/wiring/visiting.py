"""Cited posts looked at again at their own addresses, bound to what is open (the schedule and its rules: collect/revisit.py).

    cited in the last 7 days -> due? -> robots.txt -> conditional GET -> gone twice: withdrawn | edited: a new version | as it was

Beside a feed that still lists a post with a text of its own only its absence is looked for: the feed tells of its edits itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from assistant import change
from assistant.collect import document, revisit
from assistant.collect.journey import PAGES
from assistant.ports import Engine
from assistant.wiring import recalling
from assistant.wiring.house import House
from assistant.words import Failed, Fetched, Parsed, ParsedPost, Post, Source, Validators

AT_ONCE = 40  # visits of one tick; the next takes the rest


@dataclass(frozen=True, slots=True)
class Visited:
    """The memory of a post's visits. `title` and `text` are SHA-256 of its page's, plain; `withdrew`: it was withdrawn by its
    address, so that it is back when the address is."""

    at: datetime | None = None
    gone_since: datetime | None = None
    validators: Validators = Validators()
    title: str = ""
    text: str = ""
    withdrew: bool = False


async def visit_due(house: House, engine: Engine) -> int:
    """Visit the cited posts that are due. Returns how many. Raises StoreError."""
    now = house.clock()
    due: list[tuple[datetime, int]] = []
    cited_lately = await house.database.answers.cited_since(now - revisit.WATCHED)
    kept = await house.database.settings.those([_name(post_id) for post_id, _ in cited_lately])
    for post_id, cited in cited_lately:
        memory = _visited(kept.get(_name(post_id)))
        at = revisit.next_visit(cited, memory.at, memory.gone_since)
        if at is not None and at <= now:
            due.append((at, post_id))
    chosen = [post_id for _, post_id in sorted(due)[:AT_ONCE]]
    posts = await house.database.posts.by_ids(chosen)
    sources = {s.id: s for s in await house.database.sources.all()}
    await asyncio.gather(*(_visit(post, sources.get(post.source_id), house, engine) for post in posts))
    return len(posts)


async def _visit(post: Post, source: Source | None, house: House, engine: Engine) -> None:
    memory, now = await _memory(post.id, house), house.clock()
    url = revisit.own_address(post, source) if source else ""
    if not url or not await house.robots.allowed(url):
        await _remember(post.id, replace(memory, at=now), house)
        return
    answer = await house.fetch(url, memory.validators, accept=PAGES)
    if isinstance(answer, Failed):
        await _absent(post, answer, memory, house, engine)
        return
    if post.withdrawn_at and memory.withdrew:
        await recalling.bring_back(house, engine, post)
    memory = replace(memory, at=now, gone_since=None, withdrew=False)
    if isinstance(answer, Fetched) and not revisit.is_elsewhere(url, answer.url or url) and source:
        memory = replace(await _compared(post, source, answer, memory, house, engine), validators=answer.validators)
    await _remember(post.id, memory, house)


async def _absent(post: Post, answer: Failed, memory: Visited, house: House, engine: Engine) -> None:
    """Gone: noted the first time, withdrawn the second, an hour later. Any other failure says nothing."""
    now = house.clock()
    if not revisit.is_gone(answer) or post.withdrawn_at:
        await _remember(post.id, replace(memory, at=now, gone_since=None if post.withdrawn_at else memory.gone_since), house)
    elif revisit.taken_back(memory.gone_since, now):
        await recalling.withdraw(house, engine, post.id)
        await _remember(post.id, replace(memory, at=now, gone_since=None, withdrew=True), house)
    else:
        await _remember(post.id, replace(memory, at=now, gone_since=memory.gone_since or now), house)


async def _compared(post: Post, source: Source, answer: Fetched, memory: Visited, house: House, engine: Engine) -> Visited:
    """Keep a new version where the page differs in more than form from what it was; returns what to remember of it."""
    parsed = await asyncio.to_thread(
        document.read, answer.body, url=answer.url or post.url, content_type=answer.content_type, seen=house.clock()
    )
    if not isinstance(parsed, Parsed) or parsed.kind != "page" or not parsed.posts or parsed.posts[0].cut:
        return memory
    page = parsed.posts[0]
    title, text = _hash(page.title), _hash(page.text)
    mark = (await house.database.posts.marks(source.id, [post.key])).get(post.key, "")
    from_page = source.kind == "page" or bool(mark)
    was = memory.text or (_hash(post.text) if from_page else "")
    if was and text != was and (from_page or not await recalling.is_listed(post, house)):
        retitled = memory.title and title != memory.title
        edited = ParsedPost(
            post.key,
            page.title if retitled else post.title,
            post.url,
            page.text,
            post.published,
            author=page.author or post.version.author,
            mark=mark,
            language=page.language or post.version.language,
        )
        await house.database.posts.keep(source.id, edited, house.clock())
        await recalling.look(house, engine)
    return replace(memory, title=title, text=text)


# --- the memory of visits ---------------------------------------------------------------------------------------------


async def _memory(post_id: int, house: House) -> Visited:
    return _visited(await house.database.settings.get(_name(post_id)))


def _name(post_id: int) -> str:
    return f"visit:{post_id}"


def _visited(kept: Any) -> Visited:
    if not isinstance(kept, dict):
        return Visited()
    validators = Validators(kept.get("etag", ""), kept.get("last_modified", ""))
    return Visited(
        _time(kept, "at"),
        _time(kept, "gone"),
        validators,
        kept.get("title", ""),
        kept.get("text", ""),
        bool(kept.get("withdrew")),
    )


async def _remember(post_id: int, memory: Visited, house: House) -> None:
    kept = {
        "at": memory.at.isoformat() if memory.at else "",
        "gone": memory.gone_since.isoformat() if memory.gone_since else "",
        "etag": memory.validators.etag,
        "last_modified": memory.validators.last_modified,
        "title": memory.title,
        "text": memory.text,
        "withdrew": memory.withdrew,
    }
    await house.database.settings.put(_name(post_id), kept, house.clock())


def _hash(text: str) -> str:
    """Equal where only form differs (change.plain)."""
    return sha256(change.plain(text).encode("utf-8", "surrogatepass")).hexdigest()


def _time(kept: Mapping[str, Any], name: str) -> datetime | None:
    return datetime.fromisoformat(kept[name]) if kept.get(name) else None
