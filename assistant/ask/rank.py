"""Candidates in the order in which they answer: blended signs, each between 0 and 1, weighted per embedding model. Pure.

    promising: which posts are worth reading -> signs of all their passages -> rank: best first, no story fills the list

Does not search and does not decide whether the best is good enough (enough.py). Rank fusion was measured and left out: with weak vectors
it was worse than full text alone (eval/README.md); blended scores with freshness were far better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from assistant.ask.query import Query
from assistant.ask.rarity import Rarity, language_of_post, weighed
from assistant.ask.reading import USUAL, Array, Read, read
from assistant.ask.weights import Weights
from assistant.ports import Candidate, Found
from assistant.sentences import sentences
from assistant.terms import terms
from assistant.text import fold
from assistant.words import Passage

POSTS_READ = 24  # their passages are all read: 16 hold 97% of the quiz's evidence, 24 98%, 32 99%
FRESH_FOR = timedelta(days=14)
FADES_IN = timedelta(days=60)

SIGNS = (
    "lexical", "cosine", "fresh", "cover", "title", "names", "numbers", "lead", "near", "best_lexical", "whole", "asked",
    "rarest", "quoted",
)  # fmt: skip
Signs = NDArray[np.float64]
PLACE = {name: n for n, name in enumerate(SIGNS)}


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages best first, with what the decision and the extraction need of the signs."""

    passages: tuple[Passage, ...]
    signs: tuple[tuple[float, ...], ...]  # as SIGNS, a row a passage


def freshness(at: datetime, now: datetime) -> float:
    """1 within FRESH_FOR, then fading by FADES_IN."""
    over = (now - at - FRESH_FOR) / FADES_IN
    return 1.0 if over <= 0 else math.exp(-over)


def promising(found: Sequence[Found], bm25: Mapping[int, float], now: datetime, count: int = POSTS_READ) -> list[int]:
    """Ids of the posts worth reading whole, best first, by their best chunk's full text, vector and freshness."""
    top = max(bm25.values(), default=0.0) or 1.0
    scores: dict[int, list[float]] = defaultdict(list)
    for f in found:
        scores[f.post_id].append(0.5 * bm25.get(f.chunk_id, 0.0) / top + 0.8 * (f.cosine or 0.0) + 0.5 * freshness(f.at, now))
    best = {
        post: sum(weight * s for weight, s in zip((1.0, 0.1), sorted(its)[::-1], strict=False)) for post, its in scores.items()
    }
    return sorted(best, key=lambda post: -best[post])[:count]


def signs(query: Query, candidates: Sequence[Candidate], now: datetime, rarity: Rarity) -> Signs:
    """Shape (len(candidates), len(SIGNS)); every sign 0 to 1."""
    words = weighed(query, rarity)
    if not candidates:
        return np.zeros((0, len(SIGNS)))
    its = read(query, words, candidates)
    weight = np.array([w for _, w in words])
    total = float(weight.sum()) or 1.0
    present = (its.counts > 0) | its.in_title
    lexical = _bm25(its, weight) / (2.2 * total)
    cosine = np.array([max(c.cosine or 0.0, 0.0) for c in candidates])
    asked = np.array([word.asked for word, _ in words], bool)
    rarest = np.where(weight >= (np.sort(weight)[-3:][:1].min() if len(weight) else 0.0), weight, 0.0) ** 2
    table = np.column_stack(
        (
            lexical,
            cosine,
            [freshness(c.passage.post.at, now) for c in candidates],
            present @ weight / total,
            its.in_title @ weight / total,
            its.names,
            _share(present, [word.is_number for word, _ in words]),
            [c.passage.start == 0 for c in candidates],
            its.near,
            its.best_of_post(lexical),
            its.any_of_post(present) @ weight / total,
            (present * asked) @ weight / (float(weight[asked].sum()) or 1.0),
            present @ rarest / (float(rarest.sum()) or 1.0),
            [_share_of_quoted(query, c.passage) for c in candidates],
        )
    )
    return table.astype(np.float64)


def _bm25(its: Read, weight: Array) -> Array:
    """BM25 with the title counted twice; its most is 2.2 times the sum of the weights."""
    often = its.counts + 2.0 * its.in_title
    scores: Array = (often * 2.2 / (often + 1.2 * (0.25 + 0.75 * its.lengths / USUAL)[:, None])) @ weight
    return scores


def _share(present: NDArray[np.bool_], wanted: Sequence[bool]) -> Array:
    columns = np.array(wanted, bool)
    return present[:, columns].mean(axis=1) if columns.any() else np.zeros(len(present))


def _share_of_quoted(query: Query, passage: Passage) -> float:
    if not query.quoted:
        return 0.0
    text = _flat(f"{passage.post.title}\n{passage.text}")
    return sum(_flat(q) in text for q in query.quoted) / len(query.quoted)


def _flat(text: str) -> str:
    return " ".join(fold(text).text.casefold().split()).rstrip(".,;:!?")


def word_for_word(query: Query, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of the posts that hold what the question puts in quotation marks; where no post does, none."""
    holding = {c.passage.post.id for c in candidates if _share_of_quoted(query, c.passage)}
    return [c for c in candidates if c.passage.post.id in holding]


def rank(query: Query, candidates: Sequence[Candidate], now: datetime, weights: Weights, rarity: Rarity) -> Ranking:
    """The candidates best first. One story does not fill the list: a post's further passages and its copies come later."""
    chosen = [c for c in candidates if not _unwanted(query, c.passage)]
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
    """Whether a passage or its title holds a word that was to be left out, in any of its forms."""
    if not query.without:
        return False
    language = language_of_post(passage.post)
    told = set(terms(f"{passage.post.title}\n{passage.text}", language))
    return any(told.issuperset(its) for word in query.without if (its := terms(word, language)))


WIDE = 1_200  # characters of a passage with its title
KEPT = 30  # passages of a ranking
MOST = 3  # passages of a post
AGAIN = 0.05  # what each earlier passage of the same post takes off


def _spread(candidates: Sequence[Candidate], scores: NDArray[np.float64]) -> list[int]:
    """Places best first: of a post, or of copies of one text, at most MOST, each further one a little later."""
    seen: dict[int, int] = defaultdict(int)
    adjusted = []
    for i in np.argsort(-scores, kind="stable"):
        origin = candidates[i].passage.post.origin_id or candidates[i].passage.post.id
        if seen[origin] < MOST:
            adjusted.append((float(scores[i]) - AGAIN * seen[origin], int(i)))
        seen[origin] += 1
    return [i for _, i in sorted(adjusted, key=lambda pair: -pair[0])]
