"""How well a word of a draft's sentence fits a place in a post, by the company that it keeps here and there. Pure.

A number that a post has is not yet the number of this thing: of all numbers of its sort the right one is the one around which the draft's
other words stand, the nearer the more. The same holds for days and names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.check.reading import Said
from assistant.gate.prepared import Sentence

FADES = 5  # words of the draft beyond which its others say half as much about a place
FAR = 12  # words of the post beyond which one is merely in the same sentence
SAME_SENTENCE, BESIDE = 0.6, 0.4  # what a word there is worth, and what more when it stands as near as in the draft
AROUND = 0.3  # ... in a neighbouring sentence or the headline


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first:last` of a post's sentence number `sentence`; `fit` 0 to 1."""

    sentence: int
    first: int
    last: int
    fit: float


@dataclass(frozen=True, slots=True)
class Company:
    """A draft's sentence and a post's sentences with the headline as their last, as keys; `weight`: how much each key tells."""

    said: Said
    sentences: Sequence[Sentence]
    keys: Sequence[Sequence[str]]
    sets: Sequence[Collection[str]]
    weight: Mapping[str, float]

    def place(self, run: Sequence[int], sentence: int, first: int, last: int) -> Place:
        """How well the draft's tokens `run` fit there."""
        there: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys[sentence]):
            if not first <= at < last:
                there.setdefault(key, []).append(at)
        around = self._around(sentence)
        whole = got = 0.0
        for k, key in enumerate(self.said.keys):
            if run[0] <= k <= run[-1]:
                continue
            off = k - run[0] if k < run[0] else k - run[-1]
            weight = self.weight.get(key, 1.0) / (1 + abs(off) / FADES)
            whole += weight
            got += weight * _worth(off, there.get(key, ()), first, last, key in around)
        return Place(sentence, first, last, got / whole if whole else 0.0)

    def share(self, run: Sequence[int], sentence: int) -> float:
        """How much of the draft's words around `run` that sentence has, in whatever order, 0 to 1."""
        whole = got = 0.0
        for k, key in enumerate(self.said.keys):
            if not run[0] <= k <= run[-1]:
                weight = self.weight.get(key, 1.0) / (1 + abs(k - run[0] if k < run[0] else k - run[-1]) / FADES)
                whole += weight
                got += weight if key in self.sets[sentence] else 0.0
        return got / whole if whole else 0.0

    def says_most(self, run: Sequence[int]) -> int:
        """The sentence that has most of the draft's words but `run`, which shall not vote on where it belongs."""
        rest = {key: self.weight.get(key, 1.0) for k, key in enumerate(self.said.keys) if not run[0] <= k <= run[-1]}
        last = len(self.keys) - 1
        return max(range(last + 1), key=lambda n: (sum(w for k, w in rest.items() if k in self.sets[n]), n != last, -n))

    def _around(self, sentence: int) -> Collection[str]:
        last = len(self.keys) - 1
        beside = (n for n in (sentence - 1, sentence + 1, last) if 0 <= n <= last and n != sentence)
        return {key for n in beside if abs(n - sentence) == 1 or n == last for key in self.keys[n]}


def _worth(off: int, places: Sequence[int], first: int, last: int, around: bool) -> float:
    best = AROUND if around else 0.0
    for at in places:
        theirs = at - first if at < first else at - (last - 1)
        near = SAME_SENTENCE + BESIDE / (1 + abs(theirs - off) / 2)
        best = max(best, near if abs(theirs) < FAR else SAME_SENTENCE - 0.1)
    return best


def best(places: Sequence[Place]) -> Place | None:
    return max(places, key=lambda p: (p.fit, -p.sentence, -p.first), default=None)
