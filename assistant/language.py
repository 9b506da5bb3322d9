"""Which language a text is in, by script and small words: enough to choose a stemmer and a table of words. Floor 0, pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr")
SAMPLE = 1000  # characters looked at

# The commonest small words of a language that its neighbours do not share; enough to tell a sentence, not a word.
_FUNCTION_WORDS = {
    "en": (
        "the of and to is was for with that by from this are were his has have what which who how many when where "
        "why did does be at it as an will after about said"
    ),
    "de": (
        "seit gab geschah heute gestern der die das und ist nicht ein eine zu mit den dem von auf für im sich auch "
        "als wie wer was wo wann warum nach bei hat wird sind aus wurde welche welcher"
    ),
    "fr": (
        "le les des et est pas une dans du pour sur au aux avec qui que quoi où quand comment pourquoi selon ont "
        "été sont par combien quel quelle ce cette il elle"
    ),
    "es": (
        "el los las y es del una por para con qué quién cuándo dónde cómo cuántos cuántas cuánto según fue han ha "
        "en al lo su como más está son"
    ),
    "it": ("il gli e di che per con una del della nel chi cosa quando dove perché come quanti secondo è sono stato alla anche"),
    "pt": ("o os as e da do dos das em um uma para com não que quem quando onde como por quantos segundo foi são ao pela mais"),
    "nl": (
        "de het een en van ik dat niet met op voor zijn wie wat waar wanneer waarom hoe hoeveel volgens naar bij "
        "werd door ook aan"
    ),
    "pl": "i w na z się nie do jest że kto co gdzie kiedy dlaczego jak ile według został po od dla oraz przez",
    "tr": "ve bir bu için ile ne kim nerede zaman neden nasıl kaç göre daha çok olarak oldu",
    "uk": ("і й та у в на що не до з як за від його але це хто де коли чому скільки який яка які після про було для буде згідно"),
    "ru": (
        "и в на что не с по как за от его но это кто где когда почему сколько какой какая какие после о было для "
        "он она из был согласно"
    ),
}
_NONE: frozenset[str] = frozenset()
_LANGUAGES_OF: dict[str, frozenset[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = _LANGUAGES_OF.get(_word, frozenset()) | {_language}

_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]+")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]+")),
    ("arabic", re.compile(r"[\u0600-\u06ff]+")),
    ("greek", re.compile(r"[\u0370-\u03ff]+")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]+")),
    ("hindi", re.compile(r"[\u0900-\u097f]+")),
    ("japanese", re.compile(r"[\u3040-\u30ff]+")),
    ("chinese", re.compile(r"[\u4e00-\u9fff]+")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]+")),
    ("korean", re.compile(r"[\uac00-\ud7af]+")),
)
_LANGUAGE_OF_SCRIPT = {
    "arabic": "ar", "greek": "el", "hebrew": "he", "hindi": "hi", "japanese": "ja", "chinese": "zh", "thai": "th", "korean": "ko",
}  # fmt: skip


def language_of(text: str) -> str:
    """A two-letter guess by script and small words; "en" for Latin script that says nothing, "" where there are no letters."""
    return _guess(text[:SAMPLE])


def language_from(declared: str, text: str) -> str:
    """What a document declares ("en-GB"), where its text can be in it; else the guess: many outlets leave their software's "en-us"."""
    found, own = language_of(text), declared.lower().replace("_", "-")
    base = own.partition("-")[0]
    if not re.fullmatch(r"[a-z]{2,3}", base):
        return found
    if not found or base == found:
        return own
    fits = found == "en" and base not in LATIN and base not in OTHER_SCRIPTS  # small words of a language that is not ours to tell
    return own if fits or (found in ("uk", "ru") and base in CYRILLIC_BESIDE) else found


CYRILLIC_BESIDE = ("be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "tt")
OTHER_SCRIPTS = frozenset((*CYRILLIC_BESIDE, "uk", "ru", "ar", "fa", "ur", "el", "he", "hi", "ja", "zh", "th", "ko", "ka", "hy"))


@lru_cache(maxsize=2048)
def _guess(sample: str) -> str:
    if sample.isascii():
        return _latin(sample) if any(map(str.isalpha, sample)) else ""
    counts = {name: len(sample) - len(pattern.sub("", sample)) for name, pattern in _SCRIPTS}
    if counts["japanese"]:
        counts["japanese"] += counts["chinese"]
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return ""
    if script not in ("latin", "cyrillic"):
        return _LANGUAGE_OF_SCRIPT[script]
    if script == "cyrillic":
        return _cyrillic(sample.lower())
    return _latin(sample)


def _latin(sample: str) -> str:
    """The language with most small words; of equals the first of LATIN."""
    votes = _votes(sample.lower(), LATIN)
    return max(LATIN, key=lambda name: votes[name])


def _cyrillic(sample: str) -> str:
    """Ukrainian and Russian by the letters only one has, else by small words, else Russian."""
    ukrainian, russian = len(re.findall("[іїєґ]", sample)), len(re.findall("[ыэъё]", sample))
    if ukrainian != russian:
        return "uk" if ukrainian > russian else "ru"
    votes = _votes(sample, ("uk", "ru"))
    return "uk" if votes["uk"] > votes["ru"] else "ru"


def _votes(sample: str, languages: Iterable[str]) -> Counter[str]:
    found = Counter(chain.from_iterable(_LANGUAGES_OF.get(word, ()) for word in re.findall(r"[^\W\d_]+", sample)))
    return Counter({language: found[language] for language in languages})
