"""A claim that copies its source but for one word: that word is the change. No list of opposites is ever complete, so none is needed here.

Not for free paraphrase: it applies where nearly all of the claim lies on the evidence, in order.
"""

from __future__ import annotations

from assistant.gate.evidence import Case
from assistant.gate.lexicon import POLES, SPEECH
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# So much of a claim is laid on its evidence, and it counts as a copy. With 627 words changed to an opposite in sentences of 400 other
# articles, 97 got through without this rule (their words stood on no axis of the lexicon) and 3 with it; QAGS does not change.
COPIED = 0.8
SAME_BEGINNING = 4  # forms of one word share so many letters ("raid", "raided"; "Ukraine", "Ukrainian")


def check(case: Case) -> list[Reason]:
    """A reason for each single word put in the place of a single other word of a source that is otherwise copied."""
    to = case.overlay.to
    if sum(j >= 0 for j in to) < COPIED * len(to):
        return []
    found = []
    for i, token in enumerate(case.tokens):
        if to[i] >= 0 or token.kind != "word" or token.name or i in case.dated:
            continue
        other = _instead(case, i)
        if other is not None and not _same(token, other):
            words = f"The source says {other.word!r} here, not {token.word!r}."
            found.append(Reason("direction", words, token.start, token.end))
    return found


def _instead(case: Case, i: int) -> Token | None:
    """The one word of the evidence between the words that the claim's token i stands between, when both sides have just one."""
    to = case.overlay.to
    if (i and to[i - 1] < 0) or (i + 1 < len(to) and to[i + 1] < 0):
        return None
    start, end = case.overlay.gap(i)
    at_edge = i in (0, len(to) - 1)
    if at_edge:  # the evidence may go on before and after a claim: only the word next to the laid one counts
        start, end = (end - 1, end) if i == 0 else (start, start + 1)
    return case.evidence.core[start] if end - start == 1 and 0 <= start < len(case.evidence.core) else None


def _same(one: Token, other: Token) -> bool:
    if one.word[:SAME_BEGINNING] == other.word[:SAME_BEGINNING] or (one.word in SPEECH and other.word in SPEECH):
        return True
    return bool(set(POLES.get(one.word, ())) & set(POLES.get(other.word, ())))
