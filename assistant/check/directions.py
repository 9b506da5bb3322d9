"""For and against, up and down: a draft's sentence that says the opposite of the sentences that bear it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import DIRECTIONS
from assistant.check.reading import Said, key, same_name
from assistant.gate.tokens import Token, tokens

Poles = frozenset[tuple[int, int]]
COMPANY = 5  # words around an opposite among which the draft's own must be
_JUDGING = ("rul", "decid", "vot")
_SIDED = re.compile(
    r"\b(?P<verb>vot|rul|argu|campaign|sp[eo]ak|spoke|decid|testif|protest|demonstrat|rall|lobb|fought|march)\w*\s+(?:\w+\s+)?"
    r"(?P<side>for|against|in favou?r of)\b|\b(?P<with>sid(?:ed|ing) with)\b",
    re.IGNORECASE,
)
_UP_AND_DOWN = DIRECTIONS["rose"] | DIRECTIONS["fell"]


def directions(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each side and each direction that is the other one in the post."""
    return [
        *_for_or_against(said, bearing),
        *_measured(said, bearing),
        *_opposites(said, bearing),
        *_of_the_same(said, bearing),
    ]


def _for_or_against(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """ "Voted for the delay" where the post has "voted against the delay": small words that no key keeps."""
    text, sentences = bearing.post.post.text, bearing.post.sentences
    theirs = [m for n in bearing.sentences for m in _SIDED.finditer(text, sentences[n].start, sentences[n].end)]
    for mine in _SIDED.finditer(said.text):
        what = _behind(said.text, mine.end())
        same = [m for m in theirs if _one_act(m, mine) and what & _behind(text, m.end())]
        if same and all(_is_against(m) != _is_against(mine) for m in same):
            part = "side" if mine["side"] else "with"
            yield Difference("direction", mine.start(part), mine.end(part), same[0]["side"] or same[0]["with"])


def _one_act(one: re.Match[str], other: re.Match[str]) -> bool:
    verbs = [(m["verb"] or "").lower() for m in (one, other)]
    return verbs[0] == verbs[1] or ("" in verbs and any(v in _JUDGING for v in verbs))


def _behind(text: str, at: int) -> set[str]:
    """The keys of the next words."""
    return {key(t) for t in tokens(text, at, min(len(text), at + 60))[:3]}


def _is_against(found: re.Match[str]) -> bool:
    return (found["side"] or "").lower() == "against"


def _opposites(said: Said, bearing: Bearing) -> Iterator[Difference]:
    core, main = bearing.core, bearing.main
    here = {key(t) for t in main}
    for i, token in enumerate(said.tokens):
        poles = _poles(said.tokens, i)
        if not poles or said.in_quotes(i) or said.keys[i] in here or any(poles & _poles(main, n) for n in range(len(main))):
            continue
        around = {said.keys[n] for n in range(max(0, i - 4), min(len(said.keys), i + 5)) if n != i}
        if _beside_a_neighbour(said, i, bearing.near):
            continue
        for j, other in enumerate(core):
            near = {key(t) for t in core[max(0, j - COMPANY) : j + COMPANY + 1]}
            if _against(poles, _poles(core, j)) and key(other) not in said.keys and around & near:
                yield Difference("direction", token.start, token.end, other.word)
                break


def _of_the_same(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """What a name does in the draft against what the same name does right beside the bearing sentences ("Armenia denied it")."""
    for run in said.names:
        i = run[-1] + 1
        poles = DIRECTIONS.get(said.tokens[i].word) if i < len(said.tokens) else None
        if not poles or said.tokens[i].clause:
            continue
        for n in {k for s in bearing.sentences for k in (s - 1, s, s + 1) if 0 <= k < len(bearing.post.sentences)}:
            pairs = pairwise(bearing.post.sentences[n].tokens)
            theirs = [
                o for t, o in pairs if same_name(t, said.tokens[run[-1]]) and _against(poles, DIRECTIONS.get(o.word, frozenset()))
            ]
            if theirs and said.keys[i] not in bearing.company.sets[n]:
                yield Difference(
                    "direction", said.tokens[i].start, said.tokens[i].end, theirs[0].word, sure=n in bearing.sentences
                )
                break


def _measured(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A number told with one direction ("rose 0.2%") that the post tells with the opposite one only."""
    for i, token in enumerate(said.tokens):
        mine = _direction_of(said.tokens, i) if token.kind == "number" and not said.in_quotes(i) else None
        if mine is None:
            continue
        poles = _poles(said.tokens, mine)
        theirs = [
            (s.tokens, at)
            for s in bearing.company.sentences
            for j, t in enumerate(s.tokens)
            if t.key == token.key and (at := _direction_of(s.tokens, j)) is not None
        ]
        against = [s[at].word for s, at in theirs if _against(poles, _poles(s, at))]
        if against and len(against) == len(theirs):
            yield Difference("direction", said.tokens[mine].start, said.tokens[mine].end, against[0])


def _direction_of(tokens: Sequence[Token], i: int) -> int | None:
    """The word of direction beside a number, within its clause."""
    for n in (i - 1, i - 2, i + 1):
        between = tokens[min(n, i) + 1 : max(n, i) + 1]
        if 0 <= n < len(tokens) and _poles(tokens, n) & _UP_AND_DOWN and not any(t.clause for t in between):
            return n
    return None


def _beside_a_neighbour(said: Said, i: int, tokens: Sequence[Token]) -> bool:
    """Whether the very word stands there too, beside the word that it stands beside in the draft ("a negative test")."""
    beside = {said.keys[n] for n in (i - 1, i + 1, i + 2) if 0 <= n < len(said.keys)}
    return any(
        t.word == said.tokens[i].word and beside & {key(o) for o in (*tokens[max(0, j - 1) : j], *tokens[j + 1 : j + 3])}
        for j, t in enumerate(tokens)
    )


def _poles(tokens: Sequence[Token], i: int) -> Poles:
    """ "Up" and "down" count beside a number ("up 17 cents"); elsewhere they are half of many verbs."""
    word = tokens[i].word
    if word in ("up", "down") and any(0 <= n < len(tokens) and tokens[n].kind == "number" for n in (i - 1, i + 1)):
        return DIRECTIONS["rose" if word == "up" else "fell"]
    return DIRECTIONS.get(word, frozenset())


def opposite(one: Token, other: Token) -> bool:
    return _against(DIRECTIONS.get(one.word, frozenset()), DIRECTIONS.get(other.word, frozenset()))


def _against(mine: Poles, theirs: Poles) -> bool:
    return not mine & theirs and any(axis == a and pole != p for axis, pole in mine for a, p in theirs)
