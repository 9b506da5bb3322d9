"""Whether a sentence of a draft claims something that posts could hold: a question, a wish or a judgement does not. Pure."""

from __future__ import annotations

import re

from assistant.check.lexicon import EVALUATIVE, FIRST_PERSON
from assistant.check.reading import Said

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def is_opinion(said: Said) -> bool:
    """A question; else a sentence without numbers, days and quotations that judges: in the first person, or naming nobody."""
    if said.text.rstrip("\"'”’) ").endswith("?"):
        return True
    if said.quoted or any(t.kind in ("number", "date") for t in said.tokens):
        return False
    words = {w.lower().replace("’", "'") for w in _WORD.findall(said.text) if w == "I" or not w.isupper()}
    if words & FIRST_PERSON:
        return True
    return bool(words & EVALUATIVE) and not said.names
