"""Passages read for a question's words: how often each stands where, as arrays. Pure; weighs nothing (rank.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.ask.query import Query, Word
from assistant.ask.rarity import language_of_post
from assistant.ports import Candidate
from assistant.terms import terms

WINDOW = 40  # terms: about two sentences
USUAL = 170  # terms of a passage of 1,000 characters
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """Rows are passages, columns the question's words. `post` numbers each passage's post from 0."""

    counts: Array  # of each word in the passage
    in_title: NDArray[np.bool_]
    lengths: Array  # terms
    near: Array  # best share of the words, weighed, within WINDOW terms
    names: Array  # share of the question's names
    titles: tuple[frozenset[str], ...]  # terms, by post
    post: NDArray[np.int64]

    def best_of_post(self, sign: Array) -> Array:
        """For each passage the best value among its post's passages."""
        best = np.zeros(len(self.titles))
        np.maximum.at(best, self.post, sign)
        return best[self.post]

    def any_of_post(self, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """For each passage which words stand anywhere in its post's passages."""
        found = np.zeros((len(self.titles), present.shape[1]), bool)
        np.logical_or.at(found, self.post, present)
        return found[self.post]


def read(query: Query, words: Sequence[tuple[Word, float]], candidates: Sequence[Candidate]) -> Read:
    """Look for the question's words in each candidate, by its stored terms where it brings them."""
    columns = _columns(words)
    weights = [weight for _, weight in words]
    total = sum(weights) or 1.0
    posts = list(dict.fromkeys(c.passage.post.id for c in candidates))
    number = {post: n for n, post in enumerate(posts)}
    titles: dict[int, frozenset[str]] = {}
    told: dict[int, list[bool]] = {}  # which words stand in each title
    counts, in_title = np.zeros((len(candidates), len(words))), np.zeros((len(candidates), len(words)), bool)
    lengths, near, names = (np.zeros(len(candidates)) for _ in range(3))
    for row, candidate in enumerate(candidates):
        post = candidate.passage.post.id
        if post not in titles:
            titles[post] = frozenset(_title(candidate))
            told[post] = [stands(word, titles[post]) for word, _ in words]
        body = _body(candidate)
        hits = [(at, n) for at, t in enumerate(body) if t in columns for n in columns[t]]
        lengths[row] = len(body)
        counts[row] = _counted(words, body, hits)
        in_title[row] = told[post]
        near[row] = _near(hits, weights) / total
        if query.names:
            names[row] = _names(query, titles[post].union(body[at] for at, _ in hits))
    return Read(
        counts, in_title, lengths, near, names, tuple(titles[p] for p in posts), np.array([number[c.passage.post.id] for c in candidates])
    )  # fmt: skip


def stands(word: Word, present: frozenset[str] | set[str]) -> bool:
    """Whether a word stands among these terms: all its terms, or one of its forms."""
    return present.issuperset(word.terms) or not present.isdisjoint(word.forms)


def _title(candidate: Candidate) -> list[str]:
    post = candidate.passage.post
    return candidate.title.split(" ") if candidate.title or candidate.body else terms(post.title, language_of_post(post))


def _body(candidate: Candidate) -> list[str]:
    passage = candidate.passage
    return candidate.body.split(" ") if candidate.body else terms(passage.text, language_of_post(passage.post))


def _columns(words: Sequence[tuple[Word, float]]) -> dict[str, tuple[int, ...]]:
    """Which words each term stands for: two of a question may have a form in common."""
    found: dict[str, tuple[int, ...]] = {}
    for n, (word, _) in enumerate(words):
        for term in dict.fromkeys((*word.terms, *word.forms)):
            found[term] = (*found.get(term, ()), n)
    return found


def _counted(words: Sequence[tuple[Word, float]], body: Sequence[str], hits: Sequence[tuple[int, int]]) -> list[float]:
    """A word of several terms (pairs of characters) counts once, where all of them stand."""
    counts = [0.0] * len(words)
    for _, n in hits:
        counts[n] += 1.0
    for n, (word, _) in enumerate(words):
        if counts[n] and len(word.terms) > 1:
            counts[n] = 1.0 if stands(word, set(body)) else 0.0
    return counts


def _near(hits: Sequence[tuple[int, int]], weights: Sequence[float]) -> float:
    """The most weight of different words within WINDOW terms of each other."""
    inside: dict[int, int] = defaultdict(int)
    best, now, left = 0.0, 0.0, 0
    for at, n in hits:
        now += weights[n] if not inside[n] else 0.0
        inside[n] += 1
        while hits[left][0] <= at - WINDOW:
            gone = hits[left][1]
            inside[gone] -= 1
            now -= weights[gone] if not inside[gone] else 0.0
            left += 1
        best = max(best, now)
    return best


def _names(query: Query, present: frozenset[str]) -> float:
    return sum(sum(t in present for t in name) / len(name) for name in query.names) / len(query.names)
