"""A question that leans on the turn before ("and in Kharkiv?", "since when?", "who said that?"), completed from it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.ask.period import ALL_DAY_KINDS
from assistant.ask.query import Query, Word
from assistant.ask.question import kinds, understand
from assistant.ask.vocabulary import LEANING, LEANING_WORD
from assistant.words import Period

BACKGROUND = 0.25  # share of a word carried into a follow-up that brings its own
_LEADING = re.compile(
    r"^(?:and|but|what about|how about|und (?:in|was|wer|wo|wann)|et (?:à|en|au|qui|quand)|y (?:en|quién|cuándo)|а|і|й|и|و(?:في|ماذا))\s",
    re.IGNORECASE,
)
_SWAP = re.compile(
    r"^(?:(?:and|but|und|et|y|а|і|й|и|و)\s+)?(?:what about|how about|in|at|for|from|by|about|on|à|en|au|aux|в|у|на|про|für|في|عن)\s|^و?في",
    re.IGNORECASE,
)


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
        said = any(pattern.search(query.text) for kind, pattern in kinds(query.language) if kind in ALL_DAY_KINDS)
        return query.period == Period() or not said
    short = len(query.words) <= 3
    return bool(short and LEANING.search(query.text)) or bool(_LEADING.match(query.text))


def _swaps(query: Query) -> bool:
    """Whether a follow-up puts a new name in the place of the old ("and in Kharkiv?", "what about Lviv?")."""
    return bool(query.words) and bool(_SWAP.match(query.text) or _only_swaps(query))


def _brings_its_own(query: Query) -> bool:
    """Whether a follow-up says itself what it asks for ("and who is short of blankets?"), not only where or whom."""
    return any(not word.is_name for word in query.words) and not LEANING_WORD.search(query.text)


def _only_swaps(query: Query) -> bool:
    """Whether a follow-up is nothing but the new name or period, so that it asks what was asked before."""
    has_own_kind = any(p.search(query.text) for k, p in kinds(query.language) if k not in ("summary", "list", "which"))
    return (
        not has_own_kind and len(query.words) <= 3 and not re.search(r"\b(?:which|what(?! about))\b", query.text, re.IGNORECASE)
    )


def _joined(query: Query, carried: Sequence[Word]) -> str:
    """The follow-up with the words it leans on, for the receipt."""
    return f"{query.text} ({' '.join(word.text for word in carried)})" if carried else query.text
