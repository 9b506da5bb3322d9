"""What posts differ on, as far as each side is proven: a sentence set beside the claims is cited as they are. Pure.

    disagreements -> each side through the gate -> what may be shown, and the proof of the sides that no claim is

A side that falls (a question, a sentence that speaks to a machine) is not shown; nor is what is left of a disagreement with one side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.gate import Stands, prepare, restore
from assistant.words import Disagreement, Excerpt, Proven, Quote


def beside(found: Sequence[Disagreement], claims: Sequence[Proven]) -> tuple[tuple[Disagreement, ...], tuple[Proven, ...]]:
    """The disagreements that may be shown, and each of their sentences once that is not a claim already."""
    proven = _proven(dict.fromkeys(side.excerpt for one in found for side in one.sides))
    cited = {quote.version_id for claim in claims for quote in claim.quotes}
    shown = tuple(left for one in found if (left := _left(one, proven, cited)))
    sentences = dict.fromkeys(side.excerpt for one in shown for side in one.sides)
    return shown, tuple(proven[e] for e in sentences if not any(_is(claim, e) for claim in claims))


def _proven(sentences: Iterable[Excerpt]) -> dict[Excerpt, Proven]:
    """Those that stand; each post is prepared once."""
    ready = {post.version.id: prepare(post) for post in dict.fromkeys(e.post for e in sentences)}
    verdicts = {e: restore(e.text, (_quote(e),), ready) for e in sentences}
    return {e: verdict.proven for e, verdict in verdicts.items() if isinstance(verdict, Stands)}


def _left(one: Disagreement, proven: dict[Excerpt, Proven], cited: set[int]) -> Disagreement | None:
    """Without the sides that fell; None where the rest does not differ, or no cited post is among it."""
    sides = tuple(side for side in one.sides if side.excerpt in proven)
    if len(sides) == len(one.sides):
        return one
    differ = len({side.value.casefold() for side in sides}) > 1
    return replace(one, sides=sides) if differ and any(s.excerpt.post.version.id in cited for s in sides) else None


def _is(claim: Proven, side: Excerpt) -> bool:
    """Whether a claim says that sentence word for word. One that cites it and says it in other words may stand where the figure of the
    side has changed: that side needs its own citation."""
    covers = any(
        (q.version_id, q.part) == (side.post.version.id, side.part) and q.start <= side.start and side.end <= q.end
        for q in claim.quotes
    )
    return covers and _plain(side.text) in _plain(claim.original or claim.text)


def _quote(side: Excerpt) -> Quote:
    return Quote(side.post.version.id, side.start, side.end, side.text, side.part)


def _plain(text: str) -> str:
    return " ".join(text.split())
