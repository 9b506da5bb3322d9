"""How long 500 feeds under 500 host names take: `python -m bench.fetch [--feeds 500]`.

A server process on loopback: 30 entries a feed, a third with an ETag (fetched twice, the second round is the one measured), a tenth
slow (2 s), a tenth failing (half 500, half broken off). Prints one line of JSON: seconds, outcomes, CPU seconds, peak memory above
the start. Fetching only; nothing is parsed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import resource
import socket
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from assistant.outside.http import Http, make_fetch
from assistant.words import Failed, Fetched, NotModified, Validators

SLOW_S = 2.0


def kind(number: int) -> str:
    """What the feed of this number is like."""
    if number % 10 == 3:
        return "slow"
    if number % 10 == 7:
        return "failing" if number % 20 == 7 else "broken"
    return "etag" if number % 3 == 0 else "plain"


def feed(number: int) -> bytes:
    items = "".join(
        f"<item><title>Item {n} of feed {number}</title><link>https://h{number}.example/{n}</link><guid>{number}-{n}</guid>"
        f"<description>{'Some words of a report. ' * 40}</description></item>"
        for n in range(30)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()


def serve_feeds(pipe: Connection) -> None:
    """The server process: says its port, ends with the parent."""
    import uvicorn
    from starlette.requests import Request
    from starlette.responses import Response

    async def application(scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        number = int(request.headers["host"].partition(".")[0].removeprefix("h"))
        await (await reply(request, number))(scope, receive, send)

    async def reply(request: Request, number: int) -> Response:
        match kind(number):
            case "slow":
                await asyncio.sleep(SLOW_S)
            case "failing":
                return Response("oops", status_code=500)
            case "broken":
                return Response("half", headers={"content-encoding": "gzip"})
            case "etag":
                etag = f'"{number}"'
                if request.headers.get("if-none-match") == etag:
                    return Response(status_code=304, headers={"etag": etag})
                return Response(feed(number), media_type="application/rss+xml", headers={"etag": etag})
        return Response(feed(number), media_type="application/rss+xml")

    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    pipe.send(listener.getsockname()[1])
    config = uvicorn.Config(application, log_level="critical", lifespan="off", ws="none", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])


async def on_loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


async def one_round(
    fetch: Http, port: int, feeds: int, known: dict[int, Validators]
) -> tuple[float, list[Fetched | NotModified | Failed]]:
    started = time.perf_counter()
    got = await asyncio.gather(*(fetch(f"http://h{n}.example:{port}/feed", known.get(n, Validators())) for n in range(feeds)))
    return time.perf_counter() - started, list(got)


def outcome(got: Fetched | NotModified | Failed) -> str:
    return f"failed: {got.kind}" if isinstance(got, Failed) else type(got).__name__


async def measure(port: int, feeds: int) -> dict[str, Any]:
    fetch = make_fetch(allow_private=True, resolve=on_loopback)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first_s, first = await one_round(fetch, port, feeds, {})
    known = {n: got.validators for n, got in enumerate(first) if isinstance(got, Fetched)}
    cpu = time.process_time()
    seconds, second = await one_round(fetch, port, feeds, known)
    cpu = time.process_time() - cpu
    await fetch.aclose()
    return {
        "feeds": feeds,
        "seconds": round(seconds, 2),
        "first_round_seconds": round(first_s, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_mb_more": round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) / 1024, 1),
        "outcomes": dict(sorted(Counter(map(outcome, second)).items())),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--feeds", type=int, default=500)
    feeds = options.parse_args().feeds
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve_feeds, args=(theirs,), daemon=True)
    server.start()
    try:
        print(json.dumps(asyncio.run(measure(ours.recv(), feeds))))
    finally:
        server.terminate()


if __name__ == "__main__":
    main()
