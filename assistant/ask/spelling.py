"""A word of the question that stands nowhere in the archive, read as the nearest spelling that does: "Zelenskij", "earthquke". Pure.

A word that any post holds is taken as it is written, and so is one without a known spelling nearby. Near is a name's other spelling
(people.py, Cyrillic too), else one letter left out, put in, changed, or swapped with the next: four of five misspellings (Damerau, 1964).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.ask.query import Query, Word
from assistant.people import spellings
from assistant.terms import terms

SHORTEST = 5  # letters: shorter words have too many neighbours
SHORT, COMMON = 6, 30  # a word of fewer letters has neighbours by chance: only one that stands in so many chunks is taken for it
A_CALL = 64
LARGE = 5_000  # chunks from which an archive holds nearly every common word
CYRILLIC = ("uk", "ru")
LETTERS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "αβγδεζηθικλμνξοπρστυφχψω",
)  # fmt: skip
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that stands nowhere, with the terms of the spellings around it, each with one such spelling."""

    word: Word
    around: Mapping[str, str]
    named: frozenset[str]  # terms of other spellings of a name: they go first


def unknown(query: Query, counts: Mapping[str, int], chunks: int) -> tuple[Word, ...]:
    """The words of which neither the term nor a form is known, and which are long enough to be misspelt. Of an archive of few `chunks`
    names alone: there most words stand nowhere, however well they are spelt ("prices" is no "prizes")."""
    odd = (w for w in query.words if _may_be_misspelt(w) and (w.is_name or chunks >= LARGE))
    return tuple(w for w in odd if not any(counts.get(t) for t in (*w.terms, *w.forms)))


def nearby(words: Sequence[Word], language: str) -> tuple[Unknown, ...]:
    """Each with what stands near it: some 400 spellings of a word, 5 ms."""
    return tuple(_near(word, language) for word in words)


def to_count(odd: Sequence[Unknown]) -> list[list[str]]:
    """The terms whose frequencies decide, as many at once as an archive tells (ports.Posts.frequencies)."""
    around = list(dict.fromkeys(t for one in odd for t in one.around))
    return [around[at : at + A_CALL] for at in range(0, len(around), A_CALL)]


def respelt(query: Query, odd: Sequence[Unknown], counts: Mapping[str, int]) -> Query:
    """The query with these words as the archive spells them, in `asked_as` too, so that the receipt says so. Of several spellings one that
    begins with the same letter goes first, then the most common."""
    read: dict[str, tuple[str, str]] = {}
    asked_as = query.asked_as
    for one in odd:
        least = 1 if len(_bare(one.word.text)) >= SHORT else COMMON
        known = [t for t in one.around if counts.get(t, 0) >= least]
        if known:
            first = one.word.text[0].casefold()
            best = max(known, key=lambda t: (t in one.named, one.around[t][0] == first, counts[t], t))
            typed = _bare(one.word.text)
            spelled = _as_typed(typed, one.around[best])
            read[one.word.terms[0]] = (best, spelled)
            asked_as = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", spelled, asked_as)
    if not read:
        return query
    words = tuple(_read_as(w, *read[w.terms[0]]) if w.terms[0] in read else w for w in query.words)
    names = tuple(tuple(read[t][0] if t in read else t for t in name) for name in query.names)
    return replace(query, words=words, names=names, asked_as=asked_as)


def _read_as(word: Word, term: str, spelling: str) -> Word:
    return replace(word, text=spelling, terms=(term,), forms=())


def _bare(text: str) -> str:
    """The word without its possessive ending."""
    return _POSSESSIVE.sub("", text)


def _may_be_misspelt(word: Word) -> bool:
    bare = _bare(word.text)
    return len(word.terms) == 1 and len(bare) >= SHORTEST and bare.isalpha() and not word.is_number


def _near(word: Word, language: str) -> Unknown:
    bare = _bare(word.text)
    named = _terms_of(spellings(bare), language) if word.is_name else {}
    around = {**_terms_of(_one_away(bare.casefold()), language), **named}
    return Unknown(word, {t: w for t, w in around.items() if t != word.terms[0]}, frozenset(named) - {word.terms[0]})


def _terms_of(words: Sequence[str], language: str) -> dict[str, str]:
    """The terms of these spellings, each with the first that has it; Cyrillic ones as Ukrainian and Russian posts have them."""
    found: dict[str, str] = {}
    for word in words:
        for its in CYRILLIC if "\u0400" <= word[0] < "\u0530" and language not in CYRILLIC else (language,):
            if len(term := terms(word, its)) == 1:
                found.setdefault(term[0], word)
    return found


def _one_away(word: str) -> list[str]:
    """Every spelling one edit away. Of two with one term the first is told: one as long as what was typed goes before a cut one."""
    letters = next((alphabet for alphabet in LETTERS if word[1] in alphabet), "")
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    put_in = [a + letter + b for a, b in cuts for letter in letters]
    changed = [a + letter + b[1:] for a, b in cuts if b for letter in letters]
    left_out = [a + b[1:] for a, b in cuts if b]
    return [w for w in dict.fromkeys((*swapped, *changed, *left_out, *put_in)) if w != word]


def _as_typed(typed: str, spelling: str) -> str:
    return spelling[0].upper() + spelling[1:] if typed[0].isupper() else spelling
