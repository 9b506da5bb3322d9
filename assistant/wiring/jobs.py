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

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from assistant.chat import application, editor_deciding
from assistant.chat.admin_health import embedding_offer
from assistant.chat.admins import admins
from assistant.errors import StoreError
from assistant.outside.chroma import Chroma
from assistant.wiring import (
    ailing,
    alerting,
    approving,
    digesting,
    following,
    health,
    recalling,
    reembedding,
    rounds,
    verifying,
    visiting,
)
from assistant.wiring.mailing import MAIL, Mailing
from assistant.wiring.running import Running, deliver
from assistant.wiring.slots import due_digests, make_digest, start_digest
from assistant.wiring.watching import watched
from assistant.words import Tended

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
UNDONE_FOR = timedelta(days=1)  # how long a removed source may be brought back before its posts are erased


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
    engine.register("digest", partial(make_digest, run=run), queue="deliver")
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
        ("tick.digests", due_digests, DIGESTS_EVERY),
        ("tick.watches", watched, WATCHES_EVERY),
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
        await start_digest(run, made.subscription_id, made.slot or made.until, made.since, made.late)


async def _update(payload: Mapping[str, Any], *, run: Running) -> None:
    run.pump.waiting += 1
    try:
        await application.handle(payload, front=run.front, desk=run.desk)
    finally:
        run.pump.waiting -= 1


# --- sources ----------------------------------------------------------------------------------------------------------


async def _due_sources(payload: Mapping[str, Any], *, run: Running) -> None:
    for tended in await run.house.database.sources.due(run.house.clock(), 500):
        await run.engine.start("round", rounds.round_key(tended), {"source": tended.source.id})


async def _round(payload: Mapping[str, Any], *, run: Running) -> None:
    before = await _tended(run, payload["source"])
    if before is None or before.source.state != "active":
        return
    done = await rounds.read_due(run.house, before)
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
    await verifying.note_failures(run.house)


async def _visits(payload: Mapping[str, Any], *, run: Running) -> None:
    if await visiting.visit_due(run.house, run.engine):
        run.pump.nudge()


async def _silent(payload: Mapping[str, Any], *, run: Running) -> None:
    await ailing.note_silent(run.house)


async def _tended(run: Running, source_id: int) -> Tended | None:
    return next(iter(await run.house.database.sources.tended([source_id])), None)


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
