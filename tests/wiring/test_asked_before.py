"""The same question again: the answer given before where nothing has changed, a new one where anything has."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.outside.database import Database
from assistant.wiring import asking
from assistant.wiring.pump import Pump
from assistant.words import Asker, Role
from tests.openai_server import OpenAIServer, refusal
from tests.wiring.marrowby import LATER, MORNING, newsroom, question, take

PEAK = "How high did the River Ash rise overnight?"
BRIDGE = "Why is the Old Bridge closed?"


@pytest.mark.parametrize("model", [True, False], ids=["model", "extracted"])
async def test_the_same_question_of_an_unchanged_archive_gets_the_same_answer_for_nothing(tmp_path, model):
    with OpenAIServer() as server:
        more: dict[str, Any] = {"openai_base_url": server.url} if model else {}
        async with newsroom(tmp_path, **more) as house:
            first = await asking.answer(question(BRIDGE, "1"), house=house)
            spent, asked = await house.purse.spent(), len(server.requests)
            later = replace(
                question(f"  {BRIDGE.lower().replace('old bridge', 'Old Bridge')}", "2"), asked_at=MORNING + timedelta(minutes=9)
            )
            again = await asking.answer(later, house=house)
            assert (await house.purse.spent(), len(server.requests)) == (spent, asked)
    assert again.id != first.id and again.claims and again.claims == first.claims
    assert again.receipt.answered_at is not None and first.receipt.answered_at is None
    assert (again.receipt.cost, again.receipt.tokens_in) == (0.0, 0)
    assert again.receipt.written_by == first.receipt.written_by and again.posts == first.posts


async def changed_by_a_new_post(house):
    await take(house, LATER)
    await Pump(house).once()


async def changed_by_a_withdrawal(house):
    (post, *_) = (await asking.answer(question(BRIDGE, "seen"), house=house)).passages[::-1]
    await house.database.posts.withdraw(post.post.id, MORNING + timedelta(minutes=1))


async def changed_by_a_source_for_others(house):
    radio = next(s for s in await house.database.sources.all() if s.title == "Tideway Radio")
    await house.database.sources.change(replace(radio, audience="admins"))


async def with_a_post_still_to_be_cut(house):
    await take(house, LATER)


@pytest.mark.parametrize(
    "change", [changed_by_a_new_post, changed_by_a_withdrawal, changed_by_a_source_for_others, with_a_post_still_to_be_cut]
)
async def test_whatever_changes_what_is_searched_brings_a_new_answer(tmp_path, change):
    async with newsroom(tmp_path) as house:
        me = Asker(5, 5, 0, Role.REPORTER)
        await asking.answer(question(BRIDGE, "1", asker=me), house=house)
        await change(house)
        again = await asking.answer(question(BRIDGE, "2", asker=me), house=house)
    assert again.receipt.answered_at is None


@pytest.mark.parametrize(
    "other",
    [
        {"asked_at": MORNING + timedelta(days=1)},
        {"zone": "Asia/Tokyo"},
        {"asker": Asker(6, 6, 0, Role.SUBSCRIBER)},
        {"newest_first": True},
        {"text": "Why is the Old Bridge not closed?"},
        {"text": "Why is the Old Bridge closed today?"},
    ],
    ids=["next_day", "zone", "subscriber", "newest_first", "negated", "today"],
)
async def test_another_question_is_answered_anew(tmp_path, other):
    async with newsroom(tmp_path) as house:
        await asking.answer(question(BRIDGE, "1"), house=house)
        again = await asking.answer(replace(question(BRIDGE, "2"), **other), house=house)
    assert again.receipt.answered_at is None


async def test_a_period_counted_from_now_is_never_the_same(tmp_path):
    async with newsroom(tmp_path) as house:
        asked = question("What happened in the last 12 hours?", "1")
        await asking.answer(asked, house=house)
        again = await asking.answer(replace(asked, key="2", asked_at=MORNING + timedelta(minutes=1)), house=house)
    assert again.receipt.answered_at is None


async def test_an_answer_that_stood_in_for_the_model_is_not_kept_for_the_next(tmp_path):
    with OpenAIServer() as server:
        async with newsroom(tmp_path, openai_base_url=server.url) as house:
            server.script(refusal(401))
            poor = await asking.answer(question(BRIDGE, "1"), house=house)
            good = await asking.answer(question(BRIDGE, "2"), house=house)
    assert not poor.receipt.written_by and good.receipt.written_by


async def test_a_sentence_that_the_gate_would_not_let_through_again_is_not_shown_again(tmp_path):
    async with newsroom(tmp_path) as house:
        first = await asking.answer(question(BRIDGE, "1"), house=house)
        await _tamper(house.database, first.id)
        again = await asking.answer(question(BRIDGE, "2"), house=house)
    assert again.receipt.answered_at is None
    assert not any("never" in claim.text for claim in again.claims)


async def _tamper(database: Database, answer_id: int) -> None:
    from sqlalchemy import text

    async with database.answers._db.write() as connection:
        await connection.execute(
            text("UPDATE claims SET text = 'The Old Bridge was never closed.' WHERE answer_id = :a"), {"a": answer_id}
        )
