"""What a model is told of a question to put it anew, or of passages to order them, and what of its reply is taken. Pure.

A question put anew brings no figure and no name that was not asked: what it is about stays the asker's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.gate.tokens import tokens
from assistant.text import fold

LONGEST = 300  # characters of a question put anew
REWRITTEN: Mapping[str, Any] = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
ORDERED: Mapping[str, Any] = {
    "type": "object",
    "properties": {"passages": {"type": "array", "items": {"type": "integer"}}},
    "required": ["passages"],
    "additionalProperties": False,
}


def taken(rewritten: str, question: str, turns: Sequence[str]) -> str:
    """The question put anew where it may be asked instead: short, one line, and each of its figures, dates and names asked before.
    Else nothing."""
    put = " ".join(rewritten.split())
    if not put or len(put) > LONGEST or fold(put).text.casefold() == fold(question).text.casefold():
        return ""
    known = {t.key for text in (question, *turns) for t in tokens(text)}
    new = [t for n, t in enumerate(tokens(put)) if t.kind in ("number", "date") or (t.name and n > 0)]
    return put if all(t.key in known for t in new) else ""


def order(said: Sequence[int], count: int) -> list[int]:
    """Places from 0 of all `count` passages: those the model named (from 1) first, each once, the others as they were."""
    named = dict.fromkeys(n - 1 for n in said if 1 <= n <= count)
    return [*named, *(n for n in range(count) if n not in named)]
