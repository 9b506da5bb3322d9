"""What a person is quoted with in a post: whole sentences, by who speaks in them (speech/); pure. Who is only named speaks nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.names import same_name
from assistant.speech import speeches
from assistant.words import Post

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def said_by(names: Sequence[str], post: Post) -> list[tuple[int, int]]:
    """Offsets of what any of these people says in the post's text."""
    text = post.text
    return [(s.start, s.end) for s in speeches(text) if any(is_name(name, text[s.speaker[0] : s.speaker[1]]) for name in names)]


def is_name(wanted: str, found: str) -> bool:
    """Whether a speaker's name, as it stands, is the wanted one: the family name (the last word), and no other first name.

    "Anna Holm" is "Holm", "Mayor Anna Holm" and "A. Holm"; it is not "Peter Holm"."""
    mine, theirs = _words(wanted), _words(found)
    if not mine or not theirs or not same_name(mine[-1], theirs[-1]):
        return False
    if len(mine) == 1 or len(theirs) == 1:
        return True
    return any(same_name(mine[0], word) or (len(word) == 1 and word == mine[0][0]) for word in theirs[:-1])


def _words(name: str) -> list[str]:
    return [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
