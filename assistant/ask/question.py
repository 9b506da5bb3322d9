"""A question read: period, sources, kind of answer, names, numbers, content words; and a follow-up read against the turn before. Pure.

Decides nothing about posts. What was understood is kept as the asker's own words, so that the receipt can show it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from assistant.ask.families import family
from assistant.ask.period import ALL_DAY_KINDS, REPORTED_LATER, REPORTED_LONGER, FoundPeriod, find_period
from assistant.ask.vocabulary import ACCORDING, ALSO_NAMES, KINDS, LEANING, LEANING_WORD, STOP
from assistant.language import language_of
from assistant.sentences import sentences
from assistant.terms import forms, terms
from assistant.words import Period

Kind = Literal["speaker", "who", "how_many", "how_much", "when", "where", "why", "how", "yes_no", "list", "summary", "which"]

LONG_AGO = timedelta(days=45)
LONGEST = 2000  # characters of a question that are read
COMMON = 0.04  # a term in more than this share of the chunks costs time and tells little
BACKGROUND = 0.25  # share of a word carried into a follow-up that brings its own
FEWEST = 3  # terms kept however common
SCORED = (
    8_000  # chunks that a full-text search may rank, at about 1 microsecond each: rarer terms come first, the rest are left out.
)
# News quiz, measured as a share of its chunks: all 76 ms p50, gold@10 .968, evidence@5 .774; 6% .957, .772; 3% .962, .770 at 56 ms.
MOST = 24  # terms searched, forms included


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question: its terms (one, or pairs of characters), and other terms it may stand under.

    `asked`: it stands in the question's last sentence; what a long one tells before, and what a follow-up carries over, is background."""

    text: str
    terms: tuple[str, ...]
    forms: tuple[str, ...] = ()
    is_name: bool = False
    is_number: bool = False
    asked: bool = True
    share: float = 1.0  # of its weight: what a follow-up only carries over counts less than what it asks


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. `text` is the question as asked; `asked_as` differs where a follow-up was completed from the turn before.

    `sources` are names as the asker wrote them ("@channel", "bbc"); `quoted` must stand in a post word for word; `without` must not.
    `names` are the terms of each run of capitalised words. `authors` are names of which it asks what they wrote.
    """

    text: str
    asked_as: str
    language: str
    kind: Kind
    words: tuple[Word, ...]
    period: Period = Period()
    sources: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The content terms in order, each once."""
        return tuple(dict.fromkeys(t for word in self.words for t in word.terms))

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(t for word in self.words if word.is_number for t in word.terms)


def understand(text: str, now: datetime, zone: str = "UTC", *, outlets: Sequence[str] = (), all_time: bool = False) -> Query:
    """Read one question on its own. `outlets` are the names of known sources, so that "according to Reuters" narrows the search only
    where Reuters is one of them (else it is a speaker, and stays in the question). `all_time` reads no period."""
    asked = " ".join(text.split())[:LONGEST]
    language = language_of(asked) or "en"
    rest, sources = _take_sources(asked, language, outlets)
    rest, without = _take_without(rest)
    quoted = tuple(m[1].strip() for m in _QUOTED.finditer(rest) if len(m[1].split()) > 1 or len(m[1]) > 3)
    found = None if all_time else find_period(rest, now, zone, language)
    rest = f"{rest[: found.start]} {rest[found.end :]}" if found else rest
    kind = _kind(rest, language)
    period = _searched(found, now, kind) if found else Period()
    words = _asked_last(_words(rest, language), rest, language)
    return Query(
        text=asked, asked_as=asked, language=language, kind=kind, words=words, period=period, sources=sources, quoted=quoted,
        without=without, names=_names(rest, language), authors=_authors(rest),
    )  # fmt: skip


def resolve(
    text: str, previous: Query | None, now: datetime, zone: str = "UTC", *, outlets: Sequence[str] = (), all_time: bool = False
) -> Query:
    """Read a question that may lean on the turn before ("and in Kharkiv?", "since when?", "who said that?").

    A leaning question keeps the period, sources and content words of the turn before, except those it names itself; a place or name that
    it brings replaces those of the same turn where it starts with "and in" and the like. Any other question stands alone.
    """
    query = understand(text, now, zone, outlets=outlets, all_time=all_time)
    if previous is None or not leans(query):
        return query
    own = {t for word in query.words for t in word.terms}
    swapped = {t for name in previous.names for t in name} if _swaps(query) else set()
    share = BACKGROUND if _brings_its_own(query) else 1.0
    carried = tuple(
        replace(w, asked=False, share=w.share * share) for w in previous.words if not (set(w.terms) & (own | swapped))
    )
    return replace(
        query,
        asked_as=_joined(query, carried),
        kind=previous.kind if _only_swaps(query) else query.kind,
        words=(*query.words, *carried),
        period=query.period if query.period != Period() or all_time else previous.period,
        sources=query.sources or previous.sources,
        quoted=query.quoted or previous.quoted,
        without=(*query.without, *previous.without),
        names=(*query.names, *(n for n in previous.names if not set(n) & (own | swapped))),
    )


def leans(query: Query) -> bool:
    """Whether a question cannot stand alone: it begins or points back, or says next to nothing itself."""
    if not query.words:  # "since when?" leans; "what happened overnight?" asks for all of that night
        said = any(pattern.search(query.text) for kind, pattern in _kinds(query.language) if kind in ALL_DAY_KINDS)
        return query.period == Period() or not said
    short = len(query.words) <= 3
    return bool(short and LEANING.search(query.text)) or bool(_LEADING.match(query.text))


def search_terms(query: Query, chunks: int, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The terms worth a full-text search: rare ones first, those in over COMMON of the chunks, and those that would have more than
    SCORED chunks ranked, left out while FEWEST remain."""
    wanted = dict.fromkeys(query.terms)
    known = sorted((t for t in wanted if counts.get(t)), key=lambda t: counts[t])
    so_far = accumulate(counts[t] for t in known)
    rare = [t for t, ranked in zip(known, so_far, strict=True) if counts[t] <= COMMON * chunks and ranked <= SCORED]
    kept = rare if len(rare) >= FEWEST else known[:FEWEST]
    usable = {f for word in query.words for f in word.forms if 0 < counts.get(f, 0) <= COMMON * chunks}
    forms = sorted(usable - {*kept}, key=lambda f: (counts[f], f))
    so_far = accumulate((counts[f] for f in forms), initial=sum(counts[t] for t in kept))
    other = [f for f, ranked in zip(forms, list(so_far)[1:], strict=True) if ranked <= SCORED]
    return tuple(dict.fromkeys([*kept, *other]))[:MOST]


def all_terms(query: Query) -> tuple[str, ...]:
    """Content terms and their forms: what to ask the frequencies of."""
    return tuple(dict.fromkeys((*query.terms, *(f for word in query.words for f in word.forms))))


_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{2,200})[\"”“»]")
_FROM = re.compile(
    r"(?<!\w)(?:from|source|von|de|від|из|من):\s*(?:[\"“„«]([^\"“”„«»]{2,80})[\"”“»]|(@?[\w.-]+(?:/[\w.-]+)?))|(?<!\w)(?:from|in|on)\s+(@\w{4,})|^\s*(@\w{4,})\s*:",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’.-]+(?:\s+[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’.-]+){0,3}"
_BY = re.compile(
    rf"(?<!\w)(?i:author|by):\s*(?:\"([^\"]{{2,60}})\"|({_NAME}))"
    rf"|(?<!\w)(?i:articles?|stories|story|posts?|reports?|pieces?|columns?|written) by ({_NAME})"
    rf"|(?<!\w)(?i:did|has|have|does) ({_NAME}) (?i:write|written)(?!\w)"
)
_NAME_PART = re.compile(r"[^\W\d_]+")
_WRITING = {
    "write",
    "written",
    "wrote",
    "author",
    "by",
    "article",
    "articles",
    "story",
    "stories",
    "post",
    "posts",
    "report",
    "reports",
}
_WITHOUT = re.compile(
    r"(?<!\S)-(\w[\w'’-]*)|,\s*(?:no|not|without)\s+(?:the\s+)?([\w'’-]+)(?=(?:,?\s+please)?\W*$)"
    r"|(?<!\w)(?:except for|except|excluding|but not|not about|nothing about|besides|apart from"
    r"|(?<=news )without|(?<=posts )without|(?<=stories )without|(?<=updates )without"
    r"|nicht über|außer|sauf|hormis|excepto|salvo|крім|окрім|кроме|باستثناء)"
    r"\s+(?:about\s+|on\s+|in\s+|for\s+|the\s+|le\s+|la\s+|el\s+|den\s+|die\s+)*([\w'’-]+)(?:\s+(?:or|nor|oder|ou|ni|o|або|или|чи)\s+([\w'’-]+))?",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[\w](?:[\w'’ʼ.,-]*\w)?")
_LEADING = re.compile(
    r"^(?:and|but|what about|how about|und (?:in|was|wer|wo|wann)|et (?:à|en|au|qui|quand)|y (?:en|quién|cuándo)|а|і|й|и|و(?:في|ماذا))\s",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"^(?:(?:and|but|und|et|y|а|і|й|и|و)\s+)?(?:what about|how about|in|at|for|from|by|about|on|à|en|au|aux|в|у|на|про|für|في|عن)\s|^و?في",
    re.IGNORECASE,
)


def _take_sources(text: str, language: str, outlets: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    found = [next(name for name in m.groups() if name).strip() for m in _FROM.finditer(text)]
    text = _FROM.sub(" ", text)
    for outlet in sorted(outlets, key=len, reverse=True):
        name = re.escape(re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE))
        if not name:
            continue
        said = re.compile(
            rf"(?<!\w){ACCORDING.get(language, ACCORDING['en'])}\s+(?:the\s+)?{name}(?!\w)(?:\s+(?:say|said|report|reported)\b)?,?",
            re.I,
        )
        if said.search(text):
            found.append(outlet)
            text = said.sub(" ", text)
    return text, tuple(dict.fromkeys(found))


def _authors(text: str) -> tuple[str, ...]:
    """ "by: Anna Lund", "articles by Anna Lund", "what did Anna Lund write about the ferry": whether such an author is known, the posts
    say; else the words stay what they are."""
    return tuple(dict.fromkeys(next(name for name in m.groups() if name) for m in _BY.finditer(text)))


def wrote(query: Query, author: str) -> bool:
    """Whether one of the query's authors is named in a post's byline, all words of the name in it."""
    byline = set(_NAME_PART.findall(author.casefold()))
    return any(set(_NAME_PART.findall(name.casefold())) <= byline for name in query.authors)


def of_authors(query: Query) -> Query:
    """The query without the names of its authors and the word for writing: what they wrote about."""
    named = {part for name in query.authors for part in _NAME_PART.findall(name.casefold())} | _WRITING
    left = tuple(w for w in query.words if w.text.casefold() not in named)
    kept = {t for w in left for t in w.terms}
    return replace(query, kind="summary", words=left, names=tuple(n for n in query.names if set(n) & kept)) if left else query


def _take_without(text: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(word for m in _WITHOUT.finditer(text) for word in m.groups() if word)
    return _WITHOUT.sub(" ", text), found


def _searched(found: FoundPeriod, now: datetime, kind: Kind) -> Period:
    """When posts about the period may have been published: a list or summary of a day is of that day alone."""
    period, until = found.period, found.period.until
    if until is None or kind in ALL_DAY_KINDS:
        return period
    if now - until > LONG_AGO:  # what was so then is counted, explained and reported after it
        return replace(period, until=None)
    if found.is_behind:
        return replace(period, until=None)
    return replace(period, until=until + (REPORTED_LATER if found.is_day else REPORTED_LONGER))


@lru_cache(maxsize=16)
def _kinds(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in KINDS.get(language, KINDS["en"]))  # type: ignore[misc]


def _kind(text: str, language: str) -> Kind:
    text = " ".join(text.split())
    return next(
        (kind for kind, pattern in _kinds(language) if pattern.search(text)), "summary" if len(text.split()) < 5 else "which"
    )


def _words(text: str, language: str) -> tuple[Word, ...]:
    stop = STOP.get(language, frozenset())
    found: dict[tuple[str, ...], Word] = {}
    first = True
    for raw in _WORD.findall(_MEASURED.sub(" ", text)):
        for part in re.split(r"[-–—/]", raw):
            own = tuple(terms(part, language))
            small = part.casefold() in stop or re.sub(r"['’]s$", "", part.casefold()) in stop
            name = part[0].isupper() and not first
            shouted = part.isupper() and len(part) > 1 and not text.isupper()
            if own and (not small or shouted or (name and part.casefold() in ALSO_NAMES)):
                number = own[0][0].isdigit()
                found.setdefault(own, Word(part, own, () if number else _other_forms(part, own, language, name), name, number))
            first = False
    return tuple(found.values())


_MEASURED = re.compile(  # asks for a figure, or for what somebody is; no words that a post would repeat
    r"\bhow\s+(?:high|long|old|far|tall|fast|deep|big|large|soon|often|heavy|wide)\b|(?<=['’]s )(?:job|role|position|occupation)\b",
    re.IGNORECASE,
)


def _other_forms(part: str, own: tuple[str, ...], language: str, is_name: bool) -> tuple[str, ...]:
    """The terms of other languages, and of words that tell the same; a name stands for itself alone."""
    same = family(own[0]) if language == "en" and len(own) == 1 and not is_name else ()
    return tuple(dict.fromkeys((*forms(part, language), *same)))


def _asked_last(words: tuple[Word, ...], text: str, language: str) -> tuple[Word, ...]:
    """The words with `asked` set for those of the last sentence, where that has any."""
    spans = sentences(text)
    last = frozenset(terms(text[slice(*spans[-1])], language)) if len(spans) > 1 else frozenset()
    if not any(set(word.terms) <= last for word in words):
        return words
    return tuple(replace(word, asked=set(word.terms) <= last) for word in words)


def _names(text: str, language: str) -> tuple[tuple[str, ...], ...]:
    """Runs of capitalised words that do not merely begin the sentence; small words between them are allowed ("Bank of England")."""
    stop = STOP.get(language, frozenset())
    names: list[list[str]] = []
    run: list[str] = []
    previous_end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        joined = not re.search(r"[.?!,;:()\"“”]", text[previous_end : match.start()])
        previous_end = match.end()
        is_name = (
            word[0].isupper() and not (word.casefold() in stop and not run) and word.casefold() not in ("what", "which", "who")
        )
        if run and not joined:
            names.append(run)
            run = []
        if is_name:
            run = [*run, word]
        elif run and not (word.casefold() in ("of", "de", "la", "al", "bin", "von", "the") and joined):
            names.append(run)
            run = []
    names.append(run)
    kept = (tuple(t for w in run if w.casefold() not in stop for t in terms(w, language)) for run in names)
    return tuple(dict.fromkeys(name for name in kept if name))


def _swaps(query: Query) -> bool:
    """Whether a follow-up puts a new name in the place of the old ("and in Kharkiv?", "what about Lviv?")."""
    return bool(query.words) and bool(_SWAP.match(query.text) or _only_swaps(query))


def _brings_its_own(query: Query) -> bool:
    """Whether a follow-up says itself what it asks for ("and who is short of blankets?"), not only where or whom."""
    return any(not word.is_name for word in query.words) and not LEANING_WORD.search(query.text)


def _only_swaps(query: Query) -> bool:
    """Whether a follow-up is nothing but the new name or period, so that it asks what was asked before."""
    has_own_kind = any(p.search(query.text) for k, p in _kinds(query.language) if k not in ("summary", "list", "which"))
    return (
        not has_own_kind and len(query.words) <= 3 and not re.search(r"\b(?:which|what(?! about))\b", query.text, re.IGNORECASE)
    )


def _joined(query: Query, carried: Sequence[Word]) -> str:
    """The follow-up with the words it leans on, for the receipt."""
    return f"{query.text} ({' '.join(word.text for word in carried)})" if carried else query.text
