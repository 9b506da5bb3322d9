"""Each name of a claim is the evidence's: in the bearing sentences, or in their neighbours, the headline or the metadata where the
sentence itself names nobody in its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from assistant.gate.evidence import Case
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token

# A name may take the place of at most so many words of the evidence: the longest swapped name seen has six.
MAX_REPLACED = 6


def check(case: Case) -> list[Reason]:
    """A reason for each name that is not found, or that stands where the evidence has another."""
    found = []
    for i, token in enumerate(case.tokens):
        if token.name and token.kind == "word" and case.overlay.to[i] < 0:
            words = case.text[token.start : token.end]
            if _replaced(case, i) and not begins(case, i):
                found.append(
                    Reason("name", f"The source names someone or something else than {words!r} here.", token.start, token.end)
                )
            elif not (known(case, i) or begins(case, i)):
                found.append(Reason("name", f"{words!r} is not in the quoted sentences.", token.start, token.end))
    return found


def _replaced(case: Case, i: int) -> bool:
    """The evidence has another name between the words that this one stands between, or beside the rest of this one, and the claim left
    it out ("Families United" told as "United States")."""
    core, by = case.evidence.core, case.overlay.by
    start, end = _place(case, i)
    beside = [k for k in (i - 1, i + 1) if 0 <= k < len(case.tokens) and case.overlay.to[k] >= 0 and _one_name(case.tokens, i, k)]
    places = {j for k in beside for j in _name_at(core, case.overlay.to[k])}
    if end - start <= MAX_REPLACED:
        places.update(range(start, end))
    left_out = tuple(core[j] for j in sorted(places) if by[j] < 0 and core[j].name)
    said = any(same_name(case.tokens[i].word, t.word) for t in left_out) or _short_form(case, i, (left_out,))
    return bool(left_out) and not said


def _place(case: Case, i: int) -> tuple[int, int]:
    """Where the evidence has what the claim says at i. Behind its last word the evidence goes on: there only as many words as the claim
    has put in count, and none for a name that was moved there."""
    start, end = case.overlay.gap(i)
    laid = max((k for k, j in enumerate(case.overlay.to) if j >= 0), default=-1)
    if 0 <= laid < i and end - start > MAX_REPLACED:
        moved = any(t.key == case.tokens[i].key for t in case.evidence.core)
        return start, start if moved else min(end, start + len(case.tokens) - 1 - laid)
    return start, end


def _one_name(words: tuple[Token, ...], i: int, k: int) -> bool:
    """Whether two neighbouring words stand in one name."""
    later = words[max(i, k)]
    return words[i].name and words[k].name and later.after == 0 and not later.clause


def _name_at(words: tuple[Token, ...], j: int) -> range:
    """The run of names around word j."""
    first, last = j, j + 1
    while first and _one_name(words, first - 1, first):
        first -= 1
    while last < len(words) and _one_name(words, last - 1, last):
        last += 1
    return range(first, last)


def known(case: Case, i: int) -> bool:
    """Whether the claim's name i is one that the bearing sentences or what stands around them have, as it is or short for it."""
    token = case.tokens[i]
    if any(t.key == token.key or same_name(t.word, token.word) for t in case.evidence.core):
        return True
    around = (t for part in case.evidence.halo for t in part if t.name or not token.after)
    if any(t.key == token.key or same_name(t.word, token.word) for t in around):
        return True
    return _short_form(case, i, (case.evidence.core, *case.evidence.halo)) or _first_name(case, i)


def _short_form(case: Case, i: int, there: Sequence[tuple[Token, ...]]) -> bool:
    """The first letters of names that stand in a row there ("CDC" of the Centers for Disease Control); or one of a row whose letters
    stand there."""
    letters = _letters(case, i)
    if len(letters) > 1:
        return any(letters in _initials(part) for part in there)
    mine = "".join(case.tokens[k].word[0] for k in _row(case.tokens, i))
    return len(mine) > 1 and any(t.word.replace(".", "") == mine for part in there for t in part if t.name)


def _letters(case: Case, i: int) -> str:
    """A short form in small letters without its points ("U.K.'s": "uk"); empty for another word."""
    written = re.sub(r"['’ʼ]s$|\.", "", case.text[case.tokens[i].start : case.tokens[i].end])
    return written.lower() if written.isupper() and written.isalpha() else ""


def _initials(words: tuple[Token, ...]) -> str:
    """The first letters of all names, those in a row together."""
    return "".join(("" if n and _in_a_row(words, n) else " ") + t.word[0] for n, t in enumerate(words) if t.name)


def _in_a_row(words: tuple[Token, ...], n: int) -> bool:
    return words[n - 1].name and words[n].name and words[n].after <= 1 and not words[n].clause


def _row(words: tuple[Token, ...], i: int) -> range:
    first, last = i, i + 1
    while first and _in_a_row(words, first):
        first -= 1
    while last < len(words) and _in_a_row(words, last):
        last += 1
    return range(first, last)


def begins(case: Case, i: int) -> bool:
    """An ordinary word with the capital letter of a sentence's beginning: elsewhere the post writes it small."""
    key = case.tokens[i].key
    return i == 0 and any(
        t.key == key and not t.name for post in case.evidence.posts for s in post.sentences if key in s.keys for t in s.tokens
    )


def _first_name(case: Case, i: int) -> bool:
    """A part of a full name that the post gives elsewhere, beside a part that the bearing sentences have ("Olena" of "Olena Marsh")."""
    mine = case.tokens[i].key
    for other in (i - 1, i + 1):
        if 0 <= other < len(case.tokens) and case.tokens[other].name and case.overlay.to[other] >= 0:
            pair = (mine, case.tokens[other].key) if other > i else (case.tokens[other].key, mine)
            if any(
                _adjacent(pair, s.tokens)
                for post in case.evidence.posts
                for s in post.sentences
                if pair[0] in s.keys and pair[1] in s.keys
            ):
                return True
    return False


def _adjacent(pair: tuple[str, str], tokens: tuple[Token, ...]) -> bool:
    return any((a.key, b.key) == pair for a, b in pairwise(tokens))


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: marks aside, one transliteration or another. "Zelensky" is "Zelenskyy" is "Зеленський"."""
    return one == other or (min(len(one), len(other)) >= 4 and plain_name(one) == plain_name(other) and bool(plain_name(one)))


_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z", "и": "i", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d", "ı": "i",
}  # fmt: skip
# The same city under the names that two languages give it.
_ALIASES = {
    "kiev": "kyiv",
    "kharkov": "kharkiv",
    "odessa": "odesa",
    "lvov": "lviv",
    "nikolaev": "mykolaiv",
    "chernigov": "chernihiv",
}
# Ways to write the same Slavic or Arabic sound, longest first.
_SOUNDS = tuple(
    pair.split(">")
    for pair in (
        "shch>s sch>s kh>h zh>z ts>c tz>c iy>i yy>i yi>i ij>i ii>i ye>e ie>e yu>u iu>u ya>a ia>a yo>o io>o y>i j>i w>v ks>x ph>f g>h '>"
    ).split()
)


def plain_name(word: str) -> str:
    """A name reduced to how it sounds, in Latin letters. Different names may fall together: used only to compare names in like places."""
    low = word.lower().replace("’", "'")
    low = re.sub(r"(?<=\w)'s$", "", low)
    low = _ALIASES.get(low, low)
    low = "".join(_LETTERS.get(c, c) for c in unicodedata.normalize("NFC", low))
    low = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    for sound, letter in _SOUNDS:
        low = low.replace(sound, letter)
    return re.sub(r"(.)\1+", r"\1", low)
