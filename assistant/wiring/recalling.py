"""Recall, bound to what is open: which posts changed, whom to tell, planned as rows and sent by their own jobs.

look        new versions since the last look, of posts that something cites -> a job "recall" each    after a round, and a tick
look_for_corrections   new posts that say they correct another -> a job "recall" each                 the same tick
listed      what a round's listing says of posts taken back or back again -> the same                 after a round
recall      one post as it is now -> a notice to each chat, once for each state of the post           the job

Killed anywhere: `look` goes by version ids in SQL and notes how far it came last; a notice's key names the state that it tells of, so that
planned twice it is one; its rows are sent by the job "send", which every start takes up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from assistant.chat.outbox import Outbox
from assistant.chat.reporter_corrections import recall_keys
from assistant.chat.turn import Draft
from assistant.collect.journey import Round
from assistant.collect.listing import withdrawn
from assistant.ports import Engine
from assistant.recall import journey
from assistant.recall.corrections import is_correction
from assistant.recall.notice import notice
from assistant.wiring.house import House
from assistant.words import Asker, ParsedPost, Post, Role

log = logging.getLogger(__name__)

RECALL = "recall"
HELD = "recall:held"  # posts to be recalled once more, and when: an embargo ends, or what cites them will stand in its chat
SOON = timedelta(seconds=30)  # after which it is looked again whether an answer stands in its chat; later ever less often
UNSENT_FOR = timedelta(days=2)  # after which it never will
CURSOR = "recall:seen"  # the highest version id that was looked at
ARRIVED = "recall:arrived"  # the same for new posts, with those looked at lately
CORRECTED_WITHIN = timedelta(days=90)  # how long after its citation a post's correction is told of
PAGE = 2_000  # more than SQL shows again because it may have come late (archive/searching.py)
LATE_COMMITS = timedelta(minutes=15)  # how long a round may take from its clock to its commit
LISTED = 2_000  # posts of a listing that are remembered
CORRECTS = "c"  # behind a noted post that corrects another
_CHANGING: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def look(house: House, engine: Engine) -> None:
    """Start a recall for every post that changed since the last look and that something cites. Raises StoreError."""
    await _look_for_released(house, engine)
    seen = await house.database.settings.get(CURSOR)
    after, since = seen if isinstance(seen, int) else 0, house.clock() - LATE_COMMITS
    while found := await house.database.posts.changes(after, since, PAGE):
        for version in found:
            if any(await house.database.answers.citing(version.post_id)):
                await _start(engine, version.post_id, f"{version.post_id}@{version.number}", {}, version.id)
        newest = max(after, *(version.id for version in found))
        if newest == after:
            return
        after = newest
        await house.database.settings.put(CURSOR, after, house.clock())


async def look_for_corrections(house: House, engine: Engine) -> None:
    """Start a recall for every post that arrived since the last look and says that it corrects another. Raises StoreError.

    The first look of all begins with what comes after it.
    """
    kept, newest = await house.database.settings.get(ARRIVED), await house.database.alerts.newest()
    if not isinstance(kept, dict):
        await house.database.settings.put(ARRIVED, {"after": newest, "lately": []}, house.clock())
        return
    after, lately = int(kept["after"]), set(kept["lately"])
    while found := await house.database.alerts.arrived(after, house.clock() - LATE_COMMITS, PAGE, lately):
        for post in found:
            if post.version.number == 1 and not post.old and is_correction(post):
                await _start(engine, post.id, f"{post.id}@correction", {"corrects": True}, 0)
        after = max(after, *(post.version.id for post in found))
        lately = {n for n in lately | {post.version.id for post in found} if n > after - PAGE}
        await house.database.settings.put(ARRIVED, {"after": after, "lately": sorted(lately)}, house.clock())


async def withdraw(house: House, engine: Engine, post_id: int) -> None:
    """A post was taken back: written down as a job, which marks it so and tells those who had it."""
    at = house.clock()
    await _start(engine, post_id, f"{post_id}@withdrawn{at:%Y%m%dT%H%M%S}", {"withdrawn": at.isoformat()}, 0)


async def bring_back(house: House, engine: Engine, post: Post) -> None:
    """A withdrawn post is at its address again, as it was: kept as such, and those who had it are told."""
    version, at = post.version, house.clock()
    same = ParsedPost(post.key, version.title, post.url, version.text, author=version.author, language=version.language)
    mark = (await house.database.posts.marks(post.source_id, [post.key])).get(post.key, "")
    await house.database.posts.keep(post.source_id, replace(same, mark=mark), at)
    await _start(engine, post.id, f"{post.id}@back{at:%Y%m%dT%H%M%S}", {}, 0)


async def is_listed(post: Post, house: House) -> bool:
    """Whether its source still listed it when it was last read."""
    kept = await house.database.settings.get(f"listing:{post.source_id}") or {}
    return any(key == post.key for key, _ in kept.get("listed", []))


async def _start(engine: Engine, post_id: int, key: str, more: Mapping[str, Any], number: int) -> None:
    await engine.start(RECALL, key, {"post": post_id, **more}, group=f"{RECALL}:{post_id}", number=number)


async def listed(house: House, engine: Engine, done: Round) -> None:
    """Compare a round's listing with the one before: what is missing between neighbours is withdrawn, what returned is told.

    The listing is remembered last: killed before, the next round finds the same again.
    """
    if done.fetched is None or done.source.kind not in ("feed", "liveblog") or not done.fetched.posts:
        return
    name = f"listing:{done.source.id}"
    kept = await house.database.settings.get(name) or {}
    before: list[tuple[str, int]] = [(key, post_id) for key, post_id in kept.get("listed", [])]
    gone: dict[str, int] = dict(kept.get("gone", []))
    now = [post.key for post in done.fetched.posts][:LISTED]
    ids = dict(before) | {post.key: post.id for post, _ in done.kept}
    for key in [key for key in gone if key in now]:
        at = house.clock()
        await _start(engine, gone[key], f"{gone.pop(key)}@back{at:%Y%m%dT%H%M%S}", {}, 0)
    for key in withdrawn([key for key, _ in before], now):
        gone[key] = ids[key]
        await withdraw(house, engine, ids[key])
        log.info("%s does not list post %s any more.", done.source.title, ids[key])
    memory = {"listed": [[key, ids[key]] for key in now if key in ids], "gone": [list(one) for one in gone.items()][-LISTED:]}
    if memory != kept:
        await house.database.settings.put(name, memory, house.clock())


async def recall(payload: Mapping[str, Any], *, house: House, engine: Engine, outbox: Outbox) -> None:
    """The job of one post: every chat that had a sentence which does not stand any more gets one notice, as a reply."""
    posts, keep = house.database.posts, house.database.settings
    await _look_again(payload["post"], bool(payload.get("corrects")), house)
    if at := payload.get("withdrawn"):
        await posts.withdraw(payload["post"], datetime.fromisoformat(at))
    may = partial(is_told, house=house, held=await _is_held(payload["post"], house))
    answers, digests = house.database.answers, house.database.digests
    if payload.get("corrects"):
        since = house.clock() - CORRECTED_WITHIN
        correction = next(iter(await posts.by_ids([payload["post"]])), None)
        if correction is None:
            return
        found = await journey.corrected_by(correction, since, posts=posts, answers=answers, digests=digests, may_see=may)
    else:
        found = await journey.recalls(payload["post"], posts=posts, answers=answers, digests=digests, keep=keep, may_see=may)
    for one in found:
        await _tell(one, bool(payload.get("corrects")), house=house, engine=engine, outbox=outbox)


async def _tell(one: journey.Recall, corrects: bool, *, house: House, engine: Engine, outbox: Outbox) -> None:
    """Plan the notice, then note what the chat knows by it: killed in between, the same is planned again under the same key."""
    keep, now = house.database.settings, one.touched[0].now
    if await is_muted(one.chat_id, house):
        return
    key = f"{RECALL}:{now.id}:{one.label}:{one.chat_id}"
    if not one.is_known:
        await outbox.plan(key, [_draft(one, now, house)], reply_to=one.reply_to)
    if corrects:
        await keep.put(journey.correction_name(one.touched[0].was.id, one.chat_id), now.id, house.clock())
    else:
        await keep.put(journey.told_name(now.id, one.chat_id), journey.told_value(now), house.clock())
    if not one.is_known:
        await engine.start("send", key, {"key": key})


def _draft(one: journey.Recall, now: Post, house: House) -> Draft:
    blocks = notice(one.touched, one.zone, house.clock(), one.carrier)
    shows = 0 if one.touched[0].what == "corrected" else now.id
    return Draft(blocks, recall_keys(shows, group=one.chat_id < 0), chat_id=one.chat_id, thread_id=one.thread_id, reply=True)


async def is_muted(chat_id: int, house: House) -> bool:
    chat = await house.database.people.chat(chat_id)
    return bool(chat and (chat.blocked_at or chat.settings.get("recalls") == "off"))


async def is_told(asker: Asker, source_id: int, *, house: House, held: bool) -> bool:
    """Whether this asker may read it, and has not had the notices about his own answers in this group turned off."""
    chat = await house.database.people.chat(asker.chat_id) if asker.chat_id < 0 and asker.user_id else None
    if chat and chat.settings.get(f"recalls:{asker.user_id}") == "off":
        return False
    return await may_see(asker, source_id, house=house, held=held)


async def _is_held(post_id: int, house: House) -> bool:
    """Whether the post as it is now is under embargo; then it is noted, so that it is told again when that ends."""
    until = next((p.embargo_until for p in await house.database.posts.by_ids([post_id])), None)
    if until is None or until <= house.clock():
        return False
    await _hold(str(post_id), until, house)
    return True


async def _look_again(post_id: int, corrects: bool, house: House) -> None:
    """Note the post where an answer or digest that cites it (it, or what it corrects) is on its way and no notice could find it yet.

    Before the recall reads who has it: what is tied to its message in between is told of twice under one key, which is once.
    """
    cited = post_id
    if corrects:
        old = await journey.corrected_post(
            post_id, house.clock() - CORRECTED_WITHIN, posts=house.database.posts, answers=house.database.answers
        )
        if old is None:
            return
        cited = old.id
    now, made = house.clock(), await journey.unsent(cited, answers=house.database.answers, digests=house.database.digests)
    if made and now - made < UNSENT_FOR:
        await _hold(f"{post_id}{CORRECTS if corrects else ''}", now + max(SOON, (now - made) / 2), house)


async def _hold(name: str, until: datetime, house: House) -> None:
    async with _one_at_a_time():
        kept = await house.database.settings.get(HELD) or {}
        sooner = min(until.isoformat(), kept.get(name, until.isoformat()), key=datetime.fromisoformat)
        await house.database.settings.put(HELD, {**kept, name: sooner}, house.clock())


def _one_at_a_time() -> asyncio.Lock:
    """Of those who change HELD."""
    return _CHANGING.setdefault(asyncio.get_running_loop(), asyncio.Lock())


async def _look_for_released(house: House, engine: Engine) -> None:
    """Start a recall for every noted post whose time has come: those who could not be told then may be told now."""
    async with _one_at_a_time():
        now, kept = house.clock(), await house.database.settings.get(HELD) or {}
        ended = {name: until for name, until in kept.items() if datetime.fromisoformat(until) <= now}
        for name, until in ended.items():
            more = {"corrects": True} if name.endswith(CORRECTS) else {}
            await _start(engine, int(name.removesuffix(CORRECTS)), f"{name}@open{until}", more, 0)
        if ended:
            left = {name: until for name, until in kept.items() if name not in ended}
            await house.database.settings.put(HELD, left, now)


async def may_see(asker: Asker, source_id: int, *, house: House, held: bool = False) -> bool:
    """Whether this asker, or a digest's chat, may read the source now: rights may have changed since, and what has come under embargo
    (`held`) is for reporters."""
    private = asker.chat_id > 0
    role = await house.database.people.role_of(
        asker.user_id or asker.chat_id, asker.chat_id, private=private, admin_ids=house.settings.admin_ids
    )
    role = role if private else min(role, Role.REPORTER)
    if held and role < Role.REPORTER:
        return False
    return any(s.id == source_id for s in await house.database.sources.visible(role, asker.chat_id))
