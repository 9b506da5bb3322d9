"""The promises on real material: falsehoods let through, truths dropped, judged summaries. Skipped where ../shared/eval is absent."""

from pathlib import Path

import pytest

from assistant.gate import Stands
from bench.gate import of_claims, of_summaries, rows

EVAL = Path(__file__).parents[2].parent / "shared" / "eval"
CLAIMS, SUMMARIES, POSTS = (
    EVAL / "gate" / "claims.jsonl.xz",
    EVAL / "gate" / "summaries.jsonl.xz",
    EVAL / "newsquiz" / "posts.jsonl.xz",
)
needs_eval = pytest.mark.skipif(not CLAIMS.exists(), reason=f"{EVAL} is absent: the gate is not measured")
SOME = 250  # claims; python -m bench.gate measures all
NEVER = {"quote_altered", "quote_stitched", "ellipsis_hides_not", "wrong_post"}


@needs_eval
def test_false_claims_fall_and_true_ones_stand() -> None:
    said = {row["id"]: row["stands"] for row in of_claims(CLAIMS, POSTS, SOME)[0]}
    expected = {row["id"]: row for row in rows(CLAIMS) if row["id"] in said}
    true = [said[i] for i, row in expected.items() if row["expect"] == "stands"]
    false = [said[i] for i, row in expected.items() if row["expect"] == "falls"]
    assert sum(false) / len(false) <= 0.02
    assert 1 - sum(true) / len(true) <= 0.03
    assert not any(said[i] for i, row in expected.items() if row["kind"] in NEVER)


@needs_eval
def test_summaries_are_told_apart_as_people_told_them() -> None:
    said = {row["id"]: row["stands"] for row in of_summaries(SUMMARIES)[0]}
    judged = [(s["stands"], said[f"{row['id']}/{n}"]) for row in rows(SUMMARIES) for n, s in enumerate(row["sentences"])]
    kept = [stood for true, stood in judged if true]
    let_through = [stood for true, stood in judged if not true]
    share = sum(kept) / len(kept)
    assert share >= 0.75
    assert (share + 1 - sum(let_through) / len(let_through)) / 2 >= 0.76


def test_stands_carries_no_more_than_it_proves() -> None:
    assert set(Stands.__slots__) == {"proven", "attribution"}
