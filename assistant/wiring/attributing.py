"""«Who said that?» after an answer: read off the posts that it cites, without a model and without a search."""

from __future__ import annotations

import asyncio
import time

from assistant.gate import Stands, excerpt
from assistant.topic.who_said import Source, asks_who, in_words, sources_of
from assistant.wiring.house import House
from assistant.words import Answer, Proven, Question, Receipt, StoredAnswer

SHOWN = 120  # characters of the claim in what was understood


async def who_said(question: Question, previous: tuple[Question, ...], *, house: House) -> Answer | None:
    """None where the question asks something else, or nothing was answered before it. Stores nothing. Raises StoreError."""
    if not previous or not asks_who(question.text):
        return None
    last = await house.database.answers.by_key(previous[-1].key)
    return await asyncio.to_thread(_answer, question, last) if last and last.claims else None


def _answer(question: Question, last: StoredAnswer) -> Answer | None:
    begun = time.perf_counter()
    found = sources_of(last.claims, {p.version.id: p for p in last.answer.posts})
    shown = [(source, claims) for source in found if (claims := _proven(source))]
    if not shown:
        return None
    posts = tuple({s.post.version.id: s.post for s, _ in shown}.values())
    receipt = Receipt(
        sources=len({p.source_id for p in posts}),
        posts=len(posts),
        newest=max(p.at for p in posts),
        asked_as=f"Who said: {last.claims[0].text[:SHOWN]}",
        note=in_words([s for s, _ in shown]),
        seconds=round(time.perf_counter() - begun, 3),
    )
    return Answer(question, tuple(dict.fromkeys(c for _, its in shown for c in its)), posts, (), receipt)


def _proven(source: Source) -> list[Proven]:
    """What was said must stand; the sentence that names its speaker may fall (he is named beside)."""
    verdicts = [excerpt(source.post, start, end) for start, end in source.spans]
    if not isinstance(verdicts[-1], Stands):
        return []
    return [v.proven for v in verdicts if isinstance(v, Stands)]
