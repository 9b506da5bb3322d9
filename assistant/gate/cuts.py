"""How a sentence was cut from its source: the cheapest way to put it together from runs of the source's words.

Sentences that machines write go wrong where two runs are joined that did not belong together. On the 360 judged sentences of QAGS the
cost of the joins tells true from false with an AUC of 0.86; the share of words found in two sentences, with 0.62; in one, 0.75.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.gate.lexicon import PRONOUNS, SMALL

# What each thing costs. Chosen on QAGS among some thirty settings (AUC 0.84 to 0.86, so none decides alone); what helped:
# leaving words out is what shortening does, but behind a small word ("charged with [orchestrating] the killing") it changes the verb
# or its object; another sentence or a step back is what mixes things up, less so where it puts a name for a pronoun.
SKIP = 0.5
SKIP_BEHIND_SMALL = 1.0
JUMP = 2.0
JUMP_TO_SUBJECT = 1.5
STRANGE = 1.5  # a word that the source does not have there
STRANGE_SMALL = 1.0
STRANGE_NAME = 0.5  # ... but elsewhere beside the same neighbour: "[Olena] Marsh said"
SUBJECT_WORDS = 8  # a name put for a pronoun stands among the first words of the claim
SUBJECT_PLACE = 2  # and the rest goes on near the beginning of a sentence

# Words behind which something may be left out: it was an adjective or a name's first part.
_BEFORE_NOUNS = frozenset("the a an his her their its our of".split())


@dataclass(frozen=True, slots=True)
class Source:
    """Sentences laid end to end: keys of all words, and of each word its sentence's number and its place therein."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    place: tuple[int, ...]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> Source:
        return cls(
            tuple(w for words in sentences for w in words),
            tuple(n for n, words in enumerate(sentences) for _ in words),
            tuple(at for words in sentences for at in range(len(words))),
        )


def carried(claim: Sequence[str], source: Source, neighbours: Collection[tuple[str, str]]) -> float:
    """How well `source` carries the claim (keys of all its words): 1 for a copy of one run, down to 0 and below.

    `neighbours` are the pairs of adjacent words of the whole post.
    """
    return 1 - _cost(claim, source, neighbours) / len(claim) if claim else 0.0


def _cost(claim: Sequence[str], source: Source, neighbours: Collection[tuple[str, str]]) -> float:
    places: dict[str, list[int]] = {}
    for j, word in enumerate(source.words):
        places.setdefault(word, []).append(j)
    last: dict[int, float] = {}  # where in the source the run so far ends (-1: nowhere yet) -> the least cost of getting there
    for n, word in enumerate(claim):
        strange = _strange(claim, n, neighbours)
        least = min(last.values(), default=0.0)
        following = {at: cost + strange for at, cost in last.items()} or {-1: strange}
        for j in places.get(word, ()):
            cost = _reach(claim, n, j, source, last, least) if n else 0.0
            if cost < following.get(j, cost + 1):
                following[j] = cost
        # What costs a jump more than the best is never needed again.
        bound = min(following.values()) + JUMP
        last = {at: cost for at, cost in following.items() if cost < bound}
    return min(last.values(), default=0.0)


def _reach(claim: Sequence[str], n: int, j: int, source: Source, last: dict[int, float], least: float) -> float:
    """The least cost of going on at the source's word j: from the word before it, over a skip, or by a jump."""
    cost = least + (JUMP_TO_SUBJECT if _subject(claim, n, j, source) else JUMP)
    if j - 1 in last and last[j - 1] < cost:
        cost = last[j - 1]
    for at, before in last.items():
        if 0 <= at < j - 1 and before + SKIP < cost and source.sentence[at] == source.sentence[j]:
            cost = min(cost, before + _skip(source.words, at, j))
    return cost


def _skip(words: Sequence[str], at: int, j: int) -> float:
    behind_small = words[at] in SMALL and words[at] not in _BEFORE_NOUNS
    return SKIP_BEHIND_SMALL if behind_small and any(word not in SMALL for word in words[at + 1 : j]) else SKIP


def _subject(claim: Sequence[str], n: int, j: int, source: Source) -> bool:
    """Whether a jump to j puts a name for a pronoun or a short subject, or for the last word of the same name."""
    if not source.place[j]:
        return n <= SUBJECT_WORDS
    before = source.words[j - 1]
    return before == claim[n - 1] or (n <= SUBJECT_WORDS and (source.place[j] <= SUBJECT_PLACE or before in PRONOUNS))


def _strange(claim: Sequence[str], n: int, neighbours: Collection[tuple[str, str]]) -> float:
    word = claim[n]
    if word in SMALL:
        return STRANGE_SMALL
    pairs = [(claim[k], claim[k + 1]) for k in (n - 1, n) if 0 <= k < len(claim) - 1]
    named = any(pair in neighbours and pair[0] not in SMALL and pair[1] not in SMALL for pair in pairs)
    return STRANGE_NAME if named else STRANGE
