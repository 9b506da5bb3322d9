"""How likely two figures count the same: a dozen traits of the pair, each with a weight fitted on labelled pairs of real news. Pure.

The score is a log odds in which a conflict, of which there are few, counts three times. `python -m bench.likeness` fits the weights and
says how well they do on stories that they were not fitted on.
"""

from __future__ import annotations

import math
from datetime import timedelta

from assistant.gate.tokens import stem
from assistant.stories.apart import other_names, signs
from assistant.stories.mention import Mention

SAME_TIME = timedelta(hours=6)  # figures further apart follow each other
MOST_SHARED = 8  # more words that both sentences have say no more
MOST_RATIO = 3.0  # of logarithms: 20 times as many
BIG = 100  # smaller whole numbers stand in any text by chance

# Words that stand in any news and tell no quantity from another.
COMMON = frozenset(
    stem(word)
    for word in (
        "said says say told tell according report reported reports statement officials official people more than also last first new"
        " now after before since year years month week day days time friday monday today yesterday not no out up there all most other"
        " one two news including according some many much number nearly about every few own take took makes make made get got"
    ).split()
)
WEIGHTS = {
    "any": -0.86,
    "shared": 1.34,
    "share": 0.97,
    "near": 0.84,
    "fate": 0.80,
    "place": 0.62,
    "least": 0.50,
    "big": 0.44,
    "ratio": -1.51,
    "grew": 0.84,
    "names": -1.43,
    "figures": -1.14,
    "signs": -0.37,
}


def traits(a: Mention, b: Mention) -> dict[str, float]:
    """What tells whether two figures of the same sort count one thing, each from 0 to about 1."""
    one, other = a.around - COMMON, b.around - COMMON
    shared = len(one & other)
    same_fate = bool(a.fate) and a.fate == b.fate
    small, large = sorted((a.value, b.value))
    return {
        "any": 1.0,
        "shared": min(MOST_SHARED, shared) / MOST_SHARED,
        "share": shared / max(1, min(len(one), len(other))),
        "near": _near(a, b),
        "fate": float(same_fate),
        "place": _placed(a, b) if same_fate else 0.0,
        "least": float(all(m.amount.bound in ("least", "over") for m in (a, b))),
        "big": float(small >= BIG),
        "ratio": min(MOST_RATIO, math.log(large / small)) if small > 0 else MOST_RATIO,
        "grew": _grew(a, b),
        "names": 0.0 if same_fate else other_names(a, b),  # tolls are told with many names
        "figures": math.log(a.figures * b.figures + 1) / 3,
        "signs": float(signs(a, b)),
    }


def likeness(a: Mention, b: Mention) -> float:
    """How likely they count the same; stories/same.py says from which score on they are taken to."""
    return sum(WEIGHTS[name] * value for name, value in traits(a, b).items())


def _near(a: Mention, b: Mention) -> float:
    """The share of words close to both figures, without what is counted."""
    one, other = a.near - a.tail - COMMON, b.near - b.tail - COMMON
    return len(one & other) / math.sqrt(max(1, len(one) * len(other)))


def _grew(a: Mention, b: Mention) -> float:
    """1 where the later figure is the larger, as counts of what goes on are; a half where they are of about the same time."""
    one, other = a.excerpt.post.at, b.excerpt.post.at
    return 0.5 if abs(one - other) <= SAME_TIME else float((a.value < b.value) == (one < other))


def _placed(a: Mention, b: Mention) -> float:
    """1 for the same place, -1 for different ones, 0 where one names none."""
    return 0.0 if not (a.places and b.places) else 1.0 if a.places & b.places else -1.0
