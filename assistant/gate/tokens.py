"""A text as the gate compares it: the words that claim something, each with a key, a kind and its offsets. Small words are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.gate.amounts import NUMERIC, joined
from assistant.gate.lexicon import ENGLISH_TOO, NEGATION, SMALL
from assistant.gate.quantities import (
    CAPITAL_DATES,
    FRACTIONS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    WEEKDAYS,
)
from assistant.gate.spelled import IN_PHRASES, OTHER_WORDS, PHRASE, UNITS, grown_together, is_phrase, value_of
from assistant.gate.token import Kind, Token
from assistant.gate.units import SPELLED_OUT, UNIT_OF
from assistant.text import fold

__all__ = ["Kind", "Token", "read", "stem", "tokens"]

_SPELLED = "|".join(sorted((w for w in NUMBER_WORDS if w.isascii()), key=len, reverse=True))
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"


def _pattern(hours: str = "", phrases: str = "", mixed: str = "") -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:\d{{1,2}}(?:[:.]\d{{2}})?{hours}) ?[ap]\.?m\b\.?"  # 7pm, 7.30 a.m., seven p.m.
        rf"{phrases}"
        r"|\d+⁄\d{1,2}"  # 3½, folded
        r"|\b\d{3}0s\b|\b\d{1,2}(?:st|nd|rd|th)\b"  # the 1990s, 5th
        r"|\d{1,2}:\d{2}(?!\d)"
        r"|(?<=\d) ?[°º] ?[cf]\b|(?<=\d)[cf]\b|degrees? (?:celsius|fahrenheit|c|f)\b"  # 41°C, 41C, 41 degrees Celsius: one unit
        rf"{mixed}"  # half spelled out: "4.ten"
        r"|\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\d.,]\d)(?!\d)"  # 12 000, as half of Europe writes it
        r"|\d{1,3}(?:, 000)+(?!\d)|\d{1,3}\. \d+(?= (?:per|million|billion|trillion)|%)"  # cut apart by a machine
        r"|\d+(?:[.,]\d+)*"
        r"|(?:[^\W\d_]\.){2,}"  # U.S., p.m.
        r"|[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts without blanks: letter by letter
        r"|[^\W\d_][^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0300-\u036f]*(?:['’ʼ‘][^\W\d_]+)*"
        r"|[%$€£¥₴₽]"
        r"|[,;:.!?()\[\]]|(?<=\s)[-–—]+(?=\s)",
        re.IGNORECASE,
    )


_TOKEN = _pattern(rf"|(?:{_HOURS})(?= )", rf"|{PHRASE}", rf"|\d+[.](?:{_SPELLED})\b|\b(?:{_SPELLED})[.,]\d+\b")
_PLAIN = _pattern()  # of a text without number words, in a quarter of the time: the same tokens
_NUMBER_WORD = frozenset(max(re.findall(r"\w+", word), key=len) for word in (*IN_PHRASES, *NUMBER_WORDS))
_OUT_OF = re.compile(r"\d (?:in|out of) ", re.IGNORECASE)
_WORDS = re.compile(r"\w+")


def _matches(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    low = text[start:end].lower()
    plain = _NUMBER_WORD.isdisjoint(_WORDS.findall(low)) and not _OUT_OF.search(low)
    return (_PLAIN if plain else _TOKEN).finditer(text, start, end)


# What typesetting puts into a text and a reader does not see: other blanks, signs without width, hyphens and dashes within a word.
_ODD = re.compile(
    r"[\u00a0\u00ad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff\uff00-\uffef\u0300-\u036f…¼-¾⅐-⅞]"
    r"|(?<=\w)[‐-―−﹘﹣](?=\w)"
)
_ENGLISH = re.compile(r"\b(?:the|of|and|that|with|for|to|is|he|she|his|after|by|from|at)\b", re.IGNORECASE)
_TEMPERATURE = re.compile(r"(?: ?[°º] ?|degrees? )?([cf])(?:elsius|ahrenheit)?", re.IGNORECASE)
_TEMPERATURES = {"°c": "celsius", "°f": "fahrenheit"}
_BREAKS = frozenset(",;:.!?()[]—–-")
_MAX_WORD = 64


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, offsets counted in the whole text. Linear; never fails."""
    return read(text, start, end)[0]


def read(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The tokens of `text[start:end]`, and the keys of all its words in order, small ones too. How it was typeset makes no difference."""
    stop = len(text) if end is None else end
    if not _ODD.search(text, start, stop):
        return _read(text, start, stop)
    folded = fold(text[start:stop])
    found, keys = _read(folded.text, 0, len(folded.text))
    places = (folded.span(t.start, t.end) for t in found)
    return tuple(t._replace(start=start + a, end=start + b) for t, (a, b) in zip(found, places, strict=True)), keys


def _read(text: str, start: int, stop: int) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    found: list[Token] = []
    keys: list[str] = []
    skipped, clause = 0, False
    for match in _matches(text, start, stop):
        word = match.group()
        if word[0] in _BREAKS:
            clause = True
            continue
        for key, kind in _keys(word if len(word) <= _MAX_WORD or is_phrase(word) else word[:_MAX_WORD]):
            keys.append(key)
            if kind == "small" and not (key in ENGLISH_TOO and _ENGLISH.search(text, start, stop)):
                skipped += 1
                continue
            kind = "word" if kind == "small" else kind
            said = _TEMPERATURES.get(key) or word.lower()
            found.append(Token(key, kind, said, match.start(), match.end(), word[0].isupper(), skipped, clause))
            skipped, clause = 0, False
    merge = any(t.kind == "number" or t.word in NUMERIC for t in found)
    return tuple(joined(found)) if merge else tuple(found), tuple(keys)


@lru_cache(maxsize=1 << 16)
def _keys(word: str) -> tuple[tuple[str, Kind], ...]:
    if unit := _TEMPERATURE.fullmatch(word):
        return ((f"°{unit[1].lower()}", "word"),)
    if clock := _CLOCK.match(word):
        return ((_clock(clock), "number"),)
    if is_phrase(word):
        value = value_of(word)
        return ((value, "number"),) if value else tuple(key for part in re.split("[ -]", word) for key in _keys(part))
    if "⁄" in word:
        return ((_mixed(word), "number"),)
    if word[0].isdecimal():
        return ((_shortened(word) or _digits(word), "number"),)
    if word[-1].isdecimal() and word.lower().replace(",", ".").partition(".")[0] in NUMBER_WORDS:
        spelled, mark, rest = word.lower().partition("." if "." in word else ",")
        return ((_digits(f"{NUMBER_WORDS[spelled]}{mark}{rest}"), "number"),)
    low = word.lower().replace("’", "'").replace("ʼ", "'").replace("‘", "'")
    if low[-1] == ".":
        low = low.replace(".", "")
        return ((low if low in ("am", "pm") else low + ".", "word"),)
    if low.endswith("n't"):
        return (("not", "not"),)
    for tail in ("'s", "'re", "'ve", "'ll", "'d", "'m", "'"):
        low = low.removesuffix(tail)
    if word in ("US", "USA", "UK", "EU", "UN"):
        return ((word.lower() + ".", "word"),)
    return (_key(low or word.lower(), word),)


def _key(low: str, word: str) -> tuple[str, Kind]:
    if low in NEGATION or (low.startswith("kein") and len(low) <= 7):
        return "not", "not"
    if low in NUMBER_WORDS:
        # "one" is mostly a pronoun: it is compared where it meets a number, but claims none by itself
        return str(NUMBER_WORDS[low]), "small" if low == "one" else "number"
    if low in MONTHS and (low not in CAPITAL_DATES or word[0].isupper()):
        return f"m{MONTHS[low]}", "date"
    if low in WEEKDAYS and (low not in CAPITAL_DATES or word[0].isupper()):
        return f"w{WEEKDAYS[low]}", "date"
    if low in SMALL and not (word.isupper() and len(word) > 1):
        return low, "small"
    if low in ORDINALS:
        return f"#{ORDINALS[low]}", "word"
    if low in FRACTIONS:
        return FRACTIONS[low], "number"
    if grown := grown_together(low) or (UNITS.get(low, 0) if low not in OTHER_WORDS else 0):
        return str(grown), "number"
    root = UNIT_OF[low] if low in SPELLED_OUT else stem(low)
    return low if root in NEGATION else root, "word"  # "notes" are no "not"


_CLOCK = re.compile(rf"(\d{{1,2}}|{_HOURS})(?:[:.](\d{{2}}))? ?([ap])\.?m\b\.?$", re.IGNORECASE)


def _clock(found: re.Match[str]) -> str:
    """A time of the day as 24 hours have it ("7pm" and "seven p.m.": "19:00")."""
    hour = int(NUMBER_WORDS.get(found[1].lower(), found[1])) % 12 + (12 if found[3] in "pP" else 0)
    return f"{hour}:{found[2] or '00'}"


def _mixed(word: str) -> str:
    """ "31⁄2", which is 3½ folded, as "3.5"; a fraction alone, and one that is no decimal, as it is: "1/2", "2+1/3"."""
    top, _, bottom = word.partition("⁄")
    whole, part = top[:-1], f"{top[-1]}/{bottom}"
    return f"{whole}{_DECIMAL[part]}" if whole and part in _DECIMAL else f"{whole}+{part}" if whole else part


_DECIMAL = {"1/2": ".5", "1/4": ".25", "3/4": ".75"}


def _shortened(word: str) -> str:
    """Of a decade or an ordinal the digits; empty for another number."""
    return word[:-2] if word[-2:].lower() in ("st", "nd", "rd", "th") else word.lower() if word[-1] in "sS" else ""


def _digits(word: str) -> str:
    """A written number to its plain value: "12,200" and "12 200" to 12200, "4.10" and "4.ten" to 4.1, "8:45" as it is."""
    if ":" in word:
        return word.lstrip("0") or word
    if word[-1].isalpha():
        whole, _, spelled = word.partition(".")
        word = f"{whole}.{NUMBER_WORDS[spelled]}"
    word = re.sub(r"[\s\u00a0\u202f]", "", word)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", word):
        word = word.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?", word):
        word = word.replace(".", "")
    word = word.replace(",", ".")
    if word.count(".") == 1:
        word = word.rstrip("0").rstrip(".")
    return word.lstrip("0") if word.lstrip("0")[:1].isdecimal() else "0" + word.lstrip("0")


_SUFFIXES = ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A rough stem: the forms of one word fall together, different words rarely. Cyrillic and the rest lose up to two last letters."""
    if word.isascii():
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                root = word[: -len(suffix)]
                if len(suffix) > 1 and len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
                    root = root[:-1]
                return root[:-1] if suffix in ("ing", "ed", "es", "s") and root.endswith("e") and len(root) > 3 else root
        return word
    return word[: max(3, len(word) - 2)] if len(word) > 4 else word
