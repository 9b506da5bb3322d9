"""An edit shown: the sentences it touched, as they were and as they are, with what changed in them marked. Pure.

It says nothing about weight (change.py) and nothing about what was claimed (recall/). Everything shown is a slice of a stored version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.change import Segment, diff, plain
from assistant.layout.blocks import Block, Line, Span, Style, Words, clean, line, say
from assistant.sentences import sentences
from assistant.words import Excerpt, Post

Range = tuple[int, int]

AROUND = 200  # characters kept on either side of what changed, where the sentences are longer
LONGEST = 700  # characters of one side


@dataclass(frozen=True, slots=True)
class Hunk:
    """A place where two versions differ: whole sentences by offsets on either side, and the runs in them that changed.

    An empty range (start == end) says that there is nothing on that side: the sentence is new, or gone.
    """

    part: Literal["title", "text"]
    old: Range
    new: Range
    gone: tuple[Range, ...]
    come: tuple[Range, ...]


def hunks(old: Post, new: Post) -> tuple[Hunk, ...]:
    """Where two versions of a post differ in more than form, headline first, then in the order of the text."""
    found: list[Hunk] = []
    if plain(old.title) != plain(new.title):
        runs = _changed(diff(old.title, new.title))
        gone, come = _runs(runs)
        found.append(Hunk("title", (0, len(old.title)), (0, len(new.title)), gone, come))
    if plain(old.text) != plain(new.text):
        found += _in_text(old.text, new.text)
    return tuple(found)


def _in_text(old: str, new: str) -> list[Hunk]:
    was, now = sentences(old), sentences(new)
    merged: list[tuple[Range, Range, list[tuple[Range, Range]]]] = []
    for gone, come in _changed(diff(old, new)):
        here = (_sentences_at(was, gone), _sentences_at(now, come))
        if merged and (_meet(merged[-1][0], here[0]) or _meet(merged[-1][1], here[1])):
            one, other, runs = merged[-1]
            merged[-1] = (_both(one, here[0]), _both(other, here[1]), [*runs, (gone, come)])
        else:
            merged.append((*here, [(gone, come)]))
    return [Hunk("text", one, other, *_runs(runs)) for one, other, runs in merged]


def _changed(segments: Sequence[Segment]) -> list[tuple[Range, Range]]:
    """The runs that differ in more than form, as offsets into old and new."""
    found, a, c = [], 0, 0
    for segment in segments:
        b, d = a + len(segment.old), c + len(segment.new)
        if not segment.same and clean(segment.old) != clean(segment.new):
            found.append(((a, b), (c, d)))
        a, c = b, d
    return found


def _runs(runs: Sequence[tuple[Range, Range]]) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    return tuple(g for g, _ in runs if g[0] < g[1]), tuple(c for _, c in runs if c[0] < c[1])


def _sentences_at(found: Sequence[Range], run: Range) -> Range:
    """The sentences that a run touches, whole; for an insertion, the one it stands inside of."""
    start, end = run
    touched = [s for s in found if (s[0] < end and s[1] > start if start < end else s[0] < start < s[1])]
    return (min(touched[0][0], start), max(touched[-1][1], end)) if touched else run


def _meet(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _both(one: Range, other: Range) -> Range:
    return min(one[0], other[0]), max(one[1], other[1])


# --- shown ------------------------------------------------------------------------------------------------------------


def changed(old: Post, new: Post, found: Sequence[Hunk]) -> tuple[Block, ...]:
    """Old and new, one pair of lines for each hunk, in a block that stands out: what went struck through, what came strong."""
    blocks = [Block(lines, "quote") for hunk in found if (lines := _pair(old, new, hunk))]
    return tuple(blocks)


def _pair(old: Post, new: Post, hunk: Hunk) -> tuple[Line, ...]:
    was = _shown(old, hunk.part, hunk.old, hunk.gone, "gone")
    now = _shown(new, hunk.part, hunk.new, hunk.come, "strong")
    headline = say("Headline: ") if hunk.part == "title" else say("")
    rows = []
    if was:
        rows.append(line(headline, Span(say("Was: ") if now else say("Gone: "), "soft"), say("«"), *was, say("»")))
    if now:
        rows.append(line(headline, Span(say("Now: ") if was else say("New: "), "soft"), say("«"), *now, say("»")))
    return tuple(rows)


def _shown(post: Post, part: Literal["title", "text"], whole: Range, marked: Sequence[Range], mark: Style) -> list[Span]:
    """A slice with the marked runs in that style; what is far from them is left out."""
    text = post.title if part == "title" else post.text
    start, end = _window(text, whole, marked)
    edges = sorted({start, end, *(min(max(e, start), end) for run in marked for e in run)})
    spans = [Span(say("… "))] if text[whole[0] : start].strip() else []
    for a, b in pairwise(edges):
        if not text[a:b].strip():
            continue
        style: Style = mark if any(m[0] <= a and b <= m[1] for m in marked) else "plain"
        if len(spans) > 0 and a > start and (text[a - 1].isspace() or text[a].isspace()):
            spans.append(Span(_space()))
        spans.append(Span(Excerpt(post, a, b, part), style))
    return [*spans, Span(say(" …"))] if text[end : whole[1]].strip() and spans else spans


def _space() -> Words:
    """White space at the edges of a slice is not shown with it."""
    return say(" ")


def _window(text: str, whole: Range, marked: Sequence[Range]) -> Range:
    """The part of `whole` around what is marked, cut at words."""
    start, end = whole
    if end - start <= LONGEST or not marked:
        return start, min(end, start + LONGEST)
    first = max(start, marked[0][0] - AROUND)
    last = min(end, max(marked[-1][1] + AROUND, first + 1), first + LONGEST)
    if first > start:
        gap = text.find(" ", first, marked[0][0])
        first = gap + 1 if gap >= 0 else marked[0][0]
    if last < end:
        gap = text.rfind(" ", first, last)
        last = gap if gap > first else last
    return first, last
