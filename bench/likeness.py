"""The weights of stories/likeness.py: fitted on labelled pairs, and how well they do on stories that they were not fitted on.

    python -m bench.likeness --posts posts.jsonl.xz

Pairs that stories/same.py rules out before it weighs are left out. Cross-validation leaves out one story at a time: posts that a chain of
pairs, or the words of a headline, joins.
"""

from __future__ import annotations

import argparse
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from assistant.stories.likeness import WEIGHTS, likeness, traits
from assistant.stories.mention import Mention, mentions
from assistant.stories.same import ALIKE, SURE, same_quantity
from assistant.stories.scope import cut
from bench.disagree import cases, figure_of, pairs

FITTED = ("tune", "check", "mined")
RIDGE = 2.0  # how much a weight costs; half and twice as much change little
CONFLICT = 3.0  # times that a conflict counts, of which there are few
NO_LEAST = -99.0  # weighs nothing: only what is ruled out
LIKE = 0.3  # of two headlines' words: one story

Pair = tuple[dict[str, Any], Mention, Mention]


def read(posts: Path, halves: tuple[str, ...]) -> list[Pair]:
    """The labelled figures of each case, where both are read as figures and may count the same."""
    told = [c for c in cases() if c["half"] in halves and c.get("sort") != "opposite"]
    found = []
    for case, (a, b) in zip(told, pairs(posts, told), strict=True):
        one = [m for m in mentions(a) if figure_of(case["a"][1], m.written)]
        other = [m for m in mentions(b) if figure_of(case["b"][1], m.written)]
        if one and other and same_quantity(one[0], other[0], NO_LEAST):
            found.append((case, one[0], other[0]))
    return found


def stories(found: list[Pair]) -> list[int]:
    """The story of each pair, as a number."""
    titles = {
        m.excerpt.post.id: frozenset(t.key for t in cut(m.excerpt.post.title) if t.kind == "word") for _, *ms in found for m in ms
    }
    root = {post: post for post in titles}

    def top(post: int) -> int:
        while root[post] != post:
            post = root[post]
        return post

    for _, a, b in found:
        root[top(a.excerpt.post.id)] = top(b.excerpt.post.id)
    for one, other in combinations(titles, 2):
        if len(titles[one] & titles[other]) >= LIKE * len(titles[one] | titles[other]):
            root[top(one)] = top(other)
    return [top(a.excerpt.post.id) for _, a, _ in found]


def fit(x: np.ndarray, y: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's method; the first column is the intercept and costs nothing."""
    weights, cost = np.zeros(x.shape[1]), np.full(x.shape[1], RIDGE)
    cost[0] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x.T * (times * p * (1 - p))) @ x + np.diag(cost), x.T @ (times * (p - y)) + cost * weights)
        weights -= step
        if np.abs(step).max() < 1e-7:
            break
    return weights


def left_out(x: np.ndarray, y: np.ndarray, times: np.ndarray, story: list[int]) -> np.ndarray:
    """The score of each pair by weights fitted on all other stories."""
    of, scores = np.array(story), np.zeros(len(y))
    for one in set(story):
        rest = of != one
        scores[~rest] = x[~rest] @ fit(x[rest], y[rest], times[rest])
    return scores


def told(name: str, scores: np.ndarray, y: np.ndarray) -> str:
    pairs_of = scores[y == 1][:, None] - scores[y == 0][None, :]
    found = [f"{name}: {int(y.sum())} of {len(y)} pairs count the same; area under the curve {(pairs_of > 0).mean():.2f}"]
    for least in (ALIKE, SURE):
        shown = scores >= least
        found.append(
            f"  at {least:+.1f}: {y[shown].mean():.0%} of the shown do, {shown[y == 1].mean():.0%} of those that do shown, "
            f"{(~shown)[y == 0].mean():.0%} of the others not"
        )
    return "\n".join(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    args = parser.parse_args()
    found = read(args.posts, FITTED)
    x = np.array([list(traits(a, b).values()) for _, a, b in found])
    y = np.array([float(case["kind"] != "none") for case, *_ in found])
    times = np.array([CONFLICT if case["kind"] == "conflict" else 1.0 for case, *_ in found])
    for name, weight in zip(WEIGHTS, fit(x, y, times), strict=True):
        print(f'    "{name}": {weight:.2f},')
    print(told("left out", left_out(x, y, times, stories(found)), y))
    other = read(args.posts, ("third",))
    scores = np.array([likeness(a, b) for _, a, b in other])
    print(told("third", scores, np.array([float(case["kind"] != "none") for case, *_ in other])))


if __name__ == "__main__":
    main()
