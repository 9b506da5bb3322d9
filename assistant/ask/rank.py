"""Candidates in the order in which they answer: blended signs, each between 0 and 1, weighted per embedding model. Pure.

Does not search and does not decide whether the best is good enough (enough.py). Rank fusion was measured and left out: with weak vectors
it was worse than full text alone (eval/README.md); blended scores with freshness were far better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.ask.question import Query, Word
from assistant.ask.rarity import Rarity, language_of_post, weighed
from assistant.ask.weights import Weights
from assistant.ports import Candidate
from assistant.sentences import sentences
from assistant.terms import terms
from assistant.words import Passage

LOOKED_INTO = (
    50  # candidates whose words are read, the best by cheap signs: 40 cost a point of gold@4, 70 gain one of gold@10 for 10 ms
)
WINDOW = 40  # terms: about two sentences
FRESH_FOR = timedelta(days=14)
FADES_IN = timedelta(days=60)

SIGNS = (
    "lexical", "cosine", "fresh", "cover", "title", "names", "numbers", "lead", "near", "post", "whole", "support", "quoted",
)  # fmt: skip
Signs = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages best first, with what the decision and the extraction need of the signs."""

    passages: tuple[Passage, ...]
    signs: tuple[tuple[float, ...], ...]  # as SIGNS, a row a passage


def freshness(at: datetime, now: datetime) -> float:
    """1 within FRESH_FOR, then fading by FADES_IN."""
    over = (now - at - FRESH_FOR) / FADES_IN
    return 1.0 if over <= 0 else math.exp(-over)


def shortlist(candidates: Sequence[Candidate], now: datetime, count: int = LOOKED_INTO) -> list[Candidate]:
    """The best by full text, vector and freshness alone: which are worth reading."""
    top = max((c.bm25 for c in candidates), default=0.0) or 1.0
    scored = [(0.5 * c.bm25 / top + 0.5 * (c.cosine or 0.0) + 0.25 * freshness(c.passage.post.at, now), c) for c in candidates]
    return [c for _, c in sorted(scored, key=lambda pair: -pair[0])[:count]]


def signs(query: Query, candidates: Sequence[Candidate], now: datetime, rarity: Rarity) -> Signs:
    """Shape (len(candidates), len(SIGNS)); every sign 0 to 1."""
    words = weighed(query, rarity)
    top = max((c.bm25 for c in candidates), default=0.0) or 1.0
    posts = {c.passage.post.id: c.passage.post for c in candidates}
    languages = {post_id: language_of_post(post) for post_id, post in posts.items()}
    titles = {post_id: frozenset(terms(post.title, languages[post_id])) for post_id, post in posts.items()}
    bodies = [terms(c.passage.text, languages[c.passage.post.id]) for c in candidates]
    of_post: dict[int, list[int]] = defaultdict(list)
    for i, c in enumerate(candidates):
        of_post[c.passage.post.id].append(i)
    whole = {post: _cover(words, titles[post].union(*(bodies[i] for i in rows))) for post, rows in of_post.items()}
    table = np.zeros((len(candidates), len(SIGNS)))
    for i, (c, body) in enumerate(zip(candidates, bodies, strict=True)):
        post = c.passage.post.id
        present = titles[post].union(body)
        table[i] = (
            c.bm25 / top,
            max(c.cosine or 0.0, 0.0),
            freshness(c.passage.post.at, now),
            _cover(words, present),
            _cover(words, titles[post]),
            _share_of_names(query, present),
            _share(query.numbers, present),
            1.0 if c.passage.start == 0 else 0.0,
            _near(words, body),
            max((candidates[j].bm25 / top for j in of_post[post] if j != i), default=0.0),
            whole[post],
            0.0,
            _share_of_quoted(query, c.passage),
        )
    table[:, SIGNS.index("support")] = _support(candidates, titles, table)
    return table


def _cover(words: Sequence[tuple[Word, float]], present: frozenset[str] | set[str]) -> float:
    """The share of the question's words that stand there, weighed by rarity."""
    total = sum(weight for _, weight in words)
    return sum(weight for word, weight in words if _stands(word, present)) / total if total else 0.0


def _stands(word: Word, present: frozenset[str] | set[str]) -> bool:
    return all(t in present for t in word.terms) or any(f in present for f in word.forms)


def _near(words: Sequence[tuple[Word, float]], body: Sequence[str]) -> float:
    """The best share of the question's words within WINDOW terms of each other."""
    total = sum(weight for _, weight in words)
    weight_of = {t: (n, weight) for n, (word, weight) in enumerate(words) for t in (*word.terms, *word.forms)}
    hits = [(at, *weight_of[t]) for at, t in enumerate(body) if t in weight_of]
    best, left = 0.0, 0
    inside: dict[int, int] = defaultdict(int)
    now = 0.0
    for at, n, weight in hits:
        now += weight if not inside[n] else 0.0
        inside[n] += 1
        while hits[left][0] <= at - WINDOW:
            _, gone, its = hits[left]
            inside[gone] -= 1
            now -= its if not inside[gone] else 0.0
            left += 1
        best = max(best, now)
    return best / total if total else 0.0


def _share(wanted: Sequence[str], present: frozenset[str] | set[str]) -> float:
    return sum(t in present for t in wanted) / len(wanted) if wanted else 0.0


def _share_of_names(query: Query, present: frozenset[str] | set[str]) -> float:
    return sum(_share(name, present) for name in query.names) / len(query.names) if query.names else 0.0


def _share_of_quoted(query: Query, passage: Passage) -> float:
    if not query.quoted:
        return 0.0
    text = f"{passage.post.title}\n{passage.text}".casefold()
    return sum(q.casefold() in text for q in query.quoted) / len(query.quoted)


def _support(candidates: Sequence[Candidate], titles: dict[int, frozenset[str]], table: Signs) -> Signs:
    """How much of the other fresh, fitting posts tell the same (by the words of their titles): an event of now has several."""
    best: dict[int, float] = {}
    for c, row in zip(candidates, table, strict=True):
        fit = row[SIGNS.index("near")] * row[SIGNS.index("fresh")]
        best[c.passage.post.id] = max(best.get(c.passage.post.id, 0.0), float(fit))
    raw = {post: sum(fit * _alike(titles[post], titles[other]) for other, fit in best.items() if other != post) for post in best}
    return np.array([1.0 - math.exp(-raw[c.passage.post.id]) for c in candidates])


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def rank(query: Query, candidates: Sequence[Candidate], now: datetime, weights: Weights, rarity: Rarity) -> Ranking:
    """The candidates best first. One story does not fill the list: a post's further passages and its copies come later."""
    fit = [c for c in candidates if not _unwanted(query, c.passage)]
    chosen = shortlist(fit, now)
    table = signs(query, chosen, now, rarity)
    scores = table @ np.array([getattr(weights, name) for name in SIGNS])
    order = _spread(chosen, scores)
    passages = tuple(replace(widened(chosen[i].passage), score=float(scores[i])) for i in order[:KEPT])
    return Ranking(passages, tuple(tuple(map(float, table[i])) for i in order[:KEPT]))


def widened(passage: Passage) -> Passage:
    """The passage with the sentences after it, then before it, that fit into WIDE characters together with its title: an answer often
    stands just beyond the cut."""
    text = passage.post.text
    room = WIDE - len(passage.post.title) - 1
    start, end = passage.start, passage.end
    after = [end + b for _, b in sentences(text[end : start + room])]
    if end < len(text) and after:
        whole = after if start + room >= len(text) else after[:-1]  # the last may be cut in its middle
        end = max([end, *whole])
    reach = max(0, end - room)
    before = [reach + a for a, _ in sentences(text[reach:start])] if reach < start else []
    if before:
        whole = before if reach == 0 else before[1:]
        start = min([start, *whole])
    return replace(passage, start=start, end=end)


def _unwanted(query: Query, passage: Passage) -> bool:
    if not query.without:
        return False
    text = f"{passage.post.title}\n{passage.text}".casefold()
    return any(word.casefold() in text for word in query.without)


WIDE = 1_200  # characters of a passage with its title
KEPT = 30  # passages of a ranking
AGAIN = 0.3  # what each earlier passage of the same post takes off


def _spread(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> list[int]:
    seen: dict[int, int] = defaultdict(int)
    left = sorted(range(len(candidates)), key=lambda i: -scores[i])
    adjusted = []
    for i in left:
        post = candidates[i].passage.post.id
        adjusted.append((scores[i] - AGAIN * seen[post], i))
        seen[post] += 1
    return [i for _, i in sorted(adjusted, key=lambda pair: -pair[0])]
