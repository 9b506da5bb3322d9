"""Each number of a claim, with its scale, percent, money and unit, stands in the bearing sentences, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.gate.evidence import Case
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token
from assistant.gate.units import UNIT_OF
from assistant.gate.units import unit_of as unit_of  # read from here by stories/ and check/

# A number moved to another place still has one of its neighbours there, within so many words.
REACH_CLAIM, REACH_EVIDENCE = 2, 3


def check(case: Case) -> list[Reason]:
    """A reason for each number that the evidence does not bear, and for each unit put in another's place."""
    found = list(_one(case))
    for i, token in enumerate(case.tokens):
        if (
            token.kind == "number"
            and case.overlay.to[i] < 0
            and not (_moved(case, i) or _from_the_day(case, i) or _cut_apart(case, token) or _said_one(case, i))
        ):
            found.append(_reason(token, case.text))
        elif token.word in UNIT_OF and i and case.tokens[i - 1].kind == "number" and _other_unit(case, i):
            found.append(Reason("number", f"The source has another unit than {token.word!r} here.", token.start, token.end))
    return found


_ONE = re.compile(r"\bone\b", re.IGNORECASE)


def _one(case: Case) -> Iterator[Reason]:
    """ "One", mostly a pronoun and so no number of its own (tokens.py), where the evidence has another number in its place."""
    core, by = case.evidence.core, case.overlay.by
    for match in _ONE.finditer(case.text):
        i = next((k for k, t in enumerate(case.tokens) if t.start >= match.end()), len(case.tokens) - 1)
        if case.tokens[i].after and case.overlay.to[i] >= 0:
            start = max((case.overlay.to[k] for k in range(i)), default=case.overlay.to[i] - 2) + 1
            if any(
                by[j] < 0 and core[j].kind == "number" and core[j].key != "1" for j in range(max(0, start), case.overlay.to[i])
            ):
                yield Reason("number", "The source has another number than 'one' here.", *match.span())


def _said_one(case: Case, i: int) -> bool:
    """A 1 that the evidence writes as a word."""
    start, end = case.overlay.gap(i)
    whole = next((b.whole for b in case.evidence.bearing if b.first <= start - 1 < b.last), "")
    core = case.evidence.core
    if case.tokens[i].key != "1" or not whole or any(t.kind == "number" for t in core[start:end]):
        return False
    return bool(_ONE.search(whole, core[start - 1].end, core[end].start if end < len(core) else len(whole)))


def _reason(token: Token, text: str) -> Reason:
    return Reason("number", f"The quoted sentences do not say {text[token.start : token.end]!r}.", token.start, token.end)


def _moved(case: Case, i: int) -> bool:
    """The number stands elsewhere in the evidence, beside a word that stands beside it in the claim, and no other number has its place."""
    if i in case.dated:
        return True
    if replaced(case, i) or used_up(case, i):
        return False
    token = case.tokens[i]
    if near(case.tokens, i, case.evidence.core):
        return True
    return any(near(case.tokens, i, part) for part in case.evidence.halo) and not any(
        t.kind == "number" and t.key != token.key for t in case.evidence.core if _beside(case, i, t)
    )


def _cut_apart(case: Case, token: Token) -> bool:
    """The source writes the number with a blank behind its comma or point ("3, 000"), as text that went through a machine does."""
    written = case.text[token.start : token.end]
    return any(
        mark in written and any(written.replace(mark, mark + " ") in said.text for said in case.evidence.bearing) for mark in ",."
    )


def _beside(case: Case, i: int, token: Token) -> bool:
    following = case.tokens[i + 1].key if i + 1 < len(case.tokens) else ""
    at = case.evidence.core.index(token)
    return at + 1 < len(case.evidence.core) and case.evidence.core[at + 1].key == following


def replaced(case: Case, i: int) -> bool:
    """Between the words that the claim's token i stands between, the evidence has another of its kind, which the claim left out."""
    start, end = case.overlay.gap(i)
    if end - start > 6:
        return False
    kind = case.tokens[i].kind
    return any(
        case.overlay.by[j] < 0 and case.evidence.core[j].kind == kind and case.evidence.core[j].key != case.tokens[i].key
        for j in range(start, end)
    )


def used_up(case: Case, i: int) -> bool:
    """The evidence has this, but each time another word of the claim already stands for it ("5 to 5 hours" for "3 to 5 hours")."""
    places = [j for j, t in enumerate(case.evidence.core) if t.key == case.tokens[i].key]
    return bool(places) and all(case.overlay.by[j] >= 0 for j in places)


def near(claim: tuple[Token, ...], i: int, evidence: tuple[Token, ...]) -> bool:
    """Whether the claim's token i stands in `evidence` with one of its neighbours close by."""
    key = claim[i].key
    around = {t.key for t in claim[max(0, i - REACH_CLAIM) : i] + claim[i + 1 : i + 1 + REACH_CLAIM]}
    return any(
        token.key == key
        and (
            not around
            or any(t.key in around for t in evidence[max(0, j - REACH_EVIDENCE) : j + 1 + REACH_EVIDENCE] if t is not token)
        )
        for j, token in enumerate(evidence)
    )


def _from_the_day(case: Case, i: int) -> bool:
    """A year that the post's own date gives: the text says "this year", "last year", "next year" or names a day without a year."""
    token = case.tokens[i]
    if len(token.key) != 4 or not token.key.isdecimal() or replaced(case, i):
        return False
    said = " ".join(word for b in case.evidence.bearing for word in b.text.lower().split())
    for day in case.evidence.days:
        shift = int(token.key) - day.year
        if shift in (-1, 0, 1) and (("last year", "this year", "next year")[shift + 1] in said):
            return True
        if shift == 0 and any(t.kind == "date" for t in case.evidence.core):
            return True
    return False


def _other_unit(case: Case, i: int) -> bool:
    """The number before is laid on one that has another unit behind it."""
    to = case.overlay.to[i - 1]
    if to < 0 or case.overlay.to[i] == to + 1 or to + 1 >= len(case.evidence.core):
        return False
    unit = UNIT_OF.get(case.evidence.core[to + 1].word)
    return unit is not None and unit != UNIT_OF[case.tokens[i].word]
