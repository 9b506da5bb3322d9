"""Who did what to whom, and from what to what: names and figures of a claim keep their places towards each other.

A claim may tell things in another order ("In Lorne, ..." for "... in Lorne"); it may not put one name or figure in the place of another.
Looked at only where nearly all words of the claim are its evidence's own: a paraphrase has no places to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from assistant.gate.evidence import Case
from assistant.gate.lexicon import SPEECH
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

OWN_WORDS = 0.8  # share of the claim's words that the bearing sentences have
NEAR = 8
MOST = 60  # names, figures or words of a claim that are looked at in pairs
FAR = 12  # words between two names, beyond which their order says nothing
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[\s\"“”'‘’«»„(]*[$€£¥₴]?\s*$")
_LISTED = re.compile(r"^[\s,;&]*(?:(?:and|or|und|oder|et|ou|y|o|і|й|та|и|или|або|e)\b)?[\s,]*(?:the\s|in\s)?$", re.IGNORECASE)
# What a figure is measured from or to.
_SIDES = {
    "by": "by",
    "from": "from",
    "to": "to",
    "um": "by",
    "auf": "to",
    "von": "from",
    "на": "by",
    "до": "to",
    "з": "from",
    "із": "from",
}
_WHOLE = re.compile(r"\b(?:of|from|among)\s+(?:the|its|their|his|her|our|all|these|those)\s+$", re.IGNORECASE)
_LOWER = re.compile(
    r"(?:(?<!\bno\s)(?<!\bnot\s)\bmore\s+than|\b(?:at\s+least|over|above|(?:no|not)\s+(?:fewer|less)\s+than|minimum\s+of))\s*$",
    re.IGNORECASE,
)
_UPPER = re.compile(
    r"(?:(?<!\bno\s)(?<!\bnot\s)\b(?:less|fewer)\s+than"
    r"|\b(?:up\s+to|at\s+most|as\s+many\s+as|as\s+much\s+as|under|below|nearly|almost|(?:no|not)\s+more\s+than|maximum\s+of))\s*$",
    re.IGNORECASE,
)


class Run(NamedTuple):
    """A name of one or several words, or a figure: tokens `first:last` of the claim, `at:to` of the evidence."""

    first: int
    last: int
    at: int
    to: int


def check(case: Case) -> list[Reason]:
    """A reason for each pair that has changed places, and for each figure on another side of its measure."""
    if all(j >= 0 for j in case.overlay.to) and case.overlay.to[-1] - case.overlay.to[0] == len(case.overlay.to) - 1:
        return _sides(case)
    keys = {t.key for t in case.evidence.core}
    if sum(t.key in keys for t in case.tokens) < OWN_WORDS * len(case.tokens):
        return _sides(case)
    return [*_names(case), *_figures(case), *_turned_round(case), *_sides(case)]


def _names(case: Case) -> Iterator[Reason]:
    for one, other in combinations(_runs(case, "word"), 2):
        if one.at > other.at and other.first - one.last <= FAR and one.at - other.to <= FAR and _swapped(case, one, other):
            start, end = case.tokens[one.first].start, case.tokens[other.last - 1].end
            yield Reason("name", f"In the source {case.text[start:end]!r} stands the other way round.", start, end)


def _swapped(case: Case, one: Run, other: Run) -> bool:
    """`one` stands before `other` in the claim and behind it in the evidence: does each take the other's part?"""
    claim, core = case.tokens, case.evidence.core
    if _kept(case, one) or _kept(case, other):
        return False
    between = {t.key for t in claim[one.last : other.first] if not t.name}
    theirs = {t.key for t in core[other.to : one.at] if not t.name}
    here, there = _gap(case, one, other)
    if between & theirs:
        return _passive(here) == _passive(there)
    return not between and not theirs and not (_LISTED.match(here) and _LISTED.match(there))


def _kept(case: Case, run: Run) -> bool:
    """Whether the name moved with what belongs to it: with its verb of speech, or with its preposition as a whole phrase."""
    claim, core = case.tokens, case.evidence.core
    said = {claim[k].key for k in (run.first - 1, run.last, run.last + 1) if 0 <= k < len(claim) and claim[k].word in SPEECH}
    told = {core[k].key for k in (run.at - 1, run.to, run.to + 1) if 0 <= k < len(core) and core[k].word in SPEECH}
    if said & told and not _between_names(case, run):
        return True
    mine, theirs = _before(case.text, claim[run.first]), _before(_whole(case, run.at), core[run.at])
    return mine == theirs and mine in ("in", "at", "near", "on", "outside", "inside", "across", "в", "у", "à", "en", "bei", "à")


def _between_names(case: Case, run: Run) -> bool:
    """A verb of speech with a name on both sides ("Ames told Harrow"): it does not tell whose it is."""
    core = case.evidence.core
    return any(
        core[k].word in SPEECH and 0 < k < len(core) - 1 and core[k - 1].name and core[k + 1].name and not core[k + 1].clause
        for k in (run.at - 1, run.to)
        if 0 <= k < len(core)
    )


def _gap(case: Case, one: Run, other: Run) -> tuple[str, str]:
    claim, core = case.tokens, case.evidence.core
    whole = _whole(case, other.to - 1)
    same = whole is _whole(case, one.at)
    there = whole[core[other.to - 1].end : core[one.at].start] if same else "\n"
    return case.text[claim[one.last - 1].end : claim[other.first].start], there


def _passive(gap: str) -> bool:
    return bool(re.search(r"\b(?:by|von|durch|par|por)\b", gap, re.IGNORECASE))


def _figures(case: Case) -> Iterator[Reason]:
    for one, other in combinations(_runs(case, "number"), 2):
        if one.at > other.at and other.first - one.last <= FAR and not (_company(case, one) or _company(case, other)):
            start, end = case.tokens[one.first].start, case.tokens[other.last - 1].end
            yield Reason("number", f"In the source {case.text[start:end]!r} stands the other way round.", start, end)


def _turned_round(case: Case) -> Iterator[Reason]:
    """Two words that have changed sides around a third ("the president met the minister"). Moving one run of words, as fronting does,
    never turns two round a third."""
    runs = [r for r in _runs(case, "word", names=False) if case.tokens[r.first].word not in SPEECH]
    for one, other in combinations(runs, 2):
        if one.at > other.at and other.first - one.last <= NEAR and one.at - other.to <= NEAR and _around(case, one, other):
            start, end = case.tokens[one.first].start, case.tokens[other.first].end
            yield Reason("direction", f"In the source {case.text[start:end]!r} stands the other way round.", start, end)


def _around(case: Case, one: Run, other: Run) -> bool:
    between = {t.key for t in case.tokens[one.last : other.first] if t.kind == "word" and not t.name}
    theirs = {t.key for t in case.evidence.core[other.to : one.at] if t.kind == "word" and not t.name}
    here, there = _gap(case, one, other)
    return bool(between & theirs) and _passive(here) == _passive(there)


def _company(case: Case, run: Run) -> bool:
    """Whether the figure has the same word of substance right before or right behind it as in the evidence."""
    claim, core = case.tokens, case.evidence.core
    behind = run.last < len(claim) and run.to < len(core) and claim[run.last].key == core[run.to].key
    before = run.first > 0 and run.at > 0 and claim[run.first - 1].key == core[run.at - 1].key
    return (behind and claim[run.last].kind != "number") or (before and claim[run.first - 1].kind != "number")


def _sides(case: Case) -> list[Reason]:
    found = []
    for i, token in enumerate(case.tokens):
        j = case.overlay.to[i]
        if token.kind != "number" or j < 0:
            continue
        mine, theirs = case.text[max(0, token.start - 24) : token.start], _whole(case, j)[: case.evidence.core[j].start][-24:]
        here, there = (_SIDES.get(_before(text, None)) for text in (mine, theirs))
        turned = (_LOWER.search(mine) and _UPPER.search(theirs)) or (_UPPER.search(mine) and _LOWER.search(theirs))
        if turned or (here and there and here != there) or _part_of(case, i, j, mine, theirs):
            words = case.text[token.start : token.end]
            found.append(Reason("direction", f"The source does not measure {words!r} like this.", token.start, token.end))
    return found


def _part_of(case: Case, i: int, j: int, mine: str, theirs: str) -> bool:
    """ "Three of the twelve pumps" told as "twelve pumps"."""
    if not _WHOLE.search(theirs) or _WHOLE.search(mine) or j == 0:
        return False
    return case.evidence.core[j - 1].kind == "number" and case.overlay.by[j - 1] < 0


def _before(text: str, token: Token | None) -> str:
    found = _LAST_WORD.search(text[max(0, token.start - 40) : token.start] if token else text)
    return found[1].lower() if found else ""


def _whole(case: Case, j: int) -> str:
    return next(b.whole for b in case.evidence.bearing if b.first <= j < b.last)


def _runs(case: Case, kind: str, *, names: bool = True) -> list[Run]:
    """Names (or figures, or other words) of the claim that the evidence has exactly once."""
    found: list[Run] = []
    claim, core = case.tokens, case.evidence.core
    i = 0
    while i < len(claim):
        token = claim[i]
        if token.kind != kind or (kind == "word" and token.name != names):
            i += 1
            continue
        places = [j for j, t in enumerate(core) if t.key == token.key and t.kind == kind]
        size = 1
        if len(places) == 1 and sum(t.key == token.key for t in claim) == 1:
            at = places[0]
            while kind == "word" and names and _goes_on(claim, core, i + size, at + size):
                size += 1
            found.append(Run(i, i + size, at, at + size))
        i += size
    return found[:MOST]


def _goes_on(claim: tuple[Token, ...], core: tuple[Token, ...], i: int, j: int) -> bool:
    if not (i < len(claim) and j < len(core)):
        return False
    return claim[i].name and claim[i].after == 0 and not claim[i].clause and claim[i].key == core[j].key
