"""A topic's or a person's journey: words -> posts by full text, within period and sources -> chosen -> gate. The only async file of topic/.

    timeline    what happened when, a line a development
    brief       background in five sentences, by a model where there is one, else word for word
    quotes      what a person said
    trends      how much was written about it when, by whom

It stores and sends nothing. Full text alone is searched: a topic is its words.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol
from zoneinfo import ZoneInfo

import numpy as np

from assistant import prompts
from assistant.ask import compose
from assistant.ask.query import Query
from assistant.ask.question import understand
from assistant.ask.scope import scope_of
from assistant.ask.searched import all_terms, search_terms
from assistant.ask.spelling import nearby, respelt, to_count, unknown
from assistant.errors import ModelError
from assistant.gate import Stands, excerpt, prepare, prove
from assistant.people import spellings, words
from assistant.ports import Complete, Completion, CountTokens, Extent, Posts, Scope
from assistant.terms import terms
from assistant.topic import brief as parts
from assistant.topic.about import Topic, about, akin
from assistant.topic.lines import Line
from assistant.topic.quotes import Said, said_by
from assistant.topic.timeline import Told, developments
from assistant.topic.trend import trend
from assistant.words import (
    Answer,
    Claim,
    Development,
    Passage,
    Post,
    Proven,
    Question,
    Receipt,
    Source,
    Statement,
    Statements,
    Timeline,
    Trend,
    Version,
)

CHUNKS = 400  # found by full text
POSTS = 150  # opened of them, the newest first
COUNTED = 600  # opened for a trend
BESIDE = 80  # opened of those that share other terms with the surest
PAGE = 12  # lines of a timeline
TO_MODEL = 8  # posts
BEGINNING = 1_000  # characters of each
PROMPT_TOKENS = 6_000
ENOUGH = 3  # claims of a model that stand; fewer, and the brief is extracted

Judge = Callable[[Version, Version], str | None]
"""What became of a post between two versions: "corrected", "updated" or None (digest/judge.py)."""


class Writes(Protocol):
    """A model that composes (ask/journey.Writer)."""

    @property
    def complete(self) -> Complete: ...
    @property
    def count(self) -> CountTokens: ...
    @property
    def may_spend(self) -> Callable[[], Awaitable[str]]: ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What was understood and found: posts of the period and sources, newest first."""

    query: Query
    posts: tuple[Post, ...]
    extent: Extent

    @property
    def name(self) -> str:
        """The topic's own words, without the period and the sources."""
        return " ".join(w.text for w in self.query.words) or self.query.text

    @property
    def topic(self) -> Topic:
        return Topic(self.name, tuple(frozenset((*w.terms, *w.forms)) for w in self.query.words))

    def receipt(self, begun: float) -> Receipt:
        """What was searched; nothing is written yet."""
        return Receipt(
            period=self.query.period, sources=self.extent.sources, posts=self.extent.posts, newest=self.extent.newest,
            only_sources=self.query.sources, asked_as=self.name if self.name != self.query.text else "",
            seconds=round(time.perf_counter() - begun, 3),
        )  # fmt: skip


async def timeline(
    question: Question, *, skip: int, sources: Sequence[Source], posts: Posts, judge: Judge, embargoed: bool = True
) -> Timeline:
    """A page of developments that ends `skip` before the newest. Raises StoreError."""
    begun = time.perf_counter()
    looked = await _look(question, sources, posts, embargoed)
    told = await asyncio.to_thread(lambda: developments(looked.topic, about(looked.topic, looked.posts)))
    until = max(0, len(told) - skip)
    shown = await asyncio.to_thread(_proven, told[max(0, until - PAGE) : until])
    wrong = await _corrected([post for _, t in shown for post in t.posts[:1]], posts, judge)
    made = tuple(Development(claim, t.post, t.posts, t.post.id in wrong) for claim, t in shown)
    cited = tuple({d.post.version.id: d.post for d in made}.values())
    answer = Answer(question, tuple(d.claim for d in made), cited, (), looked.receipt(begun))
    return Timeline(looked.name, made, answer, before=max(0, until - PAGE), after=len(told) - until)


def _proven(told: Sequence[Told]) -> list[tuple[Proven, Told]]:
    """Each development with the first of its lines that stands; else with its headline; else it is left out."""
    found = []
    for one in told:
        post = prepare(one.post)
        verdicts = (excerpt(post, line.start, line.end) for line in one.lines)
        claim = next((v.proven for v in verdicts if isinstance(v, Stands)), None)
        if claim is None and one.post.title:
            verdict = prove(Claim(one.post.title, ((1, one.post.title),)), (post,))
            claim = verdict.proven if isinstance(verdict, Stands) else None
        if claim is not None:
            found.append((claim, one))
    return found


async def _corrected(shown: Sequence[Post], posts: Posts, judge: Judge) -> set[int]:
    """Ids of the posts of which any edit corrected something."""
    wrong = set()
    for post in shown:
        if post.version.number > 1:
            kept = await posts.versions(post.id)
            if any(judge(a, b) == "corrected" for a, b in pairwise(kept)):
                wrong.add(post.id)
    return wrong


async def brief(
    question: Question, *, sources: Sequence[Source], posts: Posts, writer: Writes | None, embargoed: bool = True
) -> Answer:
    """Five sentences at most; none where nothing is about the topic. Raises StoreError."""
    begun = time.perf_counter()
    looked = await _look(question, sources, posts, embargoed)
    found = await asyncio.to_thread(_once, about(looked.topic, looked.posts))
    claims, done, note = await _composed(question, looked, found, writer) if found else ((), None, "")
    if not claims:
        claims = await asyncio.to_thread(_chosen, looked.topic, found)
    receipt = replace(looked.receipt(begun), note=note)
    if done:
        wrote = done.model if claims and not note else ""
        receipt = replace(
            receipt, written_by=wrote, tokens_in=done.tokens_in, tokens_out=done.tokens_out, cost=done.cost,
            prompt=prompts.load("brief").hash,
        )  # fmt: skip
    by_version = {p.version.id: p for p in found}
    cited = dict.fromkeys(q.version_id for c in claims for q in c.quotes)
    near = tuple(Passage(0, p, 0, min(len(p.text), BEGINNING)) for p in reversed(found[-parts.POSTS :]))
    return Answer(question, claims, tuple(by_version[v] for v in cited), near, receipt)


def _once(found: Sequence[Post]) -> tuple[Post, ...]:
    """The first post of each origin, oldest first."""
    return tuple({p.origin: p for p in reversed(found)}.values())[::-1]


def _chosen(topic: Topic, found: Sequence[Post]) -> tuple[Proven, ...]:
    stood: dict[tuple[int, int], Proven] = {}

    def stands(line: Line) -> bool:
        verdict = excerpt(line.post, line.start, line.end)
        if isinstance(verdict, Stands):
            stood[line.post.id, line.start] = verdict.proven
        return isinstance(verdict, Stands)

    lines = parts.choose(parts.candidates(topic, found), stands)
    return tuple(stood[line.post.id, line.start] for line in lines)


async def _composed(
    question: Question, looked: Looked, found: Sequence[Post], writer: Writes | None
) -> tuple[tuple[Proven, ...], Completion | None, str]:
    """A model's claims that stand, what they cost, and why there are none. Newest posts first, and the oldest one."""
    if writer is None:
        return (), None, ""
    if why := await writer.may_spend():
        return (), None, why
    shown = list({p.id: p for p in (*reversed(found[-(TO_MODEL - 1) :]), found[0])}.values())
    passages = compose.fit([Passage(0, p, 0, min(len(p.text), BEGINNING)) for p in shown], writer.count, PROMPT_TOKENS)
    here = question.asked_at.astimezone(ZoneInfo(question.zone))
    rendered = prompts.load("brief").render(
        today=f"{here:%A, %d %B %Y}", asked_at=f"{here:%H:%M}", topic=looked.name,
        passages=prompts.fence([compose.for_model(p, question.zone) for p in passages], nonce=secrets.token_hex(8)),
    )  # fmt: skip
    try:
        done = await writer.complete(system=rendered.system, user=rendered.user, schema=compose.SCHEMA, name="brief")
    except ModelError as error:
        return (), None, f"Extracted, not written by the model: {error}"
    claims = [draft.claim for draft in compose.drafts(done.data, len(passages))][: parts.SENTENCES]
    verdicts = await asyncio.to_thread(lambda: [prove(c, [p.post for p in passages]) for c in claims])
    stand = tuple(v.proven for v in verdicts if isinstance(v, Stands) and not v.attribution)
    if len(stand) < min(ENOUGH, len(found)):
        return (), done, "Extracted: too few sentences of the model's reply stood up to their sources."
    return stand, done, ""


async def quotes(question: Question, *, sources: Sequence[Source], posts: Posts, embargoed: bool = True) -> Statements:
    """What the person whom the question names said, newest first. Raises StoreError."""
    begun = time.perf_counter()
    query = understand(question.text, question.asked_at, question.zone, all_time=question.all_time)
    wanted = words(" ".join(w.text for w in query.words) or query.text)
    searched = tuple(dict.fromkeys(t for s in spellings(wanted[-1]) for t in terms(s))) if wanted else ()
    looked = await _look(question, sources, posts, embargoed, searched)
    person = " ".join(wanted)
    said = await asyncio.to_thread(said_by, person, looked.posts)
    shown = await asyncio.to_thread(lambda: tuple(s for s in map(_stated, said) if s))
    return Statements(person, shown, looked.receipt(begun))


def _stated(said: Said) -> Statement | None:
    verdict = excerpt(said.post, said.start, said.end)
    if not isinstance(verdict, Stands):
        return None
    return Statement(verdict.proven, said.post, said.named, said.direct, said.posts)


async def trends(question: Question, *, sources: Sequence[Source], posts: Posts, embargoed: bool = True) -> Trend | None:
    """None where no post is about the topic. Raises StoreError."""
    begun = time.perf_counter()
    looked = await _look(question, sources, posts, embargoed, most=COUNTED)

    def counted() -> Trend | None:
        found = about(looked.topic, looked.posts)
        told = developments(looked.topic, found)
        more = len(looked.posts) >= COUNTED
        return trend(looked.name, found, told, question.zone, looked.receipt(begun), more=more) if found else None

    return await asyncio.to_thread(counted)


async def _look(
    question: Question, sources: Sequence[Source], posts: Posts, embargoed: bool, searched: Sequence[str] = (), most: int = POSTS
) -> Looked:
    """`searched`: terms in place of the question's own."""
    outlets = tuple(s.title for s in sources)
    query = understand(question.text, question.asked_at, question.zone, outlets=outlets, all_time=question.all_time)
    scope = scope_of(query, sources, question.asked_at, embargoed=embargoed)
    chunks, counts = await posts.frequencies(all_terms(query))
    if not searched and (odd := nearby(unknown(query, counts, chunks), query.language)):
        more = [(await posts.frequencies(batch))[1] for batch in to_count(odd)]
        counts = {term: count for counted in (counts, *more) for term, count in counted.items() if count}
        query = respelt(query, odd, counts)
    wanted = tuple(searched) or search_terms(query, chunks, counts)
    extent = await posts.extent(scope)
    looked = Looked(query, await _newest(wanted, scope, posts, most), extent)
    if searched:
        return looked
    beside = await asyncio.to_thread(akin, looked.topic, looked.posts)
    known = {p.id for p in looked.posts}
    further = [p for p in await _newest(beside, scope, posts, BESIDE) if p.id not in known] if beside else []
    return replace(looked, posts=(*looked.posts, *further))


async def _newest(wanted: Sequence[str], scope: Scope, posts: Posts, most: int = POSTS) -> tuple[Post, ...]:
    """Posts that hold any of these terms, the newest of the best."""
    found = await posts.search(wanted, scope, max(CHUNKS, 4 * most))
    where = await posts.locate([i for i, _ in found], scope, "", np.zeros(1, np.float32))
    newest = dict.fromkeys(f.post_id for f in sorted(where, key=lambda f: f.at, reverse=True))
    return tuple(await posts.by_ids(list(newest)[:most]))
