"""What a source lets someone else say stays that person's: the attribution is not dropped, and not given to another.

said          the verb of speech whose words these are: the one before them that has words behind it ("Ames said that ..."), or the
              one behind them that has only its speaker and a day ("..., said Ames on Friday")
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.evidence import Bearing, Case
from assistant.gate.lexicon import HEDGE, SPEECH
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# "..., the mayor told the paper on Friday.": so many words of substance may follow the verb at a sentence's end.
TAIL = 6
THROUGH = frozenset("according laut selon según".split())  # these name the speaker behind them
BESIDE = 4  # words between a verb of speech and whoever speaks
# Behind a verb of speech these begin what is talked about, not what is said ("reports of", "accused of").
_ABOUT = re.compile(r"\s+(?:of|from|for|by|about|with|against)\b")
# "..., the study found": papers that speak as people do.
_STUDY = re.compile(
    r"\b(?:study|studies|report|survey|poll|polling|data|research|analysis|investigation|review|figures|records|documents?)\s+(?:\w+\s+)?"
    r"(?:found|finds?|shows?|showed|reveals?|revealed|indicates?|indicated|concluded?|suggests?|suggested)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|which|whose)\s+(?:\w+\s+)?$")


def check(case: Case) -> list[Reason]:
    """A reason where the claim lets somebody say what in the same sentence of the source another says."""
    core = case.evidence.core
    verbs = [i for i, t in enumerate(case.tokens) if t.word in SPEECH]
    if len(verbs) != 1:
        return []
    who = _speaker(case.tokens, verbs[0])
    bearing, laid = _bearing(case, skipped={*who, verbs[0]})
    told = [j for j in range(bearing.first, bearing.last) if core[j].word in SPEECH] if bearing else []
    keys = {case.tokens[i].key for i in who}
    named = [j for j in range(bearing.first, bearing.last) if core[j].key in keys] if bearing else []
    his = {v for j in named for v in _nearest(told, j)}
    if bearing is None or len(told) < 2 or not his:
        return []
    theirs = _governing(core, told, laid[len(laid) // 2], bearing)
    if not theirs or his & theirs:
        return []
    first, last = case.tokens[min(who)], case.tokens[max(who)]
    words = case.text[first.start : last.end]
    return [Reason("speaker", f"The source does not let {words!r} say this.", first.start, last.end)]


def dropped(case: Case) -> str:
    """The source's own words by which it lets another say what the claim states as plain fact; empty where the claim keeps them.

    Measured: on QAGS 15 of 271 true sentences (people had judged them true) and no false one leave "X said" out, so for a sentence
    that the gate found support for itself this is told, not a ground to fall. A writer who quotes knows better: there it falls.
    """
    if any(t.word in SPEECH or t.word in HEDGE for t in case.tokens) or _STUDY.search(case.text):
        return ""
    bearing, laid = _bearing(case)
    if bearing is None:
        return ""
    core = case.evidence.core
    if found := _STUDY.search(bearing.whole, bearing.start, bearing.end):
        if found.end() <= core[laid[0]].start:
            return bearing.whole[bearing.start : found.end()]
        if found.start() >= core[laid[-1]].end:
            return _without_marks(bearing.whole[core[laid[-1]].end : bearing.end])
    for j in range(bearing.first, bearing.last):
        if core[j].word not in SPEECH:
            continue
        if j < laid[-1] and _introduces(case, bearing, j, next(k for k in laid if k > j), first=j < laid[0]):
            return bearing.whole[bearing.start : core[j].end]
        if j > laid[-1] and j >= bearing.last - TAIL and _closes(core, j):
            return _without_marks(bearing.whole[core[laid[-1]].end : bearing.end])
    return ""


def _without_marks(words: str) -> str:
    return words.strip(" ,.;:\"'”’—–-")


def _closes(core: Sequence[Token], j: int) -> bool:
    """Whether the verb j may end its sentence as an attribution does: set off by a comma or a quotation's end, or "according to"."""
    return core[j].word in THROUGH or any(t.clause for t in core[max(0, j - TAIL) : j + 2])


def _introduces(case: Case, bearing: Bearing, j: int, kept: int, *, first: bool) -> bool:
    """Whether the verb j introduces what the claim keeps of the sentence from word `kept` on."""
    core = case.evidence.core
    broken = any(core[k].clause for k in range(j + 1, kept + 1))
    if not first:  # what came before is kept too: only what follows without a break is what was said
        return not broken and not _ABOUT.match(bearing.whole, core[j].end)
    return not (broken and _RELATIVE.search(bearing.whole, bearing.start, core[j].start))


def _bearing(case: Case, skipped: frozenset[int] | set[int] = frozenset()) -> tuple[Bearing | None, list[int]]:
    """The sentence that most of the claim lies on, and its tokens that bear words of the claim."""
    by = case.overlay.by
    bearing = max(case.evidence.bearing, key=lambda b: sum(k >= 0 for k in by[b.first : b.last]), default=None)
    laid = [j for j in range(bearing.first, bearing.last) if by[j] >= 0 and by[j] not in skipped] if bearing else []
    return (bearing, laid) if laid else (None, [])


def _speaker(words: Sequence[Token], verb: int) -> tuple[int, ...]:
    """The word beside a verb of speech that tells who speaks, with the rest of its name."""
    behind, before = (1, verb + 1), (-1, verb - 1)
    for step, near in (behind,) if words[verb].word in THROUGH else (before, behind):
        found: list[int] = []
        while 0 <= near < len(words) and words[near].kind == "word" and (words[near].name or not found):
            found.append(near)
            if not words[near].name:
                break
            near += step
        if found:
            return tuple(found)
    return ()


def _nearest(told: Sequence[int], j: int) -> list[int]:
    least = min((abs(v - j) for v in told), default=BESIDE + 1)
    return [v for v in told if abs(v - j) == least <= BESIDE]


def _governing(core: Sequence[Token], told: Sequence[int], at: int, bearing: Bearing) -> set[int]:
    """The verbs of speech that may let somebody say what stands at `at`."""

    def only_speaker_follows(v: int) -> bool:
        return v + 1 >= bearing.last or core[v + 1].clause or core[v + 1].name or core[v + 1].kind == "date"

    before = [v for v in told if v < at]
    behind = [v for v in told if v > at]
    found = set(before[-1:])
    if behind and only_speaker_follows(behind[0]):
        found.add(behind[0])
    return found
