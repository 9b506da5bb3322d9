"""Digests whose time has come, as jobs of a running bot: made together where many get the same, one by one where an editor decides.

due       what is due now is made, written down and mailed; a digest for an editor gets a job of its own        a tick
digest    one subscription's slot: made, planned, sent, or held for its editor                                 the job
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from assistant.chat import subscriber_digest
from assistant.chat.turn import Draft
from assistant.digest.schedule import Due
from assistant.wiring import approving, digesting
from assistant.wiring.mailing import MAIL, Mailing
from assistant.wiring.preparing import prepare
from assistant.wiring.running import Running, deliver
from assistant.words import Digest, Subscription

FORGOTTEN = timedelta(minutes=2)  # after so long a message without a job is nobody's


async def due_digests(payload: Mapping[str, Any], *, run: Running) -> None:
    """Digests that an editor sees first are jobs of their own; all others are made together and mailed."""
    found = await digesting.all_due(run.house, run.house.clock())
    for subscription, due in found:
        if subscription.editor_chat:
            await start_digest(run, subscription.id, due.slot, due.since, due.late)
    together = [pair for pair in found if not pair[0].editor_chat]
    mailing = Mailing(run.front.outbox, run.engine)
    await prepare(together, house=run.house, outbox=run.front.outbox, told=_told, mail=mailing.start)
    await _mail_forgotten(run, mailing)


async def _mail_forgotten(run: Running, mailing: Mailing) -> None:
    """What was written down and has no job: the engine's file was lost, or a job was given up."""
    if await run.engine.pending(MAIL):
        return
    now = run.house.clock()
    rows = await run.house.database.deliveries.all_open(now - FORGOTTEN)
    keys = dict.fromkeys(row.key for row in rows if row.message.get("many"))
    await mailing.start(list(keys), since=f"@{now:%Y%m%dT%H%M%S}")
    for made in await digesting.all_unplanned(run.house, now - FORGOTTEN):
        await start_digest(run, made.subscription_id, made.slot or made.until, made.since, made.late)


def _told(subscription: Subscription, made: Digest) -> Sequence[Draft]:
    """A digest as its messages; of many who get the same, made for the first of them."""
    return subscriber_digest.messages_of(subscription, made)


async def start_digest(run: Running, subscription_id: int, slot: datetime, since: datetime, late: bool) -> None:
    when = {"slot": slot.isoformat(), "since": since.isoformat(), "late": late}
    await run.engine.start("digest", f"{subscription_id}@{slot.isoformat()}", {"subscription": subscription_id, **when})


async def make_digest(payload: Mapping[str, Any], *, run: Running) -> None:
    subscription = await run.house.database.digests.subscription(payload["subscription"])
    if subscription is None or subscription.paused:
        return
    when = Due(datetime.fromisoformat(payload["slot"]), datetime.fromisoformat(payload["since"]), bool(payload["late"]))
    made = await digesting.for_slot(subscription, when, house=run.house)
    if not made.items and subscription.silent_when_empty:
        return
    if approving.is_held(subscription, made):
        await approving.hold(made, subscription, house=run.house, outbox=run.front.outbox)
        return
    await deliver(run, f"digest:{made.id}", _told(subscription, made), late=when.late)
