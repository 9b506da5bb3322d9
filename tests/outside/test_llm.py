"""Asking a model over real HTTP: right answers, and every way it goes wrong, within our own deadline."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import prompts
from assistant.errors import ModelError, ModelNonsense, ModelRefused, ModelTimeout
from assistant.outside.llm import OpenAIComplete, make_complete
from assistant.outside.tokens import Estimated
from tests.openai_server import (
    OpenAIServer,
    Step,
    cut_off,
    raw,
    refusal,
    reply,
    says,
    slow,
    without,
    without_schemas,
    without_usage,
)

ROOT = Path(__file__).parents[2]
KEY = "sk-very-secret-0123456789"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"passage": {"type": "integer"}, "text": {"type": "string"}},
                            "required": ["passage", "text"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["text", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}
NOTHING: dict[str, Any] = {"claims": []}
POSTS = prompts.fence(
    [("The Herald, 4 Nov", "The bridge is closed. Buses go round."), ("The Courier, 5 Nov", "It opens in March.")],
    nonce="3f9a0c51d2e4b677",
)
Ask = Callable[[], Any]


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as running:
        yield running


def made(url: str, **given: Any) -> OpenAIComplete:
    settings: dict[str, Any] = {"api_key": KEY, "model": "m-1", "timeout_s": 10, "price_in": 2.0, "price_out": 12.0}
    return make_complete(**{**settings, "base_url": url, "max_output_tokens": 900, "count": Estimated(), **given})


@pytest.fixture
async def complete(server: OpenAIServer) -> AsyncIterator[OpenAIComplete]:
    opened = made(server.url)
    yield opened
    await opened.aclose()


async def ask(complete: OpenAIComplete, user: str = f"{POSTS}\n\nQuestion: Is the bridge open?") -> Any:
    return await complete(system="You answer.", user=user, schema=SCHEMA, name="answer")


@pytest.fixture
def module() -> Iterator[str]:
    command = [sys.executable, "-m", "tests.openai_server", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        url = json.loads(child.stdout.readline())["url"]
        with urllib.request.urlopen(f"{url}/models", timeout=10) as models:
            assert json.load(models)["data"][0]["id"] == "test-model"
        yield url
        child.terminate()


# --- when all is well -----------------------------------------------------------------------------------------------


async def test_a_right_answer_comes_with_its_tokens_and_its_price(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.script(says(json.dumps(NOTHING), usage={"prompt_tokens": 2_000_000, "completion_tokens": 500_000}))
    answer = await ask(complete)
    assert answer.data == NOTHING and answer.model == "m-1"
    assert (answer.tokens_in, answer.tokens_out, answer.cost) == (2_000_000, 500_000, pytest.approx(4.0 + 6.0))


async def test_the_request_is_what_a_compatible_server_expects(server: OpenAIServer, complete: OpenAIComplete) -> None:
    await ask(complete, user="Lone \ud800 surrogate")
    (heard,) = server.requests
    assert heard.headers["authorization"] == f"Bearer {KEY}"
    assert heard.body["model"] == "m-1" and heard.body["max_tokens"] == 900
    assert [message["role"] for message in heard.body["messages"]] == ["system", "user"]
    assert heard.body["messages"][1]["content"] == "Lone ? surrogate"
    assert heard.body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True},
    }


async def test_without_usage_tokens_are_counted_by_us(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.script(without_usage(NOTHING))
    answer = await ask(complete, user="u" * 700)
    assert answer.tokens_in == Estimated()("You answer." + "u" * 700)
    assert answer.tokens_out == Estimated()(json.dumps(NOTHING))
    assert answer.cost == pytest.approx((2.0 * answer.tokens_in + 12.0 * answer.tokens_out) / 1e6)


async def test_a_server_without_keys_needs_none(server: OpenAIServer) -> None:
    complete = made(server.url, api_key="")
    assert (await ask(complete)).data["claims"]
    await complete.aclose()


async def test_the_useful_answer_quotes_the_passages_to_the_letter(complete: OpenAIComplete) -> None:
    assert (await ask(complete)).data == {
        "claims": [
            {"text": "The bridge is closed.", "quotes": [{"passage": 1, "text": "The bridge is closed."}]},
            {"text": "It opens in March.", "quotes": [{"passage": 2, "text": "It opens in March."}]},
        ]
    }


async def test_questions_asked_at_once_are_answered_each(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.always = slow(0.05)
    answers = await asyncio.gather(*(ask(complete) for _ in range(20)))
    assert len(answers) == 20 and all(answer.data["claims"] for answer in answers)


# --- replies that are no answer -------------------------------------------------------------------------------------

GOOD = json.dumps(NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"  \ufeff\n{GOOD}\n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}```",
        f"<think>Let me see {{}}.</think>\n\n{GOOD}",
        '{"claims": [], "mood": "extra keys are left out"}',
    ],
)
async def test_a_reply_is_mended_where_that_is_safe(server: OpenAIServer, complete: OpenAIComplete, text: str) -> None:
    server.script(says(text))
    assert (await ask(complete)).data == NOTHING


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (says("I think the bridge is closed."), "no JSON"),
        (says('{"claims": ['), "no JSON"),
        (says(f"Here you are:\n```json\n{GOOD}\n```"), "no JSON"),
        (says(f"{GOOD}\n{GOOD}"), "no JSON"),
        (says("[" * 100_000), "no JSON"),
        (says("[]"), "reply should be of type object"),
        (reply({}), "lacks claims"),
        (reply({"claims": {}}), "reply.claims should be of type array"),
        (reply({"claims": [{"text": 5, "quotes": []}]}), r"reply.claims\[0\].text should be of type string"),
        (reply({"claims": [{"text": "t", "quotes": [{"passage": True, "text": "q"}]}]}), "passage should be of type integer"),
        (reply({"claims": [{"text": "t", "quotes": [{"passage": 1.5, "text": "q"}]}]}), "passage should be of type integer"),
        (says('{"claims": [{"text": "t", "quotes": [{"passage": NaN, "text": "q"}]}]}'), "no number"),
        (says(GOOD, finish_reason="length"), "cut off"),
        (says(""), "empty"),
        (says(None), "empty"),
        (says("x" * 500_000), "too long"),
        (raw(b'{"object": "chat.completion", "choices": []}'), "no answer"),
        (raw(b'{"choices": [{"index": 0}]}'), "empty"),
        (raw(b"[1, 2]"), "no answer"),
        (raw(b'{"choices": "many"}'), "no answer"),
        (raw(b'{"cho'), "no JSON"),
        (raw(b"<html>Sign in</html>", content_type="text/html"), "no answer"),
    ],
)
async def test_what_does_not_fit_the_schema_is_nonsense_and_is_not_asked_again(
    server: OpenAIServer, complete: OpenAIComplete, step: Step, said: str
) -> None:
    server.script(step)
    with pytest.raises(ModelNonsense, match=said):
        await ask(complete)
    assert len(server.requests) == 1


@pytest.mark.parametrize("step", [says(None, refusal="I cannot help."), says(None, finish_reason="content_filter")])
async def test_a_model_that_declines_refused(server: OpenAIServer, complete: OpenAIComplete, step: Step) -> None:
    server.script(step)
    with pytest.raises(ModelRefused, match="declined"):
        await ask(complete)


async def test_an_integer_written_as_a_float_and_letters_no_database_takes_are_mended(
    server: OpenAIServer, complete: OpenAIComplete
) -> None:
    server.script(says('{"claims": [{"text": "a\\u0000b\\ud800c", "quotes": [{"passage": 1.0, "text": "q"}]}]}'))
    (claim,) = (await ask(complete)).data["claims"]
    assert claim == {"text": "a\ufffdb\ufffdc", "quotes": [{"passage": 1, "text": "q"}]}


# --- servers in trouble ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "step",
    [refusal(500), refusal(503, "overloaded"), refusal(429, headers={"retry-after": "0"}), refusal(408), cut_off()],
    ids=["500", "503", "429", "408", "cut off"],
)
async def test_what_may_pass_is_tried_once_more(server: OpenAIServer, complete: OpenAIComplete, step: Step) -> None:
    server.script(step, reply(NOTHING))
    assert (await ask(complete)).data == NOTHING
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("step", "error", "said"),
    [
        (refusal(500, "boom"), ModelError, "status 500.*boom"),
        (refusal(429, "slow down"), ModelRefused, "status 429.*slow down"),
        (cut_off(), ModelError, "cannot be reached"),
    ],
)
async def test_but_not_twice(
    server: OpenAIServer, complete: OpenAIComplete, step: Step, error: type[ModelError], said: str
) -> None:
    server.always = step
    with pytest.raises(error, match=said):
        await ask(complete)
    assert len(server.requests) == 2


@pytest.mark.parametrize("wait", ["100", "1e9", "inf"])
async def test_a_wait_beyond_our_deadline_is_not_waited_for(server: OpenAIServer, complete: OpenAIComplete, wait: str) -> None:
    server.always = refusal(429, "Rate limit reached", headers={"retry-after": wait})
    async with asyncio.timeout(5):  # far below the deadline of 10 s: it gives up at once
        with pytest.raises(ModelRefused, match="Rate limit"):
            await ask(complete)
    assert len(server.requests) == 1


@pytest.mark.parametrize("wait", ["soon", "nan", "-5", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_wait_that_is_no_number_is_a_short_one(server: OpenAIServer, complete: OpenAIComplete, wait: str) -> None:
    server.script(refusal(429, headers={"retry-after": wait}), reply(NOTHING))
    assert (await ask(complete)).data == NOTHING


@pytest.mark.parametrize(
    "step",
    [
        refusal(401, f"Incorrect API key provided: {KEY}."),
        refusal(403),
        refusal(404, "The model m-1 does not exist"),
        refusal(400, "too long"),
        refusal(429, "You exceeded your quota", code="insufficient_quota"),
    ],
)
async def test_a_refusal_is_not_tried_again_and_keeps_the_key_to_itself(
    server: OpenAIServer, complete: OpenAIComplete, step: Step
) -> None:
    server.always = step
    with pytest.raises(ModelRefused) as raised:
        await ask(complete)
    assert len(server.requests) == 1
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(("first", "seconds"), [(slow(60), 0.4), (refusal(500), 1.8)])
async def test_a_socket_that_hangs_ends_at_our_deadline(server: OpenAIServer, first: Step, seconds: float) -> None:
    server.script(first, slow(60))
    complete = made(server.url, timeout_s=seconds)
    async with asyncio.timeout(20):
        with pytest.raises(ModelTimeout, match=rf"127\.0\.0\.1 did not answer within {seconds} s"):
            await ask(complete)
    await complete.aclose()


async def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        complete = made(f"http://127.0.0.1:{free.getsockname()[1]}/v1")
        with pytest.raises(ModelError, match="cannot be reached"):
            await ask(complete)
        await complete.aclose()


@pytest.mark.parametrize("settings", [{"api_key": "schlüssel-№"}, {"base_url": "http://[broken"}, {"base_url": "nowhere"}])
async def test_settings_that_no_request_can_be_made_of_are_a_model_error(server: OpenAIServer, settings: dict[str, str]) -> None:
    complete = made(settings.get("base_url", server.url), **{k: v for k, v in settings.items() if k != "base_url"})
    with pytest.raises(ModelError) as raised:
        await ask(complete)
    assert "schlüssel" not in str(raised.value)
    await complete.aclose()


# --- servers that speak a dialect -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("step", "shapes"), [
    (without_schemas(), ["json_schema", "json_object", "json_object"]),
    (without_schemas(objects=False), ["json_schema", "json_object", "text", "text"]),
])  # fmt: skip
async def test_a_server_without_schemas_is_asked_more_simply_and_remembered(
    server: OpenAIServer, complete: OpenAIComplete, step: Step, shapes: list[str]
) -> None:
    server.always = step
    for _ in range(2):
        assert (await ask(complete)).data["claims"][0]["text"] == "The bridge is closed."
    assert [heard.body.get("response_format", {"type": "text"})["type"] for heard in server.requests] == shapes
    assert json.dumps(SCHEMA) in server.requests[-1].body["messages"][0]["content"]


async def test_a_server_with_the_other_name_for_the_limit_is_remembered(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.always = without("max_tokens", "max_completion_tokens")
    for _ in range(2):
        assert (await ask(complete)).data["claims"]
    assert [heard.body.get("max_completion_tokens") for heard in server.requests] == [None, 900, 900]


async def test_a_server_that_refuses_every_form_is_given_up(server: OpenAIServer, complete: OpenAIComplete) -> None:
    server.always = refusal(400, "response_format json_schema json_object max_tokens max_completion_tokens: all wrong")
    with pytest.raises(ModelRefused, match="all wrong"):
        await ask(complete)
    assert len(server.requests) <= 4


async def test_opening_a_model_asks_nothing_and_imports_nothing_heavy() -> None:
    script = (
        "import sys; from assistant.outside.llm import make_complete; from assistant.outside.tokens import Estimated\n"
        "make_complete(api_key='', base_url='', model='m', timeout_s=1, price_in=0, price_out=0, max_output_tokens=1, count=Estimated())\n"
        "sys.exit('openai' in sys.modules)"
    )
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", script, cwd=ROOT)
    assert await child.wait() == 0


# --- the scripted server in a process of its own --------------------------------------------------------------------


async def test_the_server_runs_as_a_module_and_answers_usefully(module: str) -> None:
    complete = made(module)
    assert len((await ask(complete)).data["claims"]) == 2
    await complete.aclose()
