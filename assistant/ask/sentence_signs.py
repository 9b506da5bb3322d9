"""What each sentence of the best passages says for a question: signs between 0 and 1. Pure; chooses nothing (extract.py)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.ask.query import Query, Word
from assistant.ask.rarity import Rarity, language_of_post, weighed
from assistant.ask.vocabulary import NUMBER_WORDS, REASON, SAYS, STOP, TIME_TOLD, UNITS
from assistant.sentences import sentences
from assistant.terms import terms
from assistant.words import Passage

SIGNS = (
    "cover", "passage", "kind", "unit", "novel", "votes", "vote_share", "asked", "asked_context", "long", "title", "order", "headline",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage's post, by offsets into its text or title."""

    passage: Passage
    rank: int  # the passage's place, from 0
    start: int
    end: int
    terms: frozenset[str]
    new: frozenset[str]  # names and numbers that the question does not hold
    context: frozenset[str]  # terms of the sentence and its neighbours
    part: Literal["title", "text"] = "text"

    @property
    def text(self) -> str:
        whole = self.passage.post.title if self.part == "title" else self.passage.post.text
        return whole[self.start : self.end]


_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_NAMED = re.compile(
    r"\b[A-ZÀ-ÖØ-ÞА-ЯІЇЄ][\w'’-]+\s+[A-ZÀ-ÖØ-ÞА-ЯІЇЄ]"
)  # two capitalised words: a name with its title or first name
LONG = 320  # characters
SHORT = 40
LEAST_WORDS = 4
NAMES = 0.5  # how far a name fits a kind: nearly every sentence of news has one, few tell a time or a reason


def read_sentences(query: Query, passages: Sequence[Passage]) -> list[Sentence]:
    """The sentences of the passages, each once, best passage first."""
    asked = {f for word in query.words for f in (*word.terms, *word.forms)}
    stop = STOP.get(query.language, frozenset())
    found: dict[tuple[int, int], Sentence] = {}
    for rank, passage in enumerate(passages):
        if (passage.post.id, -1) not in found and (headline := _headline(passage, rank, asked, stop)):
            found[passage.post.id, -1] = headline
        language = language_of_post(passage.post)
        spans = [(a + passage.start, b + passage.start) for a, b in sentences(passage.text)]
        each = [frozenset(terms(passage.post.text[a:b], language)) for a, b in spans]
        for i, (a, b) in enumerate(spans):
            if b - a < 15 or (passage.post.id, a) in found or _idle(passage.post.text[a:b], each[i], asked):
                continue
            context = frozenset().union(*each[max(0, i - 1) : i + 2])
            new = _new(passage.post.text[a:b], asked, stop, language)
            found[(passage.post.id, a)] = Sentence(passage, rank, a, b, each[i], new, context)
    return list(found.values())


_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")
_SIGNED = re.compile(r"^\W*[—–-]\s[^.!?]*\(@\w{2,}\)")  # under a message that a page embeds: who wrote it, and when
# What a page's player puts between the sentences, and links to further stories ("More:Town hall burns").
_FURNITURE = re.compile(
    r"\b(?:Video Ad Feedback|Replay More Videos|JUST WATCHED|MUST WATCH)\b"
    r"|\b\d{1,2}:\d\d\s*[-–—]\s*Source\b|^[A-Z][\w’' ]{1,30}:(?=[^\s\d/])"
)
_ENDS = re.compile(r"[.!…。؟][\"'”’»)\]]*$")
FRAGMENT = 60  # characters of what may be a credit, a dateline or a caption


def _idle(text: str, its: frozenset[str], asked: set[str]) -> bool:
    """What cannot answer: a question, the signature of an embedded message, a player's caption, and a scrap that holds no word of the one
    asked ("Photo: A. Lund", "Associated Press")."""
    if _ASKS.search(text) or _SIGNED.match(text) or _FURNITURE.search(text):
        return True
    return len(text) < (SHORT if _ENDS.search(text) else FRAGMENT) and not its & asked


_OUTLET = re.compile(r"\s+(?:[|–—-]|::)\s+[^|–—]{2,25}$|\s*(?:[|–—-]\s*)?(?:\.\.\.|…)$")
# A headline that says what the post holds and not what happened ("Updates on the flood", "What we know about the flood").
_POINTS = re.compile(
    r"\b(?:live updates?|updates? on|(?:latest|today['’]s|\w+day['’]s) updates?|what (?:we|you|to) (?:know|need)"
    r"|here(?:['’]s| is) (?:what|how|why|where)|in (?:pictures|photos)|recap)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")


def _headline(passage: Passage, rank: int, asked: set[str], stop: frozenset[str]) -> Sentence | None:
    """The title as a sentence, without the outlet's name at its end; none where the title is cut off, too short
    or too general to say anything."""
    title = passage.post.title
    end = len(title.rstrip())
    if (outlet := _OUTLET.search(title)) and not _CUT.search(title):
        end = outlet.start()
    if _POINTS.search(title) or _CUT.search(title[:end]) or _ASKS.search(title[:end]) or len(title[:end].split()) < LEAST_WORDS:
        return None
    language = language_of_post(passage.post)
    words = frozenset(terms(title[:end], language))
    return Sentence(passage, rank, 0, end, words, _new(title[:end], asked, stop, language), words, "title")


def _new(text: str, asked: set[str], stop: frozenset[str], language: str) -> frozenset[str]:
    """Terms of names and numbers that the question does not hold."""
    new: set[str] = set()
    words = _WORD.findall(text)
    for n, word in enumerate(words):
        low = word.casefold()
        is_name = word[0].isupper() and low not in stop and (n > 0 or word.isupper())
        if is_name and language == "de" and not any(w[0].isupper() for w in (*words[max(1, n - 1) : n], *words[n + 1 : n + 2])):
            is_name = word.isupper()  # German writes every noun with a capital: a name has two, mostly
        if is_name or word[0].isdigit() or low in NUMBER_WORDS:
            new.update(t for t in terms(word, language) if t not in asked)
    return frozenset(new)


def sentence_signs(query: Query, found: Sequence[Sentence], rarity: Rarity) -> NDArray[np.float64]:
    """Shape (len(found), len(SIGNS)); every sign 0 to 1."""
    words = weighed(query, rarity)
    asked, unit = [(word, weight) for word, weight in words if word.asked], unit_of(query)
    votes, shares = _votes(query, found, words)
    top = max((s.passage.score for s in found), default=1.0) or 1.0
    titles = headline_terms(found)
    table = np.zeros((len(found), len(SIGNS)))
    for i, s in enumerate(found):
        table[i] = (
            _share(words, s.terms),
            max(s.passage.score, 0.0) / top,
            fits_kind(query, s),
            1.0 if unit and _has_number(s) and unit.search(s.text) else 0.0,
            min(len(s.new), 3) / 3,
            votes[i],
            shares[i],
            _share(asked, s.terms),
            _share(asked, s.context),
            min(len(s.text), LONG) / LONG,
            _share(words, titles[s.passage.post.id]),
            1.0 / (1 + s.rank),
            1.0 if s.part == "title" else 0.0,
        )
    return table


def headline_terms(found: Sequence[Sentence]) -> dict[int, frozenset[str]]:
    """The terms of each post's headline, by the post's id."""
    posts = {s.passage.post.id: s.passage.post for s in found}
    return {post_id: frozenset(terms(post.title, language_of_post(post))) for post_id, post in posts.items()}


def _share(words: Sequence[tuple[Word, float]], present: frozenset[str]) -> float:
    """Of the words' weight, how much stands there."""
    total = sum(weight for _, weight in words)
    return sum(weight for word, weight in words if stands(word, present)) / total if total else 0.0


def stands(word: Word, present: frozenset[str]) -> bool:
    """Whether a word of the question, or a form of it, is among the terms."""
    return present.issuperset(word.terms) or not present.isdisjoint(word.forms)


def fits_kind(query: Query, sentence: Sentence) -> float:
    """Whether the sentence holds what this kind of question seeks, beyond what the question says itself."""
    text = sentence.text
    names = any(not t[0].isdigit() for t in sentence.new)
    if query.kind in ("how_much", "how_many"):
        return 1.0 if _has_number(sentence) else 0.0
    if query.kind == "speaker":
        return 1.0 if SAYS.search(text) and _NAMED.search(text[1:]) else 0.0
    if query.kind == "when":
        return 1.0 if TIME_TOLD.search(text) else 0.0
    if query.kind == "why":
        return 1.0 if REASON.search(text) else 0.0
    if query.kind == "who":
        return (NAMES if _NAMED.search(text) else NAMES / 2) if names else 0.0
    if query.kind in ("where", "which", "list"):
        return NAMES if names else 0.0
    return 0.5


def unit_of(query: Query) -> re.Pattern[str] | None:
    """The unit that a figure is asked in, as an answer tells it: percent, money, a year, how long."""
    return next((told for asked, told in UNITS if asked.search(query.text)), None)


def _has_number(sentence: Sentence) -> bool:
    return any(t[0].isdigit() or t in NUMBER_WORDS for t in sentence.new)


def _votes(query: Query, found: Sequence[Sentence], words: Sequence[tuple[Word, float]]) -> tuple[list[float], list[float]]:
    """What several posts name in fitting sentences is likely what is asked: each new name or number is voted for by posts."""
    wants_number = query.kind in ("how_much", "how_many")
    votes: dict[str, dict[int, float]] = defaultdict(dict)
    for s in found:
        fit = _share(words, s.context)
        for term in s.new:
            if not wants_number or term[0].isdigit() or term in NUMBER_WORDS:
                post = s.passage.post.id
                votes[term][post] = max(votes[term].get(post, 0.0), fit * fit)
    sums = {term: sum(by_post.values()) for term, by_post in votes.items()}
    top = max(sums.values(), default=1.0) or 1.0
    best = [max((sums.get(t, 0.0) for t in s.new), default=0.0) / top for s in found]
    mean = [sum(sums.get(t, 0.0) for t in s.new) / (2 + len(s.new)) / top for s in found]
    return best, mean
