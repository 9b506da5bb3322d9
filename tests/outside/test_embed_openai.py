"""Embeddings over HTTP: batched within the limits, read in both forms, checked before they are trusted."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Iterator
from typing import Any

import numpy as np
import pytest

from assistant.errors import ModelError, ModelNonsense, ModelRefused
from assistant.outside.embed_openai import OpenAIEmbed, make_embed
from assistant.outside.tokens import Estimated
from tests.openai_server import Heard, OpenAIServer, Step, cut_off, embedded, raw, refusal

DIM = 64


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer(dim=DIM) as running:
        yield running


def made(url: str, **given: Any) -> OpenAIEmbed:
    settings: dict[str, Any] = {"api_key": "k", "model": "some-embedder", "timeout_s": 10, "tokens": Estimated()}
    return make_embed(**{**settings, "base_url": url, **given})


@pytest.fixture
async def embed(server: OpenAIServer) -> AsyncIterator[OpenAIEmbed]:
    opened = made(server.url)
    yield opened
    await opened.aclose()


def sent(server: OpenAIServer) -> list[int]:
    return [len(heard.body["input"]) for heard in server.requests]


@pytest.mark.parametrize("floats", [False, True])
async def test_rows_have_length_one_in_both_forms_of_reply(server: OpenAIServer, embed: OpenAIEmbed, floats: bool) -> None:
    server.floats = floats
    rows = await embed(["The bridge is closed", "the bridge closed", "two goals won it"])
    assert rows.shape == (3, DIM) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > 0.8 > rows[0] @ rows[2]
    assert server.requests[0].body["encoding_format"] == "base64"
    assert embed.spent > 0


async def test_empty_texts_are_not_sent_and_give_zero_rows(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    rows = await embed(["", "one", " \n", "two"])
    assert [bool(row.any()) for row in rows] == [False, True, False, True]
    assert server.requests[0].body["input"] == ["one", "two"]


async def test_only_empty_texts_ask_nobody(server: OpenAIServer) -> None:
    embed = made(server.url, dim=7)
    assert (await embed(["", " "])).shape == (2, 7)
    assert (await embed([])).shape == (0, 7)
    assert server.requests == []


async def test_the_dimension_is_known_remembered_or_learnt(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    assert made(server.url, model="text-embedding-3-small").dim == 1536
    assert made(server.url, dim=384).dim == 384
    assert embed.dim == 0
    assert await embed.learn() == embed.dim == DIM
    await embed.learn()
    assert sent(server) == [1]


async def test_requests_hold_at_most_2048_texts_and_the_order_stays(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    texts = [f"word{number}" for number in range(5000)]
    rows = await embed(texts)
    assert sent(server) == [2048, 2048, 904]
    assert np.allclose(rows[4999], (await embed(["word4999"]))[0])


async def test_requests_hold_at_most_300_000_tokens(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    await embed(["x" * 8_000] * 200)  # 3,200 tokens each at 2.5 bytes a token: 93 fit
    assert sent(server) == [93, 93, 14]


async def test_a_text_beyond_8192_tokens_is_cut_and_a_short_one_is_not(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    await embed(["a" * 8192, "б" * 50_000, "lone \ud800"])
    short, long, mended = server.requests[0].body["input"]
    assert short == "a" * 8192 and mended == "lone ?"
    assert len(long.encode()) / 2.5 <= 8192


async def test_rows_follow_the_index_of_the_reply_and_not_its_order(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    data = [{"object": "embedding", "index": n, "embedding": [1.0 if n == k else 0.0 for k in range(3)]} for n in (2, 0, 1)]
    server.script(lambda _: raw_json({"object": "list", "data": data, "model": "m"}))
    assert np.array_equal(await embed(["a", "b", "c"]), np.eye(3, dtype=np.float32))


def raw_json(body: Any) -> Any:
    from starlette.responses import JSONResponse

    return JSONResponse(body)


def vectors(*rows: Any) -> Step:
    return lambda heard: embedded(list(rows), heard)


@pytest.mark.parametrize(
    "step",
    [
        vectors([1.0, 2.0]),
        vectors([1.0], [2.0], [3.0]),
        vectors([1.0, 2.0], [1.0]),
        vectors([], []),
        vectors([0.0, 0.0], [1.0, 0.0]),
        vectors([1e39, 0.0], [1.0, 0.0]),
        vectors("no base64!", "no base64!"),
        vectors(base64.b64encode(b"abc").decode(), base64.b64encode(b"abc").decode()),
        vectors(*[base64.b64encode(np.array([np.nan, 1], "<f4").tobytes()).decode()] * 2),
        vectors(["a", "b"], ["c", "d"]),
        vectors(None, None),
        raw(b'{"object": "list"}'),
        raw(b"[]"),
        raw(b"<html>", content_type="text/html"),
        raw(b'{"data": ['),
    ],
)
async def test_a_reply_that_is_no_set_of_vectors_is_nonsense(server: OpenAIServer, embed: OpenAIEmbed, step: Step) -> None:
    server.script(step)
    with pytest.raises(ModelNonsense):
        await embed(["one", "two"])
    assert embed.dim == 0


async def test_another_dimension_under_the_same_name_is_refused(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    await embed(["one"])
    server.dim = 32
    with pytest.raises(ModelNonsense, match="32 numbers, not 64"):
        await embed(["two"])


async def test_a_server_that_knows_no_base64_is_asked_for_numbers_from_then_on(server: OpenAIServer, embed: OpenAIEmbed) -> None:
    def step(heard: Heard) -> Any:
        if heard.body.get("encoding_format") == "base64":
            return refusal(422, "encoding_format: only float is supported")(heard)
        return server.embeddings(heard)

    server.always = step
    for _ in range(2):
        assert (await embed(["one"])).any()
    assert [heard.body["encoding_format"] for heard in server.requests] == ["base64", "float", "float"]


@pytest.mark.parametrize("step", [refusal(500), refusal(429), cut_off()])
async def test_trouble_that_passes_is_not_noticed(server: OpenAIServer, embed: OpenAIEmbed, step: Step) -> None:
    server.script(step)
    assert (await embed(["one"])).any()


@pytest.mark.parametrize(("step", "error"), [(refusal(401, "bad key k"), ModelRefused), (refusal(500), ModelError)])
async def test_trouble_that_stays_is_a_model_error(
    server: OpenAIServer, embed: OpenAIEmbed, step: Step, error: type[ModelError]
) -> None:
    server.always = step
    with pytest.raises(error):
        await embed(["one"])
