"""One person under several spellings: what to search for, and whether the speaker of a sentence is he. Pure.

Spellings are compared as the gate compares names (gate/names.py): "Zelensky" is "Zelenskyy" is "Зеленський".
"""

from __future__ import annotations

import re
from itertools import islice

from assistant.gate.names import plain_name, same_name
from assistant.speech.verbs import NOBODY, TITLES

MOST = 24  # spellings of a word that are searched for
ENDING = 3  # letters that a case may change at a Slavic name's end

_WORD = re.compile(r"[^\W\d_](?:[\w’'ʼ-]*[^\W_])?")
# Ways in which the same sound is written at a word's end, and inside.
_ENDS = (
    ("skyy", "sky", "skiy", "skii", "ski", "skyi", "skyj", "skij"),
    ("yy", "y", "iy", "ii", "i", "yi", "ij"),
    ("ov", "ev", "off"),
)
_INSIDE = (("kh", "h"), ("ck", "k"), ("ph", "f"), ("ü", "u"), ("ü", "ue"), ("ö", "o"), ("ö", "oe"), ("ä", "a"), ("ä", "ae"), ("ye", "e"),
           ("ie", "e"), ("yu", "iu"), ("ya", "ia"))  # fmt: skip
_CYRILLIC = {
    "shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "a": "а", "b": "б", "v": "в", "g": "г",
    "h": "г", "d": "д", "e": "е", "z": "з", "i": "и", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "у", "f": "ф", "y": "и", "w": "в", "j": "й", "c": "к", "x": "кс",
}  # fmt: skip


def words(name: str) -> tuple[str, ...]:
    """The words of a name, without titles, in order; all of them where nothing else is left."""
    found = tuple(m[0] for m in _WORD.finditer(name))
    return tuple(w for w in found if w.casefold().strip(".") not in TITLES) or found


def spellings(word: str) -> tuple[str, ...]:
    """The word and other ways to write it, Cyrillic too: what full text is asked for."""
    low = re.sub(r"['’]s$", "", word.casefold())
    found = dict.fromkeys([low])
    for group in _ENDS:
        if end := next((e for e in group if low.endswith(e)), ""):
            found |= dict.fromkeys(low[: -len(end)] + other for other in group)
            break
    for one, other in _INSIDE:
        found |= dict.fromkeys(w.replace(one, other) for w in list(found)[:8] if one in w)
    if low.isascii():
        found |= dict.fromkeys(_cyrillic(low))
    return tuple(islice(found, MOST))


def _cyrillic(low: str) -> tuple[str, ...]:
    stem = re.sub(r"sk(?:yy|iy|ii|yi|yj|ij|y|i)$", "ськ", low)
    letters = re.sub("|".join(sorted(_CYRILLIC, key=len, reverse=True)), lambda m: _CYRILLIC[m[0]], stem)
    if letters.endswith("ськ"):
        return letters + "ий", letters.replace("ськ", "ск") + "ий"
    return letters, letters.replace("и", "і")


def is_he(speaker: str, wanted: tuple[str, ...], text: str) -> bool:
    """Whether the words that name a speaker name the person. The surname decides; a first name must not be another's: not in the words
    themselves, nor in the text, where two people of one surname are told apart only by it."""
    named = words(speaker)
    if not named or not wanted:
        return False
    surname, last = wanted[-1], named[-1]
    if not _alike(last, surname):
        return len(wanted) > 1 and all(any(_alike(n, w) for n in named) for w in wanted)
    if len(wanted) == 1:
        return True
    first = named[-2] if len(named) > 1 else ""
    if first:
        return any(
            _alike(first, w) or (w[0].casefold() == first[0].casefold() and len(first.strip(".")) == 1) for w in wanted[:-1]
        )
    return not _another(surname, wanted, text)


def _another(surname: str, wanted: tuple[str, ...], text: str) -> bool:
    """Whether the text names somebody else of that surname by a first name."""
    for found in re.finditer(rf"([^\W\d_][\w’'-]+)\s+{re.escape(surname)}(?!\w)", text, re.IGNORECASE):
        first = found[1]
        if first[0].isupper() and first.casefold() not in TITLES | NOBODY and not any(_alike(first, w) for w in wanted):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    """The same name in any spelling; of Slavic letters in any case of the same gender."""
    a, b = one.casefold().strip("."), other.casefold().strip(".")
    if a == b or same_name(a, b):
        return True
    if not re.search("[\u0400-\u04ff]", a + b):
        return False
    plain_a, plain_b = plain_name(a), plain_name(b)
    if (
        plain_a[-1:] == "a"
        and plain_b[-1:] != "a"
        and re.search("(?:а|я)$", a)
        and re.search("(?:ська|ская|ова|ева|іна|ина)$", a)
    ):
        return False
    stem = min(len(plain_a), len(plain_b)) - 1
    common = next((n for n, (x, y) in enumerate(zip(plain_a, plain_b, strict=False)) if x != y), stem + 1)
    return stem >= 4 and common >= stem and abs(len(plain_a) - len(plain_b)) <= ENDING
