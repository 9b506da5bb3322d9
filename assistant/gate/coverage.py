"""How much of a claim its bearing sentences carry; and which sentence bears a claim that comes without quotes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.gate.cuts import Source, carried
from assistant.gate.evidence import Case, Evidence, of_sentences
from assistant.gate.names import known
from assistant.gate.prepared import Prepared
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# At least so much of a claim's words of substance stands in the sentences that bear it (issue 5: about four fifths).
MIN_COVERED = 0.8
# Two neighbouring words of the claim stand in one bearing sentence, no further apart than this; so much of the pairs must.
PAIR_REACH = 8
MIN_PAIRS = 0.6
# A claim without quotes: how well one sentence carries it and how well two do, on average (cuts.py). On QAGS all rules together reach
# a balanced accuracy of 0.79 for any threshold from 0.78 to 0.86. At 0.79 0.79 of the true are kept, and on halves of its articles drawn
# at random the accuracy is 0.790 +- 0.021; fitted on one half and measured on the other, 0.772. Features beside the cost of the joins
# (words in common, pairs, threes, lengths) added nothing that held on the other half.
MIN_CARRIED = 0.79
# A claim without quotes is one sentence: a longer one is none, and so much of a sentence of a post is laid beside it.
MAX_WORDS, MAX_SOURCE = 150, 400
MIN_WORDS = 3  # words of substance; fewer are found anywhere


def check(case: Case) -> list[Reason]:
    if all(j >= 0 for j in case.overlay.to):
        return []
    words = [t for t in case.tokens if t.kind != "not"]
    if not words:
        return [Reason("empty", "The claim says nothing that can be found in a source.", 0, len(case.text))]
    missing = [t for i, t in enumerate(case.tokens) if t.kind != "not" and not _covered(case, i)]
    if 1 - len(missing) / len(words) >= MIN_COVERED and pairs(case) >= MIN_PAIRS:
        return []
    if not missing:
        return [Reason("support", "The quoted sentences have these words, but do not join them like this.", 0, len(case.text))]
    shown = ", ".join(case.text[t.start : t.end] for t in missing[:6])
    return [Reason("support", f"The quoted sentences do not say: {shown}.", missing[0].start, missing[-1].end)]


def _covered(case: Case, i: int) -> bool:
    token = case.tokens[i]
    if case.overlay.to[i] >= 0 or i in case.dated or any(t.key == token.key for t in case.evidence.core):
        return True
    return token.name and (token.key in case.evidence.halo_keys or known(case, i))


def pairs(case: Case) -> float:
    """The share of neighbouring words of the claim that the evidence has close together too, 0 to 1."""
    keys = [t.key for i, t in enumerate(case.tokens) if t.kind != "not" and i not in case.dated]
    if len(keys) < 2:
        return 1.0
    places: dict[str, list[int]] = {}
    for j, token in enumerate(case.evidence.core):
        places.setdefault(token.key, []).append(j)
    joined = sum(
        any(abs(a - b) <= PAIR_REACH for a in places.get(one, ()) for b in places.get(other, ())) for one, other in pairwise(keys)
    )
    return joined / (len(keys) - 1)


def support(claim: tuple[Token, ...], words: tuple[str, ...], posts: Sequence[Prepared]) -> Evidence | None:
    """The sentence that carries most of a claim without quotes, where it and the one that adds most to it carry enough; else None.

    `words` are the keys of all its words. Only the one bears the claim: with two, what the first contradicts was found in the second.
    """
    wanted = frozenset(t.key for t in claim)
    chosen = _first(wanted, posts)
    if chosen is None or len(wanted) < MIN_WORDS or len(words) > MAX_WORDS:
        return None
    post, first = chosen
    pair = sorted({first, _second(wanted, post, first)})
    one, two = (
        carried(words, Source.of([post.sentences[n].words[:MAX_SOURCE] for n in those]), post.neighbours)
        for those in ([first], pair)
    )
    return of_sentences([(post, [first])]) if (one + two) / 2 >= MIN_CARRIED else None


def _first(wanted: frozenset[str], posts: Sequence[Prepared]) -> tuple[Prepared, int] | None:
    shared, p, n = max(
        ((len(wanted & s.keys), -p, -n) for p, post in enumerate(posts) for n, s in enumerate(post.sentences)), default=(0, 0, 0)
    )
    return (posts[-p], -n) if shared else None


def _second(wanted: frozenset[str], post: Prepared, first: int) -> int:
    """The sentence of the same post that adds most; the same again where none adds anything."""
    rest = wanted - post.sentences[first].keys
    more, _, _, second = max((len(rest & s.keys), len(wanted & s.keys), -abs(n - first), n) for n, s in enumerate(post.sentences))
    return second if more else first
