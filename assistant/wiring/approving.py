"""Digests that wait for an editor, bound to what is open: held in his chat, sent when he or the deadline decides.

hold       a channel's digest is made -> its row of approval -> what the editor sees
deadlines  those whose time has come -> decided as it was chosen; those decided to be sent -> the job "publish"       a tick
publish    what was left out goes from the digest -> its messages, as any other digest's                             the job
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from assistant.chat.editor_deciding import PUBLISH, asked, name_of, question
from assistant.chat.outbox import Outbox
from assistant.chat.subscriber_digest import messages_of
from assistant.gate.again import digest_again
from assistant.ports import Engine
from assistant.wiring.house import House
from assistant.words import Approval, ApprovalState, Digest, Noted, Subscription

LEAST_WAIT = timedelta(minutes=10)  # for an editor when the digest itself is late


def is_held(subscription: Subscription, made: Digest) -> bool:
    """Whether an editor sees it first: where one is named, and there is something to decide."""
    return bool(subscription.editor_chat and made.items)


async def hold(made: Digest, subscription: Subscription, *, house: House, outbox: Outbox) -> None:
    """Written down as waiting, then shown to the editor: each once."""
    now = house.clock()
    wait = timedelta(minutes=subscription.editor_wait)
    deadline = max((made.slot or now) + wait, now + min(wait, LEAST_WAIT))
    held = await house.database.approvals.hold(Approval(made.id, subscription.editor_chat, deadline, subscription.editor_after))
    if not held.open:
        return
    zone = await _zone(held.chat_id, house)
    drafts = asked(made, held, await _name(made.chat_id, house), zone, now)
    await outbox.plan(_key(made.id), drafts)
    await outbox.send(_key(made.id))


def _key(digest_id: int) -> str:
    return f"approval:{digest_id}"


async def _zone(chat_id: int, house: House) -> str:
    chat = await house.database.people.chat(chat_id)
    return (chat.zone if chat else "") or house.settings.timezone


async def _name(chat_id: int, house: House) -> str:
    return name_of(await house.database.people.chat(chat_id), chat_id)


async def deadlines(*, house: House, engine: Engine, outbox: Outbox) -> None:
    """Decide what nobody decided in time, and see that what is to be sent has its job. Raises StoreError, SendError."""
    now = house.clock()
    for held in await house.database.approvals.due(now):
        if held.open:
            await _decide(held, house, outbox)
        after = await house.database.approvals.get(held.digest_id)
        if after and after.state == "sent":
            await engine.start(PUBLISH, str(held.digest_id), {"digest": held.digest_id})


async def _decide(held: Approval, house: House, outbox: Outbox) -> None:
    """An approved one is sent, in the name of him who approved it; another as it was chosen."""
    now = house.clock()
    state: ApprovalState = "sent" if held.state == "approved" or held.after == "send" else "dropped"
    if not await house.database.approvals.decide(held.digest_id, state, by=held.decided_by, name=held.decided_name, at=now):
        return
    await house.database.audit.note(Noted(now, held.decided_by, f"digest {state}", f"{held.digest_id} at its deadline"))
    await _told(held.digest_id, house, outbox)


async def _told(digest_id: int, house: House, outbox: Outbox) -> None:
    """What the editors see becomes what was decided."""
    stored, held = await house.database.digests.get(digest_id), await house.database.approvals.get(digest_id)
    there = [row.message_id for row in await house.database.deliveries.of(_key(digest_id)) if row.message_id]
    if stored is None or held is None or not there:
        return
    now, zone = house.clock(), await _zone(held.chat_id, house)
    draft = question(stored.digest, held, await _name(stored.digest.chat_id, house), zone, now)
    key = f"{_key(digest_id)}:decided"
    await outbox.plan(key, [replace(draft, edit_of=there[-1])])
    await outbox.send(key)


async def publish(payload: Mapping[str, Any], *, house: House, outbox: Outbox) -> None:
    """The job of one digest that was decided to be sent."""
    digest_id = int(payload["digest"])
    held = await house.database.approvals.get(digest_id)
    if held is None or held.state != "sent":
        return
    await house.database.approvals.prune(digest_id)
    stored = await house.database.digests.get(digest_id)
    subscription = await house.database.digests.subscription(stored.digest.subscription_id) if stored else None
    if stored is None or subscription is None:
        return
    made = digest_again(stored)
    if not made.items:
        return
    await outbox.plan(f"digest:{digest_id}", messages_of(subscription, made), late=made.late)
    await outbox.send(f"digest:{digest_id}")
