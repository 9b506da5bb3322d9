"""What a source lets someone else say stays that person's: the speaker named is the source's, and the attribution is not dropped."""

from __future__ import annotations

from assistant.gate.evidence import Case
from assistant.gate.lexicon import HEDGE, SPEECH
from assistant.gate.names import same_name
from assistant.gate.quotes import quoted_spans
from assistant.gate.reason import Reason

# "..., the mayor told the paper on Friday.": so many words of substance may follow the verb at a sentence's end.
TAIL = 6


def check(case: Case) -> list[Reason]:
    """A reason for each speaker that is not the source's."""
    return _speaker(case)


def dropped(case: Case) -> str:
    """The source's own words by which it lets another say what the claim states as plain fact; empty where the claim keeps them.

    Measured: on QAGS 15 of 271 true sentences (people had judged them true) and no false one leave "X said" out, so for a sentence
    that the gate found support for itself this is told, not a ground to fall. A writer who quotes knows better: there it falls.
    """
    if quoted_spans(case.folded) or any(t.word in SPEECH or t.word in HEDGE for t in case.tokens):
        return ""
    by = case.overlay.by
    bearing = max(case.evidence.bearing, key=lambda b: sum(k >= 0 for k in by[b.first : b.last]), default=None)
    laid = [j for j in range(bearing.first, bearing.last) if by[j] >= 0] if bearing else []
    if bearing is None or not laid:
        return ""
    core = case.evidence.core
    for j in range(bearing.first, bearing.last):
        if core[j].word in SPEECH and j < laid[0]:
            return bearing.whole[bearing.start : core[j].end]
        if core[j].word in SPEECH and j > laid[-1] and j >= bearing.last - TAIL:
            return bearing.whole[core[laid[-1]].end : bearing.end].strip(" ,.;:\"'”’—–-")
    return ""


def _speaker(case: Case) -> list[Reason]:
    """Words in quotation marks belong to someone whom the bearing sentences, or their neighbours, let speak."""
    if not quoted_spans(case.folded):
        return []
    found = []
    known = [*case.evidence.core, *(t for part in case.evidence.halo for t in part)]
    for i, token in enumerate(case.tokens):
        if not token.name or token.kind != "word" or not _speaks(case, i):
            continue
        if not any(t.key == token.key or same_name(t.word, token.word) for t in known):
            words = case.text[token.start : token.end]
            found.append(Reason("speaker", f"The source does not let {words!r} say this.", token.start, token.end))
    return found


def _speaks(case: Case, i: int) -> bool:
    return any(case.tokens[k].word in SPEECH for k in (i - 1, i + 1, i + 2) if 0 <= k < len(case.tokens))
