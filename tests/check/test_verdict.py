"""Sentences of a draft held against invented posts; and against the real ones of bench/data/check.json where they are at hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.check.bearing import Told
from assistant.check.verdict import judge
from assistant.gate import prepare
from assistant.words import Post, Version
from bench.check import cases
from bench.newsquiz import day, rows

QUIZ = Path(__file__).parents[2].parent / "shared" / "eval" / "newsquiz" / "posts.jsonl.xz"
FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)


def told(text: str, title: str = "", at: datetime = FRIDAY, number: int = 1) -> Told:
    version = Version(number, number, 1, title, text, "", at)
    return Told(prepare(Post(number, 1, "Harbour Gazette", str(number), "", version, at, at)))


FERRY = told(
    "The ferry Petrel ran aground off Gull Point on Thursday night with 214 passengers aboard. Nobody was seriously hurt, the coast "
    "guard said. “We heard a long, ugly scrape,” said Mila Dorn, a nurse from Eastport.\n\nThe operator, Tideline, denied that the "
    "captain had been asleep. Repairs will cost about $3.2 million and take six weeks, its director, Ivo Hart, said.",
    "Ferry runs aground off Gull Point",
)


@pytest.mark.parametrize(
    ("text", "verdict", "marked"),
    [
        ("With 214 passengers aboard, the Petrel ran aground off Gull Point.", "supported", ""),
        ("With 241 passengers aboard, the Petrel ran aground off Gull Point.", "contradicted", "241"),
        ("The ferry ran aground off Gull Point on Tuesday night.", "contradicted", "Tuesday"),
        ("On March 12 the ferry Petrel ran aground off Gull Point.", "supported", ""),
        ("Several passengers were seriously hurt, the coast guard said.", "contradicted", "Several passengers were seriously"),
        ("“We heard a long, ugly scrape,” said Mila Dorn.", "supported", ""),
        ("“We heard a short, ugly scrape,” said Mila Dorn.", "contradicted", "short"),
        ("“We heard a long, ugly scrape,” said Ivan Petrov.", "contradicted", "Ivan Petrov"),
        ("Tideline confirmed that the captain had been asleep.", "contradicted", "confirmed"),
        ("Repairs to the ferry will take six months.", "contradicted", "months"),
        ("Repairs to the ferry will cost around $3 million.", "supported", ""),
        ("Repairs to the ferry will cost €3.2 million.", "contradicted", "€3.2 million"),
        ("The harvest of apples in Lindau was poor.", "not found", ""),
        ("I think the ferry service is a disgrace.", "opinion", ""),
        ("What a night!", "opinion", ""),
        ("Who will pay for the repairs to the ferry?", "opinion", ""),
    ],
)
def test_a_sentence_and_what_differs(text, verdict, marked):
    found = judge(text, [FERRY])
    assert (found.verdict, " ".join(text[d.start : d.end] for d in found.differences)) == (verdict, marked)


def test_no_posts_at_all_find_nothing():
    assert judge("The ferry ran aground.", []).verdict == "not found"


@pytest.mark.parametrize("text", ["", "…", "\u202e\x00", "\"'“” ,;", "7" * 1500, "« " * 700, "не " * 500])
def test_nothing_a_draft_holds_breaks_it(text):
    judge(text, [FERRY])


@pytest.mark.parametrize(
    ("halves", "passed_over"),
    [
        (("tune", "check", "fresh"), 0.1),
        (("odd", "unseen", "last"), 0.3),
    ],  # the freer sentences: as measured, and to become fewer
)
def test_planted_errors_are_found_and_true_sentences_left_in_peace_on_real_posts(halves, passed_over):
    """Against the sentence's own post alone: bench/check.py finds it among 8,258."""
    if not QUIZ.exists():
        pytest.skip("../shared/eval/newsquiz is not beside the checkout")
    those = [case for case in cases() if case.half in halves]
    wanted = {case.post for case in those}
    posts = {r["id"]: told(r["text"], r["title"], day(r["published"])) for r in rows(QUIZ) if r["id"] in wanted}
    true = [judge(c.text, [posts[c.post]]).verdict for c in those if not c.error]
    wrong = [judge(c.text, [posts[c.post]]).verdict for c in those if c.error]
    assert true.count("contradicted") <= 0.1 * len(true)
    assert wrong.count("supported") <= passed_over * len(wrong)
