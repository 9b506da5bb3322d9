"""The port Complete through chat.completions: works with OpenAI and with what speaks like it (vLLM, llama.cpp, Ollama, proxies).

What a server does not take is learnt from its refusal once and remembered for this process:
    response_format json_schema -> json_object with the schema in the prompt -> the schema in the prompt alone
    max_completion_tokens <-> max_tokens
    stream with usage -> stream -> in one piece
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import ModelError, ModelTimeout
from assistant.outside.llm_reply import read_reply
from assistant.outside.llm_stream import Said, in_pieces, whole, whole_of
from assistant.outside.openai_endpoint import Endpoint, said_of
from assistant.ports import Completion, CountTokens, Heard

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

Shape = Literal["json_schema", "json_object", "words"]

_SIMPLER: Mapping[Shape, Shape] = {"json_schema": "json_object", "json_object": "words"}
_OTHER_LIMIT = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
_SHAPES = ("response_format", "json_schema", "json_object", "structured output")
_LESSONS = 3  # a server can refuse the shape twice and the limit's name once
_OF_STREAMS = 2  # and of a stream its usage, and streams at all
_MILLION = 1_000_000


Wanted = Callable[[], dict[str, Any]]
"""Makes the request's JSON anew: what is learnt between two tries is in it."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How this server is asked."""

    limit: str
    shape: Shape = "json_schema"
    streams: bool = True
    tells_usage: bool = True


class _Spent:
    """What a call has heard so far, for its price where it fails."""

    def __init__(self, heard: Heard | None) -> None:
        self._heard = heard
        self.text = ""
        self.said: Said | None = None

    def hear(self, text: str) -> None:
        self.text = text
        if self._heard:
            self._heard(text)


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
        self._form = _Form("max_completion_tokens" if endpoint.is_openai else "max_tokens")

    @property
    def model(self) -> str:
        return self._model

    async def __call__(
        self, *, system: str, user: str, schema: Mapping[str, Any], name: str, heard: Heard | None = None
    ) -> Completion:
        spent = _Spent(heard)
        system, user = _plain(system), _plain(user)
        try:
            said = await self._endpoint.ask(
                lambda client: self._ask(client, self._wanted(system, user, schema, name), spent, heard is not None)
            )
            spent.said = said
            data = read_reply(said.content(), schema)
        except ModelError as exc:
            if spent.said or spent.text or isinstance(exc, ModelTimeout):  # it was read, or is being answered for nobody
                exc.tokens_in, exc.tokens_out = self._tokens(spent, system + user)
                exc.cost = self._price(exc.tokens_in, exc.tokens_out)
            raise
        tokens_in, tokens_out = self._tokens(spent, system + user)
        return Completion(data, self._model, tokens_in, tokens_out, self._price(tokens_in, tokens_out))

    async def aclose(self) -> None:
        await self._endpoint.aclose()

    async def _ask(self, client: AsyncOpenAI, wanted: Wanted, spent: _Spent, streamed: bool) -> Said:
        """One reply, asked for again more simply where the server refuses the form and not the question."""
        from openai import APIStatusError

        for _ in range(_LESSONS + _OF_STREAMS * streamed):
            form = self._form
            try:
                return await self._once(client, wanted(), spent, streamed)
            except APIStatusError as exc:
                if not self._learnt(exc, form):
                    raise
        return await self._once(client, wanted(), spent, streamed)

    async def _once(self, client: AsyncOpenAI, request: dict[str, Any], spent: _Spent, streamed: bool) -> Said:
        if not (streamed and self._form.streams):
            create: Callable[..., Any] = client.chat.completions.create
            return whole(await create(**request))
        usage = {"stream_options": {"include_usage": True}} if self._form.tells_usage else {}
        stream: Callable[..., Any] = client.chat.completions.with_raw_response.create
        raw = await stream(**request, stream=True, **usage)
        try:
            if "event-stream" not in raw.headers.get("content-type", ""):
                return whole_of(await raw.http_response.aread())
            return await in_pieces(raw.parse(), spent.hear)
        finally:
            await raw.http_response.aclose()

    def _wanted(self, system: str, user: str, schema: Mapping[str, Any], name: str) -> Wanted:
        """The request's JSON as this server is known to take it by then."""

        def request() -> dict[str, Any]:
            shape, written = self._form.shape, json.dumps(schema, ensure_ascii=False)
            asked = f"\n\nAnswer with one JSON object that fits this JSON schema, and with nothing else:\n{written}"
            formats: Mapping[Shape, Any] = {
                "json_schema": {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}},
                "json_object": {"type": "json_object"},
                "words": None,
            }
            first = system if shape == "json_schema" else system + asked
            return {
                "model": self._model,
                "messages": [{"role": "system", "content": first}, {"role": "user", "content": user}],
                self._form.limit: self._max_output_tokens,
                **({"response_format": formats[shape]} if formats[shape] else {}),
            }

        return request

    def _learnt(self, exc: APIStatusError, form: _Form) -> bool:
        """Whether the refusal taught us how to ask. `form` is the one refused: another call may have learnt already."""
        said = said_of(exc).lower() + (exc.param or "")
        if exc.status_code not in (400, 404, 422, 501):
            return False
        if form.limit in said and exc.status_code in (400, 422):
            self._form = replace(self._form, limit=_OTHER_LIMIT[form.limit])
        elif form.shape in _SIMPLER and any(word in said for word in _SHAPES):
            self._form = replace(self._form, shape=_SIMPLER[form.shape])
        elif form.tells_usage and ("stream_options" in said or "include_usage" in said):
            self._form = replace(self._form, tells_usage=False)
        elif form.streams and "stream" in said:
            self._form = replace(self._form, streams=False)
        else:
            return False
        return True

    def _tokens(self, spent: _Spent, asked: str) -> tuple[int, int]:
        """Tokens in and out, as the server tells them, else as we count."""
        said = spent.said or Said(spent.text)
        return (
            self._count(asked) if said.tokens_in is None else said.tokens_in,
            self._count(said.text) if said.tokens_out is None else said.tokens_out,
        )

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        return tokens_in * self._prices[0] + tokens_out * self._prices[1]


def _plain(text: str) -> str:
    """Without lone surrogates, which no request can carry."""
    return text.encode("utf-8", "replace").decode()
