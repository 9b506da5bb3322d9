"""The port Complete through chat.completions: works with OpenAI and with what speaks like it (vLLM, llama.cpp, Ollama, proxies).

What a server does not take is learnt from its refusal once and remembered for this process:
    response_format json_schema -> json_object with the schema in the prompt -> the schema in the prompt alone
    max_completion_tokens <-> max_tokens
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import ModelNonsense, ModelRefused
from assistant.outside.llm_reply import read_reply
from assistant.outside.openai_endpoint import Endpoint, said_of
from assistant.ports import Completion, CountTokens

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

Shape = Literal["json_schema", "json_object", "words"]

_SIMPLER: Mapping[Shape, Shape] = {"json_schema": "json_object", "json_object": "words"}
_OTHER_LIMIT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_LESSONS = 3  # a server can refuse the shape twice and the limit's name once
_MILLION = 1_000_000


def make_complete(
    *,
    api_key: str,
    base_url: str,
    model: str,
    timeout_s: float,
    price_in: float,
    price_out: float,
    max_output_tokens: int,
    count: CountTokens,
) -> OpenAIComplete:
    """The port Complete. Prices are dollars per million tokens; `timeout_s` bounds the whole call, retry included; `count`
    estimates where the server tells no usage. An empty `base_url` is OpenAI's; local servers need no key. Opens nothing yet.
    """
    endpoint = Endpoint(api_key=api_key, base_url=base_url, timeout_s=timeout_s)
    return OpenAIComplete(endpoint, model, (price_in / _MILLION, price_out / _MILLION), max_output_tokens, count)


class OpenAIComplete:
    """Calls may overlap. Raises ModelTimeout, ModelRefused, ModelNonsense, or ModelError itself where the server is away."""

    def __init__(
        self, endpoint: Endpoint, model: str, prices: tuple[float, float], max_output_tokens: int, count: CountTokens
    ) -> None:
        self._endpoint = endpoint
        self._model = model
        self._prices = prices
        self._max_output_tokens = max_output_tokens
        self._count = count
        self._shape: Shape = "json_schema"
        self._limit = "max_completion_tokens" if endpoint.is_openai else "max_tokens"

    @property
    def model(self) -> str:
        return self._model

    async def __call__(self, *, system: str, user: str, schema: Mapping[str, Any], name: str) -> Completion:
        reply = await self._endpoint.ask(lambda client: self._ask(client, _plain(system), _plain(user), schema, name))
        text = _text(reply)
        data = read_reply(text, schema)
        tokens_in, tokens_out = self._usage(reply, system + user, text)
        cost = tokens_in * self._prices[0] + tokens_out * self._prices[1]
        return Completion(data, self._model, tokens_in, tokens_out, cost)

    async def aclose(self) -> None:
        await self._endpoint.aclose()

    async def _ask(self, client: AsyncOpenAI, system: str, user: str, schema: Mapping[str, Any], name: str) -> Any:
        """One request, asked again more simply where the server refuses the form and not the question."""
        from openai import APIStatusError

        create: Callable[..., Any] = client.chat.completions.create
        for _ in range(_LESSONS):
            shape, limit = self._shape, self._limit
            try:
                return await create(**self._request(system, user, schema, name))
            except APIStatusError as exc:
                if not self._learnt(exc, shape, limit):
                    raise
        return await create(**self._request(system, user, schema, name))

    def _request(self, system: str, user: str, schema: Mapping[str, Any], name: str) -> dict[str, Any]:
        """The request's JSON as this server is known to take it."""
        if self._shape != "json_schema":
            written = json.dumps(schema, ensure_ascii=False)
            system = f"{system}\n\nAnswer with one JSON object that fits this JSON schema, and with nothing else:\n{written}"
        formats: Mapping[Shape, Any] = {
            "json_schema": {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}},
            "json_object": {"type": "json_object"},
            "words": None,
        }
        asked = formats[self._shape]
        return {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            self._limit: self._max_output_tokens,
            **({"response_format": asked} if asked else {}),
        }

    def _learnt(self, exc: APIStatusError, shape: Shape, limit: str) -> bool:
        """Whether the refusal taught us how to ask. `shape` and `limit` are those refused: another call may have learnt already."""
        said = said_of(exc).lower() + (exc.param or "")
        if exc.status_code not in (400, 404, 422, 501):
            return False
        if limit in said and exc.status_code in (400, 422):
            self._limit = _OTHER_LIMIT[limit]
            return True
        if shape in _SIMPLER and any(
            word in said for word in ("response_format", "json_schema", "json_object", "structured output")
        ):
            self._shape = _SIMPLER[shape]
            return True
        return False

    def _usage(self, reply: Any, asked: str, text: str) -> tuple[int, int]:
        """Tokens in and out, as the server tells them, else as we count."""
        usage = getattr(reply, "usage", None)
        told = (getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None))
        counted = (n if isinstance(n, int) and n >= 0 else None for n in told)
        tokens_in, tokens_out = counted
        return (
            self._count(asked) if tokens_in is None else tokens_in,
            self._count(text) if tokens_out is None else tokens_out,
        )


def _plain(text: str) -> str:
    """Without lone surrogates, which no request can carry."""
    return text.encode("utf-8", "replace").decode()


def _text(reply: Any) -> str:
    """The reply's text. Raises ModelRefused when the model declined, ModelNonsense when it is cut off or there is none."""
    choices = getattr(reply, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise ModelNonsense("The model's reply holds no answer.")
    message, ended = getattr(choices[0], "message", None), getattr(choices[0], "finish_reason", None)
    if getattr(message, "refusal", None) or ended == "content_filter":
        raise ModelRefused("The model declined to answer this.")
    if ended == "length":
        raise ModelNonsense("The model's reply was cut off at the limit of output tokens.")
    text = getattr(message, "content", None)
    if not isinstance(text, str) or not text.strip():
        raise ModelNonsense("The model's reply is empty.")
    return text
