"""An OpenAI-compatible server on loopback: chat completions, embeddings and models over real HTTP, scripted.

with OpenAIServer() as server:
    server.script(refusal(500), reply({"claims": []}))     # the next requests; after them it answers usefully again
    ... base_url=server.url ...; server.requests[0].body["messages"]

Useful means: asked for JSON with passages between `<<<passage N nonce>>>` borders, it gives claims that quote the first sentence of
the first passages to the letter, in whatever shape the schema wants; embeddings count words, so texts that share words are near.
`python -m tests.openai_server --port 8082` is the same in a process of its own (prints its address as JSON, then serves).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import email
import inspect
import json
import re
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from tests.fakes import FakeEmbed

CLAIMS = 2  # passages quoted by the useful answer


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """All messages, or the texts to embed, as one text."""
        if "messages" in self.body:
            return "\n".join(str(message.get("content", "")) for message in self.body["messages"])
        return "\n".join(self.body.get("input", ()))


Step = Callable[[Heard], Response | Awaitable[Response]]


class OpenAIServer:
    """`url` is what goes into OPENAI_BASE_URL. `floats` answers embeddings as arrays, as small servers do, even when asked for base64."""

    def __init__(self, *, port: int = 0, model: str = "test-model", dim: int = 64, floats: bool = False) -> None:
        self.requests: list[Heard] = []
        self.dim = dim
        self.floats = floats
        self.always: Step | None = None
        self._model = model
        self._steps: list[Step] = []
        self._listener = socket.create_server(("127.0.0.1", port), backlog=256)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        config = uvicorn.Config(
            self._serve,
            interface="asgi3",
            log_level="critical",
            lifespan="off",
            ws="none",
            access_log=False,
            timeout_graceful_shutdown=0,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]}, daemon=True)

    def script(self, *steps: Step) -> None:
        """What happens to the next requests (models are not counted), one step each, in place of what was scripted before."""
        self._steps = list(steps)

    def __enter__(self) -> OpenAIServer:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the OpenAI-compatible test server did not start")
            self._thread.join(0.01)
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(5)
        self._listener.close()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        heard = _body(request.headers.get("content-type", ""), await request.body())
        response = await self._respond(Heard(request.url.path, dict(request.headers), heard))
        with contextlib.suppress(OSError, asyncio.CancelledError, RuntimeError):  # RuntimeError: a body cut short on purpose
            await response(scope, receive, send)

    async def _respond(self, request: Heard) -> Response:
        if request.path == "/v1/models":
            return JSONResponse({"object": "list", "data": [{"id": self._model, "object": "model", "owned_by": "tests"}]})
        useful = {
            "/v1/chat/completions": reply(useful_data),
            "/v1/embeddings": self.embeddings,
            "/v1/audio/transcriptions": spoken,
        }.get(request.path)
        if useful is None:
            return JSONResponse({"error": {"message": f"no such path {request.path}"}}, status_code=404)
        self.requests.append(request)
        step = self._steps.pop(0) if self._steps else self.always or useful
        return await _done(step(request))

    async def embeddings(self, request: Heard) -> Response:
        """The useful embeddings, unnormalised on purpose: the adapter must bring them to length one."""
        texts = request.body["input"]
        if not texts or len(texts) > 2048 or not all(texts):
            return await _done(refusal(400, "'input' must be 1 to 2048 texts, none of them empty")(request))
        rows = 3 * await FakeEmbed(dim=self.dim)(texts)
        packed = request.body.get("encoding_format") == "base64" and not self.floats
        vectors = [base64.b64encode(row.tobytes()).decode() if packed else row.tolist() for row in rows]
        return embedded(vectors, request)


def _body(kind: str, body: bytes) -> dict[str, Any]:
    """JSON, or a form: each file as (its name, its bytes)."""
    if not kind.startswith("multipart/"):
        return json.loads(body) if body else {}
    form = email.message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = [part for part in form.walk() if not part.is_multipart()]
    found: dict[str, Any] = {}
    for part in parts:
        data = part.get_payload(decode=True)
        data = data if isinstance(data, bytes) else b""
        name = str(part.get_param("name", "", "content-disposition"))
        found[name] = (part.get_filename(), data) if part.get_filename() else data.decode()
    return found


def spoken(request: Heard) -> Response:
    """The useful transcription: a recording of the tests is its own text. 400 for what is no recording that it knows."""
    name, audio = request.body.get("file", ("", b""))
    if not audio or not str(name).endswith((".ogg", ".mp3", ".m4a", ".wav", ".flac", ".webm")) or not request.body.get("model"):
        return JSONResponse({"error": {"message": "no recording that can be read", "param": "file"}}, status_code=400)
    return JSONResponse({"text": audio.decode("utf-8", "replace").removeprefix("OggS ")})


async def _done(made: Response | Awaitable[Response]) -> Response:
    return await made if inspect.isawaitable(made) else made


# --- steps: right answers -------------------------------------------------------------------------------------------


def reply(data: Mapping[str, Any] | Callable[[Heard], Mapping[str, Any]]) -> Step:
    """The model answers with this data, as JSON."""

    def step(request: Heard) -> Response:
        given = data(request) if callable(data) else data
        return completed(json.dumps(given, ensure_ascii=False), request)

    return step


def says(text: str | None, *, finish_reason: str = "stop", usage: Mapping[str, Any] | None = None, **message: Any) -> Step:
    """The model answers with this very text. finish_reason="length" is an answer cut off; refusal="..." declines."""
    return lambda request: completed(text, request, finish_reason, usage, **message)


def without_usage(data: Mapping[str, Any]) -> Step:
    """A right answer from a server that does not tell what it cost."""
    return lambda request: completed(json.dumps(data), request, usage={})


def completed(
    text: str | None, request: Heard, finish_reason: str = "stop", usage: Mapping[str, Any] | None = None, **message: Any
) -> Response:
    spent = {"prompt_tokens": len(request.prompt) // 4, "completion_tokens": len(text or "") // 4}
    body = {
        "id": "chatcmpl-test",
        "object": "chat.completion",
        "created": 1_764_000_000,
        "model": request.body.get("model", ""),
        "choices": [{"index": 0, "finish_reason": finish_reason, "message": {"role": "assistant", "content": text, **message}}],
        "usage": spent if usage is None else usage or None,
    }
    if request.body.get("stream"):
        return StreamingResponse(_events(_chunks(body, text, message, request)), media_type="text/event-stream")
    return JSONResponse(body)


LAST_PIECES = 5
PIECE = 8  # characters of a streamed chunk


def _chunks(body: Mapping[str, Any], text: str | None, message: Mapping[str, Any], request: Heard) -> list[Mapping[str, Any]]:
    """The completion as a stream has it: the text in pieces, how it ended, and the usage where it was asked for."""
    common = {"id": body["id"], "object": "chat.completion.chunk", "created": body["created"], "model": body["model"]}

    def chunk(delta: Mapping[str, Any], ended: str | None = None) -> Mapping[str, Any]:
        return {**common, "choices": [{"index": 0, "delta": dict(delta), "finish_reason": ended}]}

    pieces = [chunk({"content": (text or "")[at : at + PIECE]}) for at in range(0, len(text or ""), PIECE)]
    last = chunk({}, body["choices"][0]["finish_reason"])
    told = request.body.get("stream_options", {}).get("include_usage") and body["usage"]
    return [
        chunk({"role": "assistant", **message}),
        *pieces,
        last,
        *([{**common, "choices": [], "usage": body["usage"]}] if told else ()),
    ]


async def _events(
    chunks: Sequence[Mapping[str, Any]],
    pause: float = 0.0,
    pause_at: str = "",
    cut_after: int = 0,
    until: threading.Event | None = None,
) -> AsyncIterator[bytes]:
    """Server-sent events. `pause` seconds after each piece that holds `pause_at`; the stream ends without a word after `cut_after`; its
    last pieces wait for `until`."""
    for number, chunk in enumerate(chunks, 1):
        data = json.dumps(chunk, ensure_ascii=False)
        yield f"data: {data}\n\n".encode()
        if pause and pause_at in data:
            await asyncio.sleep(pause)
        if number == cut_after:
            return
        if until and number == len(chunks) - LAST_PIECES:
            await asyncio.to_thread(until.wait, 20)
    yield b"data: [DONE]\n\n"


def streamed(
    data: Mapping[str, Any] | Callable[[Heard], Mapping[str, Any]],
    *,
    pause: float = 0.0,
    pause_at: str = "",
    cut_after: int = 0,
    until: threading.Event | None = None,
) -> Step:
    """The model answers with this data in pieces where it is asked to, slowly or not to the end."""

    def step(request: Heard) -> Response:
        text = json.dumps(data(request) if callable(data) else data, ensure_ascii=False)
        if not request.body.get("stream"):
            return completed(text, request)
        spent = {"prompt_tokens": len(request.prompt) // 4, "completion_tokens": len(text) // 4}
        body = {"id": "chatcmpl-test", "created": 1_764_000_000, "model": request.body.get("model", ""), "usage": spent}
        chunks = _chunks({**body, "choices": [{"finish_reason": "stop"}]}, text, {}, request)
        return StreamingResponse(_events(chunks, pause, pause_at, cut_after, until), media_type="text/event-stream")

    return step


def in_one_piece(data: Mapping[str, Any] | Callable[[Heard], Mapping[str, Any]]) -> Step:
    """A server that was asked for a stream and knows none: it answers as ever."""
    return lambda request: reply(data)(replace(request, body={**request.body, "stream": False}))


def embedded(vectors: list[Any], request: Heard) -> Response:
    data = [{"object": "embedding", "index": number, "embedding": vector} for number, vector in enumerate(vectors)]
    tokens = len(request.prompt) // 4
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return JSONResponse({"object": "list", "data": data, "model": request.body.get("model", ""), "usage": usage})


# --- steps: troubles ------------------------------------------------------------------------------------------------


def refusal(status: int, message: str = "no", headers: Mapping[str, str] | None = None, **more: Any) -> Step:
    """An error as OpenAI words it: refusal(401, "bad key"), refusal(429, headers={"retry-after": "100"}) ..."""
    error = {"message": message, "type": "test_error", "param": None, "code": None, **more}
    return lambda _: JSONResponse({"error": error}, status_code=status, headers=dict(headers or {}))


def slow(seconds: float, then: Step | None = None) -> Step:
    """Answers, but late. A long time is a socket that hangs."""

    async def step(request: Heard) -> Response:
        await asyncio.sleep(seconds)
        return await _done((then or reply(useful_data))(request))

    return step


def raw(body: bytes, *, code: int = 200, content_type: str = "application/json") -> Step:
    """These bytes as the body: an HTML page of a proxy, invalid JSON, JSON of another kind."""
    return lambda _: Response(body, status_code=code, media_type=content_type)


def cut_off(body: bytes = b'{"id": "chatcmpl-test", "object": "chat.completion", "choi') -> Step:
    """The connection ends in the middle of the body that was announced."""

    async def part() -> AsyncIterator[bytes]:
        yield body

    headers = {"content-length": str(len(body) + 1000), "content-type": "application/json"}
    return lambda _: StreamingResponse(part(), headers=headers)


def without_schemas(*, objects: bool = True) -> Step:
    """A server that knows no json_schema (nor json_object, where `objects` is False): 400, else the useful answer."""

    def step(request: Heard) -> Response | Awaitable[Response]:
        kind = request.body.get("response_format", {}).get("type", "text")
        if kind == "json_schema" or (kind == "json_object" and not objects):
            return refusal(400, f"response_format of type {kind} is not supported", param="response_format")(request)
        return reply(useful_data)(request)

    return step


def without(parameter: str, instead: str) -> Step:
    """A server that refuses one parameter by name, as OpenAI's newer models do with max_tokens."""

    def step(request: Heard) -> Response | Awaitable[Response]:
        if parameter in request.body:
            message = f"Unsupported parameter: '{parameter}' is not supported with this model. Use '{instead}' instead."
            return refusal(400, message, code="unsupported_parameter")(request)
        return reply(useful_data)(request)

    return step


# --- the useful answer ----------------------------------------------------------------------------------------------

_PASSAGE = re.compile(r"^<<<\w+ (\d+) ([0-9a-f]+)>>>\n(.*?)\n<<<end \1 \2>>>$", re.DOTALL | re.MULTILINE)
_SENTENCE = re.compile(r".+?(?:[.!?。！？…][\"'”’»)\]]*(?=\s|$)|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """A passage as the prompt shows it: its number and the first sentence of its text."""

    number: int
    sentence: str


def told(prompt: str) -> list[Told]:
    """The passages of a prompt, each with its first sentence (the first line is the heading)."""
    found = []
    for match in _PASSAGE.finditer(prompt):
        heading, _, text = match.group(3).partition("\n")
        sentence = _SENTENCE.search(text.strip() or heading)
        found.append(Told(int(match.group(1)), sentence.group().strip() if sentence else ""))
    return found


def useful_data(request: Heard) -> dict[str, Any]:
    """Data in the shape the request's schema wants, made of the prompt's own passages."""
    data = _fill(_schema(request), told(request.prompt)[:CLAIMS], nested=False)
    return data if isinstance(data, dict) else {}


def _schema(request: Heard) -> Mapping[str, Any]:
    """From response_format, or from the prompt, where a client wrote it for a server without schemas."""
    asked = request.body.get("response_format", {}).get("json_schema", {}).get("schema")
    if asked is not None:
        return dict(asked)
    for line in request.prompt.splitlines():
        if line.startswith('{"'):
            return dict(json.loads(line))
    return {}


def _fill(schema: Mapping[str, Any], passages: list[Told], *, nested: bool) -> Any:
    kinds = schema.get("type", "object")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    first = passages[0] if passages else Told(0, "")
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object":
        return {name: _fill(inner, passages, nested=nested) for name, inner in schema.get("properties", {}).items()}
    if kind == "array":
        each = passages[:1] if nested else passages
        return [_fill(schema.get("items", {}), [passage], nested=True) for passage in each]
    plain: Mapping[str, Any] = {"string": first.sentence, "integer": first.number, "number": first.number, "boolean": False}
    return plain.get(kind)


def main() -> None:
    parser = argparse.ArgumentParser(description="An OpenAI-compatible server on loopback that quotes the passages it is shown.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--model", default="test-model")
    parser.add_argument("--dim", type=int, default=64)
    asked = parser.parse_args()
    with OpenAIServer(port=asked.port, model=asked.model, dim=asked.dim) as server:
        sys.stdout.write(json.dumps({"url": server.url}) + "\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
