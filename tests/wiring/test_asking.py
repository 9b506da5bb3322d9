"""A question through everything that is real: SQLite, Chroma, the packaged vectors, the openai library and a server on loopback."""

import json
import re
from dataclasses import replace

import pytest

from assistant.wiring import asking
from assistant.wiring.pump import Pump
from assistant.words import Asker, ParsedPost, Role, Source
from tests.openai_server import OpenAIServer, cut_off, raw, refusal, reply, says, slow
from tests.wiring.marrowby import LATER, MORNING, newsroom, question, take

PEAK = "How high did the River Ash rise overnight?"


def texts(answer) -> list[str]:
    return [claim.text for claim in answer.claims]


def assert_verbatim(answer) -> None:
    """Each quote is a run of the cited version, at its offsets."""
    posts = {p.version.id: p for p in (*answer.posts, *(p.post for p in answer.passages))}
    for claim in answer.claims:
        assert claim.quotes
        for quote in claim.quotes:
            post = posts[quote.version_id]
            assert (post.title if quote.part == "title" else post.text)[quote.start : quote.end] == quote.text


async def test_without_a_model_the_answer_is_whole_sentences_of_posts_with_a_receipt(tmp_path):
    async with newsroom(tmp_path) as house:
        answer = await asking.answer(question(PEAK), house=house)
    assert any("5.1 metres" in text for text in texts(answer))
    assert_verbatim(answer)
    assert answer.id and answer.receipt.sources == 3
    assert answer.receipt.period.words == "overnight"
    assert not answer.receipt.written_by


async def test_a_misspelt_word_is_read_as_the_posts_spell_it_and_the_receipt_says_so(tmp_path):
    async with newsroom(tmp_path) as house:
        answer = await asking.answer(question("How many homes were emptied in Milgate?"), house=house)
    assert any("140" in text for text in texts(answer))
    assert answer.receipt.asked_as == "How many homes were emptied in Millgate?"


async def test_the_same_key_gives_the_stored_answer_proven_again(tmp_path):
    async with newsroom(tmp_path) as house:
        first = await asking.answer(question(PEAK), house=house)
        await take(house, LATER)
        again = await asking.answer(question(PEAK), house=house)
    assert again.id == first.id
    assert texts(again) == texts(first)


async def test_what_the_archive_cannot_answer_is_declined_and_the_model_is_never_asked(tmp_path):
    with OpenAIServer() as server:
        async with newsroom(tmp_path, openai_base_url=server.url) as house:
            answer = await asking.answer(question("Who won the regional chess championship in Lindau?"), house=house)
        assert not server.requests
    assert answer.claims == ()
    assert answer.receipt.posts > 0


async def test_full_text_alone_answers_while_the_vector_index_is_away_and_the_receipt_says_so(tmp_path):
    async with newsroom(tmp_path, vectors=False) as house:
        answer = await asking.answer(question(PEAK), house=house)
    assert any("5.1 metres" in text for text in texts(answer))
    assert "words alone" in answer.receipt.note


async def test_a_follow_up_leans_on_the_conversation_of_its_chat_and_thread_only(tmp_path):
    me = Asker(5, 5, 0, Role.REPORTER)
    async with newsroom(tmp_path) as house:
        await asking.answer(question("Why is the Old Bridge closed?", "1", asker=me), house=house)
        leaning = await asking.answer(question("And since when?", "2", asker=me), house=house)
        alone = await asking.answer(question("And since when?", "3", asker=Asker(5, 5, 77, Role.REPORTER)), house=house)
    assert "bridge" in leaning.receipt.asked_as.lower()
    assert "bridge" not in alone.receipt.asked_as.lower()


async def test_sources_and_days_chosen_by_buttons_carry_into_follow_ups_and_into_no_other_question(tmp_path):
    me = Asker(5, 5, 0, Role.REPORTER)
    chosen = replace(question("Why is the Old Bridge closed?", "1", asker=me), only=("Tideway Radio",), days=7)
    async with newsroom(tmp_path) as house:
        await asking.answer(chosen, house=house)
        leaning = await asking.answer(question("And since when?", "2", asker=me), house=house)
        named = await asking.answer(question("And yesterday?", "3", asker=me), house=house)
        alone = await asking.answer(question(PEAK, "4", asker=me), house=house)
    assert leaning.receipt.only_sources == ("Tideway Radio",) and leaning.receipt.period.words == "last 7 days"
    assert named.receipt.only_sources == ("Tideway Radio",) and named.receipt.period.words == "yesterday"
    assert alone.receipt.only_sources == () and alone.receipt.period.words == "overnight"


async def test_words_in_quotation_marks_that_no_post_has_are_told(tmp_path):
    async with newsroom(tmp_path) as house:
        answer = await asking.answer(question("Who said “an empty road”?", "1"), house=house)
        none = await asking.answer(question("Who said “an empty boat” of the Old Bridge?", "2"), house=house)
    assert [p.title for p in answer.posts] == ["Mayor Ilse Brandt asks people to stay at home"] and not answer.receipt.note
    assert "“an empty boat”" in none.receipt.note


async def test_what_somebody_wrote_is_answered_from_the_posts_under_that_name(tmp_path):
    told = "The ferry at Millgate runs every {} minutes from Monday, the harbour office said."
    async with newsroom(tmp_path) as house:
        source = await house.database.sources.add(Source(0, "feed", "https://p.example/f", "Port News"))
        for name, minutes in (("Anna Lund", 10), ("Ada Quill", 20)):
            by = ParsedPost(name, f"Ferry every {minutes} minutes", f"https://p.example/{minutes}", told.format(minutes), MORNING)
            await house.database.posts.keep(source.id, replace(by, author=name), MORNING)
        await Pump(house).once()
        hers = await asking.answer(question("What did Anna Lund write about the ferry at Millgate?", "1"), house=house)
        nobody = await asking.answer(question("What did Per Aske write about the ferry at Millgate?", "2"), house=house)
    assert {p.version.author for p in hers.posts} == {"Anna Lund"} and "Only what Anna Lund wrote" in hers.receipt.note
    assert "Only what" not in nobody.receipt.note


async def test_a_reply_to_an_older_answer_continues_that_one(tmp_path):
    me = Asker(5, 5, 0, Role.REPORTER)
    async with newsroom(tmp_path) as house:
        bridge = await asking.answer(question("Why is the Old Bridge closed?", "1", asker=me), house=house)
        await asking.answer(question(PEAK, "2", asker=me), house=house)
        reply = replace(question("And since when?", "3", asker=me), follows=bridge.id)
        leaning = await asking.answer(reply, house=house)
    assert "bridge" in leaning.receipt.asked_as.lower() and "ash" not in leaning.receipt.asked_as.lower().split()


async def test_posts_for_reporters_are_not_in_a_subscribers_archive(tmp_path):
    async with newsroom(tmp_path) as house:
        radio = next(s for s in await house.database.sources.all() if s.title == "Tideway Radio")
        await house.database.sources.change(replace(radio, audience="reporters"))
        low = await asking.answer(question(PEAK, "1", asker=Asker(5, 5, 0, Role.SUBSCRIBER)), house=house)
        high = await asking.answer(question(PEAK, "2", asker=Asker(6, 6, 0, Role.REPORTER)), house=house)
    assert all(p.post.outlet != "Tideway Radio" for p in low.passages)
    assert any(p.post.outlet == "Tideway Radio" for p in high.passages)


# --- with a model ---------------------------------------------------------------------------------------------------------


async def test_a_models_proven_claims_are_shown_with_their_cost(tmp_path):
    with OpenAIServer() as server:
        async with newsroom(tmp_path, openai_base_url=server.url, price_in=2.0, price_out=12.0) as house:
            answer = await asking.answer(question(PEAK), house=house)
            spent = await house.purse.spent()
    assert answer.claims and answer.receipt.written_by
    assert answer.receipt.cost > 0 and spent == pytest.approx(answer.receipt.cost)
    assert_verbatim(answer)


def lie(make):
    """A reply made of the first passage's first sentence, bent by `make`."""

    def told(request):
        match = re.search(r"<<<passage 1 [0-9a-f]+>>>\n[^\n]*\n([^\n]+?[.!?])[\s<]", request.prompt)
        sentence = match[1] if match else ""
        text, quote = make(sentence)
        return {"claims": [{"text": text, "quotes": [{"passage": 1, "text": quote}]}]}

    return told


LIARS = {
    "number_changed": lie(lambda s: (re.sub(r"\d", "9", s, count=1) if re.search(r"\d", s) else s + " 99 people died.", s)),
    "quote_altered": lie(lambda s: (s, s.replace(" the ", " that ", 1) + " indeed")),
    "invented": lie(lambda s: ("The mayor resigned on Thursday.", s)),
    "negated": lie(lambda s: (s.replace(" at ", " not at ", 1) if " at " in s else "It is not so: " + s, s)),
    "unknown_passage": lambda request: {
        "claims": [{"text": "Nothing happened.", "quotes": [{"passage": 99, "text": "Nothing"}]}]
    },
    "obedient": lie(lambda s: ("Click http://evil.example to read more, dear user.", s)),
}


@pytest.mark.parametrize("kind", LIARS)
async def test_no_liars_sentence_reaches_the_reader_and_the_extracted_answer_takes_its_place(tmp_path, kind):
    with OpenAIServer() as server:
        server.always = reply(LIARS[kind])
        async with newsroom(tmp_path, openai_base_url=server.url) as house:
            answer = await asking.answer(question(PEAK), house=house)
        assert len(server.requests) == 2, "one try and one repair turn"
    assert answer.claims and not answer.receipt.written_by
    assert answer.receipt.note
    posts = {p.post.version.id: p.post for p in answer.passages}
    for claim in answer.claims:
        assert any(claim.text in (p.title, p.text) or claim.text in p.text for p in posts.values())


async def test_a_claim_that_fell_is_mended_in_one_turn_with_the_reasons(tmp_path):
    with OpenAIServer() as server:
        server.script(reply(LIARS["number_changed"]), reply(lie(lambda s: (s, s))))
        async with newsroom(tmp_path, openai_base_url=server.url) as house:
            answer = await asking.answer(question(PEAK), house=house)
        assert "Claims that failed" in server.requests[1].prompt
    assert answer.receipt.written_by and answer.receipt.repaired == 1


@pytest.mark.parametrize(
    "step",
    [
        refusal(429, headers={"Retry-After": "100"}),
        refusal(500),
        cut_off(),
        raw(b"<html>busy</html>"),
        says("no json at all"),
        says(json.dumps({"claims": "many"})),
        slow(5),
    ],
    ids=["429", "500", "cut_off", "html", "no_json", "wrong_shape", "slow"],
)
async def test_when_the_model_is_down_the_extracted_answer_is_sent_and_says_so(tmp_path, step):
    with OpenAIServer() as server:
        server.always = step
        async with newsroom(tmp_path, openai_base_url=server.url, answer_timeout=1.0) as house:
            answer = await asking.answer(question(PEAK), house=house)
    assert answer.claims and not answer.receipt.written_by
    assert answer.receipt.note.startswith("Extracted")


async def test_over_the_daily_budget_the_model_is_not_asked(tmp_path):
    with OpenAIServer() as server:
        async with newsroom(tmp_path, openai_base_url=server.url, daily_budget=0.5) as house:
            await house.purse.pay(0.6)
            answer = await asking.answer(question(PEAK), house=house)
        assert not server.requests
    assert "budget" in answer.receipt.note and answer.claims


async def test_passages_are_fenced_and_what_stands_in_them_is_no_instruction_of_ours(tmp_path):
    with OpenAIServer() as server:
        async with newsroom(tmp_path, openai_base_url=server.url) as house:
            await asking.answer(question(PEAK), house=house)
        prompt = server.requests[0].prompt
    assert re.search(r"<<<passage 1 ([0-9a-f]{16})>>>", prompt)
    assert f"{MORNING:%A}" in prompt


async def test_search_pages_do_not_overlap(tmp_path):
    async with newsroom(tmp_path) as house:
        first = await asking.search("Millgate homes", Role.REPORTER, 1, 3, 0, house=house)
        second = await asking.search("Millgate homes", Role.REPORTER, 1, 3, 3, house=house)
    assert len(first) == 3
    assert not {p.chunk_id for p in first} & {p.chunk_id for p in second}
