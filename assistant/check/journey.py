"""A draft's journey: cut into sentences, each searched for with its own words, each held against what was found. The only async file here.

    draft -> sentences -> find, all at once -> judge -> (a model points at passages -> heeded, by the same rules) -> CheckedDraft

It stores and sends nothing. What it says of a sentence is what the gate and the rules beside it say; a model that lies, fails, is late or
too dear changes nothing, and the note says so.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from assistant import prompts
from assistant.check.advice import SCHEMA, Advice, Batch, advices, batches, heeded
from assistant.check.bearing import Told
from assistant.check.draft import parts, read_so_far
from assistant.check.verdict import Finding, judge
from assistant.errors import ModelError
from assistant.gate import prepare
from assistant.ports import Complete, CountTokens
from assistant.words import CheckedDraft, CheckedSentence, CheckMark, Excerpt, Passage

MOST = 60  # sentences of a draft that are checked: 8,000 characters of news have 50
AT_ONCE = 3  # batches that the model reads together
DEADLINE_S = 60.0  # after which it is asked nothing more of a draft

Find = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[Passage]]]]
"""For each text the passages nearest to it, best first."""


@dataclass(frozen=True, slots=True)
class Adviser:
    """The model, a token counter, and `may_spend` that says in words why not now (budget), or nothing."""

    complete: Complete
    count: CountTokens
    may_spend: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A sentence, the posts it was held against, and what came of it."""

    start: int
    end: int
    posts: tuple[Told, ...]
    finding: Finding


async def check(draft: str, *, find: Find, adviser: Adviser | None = None) -> CheckedDraft:
    """Every sentence with its verdict, its marks by offsets of the draft, and the posts. Raises BadRequest, and what `find` raises."""
    draft, left = read_so_far(draft)
    spans = parts(draft)
    looked_at = spans[:MOST]
    found = await find([draft[a:b] for a, b in looked_at])
    held = await asyncio.to_thread(_held, draft, looked_at, found)
    advised: tuple[Advice, ...] = ()
    note, cost = "", 0.0
    if adviser:
        advised, note, cost = await _advised(draft, held, found, adviser)
        held = await asyncio.to_thread(_heeded, draft, held, advised)
    return CheckedDraft(draft, tuple(map(_sentence, held)), len(spans) - len(looked_at), note, cost, left)


def _held(draft: str, spans: Sequence[tuple[int, int]], found: Sequence[Sequence[Passage]]) -> list[_Held]:
    told: dict[int, Told] = {}
    done = []
    for (start, end), passages in zip(spans, found, strict=True):
        posts = {p.post.version.id: p.post for p in passages}
        for version, post in posts.items():
            if version not in told:
                told[version] = Told(prepare(post))
        those = tuple(told[v] for v in posts)
        done.append(_Held(start, end, those, judge(draft[start:end], those)))
    return done


async def _advised(
    draft: str, held: Sequence[_Held], found: Sequence[Sequence[Passage]], adviser: Adviser
) -> tuple[tuple[Advice, ...], str, float]:
    """What the model says of the sentences, why it says nothing of some, and what it cost."""
    wanted = [n for n, h in enumerate(held) if not draft[h.start : h.end].rstrip().endswith("?")]
    ends, turn = time.monotonic() + DEADLINE_S, asyncio.Semaphore(AT_ONCE)

    async def one(batch: Batch) -> tuple[tuple[Advice, ...], str, float]:
        async with turn:
            if time.monotonic() > ends:
                return (), "the model took too long", 0.0
            if await adviser.may_spend():
                return (), "today's budget for the model is used up", 0.0
            return await _asked(draft, held, batch, adviser)

    done = await asyncio.gather(*map(one, batches(found, wanted, adviser.count)))
    whys = tuple(dict.fromkeys(why for _, why, _ in done if why))
    part = "all" if all(why for _, why, _ in done) else "some"
    note = f"By rules alone for {part} of it: {'; '.join(whys)}" if whys else ""
    return tuple(a for got, _, _ in done for a in got), note, sum(cost for *_, cost in done)


async def _asked(draft: str, held: Sequence[_Held], batch: Batch, adviser: Adviser) -> tuple[tuple[Advice, ...], str, float]:
    """One batch put to the model; its failure is told in words, and its price counts all the same."""
    nonce = secrets.token_hex(8)
    passages = [(f"{p.post.outlet}, {p.post.at:%Y-%m-%d %H:%M} UTC: {p.post.title}", p.text) for p in batch.passages]
    texts = [("", draft[held[n].start : held[n].end]) for n in batch.sentences]
    rendered = prompts.load("check").render(
        passages=prompts.fence(passages, nonce=nonce), sentences=prompts.fence(texts, nonce=nonce, label="sentence")
    )
    try:
        done = await adviser.complete(system=rendered.system, user=rendered.user, schema=SCHEMA, name="check")
    except ModelError as error:
        return (), str(error).rstrip("."), error.cost
    return advices(done.data, batch), "", done.cost


def _heeded(draft: str, held: Sequence[_Held], advised: Sequence[Advice]) -> list[_Held]:
    by_number = {a.sentence: a for a in advised}
    return [
        replace(h, finding=heeded(draft[h.start : h.end], h.finding, by_number[n], h.posts)) if n in by_number else h
        for n, h in enumerate(held)
    ]


def _sentence(held: _Held) -> CheckedSentence:
    marks = tuple(
        CheckMark(d.kind, held.start + d.start, held.start + d.end, d.instead, d.sure) for d in held.finding.differences
    )
    return CheckedSentence(held.start, held.end, held.finding.verdict, marks, _excerpts(held.finding))


def _excerpts(finding: Finding) -> tuple[Excerpt, ...]:
    if finding.bearing is None or finding.verdict in ("opinion", "not found"):
        return ()
    post = finding.bearing.post
    own = [(post, n) for n in finding.bearing.sentences]
    found = [*own, *((told.post, n) for told, n in finding.also)]
    return tuple(Excerpt(p.post, p.sentences[n].start, p.sentences[n].end) for p, n in found)
