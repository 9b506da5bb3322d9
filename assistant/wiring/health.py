"""How the newsroom stands, in lines for an admin; and what the admins are told when a source falls ill or is well again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.chat.admin_health import notices
from assistant.chat.admins import admins
from assistant.chat.desk import Desk
from assistant.chat.turn import Draft
from assistant.collect.health import ailment, told
from assistant.errors import StoreError
from assistant.layout import ago
from assistant.ports import Posts
from assistant.wiring import verifying
from assistant.wiring.ailing import is_silent, may_be_silent, times
from assistant.wiring.house import House
from assistant.words import IndexCounts, Tended


async def lines(*, house: House) -> Sequence[tuple[str, str]]:
    """(what, how it stands), for /health. Raises StoreError when SQL itself cannot be used."""
    now = house.clock()
    counts = await house.database.posts.counts(house.embed.model)
    tended = [t for t in await house.database.sources.tended() if t.source.state != "removed"]
    tally = await house.database.deliveries.tally(now - timedelta(days=1))
    open_rows = await house.database.deliveries.all_open(now)
    return (
        ("Archive", f"{_many(counts.posts, 'post')} in {_many(counts.versions, 'version')}"),
        ("Sources", await _sources(tended, house.database.posts)),
        ("Last reading", _last(tended, now)),
        ("Waiting", f"{_many(counts.to_make, 'post')} to be indexed, {_many(len(open_rows), 'message')} to be sent"),
        ("Messages of the last day", f"{tally.get('sent', 0):,} sent, {tally.get('refused', 0):,} refused"),
        ("Vector index", await _index(house, counts)),
        ("Embeddings", house.embed.model),
        ("Answers", await _answers(house)),
        await verifying.line(house),
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


async def _sources(tended: Sequence[Tended], posts: Posts) -> str:
    """How many are read, paused and ill, the silent ones by name: their reason stands nowhere else."""
    followed = [t for t in tended if t.source.state != "ended" or t.last_error]
    states = Counter(t.source.state for t in followed)
    ill = [t for t in followed if ailment(t)]
    silent = [t.source.title for t in followed if t not in ill and await is_silent(t, posts)]
    said = [f"{states['active']} followed"]
    said += [f"{states['paused']} paused"] if states["paused"] else []
    said += [f"{len(ill)} ill"] if ill else []
    said += [f"silent for far longer than usual: {', '.join(silent[:5])}"] if silent else []
    return ", ".join(said)


def _last(tended: Sequence[Tended], now: datetime) -> str:
    last = max((t.last_ok for t in tended if t.last_ok), default=None)
    return ago(last, now) if last else "none yet"


async def _index(house: House, counts: IndexCounts) -> str:
    """The vector index: full text answers where it is away."""
    if house.index.absent:
        return f"away, full text answers meanwhile: {house.index.absent}"
    try:
        size = await house.index.size()
    except StoreError as error:
        return f"away, full text answers meanwhile: {error}"
    waiting = f", {counts.to_add:,} to be added" if counts.to_add else ""
    return f"ready, {size:,} vectors{waiting}"


async def _answers(house: House) -> str:
    if house.writer is None:
        return "extracted from the posts, no model is set"
    limit = house.settings.daily_budget
    spent = await house.purse.spent()
    budget = f"{spent:.2f} of {limit:.2f} dollars used today" if limit else f"{spent:.2f} dollars used today"
    return f"written by {house.settings.answer_model}; {budget}"


async def changed(before: Tended, after: Tended, desk: Desk) -> Sequence[Draft]:
    """Notices to every admin where a reading made a source ill or well; nothing else, so each change is told once."""
    rhythm = await times(before, desk.posts) if may_be_silent(before) or may_be_silent(after) else ()
    change = told(before, after, rhythm)
    if change is None:
        return ()
    return notices(after, change, ailment(after, rhythm), await admins(desk))
