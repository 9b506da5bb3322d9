"""How much each sign of a passage counts, per embedding model. Each number says how it was found; bench/newsquiz --ablate shows its worth.

Signs are 0 to 1 (rank.py says what each means), so a weight is what a full sign adds to the score.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the signs in rank.SIGNS, by name.

    Found by coordinate ascent on half of eval/newsquiz (gold@1, @4, @10 and evidence@1, @5, @10 together), checked on the other half:
    gold@1 0.73 and 0.70, @4 0.94 and 0.87, @10 1.00 and 0.94;
    the README's reference row 0.56 and 0.63, 0.88 and 0.84, 0.94 and 0.89.
    A softmax fit to all questions gave 0.69 and 0.66 at 1, so it was left. Ablation (0.715 with all): without freshness 0.65, without
    lead 0.67, without full text, cosine or cover 0.68, without the title 0.69.
    """

    lexical: float = 0.50
    cosine: float = 0.86
    fresh: float = 1.09
    cover: float = 0.36
    title: float = 0.22
    names: float = 0.10
    numbers: float = 0.32
    lead: float = 0.35
    near: float = 0.07
    post: float = 0.10
    whole: float = 0.45
    support: float = 0.03
    quoted: float = 0.13


LOCAL = Weights()
WEIGHTS = {"wordllama-l2-256": LOCAL}


def weights_for(model: str) -> Weights:
    """Those measured for the embedding model, else those of the local one."""
    return WEIGHTS.get(model, LOCAL)
