"""How much each sign of a passage counts, per embedding model. Each number says how it was found.

Signs are 0 to 1 (rank.py says what each means), so a weight is what a full sign adds to the score. What the ranking is without each of
them, all 486 questions of eval/newsquiz, 22 November 2026 (bench/newsquiz --ablate measures gold; one question of gold is 0.005):

    without        gold@1   @4    @10    evidence@1   @5    @10
    nothing         .704   .925   .962      .677     .779   .798
    lexical         .710   .914   .968      .675     .767   .791
    cosine          .704   .919   .962      .672     .767   .798
    fresh           .656   .882   .957      .670     .779   .798
    cover           .704   .925   .968      .670     .770   .791
    title           .677   .898   .968      .675     .770   .800
    names           .710   .919   .962      .677     .774   .796
    numbers         .710   .919   .968      .675     .777   .798
    lead            .651   .914   .941      .677     .789   .796
    best_lexical    .710   .919   .962      .679     .774   .796
    whole           .694   .914   .968      .670     .767   .793
    asked           .704   .925   .962      .675     .774   .791
    quoted          .704   .925   .962      .677     .779   .798   (no question quotes; it is for those that do)

Tried on top of these and left out, as evidence@5 and @10 stayed within a question of it or fell: the best sentence's score, figures of the
kind sought near the question's words, names that several posts tell (each at 0.1 to 0.8), one to six passages of a post, passages centred
on their best sentence. docs/newsquiz.md says what the misses are.
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
