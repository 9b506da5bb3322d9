"""Whether an answer says something else: particulars, not wording; and only what came in since."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.alerts.changed import changed
from assistant.gate import Stands, prove
from assistant.words import Answer, Claim, Question, Receipt
from tests.stories.posts import DAWN, post

ASKED = Question("q", "When does the bridge open?", DAWN)
THEN = DAWN + timedelta(hours=2)


def answer(*texts, hours=1):
    """An answer of these sentences, each the text of a post of its own, read so many hours after dawn."""
    posts = []
    for number, text in enumerate(texts, 1):
        one = post(number + int(hours * 100), "Bridge", text, hours=hours)
        posts.append(one)
    claims = []
    for number, one in enumerate(posts, 1):
        verdict = prove(Claim(one.text, ((number, one.text),)), posts)
        assert isinstance(verdict, Stands), verdict
        claims.append(verdict.proven)
    return Answer(ASKED, tuple(claims), tuple(posts), (), Receipt())


BEFORE = answer("The bridge opens on 12 May, the mayor said.")


def new(*texts, hours=3):
    return [claim.text for claim in changed(BEFORE.claims, answer(*texts, hours=hours), THEN)]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opens on 14 May, the mayor said.",
        "The bridge opens on 12 May, said engineer Tomas Berg of the county.",
        "The bridge does not open on 12 May, the mayor said.",
        "The repairs of the bridge cost 3 million crowns.",
    ],
)
def test_another_date_name_number_or_denial_is_a_change(text):
    assert new(text) == [text]


@pytest.mark.parametrize(
    "text",
    ["On 12 May the bridge opens, according to the mayor.", "The mayor said: the bridge opens on May 12."],
)
def test_other_words_and_order_are_none(text):
    assert new(text) == []


def test_the_other_end_of_an_axis_is_a_change():
    closed = answer("The bridge is closed to all traffic.")
    reopened = answer("The bridge is open to all traffic.", hours=3)
    assert changed(closed.claims, reopened, THEN)


def test_saying_less_or_quoting_an_older_post_is_none():
    before = answer("The bridge opens on 12 May, the mayor said.", "Repairs took 3 weeks.")
    assert changed(before.claims, BEFORE, THEN) == ()
    assert new("The bridge opens on 14 May, the mayor said.", hours=1) == []


def test_an_answer_where_there_was_none_is_a_change():
    found = answer("The bridge opens on 14 May, the mayor said.", hours=3)
    assert changed((), found, THEN) == found.claims
    assert changed((), replace(found, claims=()), THEN) == ()
