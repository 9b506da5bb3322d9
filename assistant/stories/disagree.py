"""Where sentences of one story give different values for the same quantity: shown side by side, never averaged. Pure.

sentences -> figures with what they count -> those of one quantity (stories/same.py) -> conflict, or revision
sentences -> statements -> opposite ones (stories/opposite.py) -> conflict, or what turned with time
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal

from assistant.gate.tokens import tokens
from assistant.sentences import sentences
from assistant.stories import interval
from assistant.stories.apart import told_change
from assistant.stories.likeness import COMMON, SAME_TIME, likeness
from assistant.stories.mention import Mention, mentions, noun
from assistant.stories.opposite import Opposites, opposites
from assistant.stories.same import ALIKE, LARGER, SURE, same_quantity
from assistant.words import Disagreement, Excerpt, Post, Side

__all__ = ["LARGER", "between", "differ", "disagreements", "sentences_of", "told"]

LOOKED_AT = 12  # sentences of a post, for a digest
NAMED = 4  # words that name a quantity
_CORRECTS = re.compile(
    r"\b(?:correction|corrected|earlier|previous(?:ly)?|revised|initially|had (?:said|spoken|put|given)|updated)\b", re.I
)


def disagreements(found: Sequence[Excerpt], least: float = ALIKE) -> tuple[Disagreement, ...]:
    """The quantities on which the sentences differ. `found` are sentences of posts that tell one story (or answer one question); `least`
    is how likely figures have to count the same."""
    groups = _of_one_quantity([m for excerpt in dict.fromkeys(found) for m in mentions(excerpt)], least)
    figures = [_disagreement(g) for g in groups if any(differ(a, b) for n, a in enumerate(g) for b in g[n + 1 :])]
    return (*figures, *_statements(found))


def _of_one_quantity(every: Sequence[Mention], least: float) -> list[list[Mention]]:
    """The figures in groups in which all count the same, the likeliest pairs joined first: of "212 seats and 204" and "211 seats, 203" each
    finds its own. A figure alone is left out."""
    alike = {
        (n, k): likeness(a, b)
        for n, a in enumerate(every)
        for k, b in enumerate(every[n + 1 :], n + 1)
        if same_quantity(a, b, least)
    }
    group: dict[int, list[int]] = {n: [n] for pair in alike for n in pair}
    for n, k in sorted(alike, key=alike.__getitem__, reverse=True):
        one, other = group[n], group[k]
        if one is not other and all((min(x, y), max(x, y)) in alike for x in one for y in other):
            one += other
            group |= dict.fromkeys(other, one)
    return [[every[n] for n in sorted(members)] for members in {id(g): g for g in group.values()}.values()]


def between(posts: Sequence[Post]) -> tuple[Side, Side] | None:
    """The two sides of the first conflict on a figure that two outlets of one story have about the same time, the older first.

    For a digest: what a later post develops is no conflict, nor what one of the two posts tells itself (it reports the difference, or
    explains the revision).
    """
    found = _between([e for p in posts for e in sentences_of(p)[: LOOKED_AT + 1] if e.part == "text"])
    return (found.sides[0], found.sides[1]) if found else None


def told(texts: Collection[str], posts: Sequence[Post]) -> Disagreement | None:
    """The conflict whose two sides are told in `texts`, sentences of `posts`: what `between` found, found again from what is stored."""
    if len(texts) < 2 or len(posts) < 2:
        return None
    return _between([e for p in posts for e in sentences_of(p) if e.part == "text" and e.text in texts])


def _between(read: Sequence[Excerpt]) -> Disagreement | None:
    """The first conflict on a figure, with two sides of two outlets."""
    for found in disagreements(read, SURE):
        if found.kind != "conflict" or found.about != "figure":
            continue
        for n, a in enumerate(found.sides):
            for b in found.sides[n + 1 :]:
                if _at_odds(a, b):
                    return replace(found, sides=(a, b))
    return None


def _at_odds(a: Side, b: Side) -> bool:
    one, other = a.excerpt.post, b.excerpt.post
    if one.outlet == other.outlet or abs(one.at - other.at) > SAME_TIME or a.value == b.value:
        return False
    return not (_says(other, a) or _says(one, b))


def _says(post: Post, side: Side) -> bool:
    """Whether a post gives this figure too, in digits or in words."""
    figures = {t.key for t in tokens(side.value) if t.kind == "number"}
    return bool(figures & {t.key for t in tokens(post.text) if t.kind == "number"})


def _statements(found: Sequence[Excerpt]) -> list[Disagreement]:
    """Of each sentence its first contradiction; a plain "not" that another time turned is a revision."""
    made: list[Disagreement] = []
    seen: set[Excerpt] = set()
    for pair in opposites(tuple(dict.fromkeys(found))):
        no, yes = pair.no.excerpt, pair.yes.excerpt
        if no in seen or yes in seen:
            continue
        seen |= {no, yes}
        sides = sorted(
            (Side(no, pair.values[0]), Side(yes, pair.values[1])),
            key=lambda s: (s.excerpt.post.at, s.excerpt.post.id, s.excerpt.start),
        )
        made.append(Disagreement("revision" if _turned_since(pair) else "conflict", pair.about, tuple(sides), "statement"))
    return made


def _turned_since(pair: Opposites) -> bool:
    """Whether what was so is so no longer: only one speaks of the past, or one outlet says the other later. A denial is a side."""
    if pair.no.marker and not pair.no.plain:
        return False
    one, other = pair.no.excerpt.post, pair.yes.excerpt.post
    return pair.no.scope.past != pair.yes.scope.past or (one.outlet == other.outlet and one.id != other.id)


def sentences_of(post: Post, start: int = 0, end: int | None = None) -> tuple[Excerpt, ...]:
    """The headline and the sentences that lie in `start:end` of a post's text."""
    end = len(post.text) if end is None else end
    inside = (Excerpt(post, a, b) for a, b in sentences(post.text) if a >= start and b <= end)
    title = (Excerpt(post, 0, len(post.title), "title"),) if post.title else ()
    return (*title, *inside)


def _disagreement(group: Sequence[Mention]) -> Disagreement:
    ordered = sorted(group, key=lambda m: (m.excerpt.post.at, m.excerpt.post.id, m.excerpt.start))
    shown = _one_each(ordered)
    kind: Literal["conflict", "revision"] = "revision" if _is_revision(ordered) else "conflict"
    return Disagreement(kind, _named(ordered), tuple(Side(m.excerpt, m.written) for m in shown))


def _named(group: Sequence[Mention]) -> str:
    """What is counted, in words of the newest sentence that all have."""
    last = group[-1]
    text, keys = last.excerpt.text, frozenset.intersection(*(m.tail | m.head for m in group)) - COMMON
    keys = keys or frozenset.intersection(*(m.around for m in group)) - COMMON
    words = [text[t.start : t.end] for t in tokens(text) if noun(t) in keys]
    return " ".join(dict.fromkeys(words[:NAMED])) or last.written


def _one_each(ordered: Sequence[Mention]) -> list[Mention]:
    """Of each outlet every value once, at its newest; a sentence before a headline."""
    last = {
        (m.excerpt.post.outlet, m.amount.value, m.amount.high): m for m in sorted(ordered, key=lambda m: m.excerpt.part == "text")
    }
    kept = set(map(id, last.values()))
    return [m for m in ordered if id(m) in kept]


def differ(a: Mention, b: Mention) -> bool:
    """Whether no number fits both."""
    return interval.differ(a.amount, b.amount)


def _is_revision(ordered: Sequence[Mention]) -> bool:
    """Whether what is left of it, once each newer figure has taken the place of the one it revises, agrees."""
    left = [m for n, m in enumerate(ordered) if not any(differ(m, new) and _revises(m, new) for new in ordered[n + 1 :])]
    return not any(differ(a, b) for n, a in enumerate(left) for b in left[n + 1 :])


def _revises(old: Mention, new: Mention) -> bool:
    """Whether the newer figure takes the older one's place: its outlet or its speaker says it later, it tells the change itself, a counted
    lower bound grew, or enough hours later a count is larger, or what lasts has another value."""
    one, other = old.excerpt.post, new.excerpt.post
    said, says = old.scope.speakers, new.scope.speakers
    grew = new.amount.value > old.amount.value
    if told_change(old, new) or (one.at < other.at and grew and old.amount.bound in ("least", "over")):
        return True
    if one.id == other.id:
        return bool(_CORRECTS.search(old.excerpt.text) or _CORRECTS.search(new.excerpt.text))
    if one.outlet == other.outlet:
        return not (said and says and not said & says)
    if one.at == other.at and told_change(new, old):
        return True
    told, tells = ({day for day in m.dates if day[0] == "w"} for m in (old, new))
    if told and tells and not (told & tells and old.fate):  # a day's price is one; the toll of a day's fire grows
        return not told & tells
    return one.at < other.at and (
        bool(said & says) or (other.at - one.at > SAME_TIME and (grew or old.scope.state or new.scope.state))
    )
