"""Words of which one, put for another, makes another fact: a mother for a father, all for some. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import CLASSES, PARTIAL, TOTAL
from assistant.check.reading import Said, bare, key
from assistant.gate.tokens import Token

BESIDE = 3  # words around, of which one must be shared
WHOLE = 5


def classes(said: Said, bearing: Bearing) -> list[Difference]:
    return [*_others(said, bearing), *_wholes(said, bearing)]


def _others(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A word of a class that the post has nowhere around, where it has another of the class in the same company."""
    around = {bare(t.word).removesuffix("ern") for t in (*bearing.core, *bearing.near)}
    for i, token in enumerate(said.tokens):
        word = bare(token.word)
        group = next((c for c in CLASSES if word in c), None)
        if group is None or word in around or said.in_quotes(i):
            continue
        mine = _company(said.tokens, i)
        for j, other in enumerate(bearing.core):
            theirs = bare(other.word)
            if theirs in group and not any(bare(t.word) == theirs for t in said.tokens) and mine & _company(bearing.core, j):
                yield Difference("name", token.start, token.end, theirs)
                break


def _wholes(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """ "All" of what the post says of a part only."""
    text = bearing.post.post.text
    words = {w for t in bearing.main for w in (bare(t.word),)}
    if any(w in TOTAL for w in words):
        return
    for i, token in enumerate(said.tokens):
        if token.word not in TOTAL or said.in_quotes(i) or token.word in ("always", "only"):
            continue
        part = next((t for t in bearing.main if t.word in PARTIAL or t.key.endswith("%") or _of_them(text, t)), None)
        mine = {said.keys[n] for n in range(i + 1, min(len(said.keys), i + 1 + WHOLE))}
        if part and mine & {key(t) for t in bearing.main}:
            yield Difference(
                "number", token.start, token.end, text[part.start : part.end] if part.key.endswith("%") else part.word, sure=False
            )


def _of_them(text: str, token: Token) -> bool:
    """ "Seven of them"."""
    return token.kind == "number" and text[token.end : token.end + 8].lower().startswith((" of them", " of the "))


def _company(tokens: Sequence[Token], i: int) -> frozenset[str]:
    return frozenset(key(t) for t in tokens[max(0, i - BESIDE) : i + BESIDE + 1] if t is not tokens[i] and t.kind == "word")
