"""A reply that is streamed: heard as it comes, whole at the end, and every way in which servers stream otherwise or not at all."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from itertools import pairwise
from typing import Any

import pytest

from assistant.errors import ModelError, ModelNonsense
from assistant.outside.llm import OpenAIComplete, make_complete
from assistant.outside.tokens import Estimated
from tests.openai_server import OpenAIServer, Step, in_one_piece, raw, refusal, says, slow, streamed, without

SCHEMA: dict[str, Any] = {"type": "object", "properties": {"said": {"type": "string"}}, "required": ["said"]}
DATA = {"said": "The bridge opens in March, the port says."}


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as made:
        yield made


@pytest.fixture
async def complete(server: OpenAIServer) -> AsyncIterator[OpenAIComplete]:
    server.requests.clear()
    server.script()
    made = make_complete(
        api_key="k",
        base_url=server.url,
        model="m",
        timeout_s=2.0,
        price_in=2.0,
        price_out=12.0,
        max_output_tokens=900,
        count=Estimated(),
    )
    yield made
    await made.aclose()


async def ask(complete: OpenAIComplete, heard: list[str]) -> Any:
    return await complete(system="You answer.", user="Is it open?", schema=SCHEMA, name="said", heard=heard.append)


async def test_the_reply_is_heard_as_it_grows_and_comes_whole_with_the_servers_own_count(
    server: OpenAIServer, complete: OpenAIComplete
) -> None:
    heard: list[str] = []
    server.script(streamed(DATA))
    answer = await ask(complete, heard)
    assert answer.data == DATA and len(heard) > 3
    assert all(later.startswith(earlier) for earlier, later in pairwise(heard))
    assert answer.tokens_out == len(json.dumps(DATA)) // 4 and answer.cost > 0
    assert server.requests[0].body["stream_options"] == {"include_usage": True}


async def test_who_does_not_listen_is_not_streamed_to(server: OpenAIServer, complete: OpenAIComplete) -> None:
    await complete(system="You answer.", user="Is it open?", schema=SCHEMA, name="said")
    assert "stream" not in server.requests[0].body


@pytest.mark.parametrize(
    ("step", "asked", "pieces"),
    [(without("stream_options", "nothing"), 2, True), (without("stream", "nothing"), 2, False), (in_one_piece(DATA), 1, False)],
    ids=["no_usage_in_streams", "refuses_streams", "answers_in_one_piece"],
)
async def test_a_server_that_streams_otherwise_is_learnt_once(
    server: OpenAIServer, complete: OpenAIComplete, step: Step, asked: int, pieces: bool
) -> None:
    server.script(*[step] * 9)
    heard: list[str] = []
    assert (await ask(complete, heard)).data
    assert (len(server.requests), bool(heard)) == (asked, pieces)
    assert (await ask(complete, heard)).data
    assert len(server.requests) == asked + 1, "and is asked rightly at once"


@pytest.mark.parametrize(
    ("step", "costs"),
    [
        (streamed(DATA, cut_after=4), True),
        (says("no json at all"), True),
        (says(json.dumps(DATA), finish_reason="length"), True),
        (says(None), True),
        (streamed(DATA, pause=3.0, pause_at="idge ope"), True),
        (slow(3.0), True),
        (refusal(401), False),
        (refusal(500), False),
        (raw(b"<html>busy</html>"), False),
    ],
    ids=["broken_off", "no_json", "cut_off", "empty", "stalls", "slow", "401", "500", "html"],
)
async def test_a_failure_says_what_it_cost_all_the_same(
    server: OpenAIServer, complete: OpenAIComplete, step: Step, costs: bool
) -> None:
    server.script(step, step)
    with pytest.raises(ModelError) as failed:
        await ask(complete, [])
    assert (failed.value.tokens_in > 0, failed.value.cost > 0) == (costs, costs)


async def test_without_a_stream_nonsense_costs_too(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.script(says("no json at all", usage={"prompt_tokens": 1_000_000, "completion_tokens": 0}))
    with pytest.raises(ModelNonsense) as failed:
        await complete(system="You answer.", user="Is it open?", schema=SCHEMA, name="said")
    assert failed.value.cost == pytest.approx(2.0)
