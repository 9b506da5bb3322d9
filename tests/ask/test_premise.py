"""False premises: told in the asker's own words before a proven sentence; in doubt, nothing."""

import pytest

from assistant.ask.compose import Draft
from assistant.ask.judging import Judge
from assistant.ask.premise import contradicted, foremost
from assistant.ask.question import understand
from assistant.gate import Stands, prove
from assistant.words import Claim, Passage
from tests.ask.test_answering import NOW, post

FLOOD = "Fifty people died when the River Ash flooded Millgate on Sunday. The council has not closed the swimming pool."
MAYOR = "Mayor Ana Dole has not resigned, her office said on Monday. She will stay until spring, the office said."


def told(text, sentence, *others):
    posts = [post(n, "Flood in Millgate", t) for n, t in enumerate((text, *others), 1)]
    verdict = prove(Claim(sentence, ((1, sentence),)), posts)
    assert isinstance(verdict, Stands)
    return [verdict.proven], [Passage(p.id, p, 0, len(p.text)) for p in posts]


FIGURES = [
    ("Why did 500 people die in Millgate?", "500 people die"),
    ("How did 500 die in the flood?", "500 die"),
    ("Why did 50 people die in Millgate?", ""),
    ("Why did fifty people die in Millgate?", ""),
    ("Did 500 people die in Millgate?", ""),  # it asks, and assumes nothing
    ("How many of the 500 people died?", ""),
    ("Why did 500 people flee Millgate?", ""),  # another fate
    ("Why did 500 houses burn in Millgate?", ""),
    ("Why did people die in Millgate in 2019?", ""),
    ("Why did about 52 people die in Millgate?", ""),
]


@pytest.mark.parametrize(("question", "assumed"), FIGURES)
def test_a_figure_that_the_best_sentence_contradicts_is_named(question, assumed):
    claims, passages = told(FLOOD, FLOOD.split(". ")[0] + ".")
    assert contradicted(question, understand(question, NOW).kind, claims, passages) == assumed


def test_a_figure_that_another_passage_has_is_no_false_premise():
    claims, passages = told(FLOOD, FLOOD.split(". ")[0] + ".", "Rescuers said that 500 people died in the flood of Millgate.")
    question = "Why did 500 people die in Millgate?"
    assert contradicted(question, understand(question, NOW).kind, claims, passages) == ""


DENIED = [
    (MAYOR, "Mayor Ana Dole has not resigned, her office said on Monday.", "Why did Mayor Dole resign?", "Mayor Dole resign"),
    (MAYOR, "Mayor Ana Dole has not resigned, her office said on Monday.", "Why did Mayor Dole not resign?", ""),
    (MAYOR, "Mayor Ana Dole has not resigned, her office said on Monday.", "Did Mayor Dole resign?", ""),
    (MAYOR, "Mayor Ana Dole has not resigned, her office said on Monday.", "Why did the minister resign?", ""),
    (FLOOD, "The council has not closed the swimming pool.", "When was the swimming pool closed?", "swimming pool closed"),
    (FLOOD, "The council has not closed the swimming pool.", "When was the library closed?", ""),
]


@pytest.mark.parametrize(("text", "sentence", "question", "assumed"), DENIED)
def test_what_the_best_sentence_says_did_not_happen_is_named(text, sentence, question, assumed):
    claims, passages = told(text, sentence)
    assert assumed in contradicted(question, understand(question, NOW).kind, claims, passages)
    assert bool(contradicted(question, understand(question, NOW).kind, claims, passages)) == bool(assumed)


# --- as a model says it ------------------------------------------------------------------------------------------------


def by_model(assumes, question="Why did 500 people die in Millgate?"):
    first, second = FLOOD.split(". ")[0] + ".", "The council has not closed the swimming pool."
    judge = Judge([post(1, "Flood in Millgate", FLOOD)])
    drafts = [Draft(Claim(second, ((1, second),))), Draft(Claim(first, ((1, first),)), assumes)]
    stand, _ = judge([d.claim for d in drafts])
    claims, assumed = foremost(stand, drafts, question, judge)
    return [c.text for c in claims], assumed


def test_the_claim_that_contradicts_the_question_comes_first_with_the_askers_words():
    texts, assumed = by_model("500 people die")
    assert assumed == "500 people die" and texts[0].startswith("Fifty people died")


@pytest.mark.parametrize(
    "assumes",
    ["", "900 people die", "the government is lying", "500", "people die in Millgate", "500 people die " * 20],
    ids=["none", "not_asked", "invented", "one_word", "which_is_so", "long"],
)
def test_an_assumption_that_was_not_asked_or_that_is_so_is_not_told(assumes):
    texts, assumed = by_model(assumes)
    assert assumed == "" and texts[0].startswith("The council")
