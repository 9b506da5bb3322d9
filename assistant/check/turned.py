"""Yes and no, up and down: a draft's sentence that says the opposite of the sentences that bear it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import DENYING, DIRECTIONS
from assistant.check.reading import Said, key
from assistant.gate.lexicon import DENIAL
from assistant.gate.tokens import Token

REACH = 3  # words behind a "no" that it may turn round
COMPANY = 5  # words around an opposite among which the draft's own must be


def turned(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each "no" that only one of the two has before the same words, and for each opposite."""
    stated = (*bearing.core, *bearing.near)
    return [*_directions(said, bearing), *_added(said, bearing.core, stated), *_dropped(said, bearing.core, stated)]


def _denies(token: Token) -> bool:
    return token.kind == "not" or token.word in DENIAL or token.word in DENYING


def _added(said: Said, core: Sequence[Token], stated: Sequence[Token]) -> Iterator[Difference]:
    """A "no" of the draft before words that the post states."""
    if any(_denies(t) for t in core):
        return
    here = {key(t) for t in core}
    for i, token in enumerate(said.tokens):
        if not _denies(token) or said.in_quotes(i) or _means_no(token, core):
            continue
        object_ = next((k for k in range(i + 1, min(len(said.tokens), i + 1 + REACH)) if said.keys[k] in here), -1)
        if object_ >= 0 and _denied(said.keys[object_], stated):
            continue
        if object_ >= 0 and not _opposed(said.tokens[object_ - 1 : object_ + 1], core):
            yield Difference("negation", token.start, said.tokens[object_].end, denies=True)


def _denied(of: str, stated: Sequence[Token]) -> bool:
    """Whether the word, or one grown together with it ("no layoffs"), stands there behind a "no"."""
    return any(
        (key(t) == of or t.key.startswith(of)) and any(map(_denies, stated[max(0, n - REACH) : n])) for n, t in enumerate(stated)
    )


def _means_no(token: Token, core: Sequence[Token]) -> bool:
    """The post has the very word ("refused"), so that nothing is added."""
    return any(key(t) == key(token) for t in core)


def _opposed(tokens: Sequence[Token], core: Sequence[Token]) -> bool:
    return any(_opposite(t, o) for t in tokens for o in core)


def _dropped(said: Said, core: Sequence[Token], stated: Sequence[Token]) -> Iterator[Difference]:
    """A "no" of the post before words that the draft states, and that the post states nowhere around."""
    if any(_denies(t) for t in said.tokens):
        return
    for j, token in enumerate(core):
        if not _denies(token):
            continue
        for k in range(j + 1, min(len(core), j + 1 + _reach(token))):
            if core[k].word == "only" or (core[k].clause and k > j + 1):
                break
            i = next((i for i, own in enumerate(said.keys) if own == key(core[k]) and said.tokens[i].kind == "word"), -1)
            if i < 0 or said.is_name(i) or _stands_without(said, i, stated) or _opposed(said.tokens, (token,)):
                continue
            if _in_company(said, i, core, k):
                yield Difference("negation", said.tokens[i].start, said.tokens[i].end, token.word)
                return


def _stands_without(said: Said, i: int, stated: Sequence[Token]) -> bool:
    """Whether the word stands there before the same word, with no "no" before it: what is stated is not denied."""
    return any(
        key(t) == said.keys[i]
        and not any(map(_denies, stated[max(0, n - REACH) : n]))
        and (said.keys[i + 1 : i + 2] == tuple(map(key, stated[n + 1 : n + 2])))
        for n, t in enumerate(stated)
    )


def _reach(token: Token) -> int:
    return 1 if token.word in ("without", "no", "nor") else 2 if token.kind == "not" else REACH


def _in_company(said: Said, i: int, core: Sequence[Token], at: int) -> bool:
    """Another word around the draft's stands around the post's too: the same thing is spoken of."""
    mine = {said.keys[n] for n in range(max(0, i - 4), min(len(said.keys), i + 5)) if n != i}
    theirs = {key(t) for t in core[max(0, at - 7) : at + 8] if t is not core[at]}
    return bool(mine & theirs)


def _directions(said: Said, bearing: Bearing) -> Iterator[Difference]:
    core, main = bearing.core, bearing.main
    here = {key(t) for t in main}
    for i, token in enumerate(said.tokens):
        poles = DIRECTIONS.get(token.word)
        if (
            not poles
            or said.in_quotes(i)
            or said.keys[i] in here
            or any(poles & DIRECTIONS.get(t.word, frozenset()) for t in main)
        ):
            continue
        around = {said.keys[n] for n in range(max(0, i - 4), min(len(said.keys), i + 5)) if n != i}
        if _beside_a_neighbour(said, i, bearing.near):
            continue
        for j, other in enumerate(core):
            near = {key(t) for t in core[max(0, j - COMPANY) : j + COMPANY + 1]}
            if _opposite(token, other) and key(other) not in said.keys and around & near:
                yield Difference("direction", token.start, token.end, other.word)
                break


def _beside_a_neighbour(said: Said, i: int, tokens: Sequence[Token]) -> bool:
    """Whether the very word stands there too, beside the word that it stands beside in the draft ("a negative test")."""
    beside = {said.keys[n] for n in (i - 1, i + 1, i + 2) if 0 <= n < len(said.keys)}
    return any(
        t.word == said.tokens[i].word and beside & {key(o) for o in (*tokens[max(0, j - 1) : j], *tokens[j + 1 : j + 3])}
        for j, t in enumerate(tokens)
    )


def _opposite(one: Token, other: Token) -> bool:
    mine, theirs = DIRECTIONS.get(one.word, frozenset()), DIRECTIONS.get(other.word, frozenset())
    return not mine & theirs and any(axis == a and pole != p for axis, pole in mine for a, p in theirs)
