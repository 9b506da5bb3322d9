"""A claim in another language than its source: digits, dates and names that sound alike are compared, words are not.

It does not judge the translation. The verbatim original is shown beside it.
"""

from __future__ import annotations

import re

from assistant.gate import reader
from assistant.gate.evidence import Case
from assistant.gate.names import plain_name
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# Persons are transliterated, countries are translated ("Німеччина"): at most this share of a claim's names may be found nowhere.
MAX_UNKNOWN_NAMES = 0.5
# Case endings differ: names agree when so many letters of their beginnings do.
SAME_LETTERS = 4


def check(case: Case) -> list[Reason]:
    """A reason for each number, weekday or month that the original does not have, and one where most names are strangers to it."""
    known = {t.key for t in case.evidence.core}
    plain = {_digits(key) for key in known}
    found = [
        Reason(
            "date" if t.kind == "date" else "number", f"The original does not say {case.text[t.start : t.end]!r}.", t.start, t.end
        )
        for t in case.tokens
        if t.kind in ("number", "date") and t.key not in known and (t.kind == "date" or _digits(t.key) not in plain)
    ]
    return [*found, *_missing(case), *_strangers(case), *reader.check(case)]


def _digits(key: str) -> str:
    """Without points: "1.000" is a thousand in one language and one in another. Percent stays."""
    return re.sub(r"[^\d%/:x]", "", key)


def _missing(case: Case) -> list[Reason]:
    if case.tokens:
        return []
    return [Reason("empty", "The translation says nothing.", 0, len(case.text))]


def _strangers(case: Case) -> list[Reason]:
    names = [t for t in case.tokens[1:] if t.name and t.kind == "word"]
    sounds = [plain_name(t.word) for part in (case.evidence.core, *case.evidence.halo) for t in part if t.name]
    unknown = [t for t in names if not _heard(t, sounds)]
    if not names or len(unknown) <= MAX_UNKNOWN_NAMES * len(names):
        return []
    words = ", ".join(case.text[t.start : t.end] for t in unknown)
    return [Reason("name", f"The original does not name {words}.", unknown[0].start, unknown[-1].end)]


def _heard(token: Token, sounds: list[str]) -> bool:
    mine = plain_name(token.word)
    return any(mine == other or (len(mine) >= SAME_LETTERS and mine[:SAME_LETTERS] == other[:SAME_LETTERS]) for other in sounds)
