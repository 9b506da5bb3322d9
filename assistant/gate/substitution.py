"""A claim that copies its source but for a word or two: those words are the change. No list of opposites is ever complete, so none is
needed here.

Not for free paraphrase: it applies where nearly all of the claim lies on the evidence in order, or all that stands around the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.gate.evidence import Case
from assistant.gate.lexicon import BOUNDS, HEDGE, POLES, SPEECH, VERB_OF
from assistant.gate.names import begins
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# So much of a claim is laid on its evidence, and it counts as a copy. With 627 words changed to an opposite in sentences of 400 other
# articles, 97 got through without this rule (their words stood on no axis of the lexicon) and 3 with it; QAGS does not change.
COPIED = 0.8
AROUND = 2  # else so many words on either side of the change lie on its evidence without a break
MOST = 2  # words on either side that count as one put in the place of the other: "build out", "tear down"
SAME_BEGINNING = 4  # forms of one word share so many letters ("raid", "raided"; "Ukraine", "Ukrainian")
_TURNING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


def check(case: Case) -> list[Reason]:
    """A reason for each word or two put in the place of other words of a source that is otherwise copied; and for a word turned into
    its opposite by its first letters ("unlikely"), wherever it stands."""
    return [*_exchanged(case), *_turned(case)]


def _exchanged(case: Case) -> Iterator[Reason]:
    to = case.overlay.to
    copied = sum(j >= 0 for j in to) >= COPIED * len(to)
    for first, last in _open(case):
        instead = _instead(case, first, last)
        if not instead and copied:
            yield from _put_in(case, first, last)
            continue
        if not (copied or _framed(case, first, last)):
            continue
        if _joined(case.tokens[first:last]) == _joined(instead) or _came_forward(case, first, last, instead):
            continue
        for i in range(first, last):
            token = case.tokens[i]
            if token.word in SPEECH and last - first != len(instead):
                continue  # "said" may be said at length
            plain = token.kind == "word" and i not in case.dated and (not token.name or begins(case, i))
            if plain and not any(_same(token, other) for other in instead):
                words = f"The source says {' '.join(o.word for o in instead)!r} here, not {token.word!r}."
                yield Reason("direction", words, token.start, token.end)


def _put_in(case: Case, first: int, last: int) -> Iterator[Reason]:
    """A word put in that neither the source's sentences nor what stands around them say ("illegally"), nor another form of one."""
    known = {t.key for t in case.evidence.core} | case.evidence.halo_keys
    start, end = case.overlay.gap(first)
    if first == 0 or last == len(case.tokens):
        return
    for token in case.tokens[first:last]:
        soft = token.word in SPEECH or token.word in HEDGE or token.name or token.kind != "word"
        if not soft and token.key not in known and not any(_same(token, o) for o in case.evidence.core[start:end]):
            yield Reason("support", f"The source does not say {token.word!r} here.", token.start, token.end)


def _open(case: Case) -> Iterator[tuple[int, int]]:
    """Runs of the claim's tokens, first:last, that lie on nothing, of `MOST` tokens."""
    first = -1
    for i, j in enumerate((*case.overlay.to, 0)):
        if j < 0 and first < 0:
            first = i
        elif j >= 0 and first >= 0:
            if i - first <= MOST:
                yield first, i
            first = -1


def _instead(case: Case, first: int, last: int) -> tuple[Token, ...]:
    """What the evidence has between the words that the claim's tokens first:last stand between, where it has as little; else nothing."""
    start, end = case.overlay.gap(first)
    core, size = case.evidence.core, len(case.tokens)
    if first == 0 or last == size:  # the evidence may go on before and after a claim: only the word next to the laid one counts
        if last - first > 1 or last - first == size:
            return ()
        start, end = (max(0, end - 1), end) if first == 0 else (start, min(len(core), start + 1))
    return core[start:end] if end - start <= MOST else ()


def _framed(case: Case, first: int, last: int) -> bool:
    to = case.overlay.to
    before, behind = to[first - AROUND : first] if first >= AROUND else (), to[last : last + AROUND]
    return all(len(side) == AROUND and side[0] >= 0 and side[-1] == side[0] + AROUND - 1 for side in (before, behind))


def _came_forward(case: Case, first: int, last: int, instead: tuple[Token, ...]) -> bool:
    """Words from elsewhere in the source where it has only a verb of speech: "chief engineer Strand said" for "said Strand, engineer"."""
    left = {t.key for j, t in enumerate(case.evidence.core) if case.overlay.by[j] < 0}
    return all(t.word in SPEECH for t in instead) and all(t.key in left for t in case.tokens[first:last])


def _joined(words: tuple[Token, ...]) -> str:
    """Written as one: "fire fighters", "firefighters"."""
    return "".join(t.word for t in words)


def _same(one: Token, other: Token) -> bool:
    if one.word[:SAME_BEGINNING] == other.word[:SAME_BEGINNING] or (one.word in SPEECH and other.word in SPEECH):
        return True
    if one.word in BOUNDS and BOUNDS[one.word] == BOUNDS.get(other.word):
        return True
    if one.word in VERB_OF and VERB_OF[one.word] == VERB_OF.get(other.word):
        return True
    return bool(set(POLES.get(one.word, ())) & set(POLES.get(other.word, ())))


def _turned(case: Case) -> Iterator[Reason]:
    core = {t.word: j for j, t in enumerate(case.evidence.core)}
    for i, token in enumerate(case.tokens):
        if case.overlay.to[i] >= 0 or token.kind != "word" or token.word in core:
            continue
        bare = (token.word.removeprefix(p) for p in _TURNING if token.word.startswith(p))
        other = next((w for w in (*bare, *(p + token.word for p in _TURNING)) if len(w) > 3 and w in core), "")
        if other and case.overlay.by[core[other]] < 0:
            yield Reason("direction", f"The source says {other!r}, not {token.word!r}.", token.start, token.end)
