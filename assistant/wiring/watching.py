"""Questions that wait for evidence: asked again where posts came in, told once there is an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant import layout
from assistant.chat import reporter_asking
from assistant.wiring import asking, digesting
from assistant.wiring.running import Running, deliver
from assistant.words import Question


async def watched(payload: Mapping[str, Any], *, run: Running) -> None:
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
