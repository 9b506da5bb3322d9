"""What became of a post that a chat has had: corrected, updated, or nothing worth a second message; pure.

    corrected   something that the old version stated no longer stands: a number, a name, a quotation or a negation is gone or is
                another now, or the new version says itself that it corrects
    updated     all that it stated stands, and there is news: a whole sentence more, with a particular of its own
    None        form and wording only, or a sentence that says nothing new

It compares two versions of one post; whether two posts disagree is for stories/ to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import change
from assistant.change import ADMITS
from assistant.gate.lexicon import SMALL
from assistant.gate.tokens import tokens
from assistant.sentences import sentences
from assistant.stories.copies import COPIED, alike, shingles
from assistant.words import Mark, Post, Version

ALIKE = 0.5  # share of words from which a sentence is another's new wording and not another sentence
NEWS = 30  # characters: a shorter new sentence is a heading or a label


def judge(old: Version, new: Version) -> Mark | None:
    """ "corrected", "updated", or None where nothing material changed. A few ms for a long article."""
    was, now = _plain(old), _plain(new)
    if was == now:
        return None
    if len(ADMITS.findall(now)) > len(ADMITS.findall(was)) or lost(was, now):
        return "corrected"
    return "updated" if gained(was, now) else None


def news(known: Sequence[Post], post: Post) -> bool:
    """Whether a post says something that none of the `known` posts of its story says; a copy of one of them does not."""
    mine = shingles(post.text)
    if any(alike(mine, shingles(other.text)) >= COPIED for other in known):
        return False
    return gained("\n".join(_plain(other.version) for other in known), _plain(post.version))


def admits(text: str) -> bool:
    """Whether a text says of itself that it corrects."""
    return bool(ADMITS.search(text))


def lost(was: str, now: str) -> bool:
    """Whether something that `was` (plain) states is nowhere in `now`, or a sentence of it turned (`_turned`)."""
    if _numbers(was) - _numbers(now) or set(change.quotes(was)) - set(change.quotes(now)) - {""}:
        return True
    return bool(_names(was) - _words(now)) or any(_turned(a, b) for a, b in _reworded(was, now))


def gained(was: str, now: str) -> bool:
    """Whether `now` (plain) has a sentence that `was` did not have, with a number or quotation of its own; or with a name, a negation
    or mostly new words, where it is no old sentence in new words."""
    held, numbers, quoted = _words(was), _numbers(was), set(change.quotes(was))
    old = [_words(sentence) for sentence in _sentences(was)]
    for sentence in _sentences(now):
        if len(sentence) < NEWS or sentence in was:
            continue
        words = _words(sentence)
        if _numbers(sentence) - numbers or set(change.quotes(sentence)) - quoted:
            return True
        if any(_share(words, other) >= ALIKE for other in old):
            continue
        if _names(sentence) - held or _denies(sentence) or len(words - held) > len(words) * ALIKE:
            return True
    return False


def _turned(was: str, now: str) -> bool:
    """Whether a sentence in its new wording denies what it affirmed or the reverse, or has another number or name in its place."""
    one, other = _numbers(was), _numbers(now)
    gone, come = _names(was) - _words(now), _names(now) - _words(was)
    return _denies(was) != _denies(now) or bool(one - other and other - one) or bool(gone and come)


def _plain(version: Version) -> str:
    """Title and paragraphs, each one line and ended by a stop, so that no sentence runs over."""
    lines = (change.plain(line) for line in f"{version.title}\n{version.text}".split("\n"))
    return "\n".join(line for line in lines if line)


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def _numbers(text: str) -> set[str]:
    return {token.key for token in tokens(text) if token.kind in ("number", "date")}


def _names(text: str) -> set[str]:
    """Words of names in small letters; a possessive is the name itself."""
    found = {name.casefold().removesuffix("'s") for name in change.names(text) if len(name) > 1}
    return found - SMALL


def _words(text: str) -> set[str]:
    return {word.removesuffix("'s") for word in re.findall(r"\w+(?:['-]\w+)*", text.casefold())} | set(
        re.findall(r"\w+", text.casefold())
    )


def _denies(sentence: str) -> int:
    return sum(token.kind == "not" for token in tokens(sentence)) % 2


def _reworded(was: str, now: str) -> Iterator[tuple[str, str]]:
    """Sentences that are gone, each with the new one that says nearly the same, where there is one."""
    fresh = [(sentence, _words(sentence)) for sentence in _sentences(now) if sentence not in was]
    for sentence in _sentences(was):
        if sentence in now:
            continue
        words = _words(sentence)
        best = max(fresh, key=lambda other: _share(words, other[1]), default=None)
        if best and _share(words, best[1]) >= ALIKE:
            yield sentence, best[0]


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, len(one | other))
