"""A claim laid over its evidence: which word of the claim stands for which word of the quoted sentences, in order.

The longest common subsequence of their tokens (Hunt and Szymanski 1977). What is left over on either side is what the rules judge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.gate.tokens import Token

_Chain = tuple[int, int, Any]  # claim index, evidence index, the chain before (or None)


@dataclass(frozen=True, slots=True)
class Overlay:
    """`to[i]` is the evidence token that the claim's token i lies on, or -1; `by[j]` the claim's token on the evidence's j, or -1."""

    claim: tuple[Token, ...]
    evidence: tuple[Token, ...]
    to: tuple[int, ...]
    by: tuple[int, ...]

    def gap(self, i: int) -> tuple[int, int]:
        """The evidence tokens that stand where the claim has its token i: between the nearest laid tokens, as a range start:end."""
        left = next((self.to[k] for k in range(i - 1, -1, -1) if self.to[k] >= 0), -1)
        right = next((self.to[k] for k in range(i + 1, len(self.to)) if self.to[k] >= 0), len(self.evidence))
        return left + 1, right


def lay(claim: tuple[Token, ...], evidence: tuple[Token, ...]) -> Overlay:
    """Lay the claim's tokens over the evidence's. Pure; near linear for texts that mostly agree."""
    mine, theirs = [t.key for t in claim], [t.key for t in evidence]
    pairs = _pairs(mine, theirs)
    begins = next((j for j in range(1, len(theirs) - 1) if theirs[j : j + 2] == mine[:2]), 0)
    if begins and len(pairs) < len(claim) and pairs[0] != (0, begins):
        # As long from where the evidence has the claim's first two words: the claim begins there.
        later = [(i, j + begins) for i, j in _pairs(mine, theirs[begins:])]
        pairs = later if len(later) >= max(len(pairs), len(claim) // 2 + 1) else pairs
    to, by = [-1] * len(claim), [-1] * len(evidence)
    for i, j in pairs:
        to[i], by[j] = j, i
    _slide(claim, evidence, to, by)
    return Overlay(claim, evidence, tuple(to), tuple(by))


def _pairs(claim: Sequence[str], evidence: Sequence[str]) -> list[tuple[int, int]]:
    head = 0
    while len(claim) <= len(evidence) and head < len(claim) and claim[head] == evidence[head]:
        head += 1
    rest = _longest(claim[head:], evidence[head:], head) if head < len(claim) else []
    return [(i, i) for i in range(head)] + rest


def _slide(claim: tuple[Token, ...], evidence: tuple[Token, ...], to: list[int], by: list[int]) -> None:
    """Of two equal words of a claim the one that the evidence's next word follows is laid: in "Silver Creek, Georgia" told as "Georgia
    Republican, Georgia" the second Georgia is the evidence's, and the first stands in Silver Creek's place. Likewise of two equal words of
    the evidence."""
    for i in range(len(to) - 1):
        if to[i] < 0 or (i and to[i - 1] == to[i] - 1):
            continue
        if to[i + 1] >= 0:
            beside = to[i + 1] - 1
            if beside > to[i] and evidence[beside].key == claim[i].key and claim[i].kind == "word":
                by[to[i]], by[beside], to[i] = -1, i, beside
            continue
        last = next((k - 1 for k in range(i + 1, len(to)) if to[k] >= 0), 0)
        if last > i and to[last + 1] == to[i] + 1 and claim[last].key == claim[i].key:
            to[last], to[i] = to[i], -1
            by[to[last]] = last


def _longest(claim: Sequence[str], evidence: Sequence[str], offset: int) -> list[tuple[int, int]]:
    places: dict[str, list[int]] = {}
    for j in range(len(evidence) - 1, -1, -1):
        places.setdefault(evidence[j], []).append(j)
    ends: list[int] = []  # ends[k]: the smallest evidence index at which a common run of k + 1 tokens can end
    chains: list[_Chain] = []
    for i, key in enumerate(claim):
        for j in places.get(key, ()):
            k = bisect_left(ends, j)
            link: _Chain = (i, j, chains[k - 1] if k else None)
            if k == len(ends):
                ends.append(j)
                chains.append(link)
            elif j < ends[k]:
                ends[k] = j
                chains[k] = link
    found = []
    last = chains[-1] if chains else None
    while last:
        i, j, last = last
        found.append((i + offset, j + offset))
    return found[::-1]
