"""A correction's journey: a post has a new version or was withdrawn -> the answers and digests that cite it -> whom to tell what.

    post id -> Answers.citing -> each sentence that cites it, in each chat that has it -> touched.touch -> one Recall a chat

It plans and sends nothing. What a chat was told last is kept under `told_name`; the caller notes it after the notice is planned, so that
killed in between the same notice comes out again, under the same label.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.ports import Answers, Digests, Keep, Posts
from assistant.recall import corrections, misprints
from assistant.recall.notice import Carrier
from assistant.recall.touched import Cited, Known, Touched, stands, touch
from assistant.words import Asker, Post, Quote, Role, StoredAnswer, StoredClaim, StoredDigest

MaySee = Callable[[Asker, int], Awaitable[bool]]
"""(who, source id): whether this person or chat may read that source's posts now."""


@dataclass(frozen=True, slots=True)
class Had:
    """A message of ours that a chat has, with its sentences that cite the post. `asker`: who may have lost the right to read it."""

    chat_id: int
    thread_id: int
    message_id: int
    asker: Asker
    cited: tuple[Cited, ...]
    zone: str
    carrier: Carrier = "answer"


@dataclass(frozen=True, slots=True)
class Recall:
    """One notice to one chat: what became of the sentences it had, newest message first; `reply_to` is that message.

    `label` names the state of the post that it tells of: the same state is told once. `is_known`: a correction of its own told the chat
    so before; it is noted, and not sent.
    """

    chat_id: int
    thread_id: int
    reply_to: int
    label: str
    touched: tuple[Touched, ...]
    zone: str
    carrier: Carrier = "answer"
    is_known: bool = False


def told_name(post_id: int, chat_id: int) -> str:
    return f"recall:{post_id}:{chat_id}"


def correction_name(post_id: int, chat_id: int) -> str:
    """Under it stands which post corrected this one, as the chat was told."""
    return f"recall:{post_id}:{chat_id}:by"


async def recalls(
    post_id: int, *, posts: Posts, answers: Answers, digests: Digests, keep: Keep, may_see: MaySee
) -> tuple[Recall, ...]:
    """Whom to tell about the post as it is now, one notice a chat. Raises StoreError."""
    found = await posts.by_ids([post_id])
    if not found:
        return ()
    now = found[0]
    had = await _had(now, answers=answers, digests=digests)
    chats = sorted({h.chat_id for h in had})
    versions = {v.number: v.id for v in await posts.versions(post_id)} if chats else {}
    before = await posts.version_posts(list(versions.values())) if chats else {}
    history = {number: before[version_id] for number, version_id in versions.items()}
    made = []
    for chat_id in chats:
        mine = [h for h in had if h.chat_id == chat_id and await may_see(h.asker, now.source_id)]
        told = _told(await keep.get(told_name(post_id, chat_id)), history)
        recall = await asyncio.to_thread(_recall, mine, told, now)
        if recall and (recall := await without_misprints(recall, posts)):
            by = await posts.by_ids([n for n in [await keep.get(correction_name(post_id, chat_id))] if n])
            known = bool(by) and all(corrections.said_so(touched, by[0]) for touched in recall.touched)
            made.append(replace(recall, is_known=known))
    return tuple(made)


async def without_misprints(recall: Recall, posts: Posts) -> Recall | None:
    """None where the edit only spelled words right. Raises StoreError."""
    pairs = tuple(misprints.respelled(touched) for touched in recall.touched)
    if not all(pairs):
        return recall
    language = recall.touched[0].now.version.language
    chunks, counts = await posts.frequencies(misprints.asked_for([pair for mine in pairs for pair in mine], language))
    return None if all(misprints.are_misprints(mine, chunks, counts, language) for mine in pairs) else recall


async def unsent(post_id: int, *, answers: Answers, digests: Digests) -> datetime | None:
    """When the newest answer or digest that cites the post was made of those that stand in no chat yet; who gets one of them later is
    to be told then. Raises StoreError."""
    answer_ids, digest_ids = await answers.citing(post_id)
    made = [await answers.get(n) for n in answer_ids if not await answers.messages_of(answer_id=n)]
    told = [await digests.get(n) for n in digest_ids if not await answers.messages_of(digest_id=n)]
    return max([*(a.answered_at for a in made if a), *(d.digest.until for d in told if d)], default=None)


async def corrected_post(correction_id: int, since: datetime, *, posts: Posts, answers: Answers) -> Post | None:
    """Which post, of those cited since then, that one corrects. Raises StoreError."""
    found = await posts.by_ids([correction_id])
    lately = await posts.by_ids([post_id for post_id, _ in await answers.cited_since(since)])
    return await asyncio.to_thread(corrections.corrected, found[0], lately) if found else None


async def corrected_by(
    correction: Post, since: datetime, *, posts: Posts, answers: Answers, digests: Digests, may_see: MaySee
) -> tuple[Recall, ...]:
    """Whom to tell about a post that corrects another, of those cited since then; one notice a chat. Raises StoreError.

    A sentence that the corrected post itself says no more is told of by `recalls`.
    """
    old = await corrected_post(correction.id, since, posts=posts, answers=answers)
    if old is None:
        return ()
    had = await _had(old, answers=answers, digests=digests)
    made = []
    for chat_id in sorted({h.chat_id for h in had}):
        mine = [h for h in had if h.chat_id == chat_id and await may_see(h.asker, correction.source_id)]
        if recall := await asyncio.to_thread(_taken_back, mine, old, correction):
            made.append(recall)
    return tuple(made)


def _taken_back(had: Sequence[Had], old: Post, correction: Post) -> Recall | None:
    found: dict[str, tuple[Had, Touched]] = {}
    for message in sorted(had, key=lambda h: h.message_id, reverse=True):
        for cited in message.cited:
            if stands(cited, old) and (touched := corrections.taken_back(cited, old, correction)):
                found.setdefault(cited.claim.text, (message, touched))
    return _one(found, f"c{correction.version.number}") if found else None


def label(now: Post, told: Known | None) -> str:
    """The state of a post: its version, or its withdrawal by the time of it; "b" where it is back after one that was told."""
    if now.withdrawn_at:
        return f"{now.version.number}w{_stamp(now.withdrawn_at)}"
    back = told is not None and told.withdrawn
    return f"{now.version.number}b{_stamp(told.post.withdrawn_at)}" if back and told else str(now.version.number)


def _stamp(at: datetime | None) -> str:
    return f"{at:%Y%m%d%H%M%S}" if at else ""


def _told(kept: object, history: dict[int, Post]) -> Known | None:
    """What `label` wrote for this chat, read back."""
    if not isinstance(kept, dict) or kept.get("version") not in history:
        return None
    post = history[kept["version"]]
    return Known(_with_withdrawal(post, str(kept.get("withdrawn", ""))), bool(kept.get("withdrawn")))


def _with_withdrawal(post: Post, at: str) -> Post:
    return replace(post, withdrawn_at=datetime.fromisoformat(at) if at else None)


def told_value(now: Post) -> dict[str, object]:
    """What is kept under `told_name` once a chat has its notice."""
    return {"version": now.version.number, "withdrawn": now.withdrawn_at.isoformat() if now.withdrawn_at else ""}


def _recall(had: Sequence[Had], told: Known | None, now: Post) -> Recall | None:
    """The notice of one chat. The same sentence in several messages is told once, for the newest of them."""
    found: dict[str, tuple[Had, Touched]] = {}
    for message in sorted(had, key=lambda h: h.message_id, reverse=True):
        for cited in message.cited:
            touched = touch(cited, _known(cited, told, now), Known(now, now.withdrawn_at is not None))
            if touched:
                found.setdefault(cited.claim.text, (message, touched))
    return _one(found, label(now, told)) if found else None


def _one(found: Mapping[str, tuple[Had, Touched]], state: str) -> Recall:
    """One notice for all sentences of a chat, as a reply to the newest message that has one."""
    first = next(iter(found.values()))[0]
    touched = tuple(t for _, t in found.values())
    return Recall(first.chat_id, first.thread_id, first.message_id, state, touched, first.zone, first.carrier)


def _known(cited: Cited, told: Known | None, now: Post) -> Known:
    """What readers of this sentence know: the version it cites, or a later one that they were told of."""
    was = cited.of(now.id)
    assert was is not None
    if told and told.post.version.number >= was.version.number:
        return told
    return Known(was)


# --- who has it -------------------------------------------------------------------------------------------------------


async def _had(now: Post, *, answers: Answers, digests: Digests) -> list[Had]:
    answer_ids, digest_ids = await answers.citing(now.id)
    had: list[Had] = []
    for answer_id in answer_ids:
        if stored := await answers.get(answer_id):
            had += _of_answer(stored, now, await answers.messages_of(answer_id=answer_id))
    for digest_id in digest_ids:
        if made := await digests.get(digest_id):
            had += _of_digest(made, now, await answers.messages_of(digest_id=digest_id))
    return [h for h in had if h.cited]


def _of_answer(stored: StoredAnswer, now: Post, messages: Sequence[tuple[int, int]]) -> list[Had]:
    posts = {p.version.id: p for p in (*stored.answer.posts, *(p.post for p in stored.answer.passages))}
    cited = tuple(c for claim in stored.shown if (c := Cited(claim, posts)).of(now.id))
    question = stored.answer.question
    asker = question.asker
    return [
        Had(chat_id, asker.thread_id if chat_id == asker.chat_id else 0, message_id, asker, cited, question.zone)
        for chat_id, message_id in _last(messages)
    ]


def _of_digest(stored: StoredDigest, now: Post, messages: Sequence[tuple[int, int]]) -> list[Had]:
    digest = stored.digest
    asker = Asker(0, digest.chat_id, digest.thread_id, Role.STRANGER)
    carrier: Carrier = "alert" if digest.subscription_id and digest.slot is None else "digest"
    cited: list[Cited] = []
    for item, claims in zip(digest.items, stored.claims, strict=True):
        posts = {p.version.id: p for p in (*item.posts, item.post)}
        mine = [c for claim in claims if (c := Cited(claim, posts)).of(now.id)]
        cited += mine or ([Cited(_headline(item.post), posts)] if item.post.id == now.id and item.post.title else [])
    return [
        Had(chat_id, digest.thread_id, message_id, asker, tuple(cited), digest.zone, carrier)
        for chat_id, message_id in _last(messages)
    ]


def _headline(post: Post) -> StoredClaim:
    """A story that was told by its headline alone: the headline is what was said."""
    return StoredClaim(post.title, (Quote(post.version.id, 0, len(post.title), post.title, "title"),))


def _last(messages: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last message of each chat that carries it: always ours, where the asker's own is tied to the answer too."""
    return sorted(dict(sorted(messages)).items())
