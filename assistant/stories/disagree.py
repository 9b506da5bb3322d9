"""Where sentences of one story give different values for the same quantity: shown side by side, never averaged. Pure.

    sentences -> figures with what they count -> those of one quantity -> conflict, or one source's revision

It compares figures; sentences that say the opposite without one are not found here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.tokens import tokens
from assistant.sentences import sentences
from assistant.stories.mention import Mention, mentions, noun
from assistant.words import Disagreement, Excerpt, Post, Side

_CORRECTS = re.compile(
    r"\b(?:correction|corrected|earlier|previous(?:ly)?|revised|initially|had (?:said|spoken|put|given)|updated)\b", re.I
)
SHARED = 2  # words of substance that two sentences, each with its headline, share beside what is counted
# So far a figure may be from another that its word still allows: "nearly 40" is 38, "more than 150" is 156, "under 5" is 4.95.
_SLACK: dict[str, float] = {"": 0.0, "about": 0.1, "least": 0.08, "most": 0.02}
LARGER = 40.0  # figures further apart than this factor count different things


def disagreements(found: Sequence[Excerpt]) -> tuple[Disagreement, ...]:
    """The quantities on which the sentences differ. `found` are sentences of posts that tell one story (or answer one question)."""
    every = [m for excerpt in dict.fromkeys(found) for m in mentions(excerpt)]
    groups: list[list[Mention]] = []
    for mention in every:
        group = next((g for g in groups if all(same_quantity(mention, other) for other in g)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return tuple(_disagreement(g) for g in groups if any(differ(a, b) for n, a in enumerate(g) for b in g[n + 1 :]))


def sentences_of(post: Post, start: int = 0, end: int | None = None) -> tuple[Excerpt, ...]:
    """The headline and the sentences that lie in `start:end` of a post's text."""
    end = len(post.text) if end is None else end
    inside = (Excerpt(post, a, b) for a, b in sentences(post.text) if a >= start and b <= end)
    title = (Excerpt(post, 0, len(post.title), "title"),) if post.title else ()
    return (*title, *inside)


def same_quantity(a: Mention, b: Mention) -> bool:
    """Whether two figures count the same: sort, what is counted, fate, days and places agree, and the rest of the words too."""
    if a.excerpt == b.excerpt or a.sort != b.sort or (a.fate and b.fate and a.fate != b.fate) or _far(a, b):
        return False
    if a.dates and b.dates and not a.dates & b.dates and a.excerpt.post.id == b.excerpt.post.id:
        return False
    counted = a.tail & b.tail
    if not counted and not (a.sort and a.sort == b.sort):
        return False
    same_post = a.excerpt.post.id == b.excerpt.post.id
    wide_a, wide_b = (a.around, b.around) if same_post else (_wide(a), _wide(b))
    shared = (wide_a & wide_b) - counted
    if counted == {"person"} and not (a.fate or b.fate) and len(shared) < 2 * SHARED:
        return False
    doubtful = a.sort or (a.fate != b.fate and counted <= {"person"})
    if len(shared) < SHARED + bool(doubtful):
        return False
    return _places_agree(a, b)


def _far(a: Mention, b: Mention) -> bool:
    small, large = sorted((a.value, b.value))
    return a.value >= 1 and b.value >= 1 and large > LARGER * max(small, 1.0)


def _wide(mention: Mention) -> frozenset[str]:
    """The words of the sentence and of its post's headline."""
    return mention.around | frozenset(noun(t) for t in tokens(mention.excerpt.post.title) if t.kind == "word")


def _places_agree(a: Mention, b: Mention) -> bool:
    """The names that stand in the tails are not different ones ("12 in Kyiv", "9 in Lviv")."""
    return not (a.whose and b.whose) or bool(a.whose & b.whose)


def differ(a: Mention, b: Mention) -> bool:
    """Whether two values are told apart: not by rounding, nor by a bound that the other keeps within a tenth."""
    if a.value == b.value and a.high == b.high:
        return False
    low, other = (a, b) if a.value <= b.value else (b, a)
    apart = max(other.value - low.value, abs(other.high - low.high))
    apart /= max(abs(v) for m in (low, other) for v in (m.value, m.high))  # two that differ are not both nought
    allowed = max(_SLACK[low.bound] if low.bound != "most" else 0.0, _SLACK[other.bound] if other.bound != "least" else 0.0)
    return apart > allowed


def _disagreement(group: Sequence[Mention]) -> Disagreement:
    ordered = sorted(group, key=lambda m: (m.excerpt.post.at, m.excerpt.post.id, m.excerpt.start))
    shown = _one_each(ordered)
    kind = "revision" if _is_revision(ordered) else "conflict"
    first = ordered[0]
    counted = frozenset.intersection(*(m.tail for m in group)) or first.tail
    text = first.excerpt.text
    words = [text[t.start : t.end] for t in tokens(text) if noun(t) in counted]
    return Disagreement(kind, " ".join(dict.fromkeys(words)), tuple(Side(m.excerpt, m.written) for m in shown))  # type: ignore[arg-type]


def _one_each(ordered: Sequence[Mention]) -> list[Mention]:
    """Of each source every value once, at its newest."""
    last = {(m.excerpt.post.source_id, m.value, m.high): m for m in ordered}
    return [m for m in ordered if last[m.excerpt.post.source_id, m.value, m.high] is m]


def _is_revision(ordered: Sequence[Mention]) -> bool:
    """What each source said last agrees, or only grew from what its teller called a lower bound: the rest is time passing."""
    newest = {m.excerpt.post.source_id: m.excerpt.post.id for m in ordered}
    left = [m for m in ordered if newest[m.excerpt.post.source_id] == m.excerpt.post.id]
    pairs = [(a, b) for n, a in enumerate(left) for b in left[n + 1 :] if differ(a, b)]
    return all(_revises(a, b) for a, b in pairs)


def _revises(old: Mention, new: Mention) -> bool:
    one, other = old.excerpt.post, new.excerpt.post
    if one.source_id == other.source_id:
        return one.id != other.id or bool(_CORRECTS.search(old.excerpt.text) or _CORRECTS.search(new.excerpt.text))
    return one.at < other.at and old.bound == "least" and new.value > old.value
