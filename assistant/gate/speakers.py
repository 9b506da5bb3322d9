"""Whose words a quotation is: where its place in the source names who speaks, the claim may name nobody else.

    “We will rebuild,” Harrow said. “It will cost too much,” Ames replied.      a claim that lets Ames say the first falls

Who speaks is read by assistant/speech/, in the claim and in the source alike. One quotation may not span two speakers either: its marks
in the claim enclose one run, and what lies in the source between the marks of two quotations is no part of either (quotes.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.gate.evidence import Case
from assistant.gate.names import same_name
from assistant.gate.quotes import quoted_spans
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token, tokens
from assistant.speech import Speech, speeches

MOST = 12  # quotations of a claim, and places of one, that are looked at

Names = tuple[Token, ...]


def check(case: Case) -> list[Reason]:
    """A reason for each quotation whose speaker in the claim is another than in the source."""
    spans = quoted_spans(case.folded)[:MOST]
    text = case.folded.text
    mine = speeches(text) if spans else ()
    if not mine:
        return []
    sources = [(whole.text, speeches(whole.text)) for whole in case.evidence.texts]
    found = []
    for start, end in spans:
        who = _names(text, mine, start, end)
        places = [_names(source, said, *p) for source, said in sources for p in _places(source, text[start:end])]
        if who and places and not any(_may_be(who, theirs) for theirs in places):
            first, last = case.folded.span(start, end)
            found.append(Reason("speaker", "In the source somebody else says these words.", first, last))
    return found


def _places(source: str, words: str) -> Iterator[tuple[int, int]]:
    at, left = source.find(words), MOST
    while at >= 0 and left:
        yield at, at + len(words)
        at, left = source.find(words, at + 1), left - 1


def _names(text: str, said: Sequence[Speech], start: int, end: int) -> Names:
    """The names of whoever speaks where `start:end` of the text stands; none where nobody is named."""
    whose = [r for s in said if s.start < end and s.end > start for r in (s.speaker, *s.beside)]
    return tuple(t for a, b in whose for t in tokens(text, a, b) if t.name and t.kind == "word")


def _may_be(mine: Names, theirs: Names) -> bool:
    """Whether the claim's speaker may be the source's; a place that names nobody may be anybody's."""
    return not theirs or any(t.key == o.key or same_name(t.word, o.word) for t in mine for o in theirs)
