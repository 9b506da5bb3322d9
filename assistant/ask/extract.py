"""An answer without a model: at most three whole sentences, word for word, chosen for the kind of answer sought. Pure.

Writes nothing of its own; what it chooses still passes the gate. The renderer shows each sentence with its outlet and time.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.ask.query import Query
from assistant.ask.rank import Ranking
from assistant.ask.rarity import Rarity, weighed
from assistant.ask.said import is_quoted, spoken
from assistant.ask.sentence_signs import SIGNS, Sentence, headline_terms, read_sentences, sentence_signs, stands
from assistant.speech import is_attributed
from assistant.words import Claim, Post

SENTENCES = 3
ROOM = 540  # characters of all sentences: with who says so and [n] the median answer stays under 450
READ = 10  # passages whose sentences are weighed
ALIKE = 0.6  # sentences that share more of their terms say the same
# What a sentence that fills ROOM loses: a shorter one is preferred where both tell as much. The two are one choice: 540 and 0.5 give
# 0.599 of the quiz's answers the gold at a median of 457 characters as shown, 580 and 0.7 give 0.608 at 446; since a headline may give its
# place to a longer sentence, 540 and 0.7 tell as many answers as 580 in six characters less.
LENGTH = 0.7
TOLD = 0.7  # a sentence with this share of a headline's terms, and its figures, tells it in full
BEGINNING = 300  # characters: a story's lead
LEADS = 0.3  # what a lead or headline gains in a summary
VERBATIM = 0.15  # what a quotation gains where somebody's words are asked for
ITEM = 0.1  # what each new name or number, up to two, gains in a list
_SCENE = re.compile(r"\b(?:in|during|after|at|from|on|near|since)\s+(?:the\s+|a\s+)?\w", re.IGNORECASE)
FEW, HELD = 3, 0.7  # a question of so few words is answered only where so much of their weight stands
WORTH = 0.55  # a further sentence scores at least this share of the first


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """Of sentence_signs.SIGNS, by name.

    Softmax fit to the sentences that hold the quiz's answer (November 2026). A half's weights on the other half: 0.575 and 0.61 of the
    answers hold it, both 0.60 (before `asked`, `unit` and the longer room 0.55 and 0.60); ten passages hold 0.79 at most. Tried and left
    out, as they brought nothing on the other half: the sentence's own vector, a bonus for what no chosen sentence tells, words near a
    name, full names, votes weighed by rarity.
    """

    cover: float = 0.30
    passage: float = 0.85
    kind: float = 0.25
    unit: float = 0.50
    novel: float = 0.12
    votes: float = 0.12
    vote_share: float = 0.40
    asked: float = 0.33
    asked_context: float = 0.14
    long: float = -0.10
    title: float = 0.10
    order: float = 0.20
    headline: float = 0.20


SENTENCE_WEIGHTS = SentenceWeights()


class Extract(NamedTuple):
    """Claims whose quotes number `posts` from 1."""

    claims: tuple[Claim, ...]
    posts: tuple[Post, ...]


def extract(
    query: Query,
    ranking: Ranking,
    now: datetime,
    rarity: Rarity,
    weights: SentenceWeights = SENTENCE_WEIGHTS,
    *,
    without: Container[str] = (),
) -> Extract:
    """The sentences that answer, best first. No passages: no claims. `now` is not looked at yet: freshness is in the ranking.
    `without`: sentences that did not pass the gate."""
    found = [s for s in read_sentences(query, ranking.passages[:READ]) if s.text not in without]
    found = spoken(query, found) if query.speaker else about(query, found, rarity)
    if not found:
        return Extract((), ())
    scores = sentence_signs(query, found, rarity) @ as_row(weights)
    chosen = choose(query, found, scores)
    posts = tuple({s.passage.post.id: s.passage.post for s in chosen}.values())
    number = {post.id: n for n, post in enumerate(posts, 1)}
    return Extract(tuple(Claim(s.text, ((number[s.passage.post.id], s.text),)) for s in chosen), posts)


def about(query: Query, found: Sequence[Sentence], rarity: Rarity) -> list[Sentence]:
    """Of a question of a few words, the sentences that with their neighbours and headline hold most of what it asks of: asked whether the
    hospital is open, what is open elsewhere answers nothing. Where it happened or in what ("in the flood") may go without saying. A longer
    question may be told in other words, and of other languages than English the families of words are not known."""
    words = weighed(query, rarity)
    if not 1 < len(words) <= FEW or query.kind == "summary" or query.language != "en":
        return list(found)
    scene = _SCENE.search(query.text)
    asked = [(w, weight) for w, weight in words if scene is None or query.text.find(w.text) < scene.start()]
    total = sum(weight for _, weight in asked)
    titles = headline_terms(found)
    return [
        s for s in found if sum(weight for w, weight in asked if stands(w, s.context | titles[s.passage.post.id])) >= HELD * total
    ]


def as_row(weights: SentenceWeights) -> NDArray[np.float64]:
    assert tuple(f.name for f in fields(weights)) == SIGNS
    return np.array([getattr(weights, name) for name in SIGNS])


def choose(query: Query, found: Sequence[Sentence], scores: NDArray[np.float64]) -> list[Sentence]:
    """Greedily the best for their length that fit into ROOM, none saying what another says.

    A summary takes one sentence a post, of its beginning where that will do; a list prefers what it has not named yet; of what somebody
    said his own words come first."""
    chosen: list[int] = []
    lengths = np.array([len(sentence.text) for sentence in found])
    worth = scores - LENGTH * lengths / ROOM
    if query.kind == "summary":
        worth = worth + LEADS * np.array([s.part == "title" or s.start < BEGINNING for s in found])
    if query.speaker:
        worth = worth + VERBATIM * np.array([is_quoted(s) for s in found])
    room = ROOM
    left = [i for i in np.argsort(-worth, kind="stable").tolist() if scores[i] >= WORTH * float(scores.max())]
    while left and len(chosen) < SENTENCES:
        if query.kind == "list":
            named = frozenset[str]().union(*(found[i].new for i in chosen))
            left.sort(key=lambda i: -worth[i] - ITEM * min(len(found[i].new - named), 2))
        i = left.pop(0)
        if (not chosen or lengths[i] <= room) and not any(_repeats(query, found[i], found[other]) for other in chosen):
            i = _told_in_full(i, found, room if chosen else ROOM)
            chosen.append(i)
            room -= int(lengths[i])
    return [found[i] for i in sorted(chosen, key=lambda i: -scores[i])]


def _told_in_full(i: int, found: Sequence[Sentence], room: int) -> int:
    """In place of a headline the sentence of its post that says the same and who says so, where there is one and room for it."""
    headline = found[i]
    if headline.part != "title":
        return i
    wanted = {t for t in headline.new if t[0].isdigit()}

    def tells(s: Sentence) -> bool:
        same = s.part == "text" and s.passage.post.id == headline.passage.post.id and len(s.text) <= room
        same = same and wanted <= s.terms and len(s.terms & headline.terms) >= TOLD * len(headline.terms)
        return same and is_attributed(s.passage.post.text, s.start, s.end)

    return next((n for n, s in enumerate(found) if tells(s)), i)


def _repeats(query: Query, a: Sentence, b: Sentence) -> bool:
    return _same(a, b) or (query.kind == "summary" and a.passage.post.origin == b.passage.post.origin)


def _same(a: Sentence, b: Sentence) -> bool:
    """Whether two sentences say the same: most terms shared, unless they disagree in a figure."""
    shared = len(a.terms & b.terms) / max(1, min(len(a.terms), len(b.terms)))
    return shared > ALIKE and not _disagree(a, b)


def _disagree(a: Sentence, b: Sentence) -> bool:
    figures_a, figures_b = ({t for t in s.new if t[0].isdigit()} for s in (a, b))
    return bool(figures_a and figures_b and not figures_a & figures_b)
