"""A draft's sentence that has a post's words in the post's order, but for a few: there the gate's own rules say which of them matter. Pure.

A free rewording falls at the gate for its wording alone, so its reasons say nothing there; where the words run alike they are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.reading import Said, key
from assistant.check.turned import not_for_years
from assistant.gate import Falls, Reason, prove
from assistant.words import CheckKind, Claim

ALIKE = 0.75  # share of both sentences' words that stand in both in one order
LONGEST = 3  # words of the post that stand in the place of one that fell
_KINDS: Mapping[str, CheckKind] = {
    "number": "number",
    "date": "date",
    "name": "name",
    "speaker": "name",
    "negation": "negation",
    "direction": "direction",
}


def in_the_same_words(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each reason for which the gate lets fall what is told in the post's own words otherwise."""
    laid = SequenceMatcher(None, said.keys, [key(t) for t in bearing.main], autojunk=False)
    if laid.ratio() < ALIKE:
        return []
    ops = laid.get_opcodes()
    post = bearing.post
    quoted = tuple((1, post.post.text[s.start : s.end]) for s in (post.sentences[n] for n in bearing.sentences))
    verdict = prove(Claim(said.text, quoted), [post])
    if not isinstance(verdict, Falls) or not all(r.code in _KINDS for r in verdict.reasons):
        return []
    reasons = [
        r for r in verdict.reasons if not _of_a_verb(said, r) and not (r.code == "negation" and not_for_years(said, bearing))
    ]
    return [_difference(said, bearing, reason, ops) for reason in reasons]


def _of_a_verb(said: Said, reason: Reason) -> bool:
    """ "Up 7%" is "rose 7%": the gate, which holds words to words, asks for "up" itself."""
    return reason.code == "direction" and said.text[reason.start : reason.end].lower() in ("up", "down")


def _difference(said: Said, bearing: Bearing, reason: Reason, ops: Sequence[tuple[str, int, int, int, int]]) -> Difference:
    """What the post has in the place of the words that fell, where it has something."""
    touched = [n for n, t in enumerate(said.tokens) if t.start < reason.end and t.end > reason.start]
    for op, a, b, c, d in ops:
        if op == "replace" and d - c <= LONGEST and any(a <= n < b for n in touched):
            start, end = said.tokens[a].start, said.tokens[b - 1].end
            return Difference(_KINDS[reason.code], start, end, _words(bearing, c, d))
    return Difference(_KINDS[reason.code], reason.start, reason.end, denies=True)


def _words(bearing: Bearing, first: int, last: int) -> str:
    """As the post writes them."""
    for sentence in bearing.post.sentences:
        if sentence.tokens is bearing.main:
            return bearing.post.post.text[bearing.main[first].start : bearing.main[last - 1].end]
    return " ".join(t.word for t in bearing.main[first:last])
