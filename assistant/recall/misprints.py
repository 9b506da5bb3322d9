"""Misprints: a word that an edit only spells right. Nothing was said wrongly, so nobody is told. Pure.

    "we have lookd at every pier" -> "looked"       a letter put in, left out, or two that changed places

Spelling alone cannot tell a misprint from another word ("trial", "trail"), so the archive is asked too: the word that was is known to no
other text, and the one that is stands in several. Names, figures and "not" are no misprints, nor is one letter for another ("hired").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.change import COUNTED, NEGATION
from assistant.layout.changes import Hunk
from assistant.recall.touched import Touched
from assistant.terms import terms

SHORTEST = 4  # letters of the shorter spelling
KNOWN = 3  # chunks of the archive in which the right spelling stands
LARGE = 1_000  # chunks of an archive in which a word that stands nowhere else is unknown

Pair = tuple[str, str]


def respelled(touched: Touched) -> tuple[Pair, ...]:
    """(was, is) of each word, where the edit changed nothing else and each by one slip; else none."""
    if touched.what != "changed" or not touched.places:
        return ()
    pairs = [pair for place in touched.places for pair in _pairs(touched, place)]
    return tuple(pairs) if all(_slip(was, now) for was, now in pairs) else ()


def asked_for(pairs: Sequence[Pair], language: str = "") -> tuple[str, ...]:
    """The terms whose frequency decides."""
    return tuple(dict.fromkeys(term for pair in pairs for word in pair for term in terms(word, language)))


def are_misprints(pairs: Sequence[Pair], chunks: int, counts: Mapping[str, int], language: str = "") -> bool:
    """Whether the archive (so many chunks, so many with each term) knows each word only as it is spelled now."""
    if not pairs or chunks < LARGE:
        return False
    return all(
        not any(counts.get(term, 0) for term in terms(was, language))
        and all(counts.get(term, 0) >= KNOWN for term in terms(now, language) or ("",))
        for was, now in pairs
    )


def _pairs(touched: Touched, place: Hunk) -> list[Pair]:
    """The runs that changed, one for one; a pair that is no slip where they are not."""
    old, new = (post.title if place.part == "title" else post.text for post in (touched.was, touched.now))
    if len(place.gone) != len(place.come):
        return [("", "")]
    return [(old[a:b].strip(), new[c:d].strip()) for (a, b), (c, d) in zip(place.gone, place.come, strict=True)]


def _slip(was: str, now: str) -> bool:
    """One letter too many or too few, or two neighbours that changed places, in a word of small letters that counts and denies nothing."""
    if not (was.isalpha() and now.isalpha() and was.islower() and now.islower()) or min(len(was), len(now)) < SHORTEST:
        return False
    if {was, now} & (COUNTED | NEGATION):
        return False
    same = next((n for n, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))
    one, other = was[same:], now[same:]
    if len(one) == len(other):
        return one[:2] == other[1::-1] and one[2:] == other[2:]
    return one[1:] == other or one == other[1:]
