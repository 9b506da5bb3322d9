"""How much of a claim its bearing sentences carry; and which sentences bear a claim that comes without quotes."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate.evidence import Case, Evidence, of_sentences
from assistant.gate.names import same_name
from assistant.gate.prepared import Prepared
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# At least so much of a claim's words of substance stands in the sentences that bear it (issue 5: about four fifths).
MIN_COVERED = 0.8
# Two neighbouring words of the claim stand in one bearing sentence, no further apart than this; so much of the pairs must.
PAIR_REACH = 8
MIN_PAIRS = 0.6


def check(case: Case) -> list[Reason]:
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


def covered(case: Case) -> float:
    """The share of the claim's words that stand in the bearing sentences, 0 to 1."""
    words = [i for i, t in enumerate(case.tokens) if t.kind != "not"]
    return sum(_covered(case, i) for i in words) / len(words) if words else 0.0


def _covered(case: Case, i: int) -> bool:
    token = case.tokens[i]
    if case.overlay.to[i] >= 0 or any(t.key == token.key for t in case.evidence.core):
        return True
    if not token.name:
        return False
    return token.key in case.evidence.halo_keys or any(same_name(t.word, token.word) for t in case.evidence.core)


def pairs(case: Case) -> float:
    """The share of neighbouring words of the claim that the evidence has close together too, 0 to 1."""
    keys = [t.key for t in case.tokens if t.kind != "not"]
    if len(keys) < 2:
        return 1.0
    places: dict[str, list[int]] = {}
    for j, token in enumerate(case.evidence.core):
        places.setdefault(token.key, []).append(j)
    joined = sum(
        any(abs(a - b) <= PAIR_REACH for a in places.get(one, ()) for b in places.get(other, ()))
        for one, other in zip(keys, keys[1:], strict=False)
    )
    return joined / (len(keys) - 1)


def support(claim: tuple[Token, ...], posts: Sequence[Prepared]) -> list[Evidence]:
    """The sentence that carries most of the claim; and, where it does not carry all, with the one that adds most. Best first."""
    wanted = frozenset(t.key for t in claim if t.kind != "not")
    ranked = sorted(
        ((len(wanted & s.keys), -p, -n) for p, post in enumerate(posts) for n, s in enumerate(post.sentences) if wanted & s.keys),
        reverse=True,
    )
    if not ranked:
        return []
    _, p, n = ranked[0]
    post, first = posts[-p], -n
    found = [of_sentences([(post, [first])])]
    rest = wanted - post.sentences[first].keys
    more, second = max(
        ((len(rest & s.keys), -abs(m - first), m) for m, s in enumerate(post.sentences) if m != first), default=(0, 0, 0)
    )[::2]
    if more:
        found.append(of_sentences([(post, [first, second])]))
    return found
