"""Connecting, guarded: a name is looked up once, every address it has is judged, and the connection goes to a judged address.

So DNS rebinding has nothing to rebind, and odd literals (2130706433, 0x7f.1, 127.1) count as what they resolve to. URL, Host
header and TLS name stay the name's: pinning happens below them, in httpcore's network backend.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpcore
import httpx

from assistant.outside.networks import why_not

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to IP addresses, best first. Raises OSError when there is none."""

MOST_TRIED = 3  # addresses of one host; the connect timeout is shared between them


class Refused(Exception):
    """The name leads where we do not go; str() says where."""


class NoSuchHost(Exception):
    """The name could not be looked up; str() is the name."""


class Lookup:
    """The system's resolver on threads of its own: dead names must not take the threads that the rest of the program uses."""

    def __init__(self, threads: int = 16) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="lookup")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's way to the network, with judgement. `inner` gets IP addresses only."""

    def __init__(self, resolve: Resolve, *, allow_private: bool, inner: httpcore.AsyncNetworkBackend) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = (await self._judged(host, port, timeout))[:MOST_TRIED]
        share = None if timeout is None else timeout / len(addresses)
        for address in addresses[:-1]:
            try:
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(addresses[-1], port, share, local_address, socket_options)

    async def _judged(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"looking up {host}") from error
        except (OSError, UnicodeError) as error:
            raise NoSuchHost(host) from error
        if not addresses:
            raise NoSuchHost(host)
        for address in addresses:
            if why := why_not(address, allow_private=self._allow_private):
                raise Refused(why)
        return addresses

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise Refused("a local socket")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class PinnedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a guarded backend. HTTP/1.1, no proxies from the environment."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, *, verify: ssl.SSLContext, connections: int) -> None:
        super().__init__(verify=verify, trust_env=False)
        # httpx takes no network backend, httpcore does; httpx's part here is only to translate requests and errors
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=verify,
            max_connections=connections,
            max_keepalive_connections=connections // 2,
            keepalive_expiry=10.0,
            network_backend=backend,
        )
