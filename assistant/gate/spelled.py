"""Numbers written in words, of several words or grown together: "a hundred and forty", "fünfundzwanzig", "quatre-vingt-dix". Pure.

A phrase is found by `PHRASE` (part of the pattern of tokens.py) and read by `value_of`; what is no number after all ("seven and eight")
has no value. Fractions ("two thirds"), shares ("one in five") and halves of a scale ("half a million") are values of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_BELOW_20 = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {w: n for n, w in enumerate(_BELOW_20.split())} | {w: 10 * n for n, w in enumerate(_TENS.split(), 2)}
_OTHERS = """
    1 uno один одна одну
    2 deux dos два дві двох две двух
    3 trois tres три трьох трёх трех
    4 quatre cuatro чотири чотирьох четыре
    5 cinq cinco п'ять пять
    6 seis шість шесть
    7 sept siete сім семь
    8 huit ocho вісім восемь
    9 neuf nueve дев'ять девять
    10 dix diez десять
    11 onze once одинадцять одиннадцать
    12 douze doce дванадцять двенадцать
    13 treize trece тринадцять тринадцать
    14 quatorze catorce чотирнадцять четырнадцать
    15 quinze quince п'ятнадцять пятнадцать
    16 seize шістнадцять шестнадцать
    17 сімнадцять семнадцать
    18 вісімнадцять восемнадцать
    19 дев'ятнадцять девятнадцать
    20 vingt vingts veinte vinte двадцять двадцать
    21 veintiuno
    22 veintidós
    23 veintitrés
    24 veinticuatro
    25 veinticinco
    26 veintiséis
    27 veintisiete
    28 veintiocho
    29 veintinueve
    30 trente treinta trinta тридцять тридцать
    40 quarante cuarenta quarenta сорок
    50 cinquante cincuenta cinquenta п'ятдесят пятьдесят
    60 soixante sesenta sessenta шістдесят шестьдесят
    70 setenta сімдесят семьдесят
    80 ochenta oitenta вісімдесят восемьдесят
    90 noventa дев'яносто девяносто
    100 ciento cien cento сто
    200 doscientos doscientas duzentos duzentas двісті двести
    300 trescientos trescientas trezentos trezentas триста
    400 cuatrocientos cuatrocientas quatrocentos чотириста четыреста
    500 quinientos quinientas quinhentos quinhentas п'ятсот пятьсот
    600 seiscientos seiscientas seiscentos шістсот шестьсот
    700 setecientos setecientas setecentos сімсот семьсот
    800 ochocientos ochocientas oitocentos вісімсот восемьсот
    900 novecientos novecientas novecentos дев'ятсот девятьсот
"""
UNITS: dict[str, int] = _ENGLISH | {
    word: int(line.split()[0]) for line in _OTHERS.strip().splitlines() for word in line.split()[1:]
}
OTHER_WORDS = frozenset("once sept six onze uno один одна одну seize dos mil".split())
"""Number words that, alone, are mostly something else, or a pronoun."""
_HUNDREDS = {"hundred": 100, "cent": 100, "cents": 100}
_SCALES = {
    "thousand": 1000, "mille": 1000, "mil": 1000, "tausend": 1000, "тисяча": 1000, "тисячі": 1000, "тисяч": 1000, "тысяча": 1000,
    "тысячи": 1000, "тысяч": 1000, "million": 10**6, "millions": 10**6, "millón": 10**6, "millones": 10**6, "мільйон": 10**6,
    "мільйони": 10**6, "мільйонів": 10**6, "миллион": 10**6, "миллиона": 10**6, "миллионов": 10**6, "billion": 10**9,
    "milliard": 10**9, "milliards": 10**9, "мільярд": 10**9, "мільярди": 10**9, "мільярдів": 10**9, "миллиард": 10**9,
    "миллиарда": 10**9, "миллиардов": 10**9, "trillion": 10**12,
}  # fmt: skip
_FRENCH = frozenset(
    "deux trois quatre cinq sept huit neuf".split()
)  # "six cents" is money in English, and that is read more often
_AND = frozenset("and et y e".split())
# Alone they are other words, or read by tokens.py in its own way ("five million" with money and percent behind it).
_PARTS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}


def _any(words: Iterable[str]) -> str:
    """A pattern of any of these, the longest first; by their first letters, as a pattern tries each alternative in turn."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]).replace("'", "['’ʼ]"))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


_WORD = rf"(?:{_any({**UNITS, **_HUNDREDS, **_SCALES})})"
_SMALL = rf"(?:{_any(list(_ENGLISH)[1:13])})"
_SCALE = r"(?:hundred|thousand|million|billion|trillion)"
PHRASE = (
    rf"\b(?:half an? {_SCALE}|(?:{_SMALL}|\d{{1,3}}) and a half(?: {_SCALE})?"
    rf"|(?:{_any(list(_ENGLISH)[2:13])}|one)[ -](?:{_any(_PARTS)})s?(?=\s+of\b)|(?:{_any(list(_ENGLISH)[2:10])})[ -](?:{_any(_PARTS)})s"
    rf"|an? (?:{_any(_PARTS)})(?= of\b)"
    rf"|(?:{_SMALL}|\d{{1,2}}) (?:in|out of) (?:every )?(?:{_SMALL}|\d{{1,3}}(?![\d.,:]*\d))(?=[ .,;])"
    rf"|{_WORD}(?:(?:[ -]| (?:and|et|y|e) ){_WORD}){{1,9}})\b"
)
IN_PHRASES = frozenset((*UNITS, *_HUNDREDS, *_SCALES, *_PARTS, "half"))
"""A phrase has one of these words, or is of two figures ("3 in 10")."""
_IS_PHRASE = re.compile(r"[ -][^\W\d_]")


def is_phrase(word: str) -> bool:
    return bool(_IS_PHRASE.search(word))


@lru_cache(maxsize=1 << 14)
def value_of(phrase: str) -> str:
    """The key of a phrase: "140", "0.5" of a scale multiplied out, "2/3", "1of5"; empty where it is no number of its own."""
    words = re.split(r"[ -]+", phrase.lower().replace("’", "'").replace("ʼ", "'"))
    return _share(words) or _fraction(words) or _half(words) or _plain(words)


def _share(words: list[str]) -> str:
    between = [n for n, w in enumerate(words) if w in ("in", "out")]
    if not between:
        return ""
    one, other = _small(words[0]), _small(words[-1])
    return f"{one}of{other}" if one and other and one < other else ""


def _small(word: str) -> int:
    return int(word) if word.isdecimal() else _ENGLISH.get(word, 0)


def _fraction(words: list[str]) -> str:
    part = _PARTS.get(words[-1].removesuffix("s"))
    if part is None or len(words) != 2:
        return ""
    return f"{1 if words[0] in ('a', 'an') else _small(words[0])}/{part}"


def _half(words: list[str]) -> str:
    if "half" not in words:
        return ""
    whole = 0 if words[0] == "half" else _small(words[0])
    scale = {**_HUNDREDS, **_SCALES}.get(words[-1], 1)
    doubled = (2 * whole + 1) * scale
    return str(doubled // 2) if doubled % 2 == 0 else f"{doubled // 2}.5"


def _plain(words: list[str]) -> str:
    total, group, last_scale, joined = 0, 0, 10**15, False
    for n, word in enumerate(words):
        if word in _AND:
            if n == 0 or joined:
                return ""
            joined = True
            continue
        if word in _SCALES:
            if _SCALES[word] >= last_scale or joined:
                return ""
            last_scale = _SCALES[word]
            total, group = total + max(group, 1) * last_scale, 0
        elif word in _HUNDREDS:
            if (joined and group) or group >= 100 or (word == "cents" and words[n - 1] not in _FRENCH):
                return ""
            group = max(group, 1) * 100
        elif word not in UNITS:
            return ""
        else:
            grown = _added(group, UNITS[word], words[n - 1] if n else "", first=n == 0)
            if grown < 0 or (joined and not (group >= 100 or total or words[0] not in _ENGLISH)):
                return ""
            group = grown
        joined = False
    return "" if joined else str(total + group)


def _added(group: int, value: int, before: str, *, first: bool) -> int:
    """A number word behind others; -1 where it does not fit: "seven eight" is no number."""
    if group == 4 and value == 20 and before == "quatre":
        return 80
    rest = group % 100
    if value >= 100:
        return group + value if group == 0 else -1
    if rest == 0:
        return group + value if group or first or before in _SCALES or before in _AND else -1
    if rest in (60, 80) and 10 <= value < 20 and before in ("soixante", "vingt", "vingts", "et"):
        return group + value
    return group + value if rest >= 20 and rest % 10 == 0 and value < 10 else -1


# --- grown together -------------------------------------------------------------------------------------------------------

_DE_BELOW_20 = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn "
    "elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
)
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_DE = {w: n for n, w in enumerate(_DE_BELOW_20.split())} | {w: 10 * n for n, w in enumerate(_DE_TENS.split(), 2)}
_DE |= {"eins": 1, "dreissig": 30}
_DE_BOTH = re.compile(r"(ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(\w+zig|drei(?:ß|ss)ig)")
_GROWN = re.compile(r"(?:hundert|tausend|zehn|zig$|(?:ß|ss)ig$|zwölf|^elf$)")


@lru_cache(maxsize=1 << 14)
def grown_together(word: str) -> int:
    """The value of a German number word ("hundertvierzig": 140); 0 for any other word."""
    if not _GROWN.search(word):
        return 0
    thousands, mark, rest = word.partition("tausend")
    if mark:
        many, few = _de_hundreds(thousands) if thousands else 1, _de_hundreds(rest.removeprefix("und")) if rest else 0
        return many * 1000 + few if many > 0 and few >= 0 else 0
    return max(0, _de_hundreds(word))


def _de_hundreds(word: str) -> int:
    hundreds, mark, rest = word.partition("hundert")
    if not mark:
        return _de_small(word)
    many, few = _DE.get(hundreds, -1) if hundreds else 1, _de_small(rest.removeprefix("und")) if rest else 0
    return many * 100 + few if many > 0 and few >= 0 else -1


def _de_small(word: str) -> int:
    if word in _DE:
        return _DE[word]
    found = _DE_BOTH.fullmatch(word)
    return _DE[found[1]] + _DE[found[2]] if found and found[2] in _DE else -1
