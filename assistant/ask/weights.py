"""How much each sign of a passage counts, per embedding model. Each number says how it was found; bench/newsquiz --ablate shows its worth.

Signs are 0 to 1 (rank.py says what each means), so a weight is what a full sign adds to the score.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the signs in rank.SIGNS, by name.

    Found by coordinate ascent on half of eval/newsquiz (gold@1, @4, @10 and evidence@1, @3, @5, @10 together), starting from what was
    used before. A half's weights on the other half: gold@1 0.68, gold@4 0.90, gold@10 0.96, evidence@5 0.77, evidence@10 0.79, so these,
    from both, promise no more (0.70, 0.92, 0.97, 0.77, 0.79). A softmax fit finds as much evidence and loses 4 points of gold@1.
    A weight of 0 is a sign for the decision only (enough.py).
    """

    lexical: float = 1.00
    cosine: float = 0.45
    fresh: float = 1.00
    cover: float = 0.35
    body: float = 0.00
    title: float = 0.50
    names: float = 0.10
    numbers: float = 0.25
    lead: float = 0.35
    near: float = 0.00
    best_lexical: float = 0.20
    whole: float = 0.45
    asked: float = 0.10
    rarest: float = 0.00
    quoted: float = 0.13


LOCAL = Weights()
WEIGHTS = {"wordllama-l2-256": LOCAL}


def weights_for(model: str) -> Weights:
    """Those measured for the embedding model, else those of the local one."""
    return WEIGHTS.get(model, LOCAL)
