"""Which terms of a question are worth a full-text search, by how common they are. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from assistant.ask.query import Query

COMMON = 0.04  # a term in more than this share of the chunks costs time and tells little
FEWEST = 3  # terms kept however common
SCORED = (
    8_000  # chunks that a full-text search may rank, at about 1 microsecond each: rarer terms come first, the rest are left out.
)
# News quiz, measured as a share of its chunks: all 76 ms p50, gold@10 .968, evidence@5 .774; 6% .957, .772; 3% .962, .770 at 56 ms.
MOST = 24  # terms searched, forms included


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
