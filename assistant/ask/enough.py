"""Whether the archive holds an answer: from how fully, how closely and how freshly the best passages speak of what was asked. Pure.

A wrong "yes" costs a reader's trust and a wrong "no" costs one question, so the threshold is set on questions asked 45 days before their
event (at most 20% may be answered) and on the same questions asked in time (at least 88% should be); bench/newsquiz measures both.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.ask.query import Query, Word
from assistant.ask.rank import PLACE, Ranking
from assistant.ask.rarity import Rarity, weighed
from assistant.ask.sentence_signs import unit_of
from assistant.ask.vocabulary import NUMBER_WORDS, TIME_TOLD
from assistant.words import Passage

READ = 5  # passages looked into
NEW = timedelta(days=9)  # people ask of the last week's events
SIGNS = ("title", "new_cover", "new_cosine", "gap", "rare")

# Fitted by logistic regression on the quiz's questions asked in time (1) and 45 days early (0), candidates as journey/ takes them,
# November 2026. Eighteen further signs (full text, nearness, names, freshness, the chosen sentences' own scores) brought nothing: a half's
# weights on the other half reach AUC 0.861 and 0.894 with these five, 0.858 and 0.892 with all, and early / in time 0.30/0.87 and 0.91,
# 0.25/0.85 and 0.91, 0.20/0.84 and 0.90, 0.10/0.65 and 0.76. These, from both: 0.35/0.91 at 0.26, 0.30/0.90 at 0.31, 0.25/0.88 at 0.35,
# 0.20/0.86 at 0.41, 0.15/0.81 at 0.53, 0.10/0.74 at 0.64. What limits it: some 12% of the questions in time ask for what the archive does
# not tell, and some asked early were told by then ("the cheapest borough to rent in").
WEIGHTS = (1.91, 3.88, 1.70, 2.14, 2.86)
BIAS = -5.36
THRESHOLD = 0.34


@dataclass(frozen=True, slots=True)
class Evidence:
    """The decision, as a truth value, with its score (0 to 1) and the signs it stands on."""

    score: float
    signs: tuple[float, ...]
    threshold: float = THRESHOLD

    def __bool__(self) -> bool:
        return self.score >= self.threshold


def enough(query: Query, ranking: Ranking, now: datetime, rarity: Rarity) -> Evidence:
    """Whether the passages answer the question. `now` is the newest post's time where the archive ended before the question. A question
    without content words ("what happened last night?") asks for whatever the period holds: any passage is enough."""
    if not ranking.passages:
        return Evidence(0.0, ())
    if not query.words:
        return Evidence(1.0, ())
    found = evidence_signs(query, ranking, now, rarity)
    if _beside(query, ranking, rarity):
        return Evidence(0.0, found)
    if _in_full(ranking):
        return Evidence(1.0, found)
    z = BIAS + sum(weight * sign for weight, sign in zip(WEIGHTS, found, strict=True))
    return Evidence(1.0 / (1.0 + math.exp(-max(min(z, 50.0), -50.0))), found)


# What is spoken of nearly word for word is answered however old it is.
IN_FULL = {"cover": 0.85, "near": 0.75, "rarest": 0.95}


def _in_full(ranking: Ranking) -> bool:
    return any(all(row[PLACE[name]] >= least for name, least in IN_FULL.items()) for row in ranking.signs[:READ])


# A short question is about something else where no passage holds most of it, where it holds a word of which the whole archive tells
# nothing, or where none of the passages that hold it tells a figure of the kind it asks for. Names are left out of the second: their
# spelling varies; and other languages than English of the second and third, as their families of words and units are not known. In a
# small archive, where all is new and each word is rare, this is what tells.
SHORT = 6
LEAST = 0.5
AS_FULL = 0.1  # passages this close to the fullest are looked into for the figure


def _beside(query: Query, ranking: Ranking, rarity: Rarity) -> bool:
    if len(query.words) > SHORT:
        return False
    covers = [row[PLACE["cover"]] for row in ranking.signs[:READ]]
    fullest = max(covers)
    if fullest < LEAST and not any(len(name) > 1 for name in query.names):
        return True
    if query.language != "en":
        return False
    holding = [p for p, cover in zip(ranking.passages, covers, strict=False) if cover >= fullest - AS_FULL]
    return any(_unheard(word, rarity) for word in query.words) or not any(_tells_figure(query, p) for p in holding)


def _unheard(word: Word, rarity: Rarity) -> bool:
    """Whether neither the word nor what tells the same stands anywhere in the archive."""
    plain = word.asked and not word.is_name and not word.is_number
    return plain and bool(rarity.counts) and not any(rarity.counts.get(t) for t in (*word.terms, *word.forms))


def _tells_figure(query: Query, passage: Passage) -> bool:
    """Whether a passage tells a number or time that the question does not name, in the unit it asks for; true where it asks for none."""
    if query.kind not in ("how_many", "how_much", "when"):
        return True
    text = f"{passage.post.title}\n{passage.text}"
    if (unit := unit_of(query)) and not unit.search(text):
        return False
    told = {w for w in _FIGURE.findall(text.casefold()) if w[0].isdigit() or w in NUMBER_WORDS}
    return bool(told - set(query.text.casefold().split())) or (query.kind == "when" and bool(TIME_TOLD.search(text)))


_FIGURE = re.compile(r"\w+")


def evidence_signs(query: Query, ranking: Ranking, now: datetime, rarity: Rarity) -> tuple[float, ...]:
    """As SIGNS, each 0 to 1: how much of the question the best passage's title holds, the most that any new passage holds and how near one
    comes, how far the best stands out from the next, and how rare the question's rarest words are."""
    now = _moment(query, now)
    new = [row for row, p in zip(ranking.signs, ranking.passages, strict=True) if now - p.post.at <= NEW]
    scores = [p.score for p in ranking.passages[:READ]]
    rarest = sorted(weight for _, weight in weighed(query, rarity))[-3:]
    return (
        ranking.signs[0][PLACE["title"]],
        max((row[PLACE["cover"]] for row in new), default=0.0),
        max((row[PLACE["cosine"]] for row in new), default=0.0),
        (max(scores) - min(scores)) / (abs(max(scores)) or 1.0),
        sum(rarest) / len(rarest) / rarity.most,
    )


def _moment(query: Query, now: datetime) -> datetime:
    """What counts as new is seen from the period's end; in a period asked for by name that is longer than NEW, all of it is new."""
    period = query.period
    if period.since and now - period.since > NEW:
        return period.since + NEW
    return min(period.until, now) if period.until else now
