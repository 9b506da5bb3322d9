"""A claim says yes where its evidence says yes, and no where it says no; up where up, first where first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gate.evidence import Case
from assistant.gate.lexicon import DENIAL, HEDGE, POLES
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# A "not" turns round the next words of substance, a denial what follows a little later.
NOT_REACH, DENIAL_REACH = 2, 4
# So wide a gap in the evidence may hold the word that a claim's word of direction replaces.
MAX_GAP = 4


def check(case: Case) -> list[Reason]:
    return [*_added(case), *dropped(case), *_turned(case), *_few(case), *_sure(case)]


_MAYBE = re.compile(r"\b(?:may|might|could)\b")
_OPEN = re.compile(r"\b(?:may|might|could|can|would|if|whether)\b", re.IGNORECASE)
_SOFT = re.compile(
    r"possib|potential|perhaps|likely|probabl|risk|threat|chance|expect|fear|appear|seem|suspect|able|alleged|reported"
)


def _sure(case: Case) -> Iterator[Reason]:
    """What the source says may be, told as what is: no word of the claim leaves it open."""
    soft = any(
        _SOFT.match(t.word) for i, t in enumerate(case.tokens) if case.overlay.to[i] < 0
    )  # what the source says too leaves nothing open
    if soft or _OPEN.search(case.text):
        return
    core, by = case.evidence.core, case.overlay.by
    for bearing in case.evidence.bearing:
        for maybe in _MAYBE.finditer(bearing.text):
            at = bearing.start + maybe.start()
            j = next((k for k in range(bearing.first, bearing.last) if core[k].start > at), -1)
            if j >= 0 and by[j] >= 0 and not core[j].clause:
                t = case.tokens[by[j]]
                yield Reason("negation", f"The source says {maybe[0]!r} before this.", t.start, t.end)


_FEW = re.compile(r"(\b(?:a|quite a|the|these|those|last|past|next|first|every)\s+)?\bfew\b", re.IGNORECASE)


def _few(case: Case) -> list[Reason]:
    """ "A few came" where the source says "few came": hardly anybody became somebody; and the reverse."""
    kinds = {bool(m[1]) for b in case.evidence.bearing for m in _FEW.finditer(b.text)}
    return [
        Reason("direction", f"The source does not say {m[0]!r}.", *m.span())
        for m in _FEW.finditer(case.text)
        if kinds and bool(m[1]) not in kinds
    ]


def _added(case: Case) -> list[Reason]:
    """A "no" of the claim that its evidence does not have there."""
    found = []
    for i, token in enumerate(case.tokens):
        denies = token.kind == "not" or token.word in DENIAL
        if denies and case.overlay.to[i] < 0 and (_doubled(case, i) or not _said(case, i)):
            found.append(Reason("negation", "The source does not negate this.", token.start, token.end))
    return found


def _doubled(case: Case, i: int) -> bool:
    """Beside a "no" that the source has, a second one turns it round again."""
    return any(0 <= k < len(case.tokens) and case.tokens[k].kind == "not" and case.overlay.to[k] >= 0 for k in (i - 1, i + 1))


def _said(case: Case, i: int) -> bool:
    """The claim's "not" stands elsewhere in the evidence before the same word, or its evidence denies the word it negates."""
    following = {t.key for t in case.tokens[i + 1 : i + 1 + NOT_REACH]} - {"not"}
    core, by = case.evidence.core, case.overlay.by
    return any(
        by[j] < 0
        and (t.kind == "not" or t.word in DENIAL)
        and any(n.key in following for n in core[j + 1 : j + 1 + DENIAL_REACH])
        for j, t in enumerate(core)
    )


def dropped(case: Case) -> list[Reason]:
    """A "no", a denial or a doubt of the evidence whose object the claim states without it."""
    found = []
    core, by = case.evidence.core, case.overlay.by
    for j, token in enumerate(core):
        reach = NOT_REACH if token.kind == "not" or token.word in HEDGE else DENIAL_REACH if token.word in DENIAL else 0
        if not reach or by[j] >= 0:
            continue
        kept = next((by[k] for k in _object(case, j, reach) if by[k] >= 0), -1)
        if (kept >= 0 and not _denied(case, kept)) or (kept := _seam(case, j)) >= 0:
            t = case.tokens[kept]
            found.append(Reason("negation", f"The source says {token.word!r} before this.", t.start, t.end))
    return found


def _seam(case: Case, j: int) -> int:
    """Where the claim closes up over a "no" of its evidence and leaves out nothing else, whatever clause it ends ("she has [not]"): the
    claim's token before it; -1 where it does not."""
    core, by = case.evidence.core, case.overlay.by
    if core[j].kind != "not":
        return -1
    if any(b.first == j for b in case.evidence.bearing):  # only small words before it, which the claim has too
        kept = j + 1 < len(core) and by[j + 1] == 0 and case.tokens[0].after >= core[j].after + core[j + 1].after
        return 0 if kept else -1
    if by[j - 1] < 0:
        return -1
    behind = by[j - 1] + 1
    ends = j + 1 == len(core) or any(b.last == j + 1 for b in case.evidence.bearing)
    closed = behind == len(case.tokens) if ends else by[j + 1] == behind
    return by[j - 1] if closed else -1


def _object(case: Case, j: int, reach: int) -> Iterator[int]:
    """The evidence's tokens that its token j negates: those behind it within reach and clause, up to the next name; else the one before.

    None where a denial undoes it that the claim leaves out too ("not denied").
    """
    core, by = case.evidence.core, case.overlay.by
    if j + 1 < len(core) and by[j + 1] < 0 and _denies(core[j + 1]):
        return
    for k in range(j + 1, min(len(core), j + 1 + reach)):
        if core[k].clause or (k > j + 1 and core[k].name):
            break
        yield k
    else:
        return
    if j and core[j].after <= 1 and not core[j].clause and k == j + 1 and core[k].clause:
        yield j - 1


def _denies(token: Token) -> bool:
    return token.kind == "not" or token.word in DENIAL


def _denied(case: Case, i: int) -> bool:
    """Whether the claim says no, denies or doubts in its own way just before (or behind) its token i.

    A word that is laid on another of the evidence does not count.
    """
    around = range(max(0, i - DENIAL_REACH), min(len(case.tokens), i + 3))
    return any(case.overlay.to[k] < 0 and _negates(case.tokens[k]) for k in around)


def _negates(token: Token) -> bool:
    return _denies(token) or token.word in HEDGE


def _turned(case: Case) -> list[Reason]:
    """A word of direction where the evidence has its opposite."""
    found = []
    for i, token in enumerate(case.tokens):
        poles = POLES.get(token.word)
        if poles and case.overlay.to[i] < 0 and _opposite(case, i, poles):
            found.append(Reason("direction", f"The source says the opposite of {token.word!r}.", token.start, token.end))
    return found


def _opposite(case: Case, i: int, poles: tuple[tuple[int, int], ...]) -> bool:
    """In its place, or anywhere when the evidence nowhere has this direction, the evidence has the other pole of an axis."""
    start, end = case.overlay.gap(i)
    core, by = case.evidence.core, case.overlay.by
    if end - start <= MAX_GAP and any(by[j] < 0 and opposite(poles, core[j]) for j in range(start, end)):
        return True
    if any((by[j] < 0 or j == case.overlay.to[i]) and set(poles) & set(POLES.get(t.word, ())) for j, t in enumerate(core)):
        return False
    return any(by[j] < 0 and opposite(poles, t) for j, t in enumerate(core))


def opposite(poles: tuple[tuple[int, int], ...], token: Token) -> bool:
    others = POLES.get(token.word, ())
    return any(axis == a and pole != p for axis, pole in poles for a, p in others) and not set(poles) & set(others)
