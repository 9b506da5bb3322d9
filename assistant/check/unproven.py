"""Particulars that a post has, but far from the words that they stand with in the draft: told as something to look at. Pure.

Nothing there says that they are wrong; nothing says that they belong to this thing either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.reading import Said, same_name
from assistant.gate.tokens import Token
from assistant.words import CheckKind

BARELY = 0.5  # of a sentence that is covered in part only: the share of the words around a particular that must stand with it
PARTLY = 0.5
APART = 0.3  # by which another sentence must have more of the words around a particular than the one that it stands in
RIVAL = 0.1  # the same, where that sentence has a figure of its own which the draft has nowhere


def unproven(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A difference, never sure, for each number, day and name that stands neither in nor beside the sentence with the other words."""
    alone = [(i,) for i, t in enumerate(said.tokens) if t.kind in ("number", "date")]
    for run in (*alone, *said.names):
        if not said.in_quotes(run[0]) and _apart(said, run, bearing):
            yield Difference(_kind(said, run), said.tokens[run[0]].start, said.tokens[run[-1]].end, sure=False)


def _kind(said: Said, run: Sequence[int]) -> CheckKind:
    kind = said.tokens[run[0]].kind
    return "number" if kind == "number" else "date" if kind == "date" else "name"


def _apart(said: Said, run: Sequence[int], bearing: Bearing) -> bool:
    mine = [said.tokens[i] for i in run]
    company = bearing.company
    last = len(company.sets) - 1  # the headline
    own = [
        n
        for n, s in enumerate(company.sentences)
        if any(t.key == m.key or (m.kind == "word" and same_name(m, t)) for t in s.tokens for m in mine)
    ]
    if not own or own == [last]:
        return False
    shares = [company.share(run, n) for n in range(last)]
    best = max(range(last), key=lambda n: (shares[n], -n))
    mine_best = max(shares[n] for n in own if n < last)
    if all(abs(n - best) > 1 for n in own) and shares[best] - mine_best >= APART:
        return True
    if best not in own and shares[best] - mine_best >= RIVAL and _has_rival(said, mine[0], bearing, best):
        return True
    return bearing.cover < PARTLY and mine_best < BARELY and shares[best] > mine_best


def _has_rival(said: Said, mine: Token, bearing: Bearing, sentence: int) -> bool:
    """Whether that sentence has another figure or day of its sort: "5% of the jobs" beside "shares fell 14%"."""
    if mine.kind not in ("number", "date"):
        return False
    own = {t.key for t in said.tokens}
    return any(_sort(t) == _sort(mine) and t.key not in own for t in bearing.company.sentences[sentence].tokens)


def _sort(token: Token) -> tuple[str, bool, str]:
    """What may stand in its place: a share for a share, a weekday for a weekday."""
    return token.kind, "%" in token.key, token.key[0] if token.kind == "date" else ""
