"""What a question says of where to look: sources, authors, who is to speak, and what to leave out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.query import Query
from assistant.ask.vocabulary import ACCORDING, SAID_BY

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
_WRITING = frozenset("write written wrote author by article articles story stories post posts report reports".split())
_SAYS = tuple(re.compile(pattern, re.IGNORECASE) for patterns in SAID_BY.values() for pattern in patterns)
_WITHOUT = re.compile(
    r"(?<!\S)-(\w[\w'’-]*)|,\s*(?:no|not|without)\s+(?:the\s+)?([\w'’-]+)(?=(?:,?\s+please)?\W*$)"
    r"|(?<!\w)(?:except for|except|excluding|but not|not about|nothing about|besides|apart from"
    r"|(?<=news )without|(?<=posts )without|(?<=stories )without|(?<=updates )without"
    r"|nicht über|außer|sauf|hormis|excepto|salvo|крім|окрім|кроме|باستثناء)"
    r"\s+(?:about\s+|on\s+|in\s+|for\s+|the\s+|le\s+|la\s+|el\s+|den\s+|die\s+)*([\w'’-]+)(?:\s+(?:or|nor|oder|ou|ni|o|або|или|чи)\s+([\w'’-]+))?",
    re.IGNORECASE,
)


def take_sources(text: str, language: str, outlets: Sequence[str]) -> tuple[str, tuple[str, ...]]:
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


def authors(text: str) -> tuple[str, ...]:
    """ "by: Anna Lund", "articles by Anna Lund", "what did Anna Lund write about the ferry": whether such an author is known, the posts
    say; else the words stay what they are."""
    return tuple(dict.fromkeys(next(name for name in m.groups() if name) for m in _BY.finditer(text)))


def speaker(text: str) -> str:
    """Whose words are asked for ("what did Anna Holm say about the ferry?"); empty where nobody's."""
    return next((found["name"] for pattern in _SAYS if (found := pattern.match(text))), "")


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


def take_without(text: str) -> tuple[str, tuple[str, ...]]:
    found = tuple(word for m in _WITHOUT.finditer(text) for word in m.groups() if word)
    return _WITHOUT.sub(" ", text), found
