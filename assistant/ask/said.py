"""Asked what somebody said: the sentences in which that person speaks, not those that only name him. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.ask.sentence_signs import Sentence
from assistant.people import is_he, words
from assistant.speech import speeches


def spoken(speaker: str, found: Sequence[Sentence]) -> list[Sentence]:
    """Those of `found` in which he speaks. None where nobody is asked for, or where he says nothing in them."""
    wanted = words(speaker)
    if not wanted:
        return []
    texts = {s.passage.post.id: s.passage.post.text for s in found}
    his = {
        post_id: [
            (s.start, s.end) for s in speeches(text) if any(is_he(text[a:b], wanted, text) for a, b in (s.speaker, *s.beside))
        ]
        for post_id, text in texts.items()
    }
    return [s for s in found if s.part == "text" and any(a <= s.start and s.end <= b for a, b in his[s.passage.post.id])]
