"""What a source lets someone else say stays that person's: the speaker named is the source's, and the attribution is not dropped."""

from __future__ import annotations

from assistant.gate.evidence import Case
from assistant.gate.lexicon import SPEECH
from assistant.gate.names import same_name
from assistant.gate.quotes import quoted_spans
from assistant.gate.reason import Reason


def check(case: Case) -> list[Reason]:
    return _speaker(case)


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
