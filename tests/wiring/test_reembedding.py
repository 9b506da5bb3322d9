"""Another embedding model: what it takes is said first; then everything is embedded anew while questions go on, and the switch is made."""

from __future__ import annotations

import asyncio

import pytest

from assistant.errors import ModelRefused
from assistant.wiring import asking, reembedding
from assistant.wiring.house import House, open_house, open_vectors
from assistant.wiring.pump import Pump
from tests.openai_server import OpenAIServer, refusal
from tests.wiring.marrowby import MORNING, newsroom, question, settings

PEAK = "How high did the River Ash rise overnight?"
NEW = "text-embedding-test"


async def rest() -> None:
    await asyncio.sleep(0)


async def models(house: House, *names: str) -> list[int]:
    return [(await house.database.posts.counts(name)).vectors for name in names]


async def test_a_change_states_posts_tokens_and_money_and_changes_nothing_yet(tmp_path):
    async with newsroom(tmp_path) as house:
        local = house.embed.model
        assert await reembedding.estimate(house) is None
    with OpenAIServer() as server:
        more = settings(tmp_path, embedding_model=NEW, openai_base_url=server.url)
        async with open_house(more, clock=lambda: MORNING) as house:
            estimate = await reembedding.estimate(house)
            assert house.embed.model == local
    assert estimate is not None
    assert (estimate.posts, estimate.wanted) == (26, NEW)
    assert estimate.tokens > 1000 and estimate.dollars > 0
    assert "26 posts" in estimate.words and "dollars" in estimate.words


async def test_everything_is_embedded_anew_then_switched_and_the_old_is_forgotten(tmp_path):
    async with newsroom(tmp_path) as house:
        local = house.embed.model
    with OpenAIServer() as server:
        more = settings(tmp_path, embedding_model=NEW, openai_base_url=server.url)
        async with open_house(more, clock=lambda: MORNING) as house, open_vectors(house) as chroma:
            assert chroma
            await reembedding.reembed(house, chroma, breathe=rest)
            assert house.embed.model == NEW
            chunks = (await house.database.posts.counts(NEW)).chunks
            assert await models(house, local, NEW) == [0, chunks]
            assert await house.index.size() == chunks
            assert [kept.model for kept in await chroma.kept()] == [NEW]
            answer = await asking.answer(question(PEAK), house=house)
            assert answer.passages
        async with open_house(more, clock=lambda: MORNING) as house:
            assert house.embed.model == NEW
            assert await reembedding.estimate(house) is None


async def test_cut_off_in_the_middle_it_goes_on_where_it_was_and_the_old_serve_until_then(tmp_path, monkeypatch):
    async with newsroom(tmp_path) as house:
        local = house.embed.model
    monkeypatch.setattr(reembedding, "BATCH", 10)
    with OpenAIServer() as server:
        more = settings(tmp_path, embedding_model=NEW, openai_base_url=server.url)
        async with open_house(more, clock=lambda: MORNING) as house, open_vectors(house) as chroma:
            assert chroma
            server.script(server.embeddings, server.embeddings, refusal(401))
            with pytest.raises(ModelRefused):
                await reembedding.reembed(house, chroma, breathe=rest)
            assert house.embed.model == local
            done = (await models(house, NEW))[0]
            assert 0 < done < (await house.database.posts.counts(NEW)).chunks
            before = len(server.requests)
            await reembedding.reembed(house, chroma, breathe=rest)
            assert house.embed.model == NEW
            texts = sum(len(r.body["input"]) for r in server.requests[before:] if r.path.endswith("embeddings"))
            learning = 1  # a model of no table is asked for its dimension first
            assert texts == (await house.database.posts.counts(NEW)).chunks - done + learning


async def test_a_vector_index_that_was_thrown_away_is_rebuilt_from_sql_without_embedding_again(tmp_path):
    async with newsroom(tmp_path) as house:
        pass
    async with open_house(settings(tmp_path), clock=lambda: MORNING) as house, open_vectors(house) as chroma:
        assert chroma
        size = await house.index.size()
        await reembedding.rebuild(house, chroma)
        assert await house.index.size() == 0
        await Pump(house).once()
        assert await house.index.size() == size > 0
