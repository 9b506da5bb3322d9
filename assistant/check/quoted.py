"""What a draft puts in quotation marks, against the posts: verbatim, or where it differs. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.reading import Said
from assistant.gate.quotes import check_quoted
from assistant.text import fold

ALIKE = 0.5  # a run of the post that shares so much of a quotation's words is what was meant
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def quotations(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each quotation that does not stand in the post as one run: the first and last word that differ."""
    wrong = check_quoted(fold(said.text), (bearing.post.text, bearing.post.title))
    found = (_difference(said, reason.start, reason.end, bearing.post.post.text) for reason in wrong)
    return [d for d in found if d is not None]


def _difference(said: Said, start: int, end: int, text: str) -> Difference | None:
    """None where but a capital letter differs, with which a draft's quotation may begin."""
    mine = [(m.start() + start, m.end() + start, _plain(m[0])) for m in _WORD.finditer(said.text[start:end])]
    theirs = [(m.start(), m.end(), _plain(m[0])) for m in _WORD.finditer(text)]
    words = [w for *_, w in mine]
    at = _nearest(words, [w for *_, w in theirs])
    if at is None:
        return Difference("quote", start, end)
    first, last = _shared(words, [w for *_, w in theirs], *at)
    instead = text[theirs[first][0] : theirs[last - 1][1]]
    ops = SequenceMatcher(None, words, [w for *_, w in theirs[first:last]], autojunk=False).get_opcodes()
    changed = [op for op in ops if op[0] != "equal"]
    if not changed:
        return None if _same_words(said.text[start:end], instead) else Difference("quote", start, end, instead)
    begin, stop = min(changed[0][1], len(mine) - 1), max(max(op[2], op[1] + 1) for op in changed)
    return Difference("quote", mine[begin][0], mine[min(stop, len(mine)) - 1][1], instead)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _shared(mine: Sequence[str], theirs: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The run of the post without what lies before and behind the words that both have."""
    blocks = [b for b in SequenceMatcher(None, mine, theirs[first:last], autojunk=False).get_matching_blocks() if b.size]
    before = blocks[0].a  # as many words of the draft's quotation stand before the first that both have
    behind = len(mine) - blocks[-1].a - blocks[-1].size
    end = first + blocks[-1].b + blocks[-1].size
    edge = 2  # a changed first or last word is shown with what the post has there
    return first + blocks[0].b - (before if before <= edge and before <= blocks[0].b else 0), end + (
        behind if behind <= edge and end + behind <= last else 0
    )


def _nearest(mine: Sequence[str], theirs: Sequence[str]) -> tuple[int, int] | None:
    """The run of as many words that shares most of a quotation's, as a range; None where none is alike."""
    size, wanted = len(mine), set(mine)
    if not mine:
        return None
    hits = [n for n, w in enumerate(theirs) if w in wanted]
    starts = {max(0, n - k) for n in hits[:400] for k in (0, size // 2, size - 1)}
    best, where = 0.0, None
    for start in sorted(starts):
        run = theirs[start : start + size]
        if len(wanted & set(run)) < ALIKE * len(wanted):
            continue
        share = SequenceMatcher(None, mine, run, autojunk=False).ratio()
        if share > best:
            best, where = share, (start, min(len(theirs), start + size))
    return where if best >= ALIKE else None


def _same_words(mine: str, theirs: str) -> bool:
    return fold(mine).text.lower().strip(" ,.;:!?") == fold(theirs).text.lower().strip(" ,.;:!?")
