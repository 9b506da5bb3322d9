"""The first grouping of this project, kept to be measured against: idf cosine of title and lead, mean linkage. Used by bench/stories only.

Two posts are alike by the rare words of their titles and leads, less with the hours between them. A post joins the story with the
highest mean likeness to its members, where that is enough.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from assistant.terms import terms
from assistant.words import Post, Story

LEAD = 500  # characters of the text that say what a post is about
TITLE_TWICE = 2.0  # a title's words weigh as much as two of the lead's
JOIN = 0.24  # mean cosine from which a post joins a story
APART = timedelta(hours=60)  # posts further apart tell of different events, however alike
FADES = timedelta(hours=48)

Row = Mapping[str, float]


def group(posts: Sequence[Post]) -> tuple[Story, ...]:
    """Stories by their latest post, newest first; a story's posts oldest first. Its id is that of its first post, and stays."""
    ordered = sorted(posts, key=lambda p: (p.at, p.id))
    rows = _weighted([_words(post) for post in ordered])
    members: list[list[int]] = []
    for i, post in enumerate(ordered):
        best, likeness = _nearest(i, post, ordered, rows, members)
        if best is not None and likeness >= JOIN:
            members[best].append(i)
        else:
            members.append([i])
    stories = [Story(f"s{ordered[m[0]].id}", tuple(ordered[i] for i in m)) for m in members]
    return tuple(sorted(stories, key=lambda s: (s.latest.at, s.id), reverse=True))


def _nearest(
    i: int, post: Post, ordered: Sequence[Post], rows: Sequence[Row], members: Sequence[Sequence[int]]
) -> tuple[int | None, float]:
    best, most = None, 0.0
    for number, story in enumerate(members):
        gap = post.at - ordered[story[-1]].at
        if gap > APART:
            continue
        mean = sum(_cosine(rows[i], rows[j]) for j in story) / len(story) * math.exp(-gap / FADES / 2)
        if mean > most:
            best, most = number, mean
    return best, most


def _words(post: Post) -> Counter[str]:
    language = post.version.language
    counted: Counter[str] = Counter(terms(post.text[:LEAD], language))
    for term in terms(post.title, language):
        counted[term] += int(TITLE_TWICE)
    return counted


def _weighted(counted: Sequence[Counter[str]]) -> Sequence[Row]:
    """Unit rows of (1 + log tf) x idf over these posts."""
    held = Counter(term for words in counted for term in words)
    total = len(counted) + 1
    rows = []
    for words in counted:
        row = {t: (1 + math.log(n)) * math.log(total / held[t] + 0.5) for t, n in words.items()}
        norm = math.sqrt(sum(w * w for w in row.values())) or 1.0
        rows.append({t: w / norm for t, w in row.items()})
    return rows


def _cosine(a: Row, b: Row) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(w * b[t] for t, w in a.items() if t in b)
