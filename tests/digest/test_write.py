"""Which sentences stand for a story."""

from dataclasses import replace

import pytest

from assistant.digest.choose import Chosen
from assistant.digest.write import drafts
from assistant.words import Story
from tests.stories.posts import FIRE, FIRE_LATER, post


def chosen(*posts, mark="new", held=None, before=None):
    return Chosen(Story("s1", posts), mark, posts, 1, before, held or {})


def told(text, title="Sawmill burns in Kelder", length="short"):
    draft = drafts(chosen(post(1, title, text)), length)
    return [claim.text for claim in draft.claims[: draft.most]]


LEAD = "A fire destroyed the sawmill in Kelder on Monday night."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LEAD, id="the lead"),
        pytest.param("KELDER, Norland (AP) — " + LEAD, id="an agency's dateline"),
        pytest.param("London CNN Business — " + LEAD, id="a bureau's dateline"),
        pytest.param("(CNN) " + LEAD, id="an agency alone"),
        pytest.param("КИЇВ — " + LEAD, id="a dateline of another script"),
        pytest.param("By Anna Lund and Per Berg of the Gazette.\n\n" + LEAD, id="a byline"),
        pytest.param("Subscribe to our newsletter for the latest from the Kelder sawmill.\n\n" + LEAD, id="an appeal"),
        pytest.param("Photo: Firefighters at the sawmill in Kelder on Monday night.\n\n" + LEAD, id="a caption"),
        pytest.param("Flames above the Kelder sawmill. Anna Lund/Getty Images.\n\n" + LEAD, id="a credit"),
        pytest.param("Read more: the long history of the sawmill in Kelder.\n\n" + LEAD, id="a link"),
        pytest.param("What we know about the sawmill fire so far in Kelder\n\n" + LEAD, id="a heading"),
        pytest.param("How many lost their work depends on whom one asks today. " + LEAD, id="a tease"),
    ],
)
def test_the_news_is_told_and_nothing_around_it(text):
    assert told(text) == [LEAD]


def test_headlines_need_no_sentence():
    assert told(LEAD, length="headlines") == []


def test_a_full_item_tells_two_things_not_one_twice():
    again = replace(FIRE, id=50, outlet="Radio", version=replace(FIRE.version, id=500))
    draft = drafts(chosen(FIRE, again), "full")
    texts = [claim.text for claim in draft.claims[: draft.most]]
    assert len(texts) == len(set(texts)) == 2


def test_the_newest_post_speaks_first():
    draft = drafts(chosen(FIRE, FIRE_LATER), "short")
    assert draft.posts == (FIRE_LATER, FIRE)
    assert draft.claims[0].quotes[0][0] == 1


def test_a_correction_tells_the_sentence_that_replaced_another():
    now = post(
        1,
        "Bridge closed",
        "Correction: the engineer was misquoted. The bridge stays closed for four weeks, Paul Strand said on Thursday.",
    )
    was = "The bridge stays closed for six weeks, Paul Strand said on Thursday."
    draft = drafts(chosen(now, mark="corrected", held={1: was}), "short")
    assert draft.claims[0].text == "The bridge stays closed for four weeks, Paul Strand said on Thursday."


def test_an_updated_post_tells_only_what_it_did_not_say_before():
    grown = post(
        1, "Bridge closed", "The bridge was closed on Thursday, the county said. Divers found a second crack in the pier at noon."
    )
    draft = drafts(chosen(grown, mark="updated", held={1: "The bridge was closed on Thursday, the county said."}), "full")
    assert [claim.text for claim in draft.claims] == ["Divers found a second crack in the pier at noon."]


def test_a_post_without_a_sentence_says_nothing():
    assert told("Live updates", length="full") == []


def test_of_copies_the_one_that_first_told_it_speaks():
    wire = post(1, "Sawmill burns in Kelder", LEAD)
    copy = replace(post(2, "Fire in Kelder", LEAD), origin_id=1)
    late = replace(post(3, "Sawmill burns", LEAD), origin_id=1)
    assert [p.id for p in drafts(chosen(wire, copy, late), "short").posts] == [1]
    assert [p.id for p in drafts(chosen(copy, late), "short").posts] == [2], "the first itself was had before"
