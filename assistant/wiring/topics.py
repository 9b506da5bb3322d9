"""Topics, bound to what is open: timelines, briefs and quotes are kept as answers, to be proven, copied and corrected as those."""

from __future__ import annotations

import logging
from dataclasses import replace

from assistant import layout
from assistant.digest.judge import judge
from assistant.errors import StoreError
from assistant.gate.again import answer_again
from assistant.outside import chart
from assistant.topic import journey
from assistant.wiring.asking import role_there
from assistant.wiring.house import House
from assistant.words import Answer, Question, Role, Source, Statements, Timeline, Trend

log = logging.getLogger(__name__)


async def timeline(question: Question, skip: int, *, house: House) -> Timeline:
    """The page of developments that ends `skip` before the newest; the first one is kept. Raises StoreError."""
    role, sources = await _eyes(question, house)
    found = await journey.timeline(
        question, skip=skip, sources=sources, posts=house.database.posts, judge=judge, embargoed=role >= Role.REPORTER
    )
    return replace(found, answer=await house.database.answers.store(found.answer, house.clock())) if not skip else found


async def brief(question: Question, *, house: House) -> Answer:
    """Five cited sentences, by the question's key: asked again, the stored ones. Raises StoreError."""
    stored = await house.database.answers.by_key(question.key)
    if stored is not None:
        return answer_again(stored)
    await house.database.answers.ask(question)
    role, sources = await _eyes(question, house)
    found = await journey.brief(
        question, sources=sources, posts=house.database.posts, writer=house.writer, embargoed=role >= Role.REPORTER
    )
    await house.purse.pay(found.receipt.cost)
    return await house.database.answers.store(found, house.clock())


async def quotes(question: Question, keep: int, *, house: House) -> Statements:
    """What a person said, found anew for each page; the first `keep` statements are kept as an answer. Raises StoreError."""
    role, sources = await _eyes(question, house)
    found = await journey.quotes(question, sources=sources, posts=house.database.posts, embargoed=role >= Role.REPORTER)
    shown = found.statements[:keep]
    if not shown:
        return found
    posts = tuple({s.post.version.id: s.post for s in shown}.values())
    kept = Answer(question, tuple(s.claim for s in shown), posts, (), found.receipt)
    return replace(found, answer_id=(await house.database.answers.store(kept, house.clock())).id)


async def trends(question: Question, *, house: House) -> tuple[Trend | None, bytes]:
    """What was written about a topic, with its picture; b"" where it cannot be drawn: the caption says it all. Raises StoreError."""
    role, sources = await _eyes(question, house)
    found = await journey.trends(question, sources=sources, posts=house.database.posts, embargoed=role >= Role.REPORTER)
    if found is None:
        return None, b""
    try:
        picture = await chart.draw(
            found.topic, layout.ticks(found), found.outlets, found.counts, [slot for slot, _, _ in found.marked],
            fonts=house.settings.data_dir / "fonts",
        )  # fmt: skip
    except StoreError as error:
        log.warning("No picture of a trend: %s", error)
        return found, b""
    return found, picture


async def _eyes(question: Question, house: House) -> tuple[Role, list[Source]]:
    role = await role_there(question.asker, house)
    return role, await house.database.sources.visible(role, question.asker.chat_id)
