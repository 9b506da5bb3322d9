"""Whether the archive holds an answer: from how fully, how closely and how freshly the best passages speak of what was asked. Pure.

A wrong "yes" costs a reader's trust and a wrong "no" costs one question, so the threshold is set on questions asked 45 days before their
event (at most 20% may be answered) and on the same questions asked in time (at least 88% should be); bench/newsquiz measures both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.ask.question import Query, Word
from assistant.ask.rank import SIGNS as PASSAGE_SIGNS
from assistant.ask.rank import Ranking
from assistant.ask.rarity import Rarity, language_of_post, weighed
from assistant.sentences import sentences
from assistant.terms import terms
from assistant.words import Passage

READ = 5  # passages looked into
NEW = timedelta(days=9)  # people ask of the last week's events
SIGNS = (
    "cover", "near", "sentence", "rarest", "names", "numbers", "cosine", "title", "support", "fresh", "new", "words", "all", "gap",
    "cover_new", "near_new", "full",
)  # fmt: skip

# Fitted by logistic regression on the quiz's questions asked in time (1) and 45 days early (0), candidates as journey.py takes them.
# Fitted on one half, tested on the other: AUC 0.873 and 0.860 (0.86 for three signs, eval/README.md). The curve, both halves, answered
# early / in time: 0.40/0.89 at 0.235, 0.35/0.88 at 0.263, 0.30/0.87 at 0.307, 0.25/0.86 at 0.341, 0.20/0.83 at 0.392, 0.10/0.74 at 0.583.
WEIGHTS = (
    0.70, -0.18, -0.87, -0.23, 0.34, -0.08, -0.34, 1.99, -0.38, 0.76, -0.45, 1.43, 1.00, 2.09, 2.00, 2.69, 0.49,
)  # fmt: skip
BIAS = -4.79
THRESHOLD = 0.32


@dataclass(frozen=True, slots=True)
class Evidence:
    """The decision, as a truth value, with its score (0 to 1) and the signs it stands on."""

    score: float
    signs: tuple[float, ...]
    threshold: float = THRESHOLD

    def __bool__(self) -> bool:
        return self.score >= self.threshold


def enough(query: Query, ranking: Ranking, now: datetime, rarity: Rarity) -> Evidence:
    """Whether the passages answer the question. A question without content words ("what happened last night?") asks for whatever the
    period holds: any passage is enough."""
    if not ranking.passages:
        return Evidence(0.0, ())
    if not query.words:
        return Evidence(1.0, ())
    found = evidence_signs(query, ranking, now, rarity)
    if _in_full(found):
        return Evidence(1.0, found)
    z = BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS, found, strict=True))
    return Evidence(1.0 / (1.0 + math.exp(-max(min(z, 50.0), -50.0))), found)


# What is spoken of nearly word for word is answered however old it is: 29% of the timely questions, 3% of the early ones.
IN_FULL = {"cover": 0.85, "near": 0.75, "rarest": 0.95}


def _in_full(found: Sequence[float]) -> bool:
    return all(found[SIGNS.index(name)] >= least for name, least in IN_FULL.items())


def evidence_signs(query: Query, ranking: Ranking, now: datetime, rarity: Rarity) -> tuple[float, ...]:
    """As SIGNS; each 0 to 1."""
    words = weighed(query, rarity)
    now = _moment(query, now)
    best = ranking.passages[:READ]
    rows = ranking.signs[:READ]

    def top(name: str) -> float:
        return max(row[PASSAGE_SIGNS.index(name)] for row in rows)

    def first(name: str) -> float:
        return rows[0][PASSAGE_SIGNS.index(name)]

    def new(name: str) -> float:
        column = PASSAGE_SIGNS.index(name)
        return max(
            (row[column] for p, row in zip(ranking.passages, ranking.signs, strict=True) if p.post.at >= now - NEW), default=0.0
        )

    scores = [p.score for p in best]
    return (
        first("cover"),
        top("near"),
        max(_best_sentence(words, p) for p in best),
        _rarest(words, best),
        top("names") if query.names else first("cover"),
        top("numbers") if query.numbers else first("cover"),
        top("cosine"),
        top("title"),
        top("support"),
        _share_since(best, now - timedelta(days=14)),
        _share_since(best, now - NEW),
        min(len(words), 12) / 12,
        _cover(words, _present(best[0])),
        (scores[0] - scores[-1]) / (abs(scores[0]) or 1.0),
        new("cover"),
        new("near"),
        max(0.0, min(top("cover"), top("near")) - 0.7) / 0.3,
    )


def _moment(query: Query, now: datetime) -> datetime:
    """What counts as new is seen from the period's end; in a period asked for by name that is longer than NEW, all of it is new."""
    period = query.period
    if period.since and now - period.since > NEW:
        return period.since + NEW
    return min(period.until, now) if period.until else now


def _cover(words: Sequence[tuple[Word, float]], present: frozenset[str]) -> float:
    """The share of the question's words there, weighed by the square of their rarity: the rare ones make the event."""
    total = sum(weight**2 for _, weight in words)
    return sum(weight**2 for word, weight in words if _stands(word, present)) / total if total else 0.0


def _present(passage: Passage) -> frozenset[str]:
    language = language_of_post(passage.post)
    return frozenset(terms(passage.post.title, language)) | frozenset(terms(passage.text, language))


def _rarest(words: Sequence[tuple[Word, float]], passages: Sequence[Passage]) -> float:
    """The share of the three rarest words that stand in one passage, the best of them."""
    rare = sorted(words, key=lambda pair: -pair[1])[:3]
    return max(_cover(rare, _present(p)) for p in passages)


def _best_sentence(words: Sequence[tuple[Word, float]], passage: Passage) -> float:
    text, language = passage.text, language_of_post(passage.post)
    return max((_cover(words, frozenset(terms(text[a:b], language))) for a, b in sentences(text)), default=0.0)


def _stands(word: Word, present: frozenset[str]) -> bool:
    return all(t in present for t in word.terms) or any(f in present for f in word.forms)


def _share_since(passages: Sequence[Passage], since: datetime) -> float:
    return sum(p.post.at >= since for p in passages) / len(passages)
