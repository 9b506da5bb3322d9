"""A draft checked with a model that helps, lies, fails and costs: the real openai library on loopback; and whose eyes see what."""

import re
from contextlib import aclosing
from dataclasses import replace

import pytest

from assistant.ask.journey import Writer
from assistant.check import journey
from assistant.check.journey import Adviser
from assistant.outside.llm import make_complete
from assistant.outside.tokens import Estimated
from assistant.wiring import checking
from assistant.wiring.pump import Pump
from assistant.wiring.spending import Purse
from assistant.words import Passage, Role, Source
from tests.check.test_verdict import told
from tests.openai_server import OpenAIServer, refusal, reply, says, slow
from tests.outside.archive_cases import NOW, hours, read

TEXT = (
    "The ferry Aurora ran aground off Marrow Point early on Sunday, the coast guard said. All 214 passengers are safe.\n\n"
    "Repairs to the hull should be finished within six weeks, said the operator's director, Ivo Hart."
)
SPOILT = "Mending the vessel takes 9 weeks, its owner believes."  # reworded beyond what rules alone connect
PLAIN = "The ferry Aurora ran aground off Marrow Point early on Sunday, the coast guard said."


@pytest.fixture
async def archive(house):
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Coast Guard"))
    await house.database.posts.keep(source.id, read("a", title="Ferry runs aground", text=TEXT, published=hours(2)), NOW)
    await Pump(house).once()
    return house


@pytest.fixture
async def advised(archive):
    """The house with a model that says what a test tells it to."""
    with OpenAIServer() as model:
        count = Estimated()
        made = make_complete(
            api_key="k",
            base_url=model.url,
            model="m",
            timeout_s=4.0,  # the library takes a second to import
            price_in=2.0,
            price_out=12.0,
            max_output_tokens=900,
            count=count,
        )
        async with aclosing(made):
            yield replace(archive, writer=Writer(made, count, archive.purse.may_spend)), model


def verdicts(*said):
    """The model says (verdict, quote) of each sentence in turn, pointing at the first passage."""
    return reply(
        {
            "verdicts": [
                {"sentence": n, "verdict": verdict, "passage": 1 if quote else 0, "quote": quote}
                for n, (verdict, quote) in enumerate(said, 1)
            ]
        }
    )


async def check(house, draft=SPOILT, role=Role.REPORTER):
    return await checking.check(draft, role, 1, house=house)


REPAIRS = "Repairs to the hull should be finished within six weeks"


async def test_a_model_connects_what_rules_alone_do_not_and_the_rules_find_the_wrong_figure(advised):
    house, model = advised
    post = told(TEXT, "Ferry runs aground").post.post
    adviser = Adviser(house.writer.complete, house.writer.count, house.writer.may_spend)

    async def find(texts):
        return [[Passage(0, post, 0, len(post.text))] for _ in texts]

    draft = "Mending the vessel's hull takes 9 weeks, welders believe."
    assert (await journey.check(draft, find=find)).sentences[0].verdict == "not found"
    model.script(verdicts(("contradicted", REPAIRS)))
    (found,) = (await journey.check(draft, find=find, adviser=adviser)).sentences
    assert found.verdict == "contradicted"
    assert [(draft[m.start : m.end], m.instead) for m in found.marks if m.kind == "number"] == [("9", "six")]


async def test_a_model_may_not_hold_just_anything_against_a_sentence(advised):
    house, model = advised
    draft = "The orchestra of Lindau toured 9 cities in spring."
    model.script(verdicts(("contradicted", "All 214 passengers are safe")))
    assert (await check(house, draft)).sentences[0].verdict == "not found"


async def test_a_true_quote_lifts_what_was_not_found_to_partly_and_never_to_supported_unless_the_gate_says_so(advised):
    house, model = advised
    draft = "Work on the hull should be done within six weeks, insiders believe, despite shortages of steel and welders."
    model.script(verdicts(("supported", REPAIRS)))
    found = (await check(house, draft)).sentences[0]
    assert found.verdict != "supported"


@pytest.mark.parametrize(
    "said",
    [
        ("supported", "Mending the vessel takes 9 weeks, its owner believes."),
        ("supported", "Repairs to the hull should be finished within 9 weeks"),
        ("supported", ""),
        ("contradicted", "Mending the vessel takes no weeks at all"),
        ("contradicted", ""),
        ("partly", "the and of to in a that"),
        ("supported", "x" * 5000),
    ],
)
async def test_a_lying_model_changes_nothing(advised, said):
    house, model = advised
    before = await check(replace(house, writer=None), f"{SPOILT} {PLAIN}")
    model.script(verdicts(said, ("contradicted", said[1])))
    after = await check(house, f"{SPOILT} {PLAIN}")
    assert after.sentences == before.sentences


async def test_a_model_that_calls_a_false_sentence_supported_by_a_true_quote_is_not_believed(advised):
    house, model = advised
    draft = "The ferry Aurora ran aground off Marrow Point early on Monday, the coast guard said."
    model.script(verdicts(("supported", PLAIN[:-1])))
    assert (await check(house, draft)).sentences[0].verdict == "contradicted"


async def test_a_model_that_calls_everything_opinion_takes_no_claim_with_figures_away(advised):
    house, model = advised
    model.script(verdicts(("opinion", "")))
    assert (await check(house)).sentences[0].verdict == "not found"


@pytest.mark.parametrize(
    "trouble",
    [refusal(500), says("no JSON at all"), reply({"verdicts": "none"}), slow(30)],
    ids=["500", "prose", "shape", "slow"],
)
async def test_a_model_in_trouble_leaves_the_plain_check_and_a_note(advised, trouble):
    house, model = advised
    plain = await check(replace(house, writer=None), PLAIN)
    model.always = trouble
    found = await check(house, PLAIN)
    assert found.sentences == plain.sentences
    assert found.note.startswith("By rules alone for all of it: ")


async def test_what_the_model_costs_is_paid_and_beyond_the_budget_it_is_not_asked(advised):
    house, model = advised
    model.script(verdicts(("not found", "")))
    found = await check(house, PLAIN)
    assert found.cost > 0
    assert await house.purse.spent() == pytest.approx(found.cost)
    broke = Purse(house.database.settings, found.cost / 2, house.settings.zone, house.clock)
    asked = len(model.requests)
    over = await check(replace(house, purse=broke, writer=replace(house.writer, may_spend=broke.may_spend)), PLAIN)
    assert "budget" in over.note and over.cost == 0 and len(model.requests) == asked


async def test_a_long_draft_is_read_in_batches_that_name_only_their_own_sentences(advised):
    house, model = advised
    model.always = verdicts(("not found", ""))
    await check(house, " ".join(f"The ferry Aurora carried {n} crates of fish to Marrow Point." for n in range(2, 16)))
    shown = [re.findall(r"<<<sentence (\d+) ", r.prompt) for r in model.requests]
    assert sorted(map(len, shown)) == [2, 6, 6] and all(s[0] == "1" for s in shown)


async def test_what_is_under_embargo_is_held_against_a_reporters_draft_and_no_subscribers(house):
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Coast Guard"))
    held = "EMBARGOED UNTIL 18:00 GMT 22 November 2026\n\n" + TEXT
    await house.database.posts.keep(source.id, read("a", title="Ferry runs aground", text=held, published=hours(2)), NOW)
    await Pump(house).once()
    assert (await check(house, PLAIN)).sentences[0].verdict == "supported"
    assert (await check(house, PLAIN, Role.SUBSCRIBER)).sentences[0].found == ()
    in_a_group = await checking.check(PLAIN, Role.ADMIN, -100, house=house)
    assert in_a_group.sentences[0].found == (), "everybody in the group reads it"


async def test_a_source_that_the_asker_may_not_see_supports_nothing(house):
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Desk", audience="reporters"))
    await house.database.posts.keep(source.id, read("a", title="Ferry runs aground", text=TEXT, published=hours(2)), NOW)
    await Pump(house).once()
    assert (await check(house, PLAIN, Role.SUBSCRIBER)).sentences[0].found == ()
    assert (await check(house, PLAIN)).sentences[0].verdict == "supported"
