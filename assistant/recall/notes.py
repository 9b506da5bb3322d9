"""What an edit says of itself: notes that tell what an earlier version said, and texts that were merely cut off. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import change
from assistant.sentences import sentences
from assistant.words import Post, Version

# Beside what change.ADMITS knows: a sentence that tells what an earlier version said bears no claim about the world.
EARLIER = re.compile(
    r"\b(?:(?:an?|the|our) (?:earlier|previous|original|initial|first) (?:version|report|story|article|post|headline|figure)|"
    r"(?:originally|initially|previously|earlier|wrongly|mistakenly|incorrectly|erroneously) (?:said|stated|reported|gave|put|named|"
    r"described|identified)|(?:misstated|misidentified|misquoted|retract(?:s|ed)?)\b)",
    re.IGNORECASE,
)
SHORTENED = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading)\W*$", re.IGNORECASE)


def is_note(text: str) -> bool:
    """Whether a text tells what an earlier version said, or that this one corrects it."""
    return bool(change.ADMITS.search(text) or EARLIER.search(text))


def sober(now: Post, was: Post) -> Post:
    """The post without the sentences that, unlike before, tell what an earlier version said: the old number stands in them."""
    kept, done, text = [], 0, now.text
    for start, end in sentences(text):
        sentence = text[start:end]
        if is_note(sentence) and sentence not in was.text:
            kept.append(text[done:start])
            done = end
    return replace(now, version=replace(now.version, text="".join((*kept, text[done:])))) if kept else now


def cut_down(old: Version, new: Version) -> bool:
    """Whether the new version is only the beginning of the old one, cut off with an ellipsis: less is shown, nothing is taken back."""
    whole, less = change.plain(old.text), change.plain(new.text)
    shortened = SHORTENED.search(less)
    if shortened is None or change.plain(old.title) != change.plain(new.title):
        return False
    return whole.startswith(less[: shortened.start()])
