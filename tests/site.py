"""A real HTTP server on loopback for tests: scripted pages, validators, redirects, drips and bombs; and one that speaks raw bytes.

with serve() as site:
    site.page("/feed", FEED, content_type="application/rss+xml", etag='"1"')
    ... site.url + "/feed" ...; site.seen[0].headers["if-none-match"]
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field

import uvicorn
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

Reply = Callable[[Request], Response | Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it arrived."""

    path: str
    query: str
    headers: Mapping[str, str]

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


@dataclass(slots=True)
class Site:
    """An ASGI application whose pages are scripted; unknown paths are 404. `port` is set by `serve`."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    replies: dict[str, Reply] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def under(self, host: str) -> str:
        """The site's address under another name, for fetches with their own resolver."""
        return f"http://{host}:{self.port}"

    def paths(self) -> list[str]:
        return [one.path for one in self.seen]

    def reply(self, path: str, reply: Reply) -> None:
        self.replies[path] = reply

    def page(
        self,
        path: str,
        body: bytes | str,
        *,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        last_modified: str = "",
    ) -> None:
        """A fixed page. With `etag` or `last_modified` a matching conditional GET is answered 304."""
        data = body.encode() if isinstance(body, str) else body
        extra = {"etag": etag, "last-modified": last_modified, **(headers or {})}
        known = {name: value for name, value in extra.items() if value}

        def answer(request: Request) -> Response:
            same = (etag and request.headers.get("if-none-match") == etag) or (
                last_modified and request.headers.get("if-modified-since") == last_modified
            )
            if same:
                return Response(status_code=304, headers=known)
            return Response(data, status_code=status, headers={**known, "content-type": content_type})

        self.replies[path] = answer

    def redirect(self, path: str, to: str, status: int = 302, headers: Mapping[str, str] | None = None) -> None:
        self.replies[path] = lambda _: Response(status_code=status, headers={"location": to, **(headers or {})})

    def stream(self, path: str, chunks: Callable[[], AsyncIterator[bytes]], *, headers: Mapping[str, str] | None = None) -> None:
        """A body made while it is sent: `drip`, `endless`, or your own."""
        self.replies[path] = lambda _: StreamingResponse(chunks(), headers={"content-type": "text/html", **(headers or {})})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        self.seen.append(Seen(request.url.path, request.url.query, dict(request.headers)))
        reply = self.replies.get(request.url.path)
        answer = reply(request) if reply else Response("no such page", status_code=404)
        response = answer if isinstance(answer, Response) else await answer
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await response(scope, receive, send)


async def drip(byte: bytes = b".", seconds: float = 1.0) -> AsyncIterator[bytes]:
    """One byte at a time, for ever."""
    while True:
        yield byte
        await asyncio.sleep(seconds)


async def endless(chunk: bytes, count: int) -> AsyncIterator[bytes]:
    """`chunk`, `count` times, as fast as it is taken."""
    for _ in range(count):
        yield chunk
        await asyncio.sleep(0)


@contextlib.contextmanager
def serve(site: Site | None = None, *, tls: tuple[str, str] | None = None) -> Iterator[Site]:
    """The site, served from a thread on a free port of 127.0.0.1. `tls` is (certificate file, key file)."""
    site = site or Site()
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    site.port = listener.getsockname()[1]
    config = uvicorn.Config(
        site,
        log_level="critical",
        lifespan="off",
        ws="none",
        access_log=False,
        timeout_graceful_shutdown=0,
        ssl_certfile=tls[0] if tls else None,
        ssl_keyfile=tls[1] if tls else None,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the test server did not start")
        thread.join(0.01)
    try:
        yield site
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()


@contextlib.asynccontextmanager
async def raw_server(answer: bytes, *, then_drip: bytes = b"", seconds: float = 0.05, hold_s: float = 0) -> AsyncIterator[str]:
    """Answers any connection with these bytes, whatever HTTP says; then drips, or closes after `hold_s`. Yields its address."""

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
            while then_drip:
                writer.write(then_drip)
                await writer.drain()
                await asyncio.sleep(seconds)
            await asyncio.sleep(hold_s)
        with contextlib.suppress(OSError):
            writer.close()

    server = await asyncio.start_server(serve_one, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
