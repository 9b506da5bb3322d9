"""Words as full text knows them: the one analyser for what is indexed and for what is asked. Floor 0, pure.

A term is made of letters and digits only, so that SQLite's unicode61 and PostgreSQL's `simple` configuration
take each as one token.
Both sides call `terms`; a question also searches the `forms` of its words, because its language may not be that of the posts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Any

from assistant.language import language_of

WORD_CACHE = (
    1 << 17
)  # words as written, about 20 MB when full; news repeats itself: 98% of the words of 59 MB of articles were hits

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,\u00a0\u202f]\d+)+"  # 1,000 and 2.9
    r"|[^\W_]+(?:(?:[\u0300-\u036f\u0640\u064b-\u065f\u0670]+|['’ʼ‘`\u00b4](?=[^\W_]))[^\W_]*)*"
    r"|[\u0e00-\u0e7f]+"
)
_GROUPED = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}")
_APOSTROPHES = "'’ʼ‘`\u00b4"
_ELISION = re.compile(rf"(?:[ldjmnstc]|qu)[{_APOSTROPHES}](?=\w{{2}})")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")

# Scripts without spaces between words: cut into overlapping pairs of characters.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")

_SNOWBALL = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese", "nl": "dutch",
    "ru": "russian", "ar": "arabic", "sv": "swedish", "da": "danish", "no": "norwegian", "fi": "finnish", "hu": "hungarian",
    "ro": "romanian", "tr": "turkish", "el": "greek", "ca": "catalan", "hi": "hindi", "sr": "serbian", "pl": "polish",
}  # fmt: skip

# Endings of Ukrainian nouns, adjectives and verbs, longest first; what is left keeps at least three letters. No library
# has Ukrainian: this list takes the endings that news repeats (declension, plural, past tense), not derivation.
_UKRAINIAN_ENDINGS = (
    "ського", "ському", "ський", "ської", "ською", "ських", "ським", "ового", "овому", "ться", "тися", "лися", "лась",
    "лося", "ська", "ське", "ські", "овою", "ості", "істю", "ього", "ями", "ами", "ові", "еві", "єві", "ому", "ему", "ого",
    "ими", "іми", "вся", "ати", "яти", "ити", "іти", "ути", "ють", "уть", "ать", "ять", "ить", "іть", "ала", "ало", "али",
    "ила", "ило", "или", "ула", "уло", "ули", "яла", "яло", "яли", "їла", "їло", "їли", "ий", "ої", "им", "ою", "ею", "єю",
    "ій", "їй", "их", "іх", "ям", "ах", "ях", "ам", "ів", "їв", "ев", "ов", "ем", "ом", "єм", "ця", "ці", "ає", "ує", "ює",
    "ив", "ав", "ув", "яв", "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "ь", "й", "в",
)  # fmt: skip


def terms(text: str, language: str = "") -> list[str]:
    """The terms of a text in order, repeats included. `language` is a code such as "uk"; guessed from the text when empty."""
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    language = language[:2].lower() or language_of(text)
    return list(chain.from_iterable([_analysed(word, language) for word in _WORD.findall(text)]))


def forms(word: str, language: str) -> tuple[str, ...]:
    """Other terms under which a word of a question may stand in posts of another language of its script; without its own term."""
    own = terms(word, language)
    if len(own) != 1 or own[0][0].isdigit():
        return ()
    others = ("ru", "uk") if own[0][0] >= "\u0400" else ("en", "de", "fr", "es")
    found = (terms(word, other) for other in others if other != language)
    return tuple(dict.fromkeys(f[0] for f in found if len(f) == 1 and f != own))


@lru_cache(maxsize=WORD_CACHE)
def _analysed(word: str, language: str) -> tuple[str, ...]:
    """One raw word to its terms: most give one, an unspaced run gives its pairs."""
    if word[0].isdigit():
        return _number(word, language)
    if word[-1] == ".":
        return (_plain(word.casefold().replace(".", "")),)
    word = word.casefold()
    if _UNSPACED.search(word):
        return tuple(chain.from_iterable(_unspaced(word, language)))
    word = _APOSTROPHE.sub("", _ELISION.sub("", _POSSESSIVE.sub("", word), count=1))
    term = _plain(_stem(word, language))
    return (term,) if term else ()


_POINT_GROUPS = ("de", "es", "it", "pt", "nl", "tr")  # write 1.000 for a thousand


def _number(word: str, language: str) -> tuple[str, ...]:
    """1,000 and 1.000.000 to their digits; a decimal point or comma becomes the letter d, as it must not break the term."""
    if _GROUPED.fullmatch(word) and not (language in _POINT_GROUPS and "," in word):
        word = re.sub(r"[,\u00a0\u202f]", "", word) if word.count(".") < 2 else word.replace(".", "")
    elif language in _POINT_GROUPS and re.fullmatch(r"\d{1,3}(\.\d{3})+", word):
        word = word.replace(".", "")
    elif re.fullmatch(r"\d+s", word):
        word = word[:-1]
    parts = re.split(r"[.,\u00a0\u202f]", word)
    if len(parts) == 1:
        return (_plain(parts[0].casefold()),)
    return ("d".join(parts),) if len(parts) == 2 else tuple(parts)


def _unspaced(word: str, language: str) -> Iterable[tuple[str, ...]]:
    at = 0
    for run in _UNSPACED.finditer(word):
        if run.start() > at:
            yield _analysed(word[at : run.start()], language)
        letters = _plain(run[0])
        yield tuple(letters[i : i + 2] for i in range(len(letters) - 1)) or ((letters,) if letters else ())
        at = run.end()
    if at < len(word):
        yield _analysed(word[at:], language)


_LETTERS = str.maketrans({"ё": "е", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def _plain(word: str) -> str:
    """Without marks: Latin letters lose their diacritics, other scripts their combining signs; ё is е."""
    if word.isascii():
        return word
    kept = []
    for letter in (
        word.replace("ё", "е").replace("ß", "ss").replace("ł", "l").replace("ø", "o").replace("æ", "ae").replace("œ", "oe")
    ):
        if letter < "\u0250":
            letter = unicodedata.normalize("NFD", letter)[0]
        if unicodedata.category(letter)[0] in "LN" and letter != "\u0640":
            kept.append(letter)
    return "".join(kept)


@lru_cache(maxsize=WORD_CACHE)
def _stem(word: str, language: str) -> str:
    """The stem; of a language without a stemmer the word. Latin letters in a Cyrillic or Arabic text are stemmed as English."""
    if language == "uk" and word[0] >= "\u0400":
        return _ukrainian(word)
    if word[0] < "\u0250" and language in ("uk", "ru", "ar", "el", "hi", "he", "zh", "ja", "th", "ko", "sr"):
        language = "en"
    elif "\u0400" <= word[0] < "\u0530" and language not in ("ru", "sr"):
        if re.search("[іїєґ]", word):
            return _ukrainian(word)
        language = "ru"
    elif "\u0600" <= word[0] < "\u0700":
        language, word = "ar", _arabic(word)
    if language not in _SNOWBALL:
        return word
    if language != "de":
        word = _plain(word) if language == "en" else word.replace("ё", "е")
    stem: str = _snowball(language).stemWord(word)
    return stem


def _ukrainian(word: str) -> str:
    word = word.replace("\u0301", "").replace("'", "")
    word = _without(word, _UKRAINIAN_ENDINGS)
    return _without(word, ("ськ", "івськ", "ов", "ів", "ев", "єв")).replace("їв", "єв")


def _without(word: str, endings: tuple[str, ...]) -> str:
    """The word without the first of these endings that leaves three letters."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


_ARABIC_LETTERS = str.maketrans("أإآٱىة", "اااايه")


def _arabic(word: str) -> str:
    """Without vowel signs and tatweel, one shape of alef, without the article and what leans on it."""
    word = _plain(word).translate(_ARABIC_LETTERS)
    for lead in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(lead) and len(word) - len(lead) >= 3:
            return word[len(lead) :]
    return word


@lru_cache(maxsize=len(_SNOWBALL))
def _snowball(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_SNOWBALL[language])
