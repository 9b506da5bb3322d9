"""The jobs of a running bot: which there are, on which queue, how often. Each is idempotent: rows of ours say what is already done.

update    one update of Telegram, in its chat's order           update id
round     one source, read once                                 source id @ when it was due
digest    one subscription's slot: made, planned, sent          subscription id @ slot; where an editor decides, or a job was lost
mail      the open rows of many digests, a few at a time         first key .. last key
send      the open rows of a delivery key                       that key
alert     what came in for an alert: made, planned, sent        the key of its message
publish   a digest that an editor, or the deadline, sends       digest id
recall    a post that changed: who is to be told               post id @ version, or @withdrawn
reindex   the vector index thrown away and built anew           asked for by the command line
reembed   everything embedded by EMBEDDING_MODEL, then switched
ticks     due sources, due digests, watched questions, changed posts, cited posts to be visited, silent sources, the night, the day
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from assistant import layout
from assistant.chat import application, editor_deciding, reporter_asking, subscriber_digest
from assistant.chat.admin_health import embedding_offer
from assistant.chat.admins import admins
from assistant.chat.application import Front
from assistant.chat.desk import Desk
from assistant.chat.turn import Draft
from assistant.digest.schedule import Due
from assistant.errors import StoreError
from assistant.outside.chroma import Chroma
from assistant.ports import Engine
from assistant.wiring import (
    ailing,
    alerting,
    approving,
    asking,
    collecting,
    digesting,
    following,
    health,
    recalling,
    reembedding,
    verifying,
    visiting,
)
from assistant.wiring.collecting import Pump
from assistant.wiring.house import House
from assistant.wiring.mailing import MAIL, Mailing
from assistant.wiring.preparing import prepare
from assistant.words import Digest, Question, Subscription, Tended

log = logging.getLogger(__name__)

SOURCES_EVERY = 5.0  # seconds between two looks for sources that are due
DIGESTS_EVERY = 15.0
WATCHES_EVERY = 60.0
ALERTS_EVERY = 5.0  # between two looks for what alerts want; a message waits some seconds more for what comes with it
DEADLINES_EVERY = 15.0
CHANGES_EVERY = 10.0  # channel edits, uploads and other processes' readings; a round looks by itself at once
VISITS_EVERY = 60.0
SILENCE_EVERY = 600.0
DAILY = 24 * 3600.0
ROUNDS_AT_ONCE = 12
FORGOTTEN = timedelta(minutes=2)  # after so long a message without a job is nobody's
UNDONE_FOR = timedelta(days=1)  # how long a removed source may be brought back before its posts are erased


@dataclass(frozen=True, slots=True)
class Running:
    """What the jobs of a running bot share. `chroma` is a list of one once the vector index is open."""

    house: House
    engine: Engine
    front: Front
    desk: Desk
    pump: Pump
    chroma: list[Chroma]


def register(run: Running) -> None:
    """Tell the engine every job, before it is launched."""
    engine = run.engine
    engine.declare("collect", at_once=ROUNDS_AT_ONCE)
    engine.declare("deliver", at_once=32)
    engine.declare(MAIL, at_once=2)
    mailing = Mailing(run.front.outbox, engine)
    engine.register(MAIL, mailing.job, queue=MAIL)
    engine.register(application.UPDATE, partial(_update, run=run))
    engine.register("round", partial(_round, run=run), queue="collect")
    engine.register("digest", partial(_digest, run=run), queue="deliver")
    engine.register("send", partial(_send, run=run), queue="deliver")
    recall = partial(recalling.recall, house=run.house, engine=engine, outbox=run.front.outbox)
    engine.register(recalling.RECALL, recall, queue="deliver")
    engine.register(alerting.ALERT, partial(alerting.tell, house=run.house, outbox=run.front.outbox), queue="deliver")
    engine.register(
        editor_deciding.PUBLISH, partial(approving.publish, house=run.house, outbox=run.front.outbox), queue="deliver"
    )
    engine.register("reindex", partial(_reindex, run=run))
    engine.register("reembed", partial(_reembed, run=run))
    for name, job, every in (
        ("tick.sources", _due_sources, SOURCES_EVERY),
        ("tick.digests", _due_digests, DIGESTS_EVERY),
        ("tick.watches", _watched, WATCHES_EVERY),
        ("tick.alerts", _alerts, ALERTS_EVERY),
        ("tick.followed", _followed, WATCHES_EVERY),
        ("tick.deadlines", _deadlines, DEADLINES_EVERY),
        ("tick.changes", _changed, CHANGES_EVERY),
        ("tick.visits", _visits, VISITS_EVERY),
        ("tick.silent", _silent, SILENCE_EVERY),
        ("tick.night", _checked, DAILY),
        ("tick.day", _sweep, DAILY),
    ):
        engine.register(name, partial(job, run=run))
        engine.every(name, every)


async def take_up(run: Running) -> None:
    """After launch: every open delivery row and every digest not yet written down as one has a job; not those of updates on their way."""
    open_rows = await run.house.database.deliveries.all_open(run.house.clock())
    under_way = {f"update:{key}" for key in await run.engine.pending(application.UPDATE)}
    keys = dict.fromkeys(row.key for row in open_rows if row.key.removesuffix(":progress") not in under_way)
    many = dict.fromkeys(row.key for row in open_rows if row.message.get("many"))
    await run.engine.revive("send", [(key, {"key": key}) for key in keys if key not in many])
    await Mailing(run.front.outbox, run.engine).start(list(many), since=f"@{run.house.clock():%Y%m%dT%H%M%S}")
    if estimate := await reembedding.estimate(run.house):
        key = f"embedding:{estimate.now}:{estimate.wanted}"
        await deliver(run, key, embedding_offer(estimate.words, run.desk.admin_ids))
    for made in await digesting.all_unplanned(run.house, run.house.clock()):
        await _start_digest(run, made.subscription_id, made.slot or made.until, made.since, made.late)


async def _update(payload: Mapping[str, Any], *, run: Running) -> None:
    run.pump.waiting += 1
    try:
        await application.handle(payload, front=run.front, desk=run.desk)
    finally:
        run.pump.waiting -= 1


# --- sources ----------------------------------------------------------------------------------------------------------


async def _due_sources(payload: Mapping[str, Any], *, run: Running) -> None:
    for tended in await run.house.database.sources.due(run.house.clock(), 500):
        await run.engine.start("round", collecting.round_key(tended), {"source": tended.source.id})


async def _round(payload: Mapping[str, Any], *, run: Running) -> None:
    before = await _tended(run, payload["source"])
    if before is None or before.source.state != "active":
        return
    done = await collecting.read_due(run.house, before)
    if done.kept:
        run.pump.nudge()
    await recalling.listed(run.house, run.engine, done)
    await recalling.look(run.house, run.engine)
    if after := await _tended(run, before.source.id):
        told = await health.changed(before, after, run.desk)
        await deliver(run, f"health:{after.source.id}:{run.house.clock():%Y%m%dT%H%M%S}", told)


async def _changed(payload: Mapping[str, Any], *, run: Running) -> None:
    await recalling.look(run.house, run.engine)
    await recalling.look_for_corrections(run.house, run.engine)


async def _visits(payload: Mapping[str, Any], *, run: Running) -> None:
    if await visiting.visit_due(run.house, run.engine):
        run.pump.nudge()


async def _silent(payload: Mapping[str, Any], *, run: Running) -> None:
    await ailing.note_silent(run.house)


async def _tended(run: Running, source_id: int) -> Tended | None:
    return next((t for t in await run.house.database.sources.tended() if t.source.id == source_id), None)


# --- digests and deliveries -------------------------------------------------------------------------------------------


async def _due_digests(payload: Mapping[str, Any], *, run: Running) -> None:
    """Digests that an editor sees first are jobs of their own; all others are made together and mailed."""
    found = await digesting.all_due(run.house, run.house.clock())
    for subscription, due in found:
        if subscription.editor_chat:
            await _start_digest(run, subscription.id, due.slot, due.since, due.late)
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
        await _start_digest(run, made.subscription_id, made.slot or made.until, made.since, made.late)


def _told(subscription: Subscription, made: Digest) -> Sequence[Draft]:
    """A digest as its messages; of many who get the same, made for the first of them."""
    return subscriber_digest.messages_of(subscription, made)


async def _start_digest(run: Running, subscription_id: int, slot: datetime, since: datetime, late: bool) -> None:
    when = {"slot": slot.isoformat(), "since": since.isoformat(), "late": late}
    await run.engine.start("digest", f"{subscription_id}@{slot.isoformat()}", {"subscription": subscription_id, **when})


async def _digest(payload: Mapping[str, Any], *, run: Running) -> None:
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


async def deliver(run: Running, key: str, drafts: Sequence[Draft], *, late: bool = False) -> None:
    """Plan drafts that no update asked for, and send them."""
    if drafts:
        await run.front.outbox.plan(key, drafts, late=late)
        await run.front.outbox.send(key)


async def _send(payload: Mapping[str, Any], *, run: Running) -> None:
    await run.front.outbox.send(payload["key"])


# --- alerts, editors, followed answers --------------------------------------------------------------------------------


async def _alerts(payload: Mapping[str, Any], *, run: Running) -> None:
    await alerting.look(run.house)
    await alerting.release_due(run.house, run.engine)


async def _deadlines(payload: Mapping[str, Any], *, run: Running) -> None:
    await approving.deadlines(house=run.house, engine=run.engine, outbox=run.front.outbox)


async def _followed(payload: Mapping[str, Any], *, run: Running) -> None:
    await following.look(run.house, run.front.outbox)


# --- questions that wait for evidence ---------------------------------------------------------------------------------


async def _watched(payload: Mapping[str, Any], *, run: Running) -> None:
    """Ask the watched questions again where posts came in since; the first answer with claims is told, once."""
    now = run.house.clock()
    for watch in await run.house.database.answers.watches():
        asked = watch.question
        again = replace(asked, key=f"watch:{watch.id}:{now:%Y%m%d%H%M}", asked_at=now)
        if not await _has_new(again, watch.made_at, run):
            continue
        found = await asking.answer(again, house=run.house, previous=())
        if found.claims:
            heading = layout.text(layout.say("There is an answer now to what you asked: «{}»", asked.text))
            told = reporter_asking.told(found)
            who = asked.asker
            draft = replace(told, blocks=(heading, *told.blocks), chat_id=who.chat_id, thread_id=who.thread_id)
            await deliver(run, f"watch:{watch.id}", [draft])
            await run.house.database.answers.told(watch.id, now)


async def _has_new(question: Question, since: datetime, run: Running) -> bool:
    """Whether anything came in since that this asker may see: the question is asked again only then."""
    last = await run.house.database.settings.get(f"looked:{question.text[:80]}:{question.asker.chat_id}")
    sources = await run.house.database.sources.visible(question.asker.role, question.asker.chat_id)
    newest = await run.house.database.posts.latest(digesting.scope_of(sources), 1)
    stamp = newest[0].first_seen.isoformat() if newest else ""
    if not newest or newest[0].first_seen <= since or stamp == last:
        return False
    await run.house.database.settings.put(f"looked:{question.text[:80]}:{question.asker.chat_id}", stamp, run.house.clock())
    return True


# --- the vector index, the day ----------------------------------------------------------------------------------------


def _chroma(run: Running) -> Chroma:
    """The open store. Raises StoreError while it is being opened: the engine tries the job again."""
    if not run.chroma:
        raise StoreError("The vector index is not open yet.")
    return run.chroma[0]


async def _reindex(payload: Mapping[str, Any], *, run: Running) -> None:
    await reembedding.rebuild(run.house, _chroma(run))
    run.pump.nudge()


async def _reembed(payload: Mapping[str, Any], *, run: Running) -> None:
    await reembedding.reembed(run.house, _chroma(run), breathe=run.pump.breathe)


async def _checked(payload: Mapping[str, Any], *, run: Running) -> None:
    done = await verifying.check_day(run.house)
    await deliver(run, f"checked:{done.at:%Y%m%d}", verifying.notices(done, await admins(run.desk)))


async def _sweep(payload: Mapping[str, Any], *, run: Running) -> None:
    now = run.house.clock()
    await run.house.database.buttons.sweep(now)
    await run.house.database.posts.sweep_bands(now)
    await run.house.database.alerts.sweep(now - alerting.KEPT)
    await run.house.stories.sweep()
    await run.house.database.sources.erase(now - UNDONE_FOR)
