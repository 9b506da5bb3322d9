"""Fetch over httpx: one guarded, bounded, polite GET. The other side's faults come back as `Failed`, never as exceptions.

mask, parse -> turn of the host -> dial (judged address) -> status and headers -> body, bounded -> Fetched | NotModified | Failed
                    ^___________________ each redirect, at most five, judged again __________|
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpcore
import httpx

from assistant.outside import http_headers as said
from assistant.outside.dial import GuardedBackend, Lookup, NoSuchHost, PinnedTransport, Refused, Resolve
from assistant.outside.inflate import ACCEPTED, Body, TooLarge, Unfit, size
from assistant.outside.trip import Stop, Trip, begin, explained, failed
from assistant.outside.turns import Turns
from assistant.ports import Clock
from assistant.words import Failed, FailureKind, Fetched, NotModified, Validators

ANYTHING_TEXT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
LONGEST_REST = 600.0  # seconds that a host's 429 closes it for all its sources
NO_VALIDATORS = Validators()


class Http:
    """The port Fetch. Made by `make_fetch`; `aclose` when done."""

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        turns: Turns,
        *,
        user_agent: str,
        connect_s: float,
        timeout_s: float,
        max_bytes: int,
        clock: Clock,
        close: Callable[[], None],
    ) -> None:
        self._transport = transport
        self._turns = turns
        self._user_agent = user_agent
        self._timeout_s = timeout_s
        self._timeouts = httpx.Timeout(timeout_s, connect=min(connect_s, timeout_s)).as_dict()
        self._max_bytes = max_bytes
        self._clock = clock
        self._close = close

    async def __call__(
        self, url: str, validators: Validators = NO_VALIDATORS, *, accept: str = ANYTHING_TEXT, pause: bool = True
    ) -> Fetched | NotModified | Failed:
        """`pause` False: without the pause between two requests to one host, for the few of a look that somebody waits for."""
        try:
            trip = begin(url, validators, accept, self._timeout_s)
        except Stop as stop:
            return failed(url, stop)
        try:
            return await self._follow(trip, pause)
        except Stop as stop:
            return failed(url, stop)
        except (Refused, NoSuchHost, Unfit, TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return failed(url, explained(error, trip, self._timeout_s))

    async def aclose(self) -> None:
        await self._transport.aclose()
        self._close()

    async def _follow(self, trip: Trip, pause: bool) -> Fetched | NotModified:
        while True:
            if seconds := self._turns.resting(trip.host):
                raise Stop("busy", f"{trip.host} asked to be left alone for a while.", 429, timedelta(seconds=round(seconds) + 1))
            async with self._turns.of(trip.host, pause=pause):
                outcome = await self._timed(trip)
            if not isinstance(outcome, httpx.URL):
                return outcome
            trip.hops += 1
            trip.at = outcome

    async def _timed(self, trip: Trip) -> Fetched | NotModified | httpx.URL:
        loop = asyncio.get_running_loop()
        started = loop.time()
        async with asyncio.timeout(trip.left), self._answer(trip) as response:
            outcome = await self._taken(trip, response)
        trip.left -= loop.time() - started
        return outcome

    @asynccontextmanager
    async def _answer(self, trip: Trip) -> AsyncIterator[httpx.Response]:
        """The transport is asked directly, not through httpx.Client: no shared cookies, no environment, no address in the log."""
        request = httpx.Request("GET", trip.at, headers=self._headers(trip), extensions={"timeout": self._timeouts})
        trip.cookies.set_cookie_header(request)
        mark = (str(trip.at), request.headers.get("cookie", ""))
        if mark in trip.seen:
            raise Stop("status", f"{trip.host} sends us round in a circle.")
        trip.seen.add(mark)
        response = await self._transport.handle_async_request(request)
        response.request = request
        try:
            yield response
        finally:
            await response.aclose()

    def _headers(self, trip: Trip) -> dict[str, str]:
        known = said.sendable(trip.known)
        wanted = {
            "User-Agent": self._user_agent,
            "Accept": trip.accept,
            "Accept-Encoding": ACCEPTED,
            "If-None-Match": known.etag,
            "If-Modified-Since": known.last_modified,
            "Authorization": trip.login if trip.at_home else "",
        }
        return {name: value for name, value in wanted.items() if value}

    async def _taken(self, trip: Trip, response: httpx.Response) -> Fetched | NotModified | httpx.URL:
        status, headers = response.status_code, response.headers
        if status in said.REDIRECTS and "location" in headers:
            trip.permanent = trip.permanent and status in said.PERMANENT
            await _keep_cookies(trip, response)
            return trip.onward(headers["location"])
        if status == 304 and said.sendable(trip.known) != NO_VALIDATORS:
            await _drained(response)
            return NotModified(trip.found_at, said.fresh_for(headers), trip.moved_to)
        if bad := said.bad_status(status):
            raise self._bad(trip, status, headers, *bad)
        body = await self._body(trip, response)
        content_type = headers.get("content-type", "")
        if found := said.wrong_type(content_type, body, trip.accept):
            raise Stop("wrong_type", f"{trip.host} sent {found}.", status)
        if not body.strip():
            raise Stop("wrong_type", f"{trip.host} answered, but with an empty page.", status)
        return Fetched(trip.found_at, content_type, body, said.validators(headers), trip.moved_to, said.fresh_for(headers))

    def _bad(self, trip: Trip, status: int, headers: httpx.Headers, kind: FailureKind, words: str) -> Stop:
        wait = said.retry_after(headers, self._clock()) if kind == "busy" else None
        if status == 429 and wait:
            self._turns.rest(trip.host, min(wait.total_seconds(), LONGEST_REST))
        return Stop(kind, f"{trip.host} {words}.", status, wait)

    async def _body(self, trip: Trip, response: httpx.Response) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isascii() and announced.isdigit() and (len(announced) > 15 or int(announced) > self._max_bytes):
            raise TooLarge(f"more than {size(self._max_bytes)}")
        body = Body(response.headers.get("content-encoding", ""), self._max_bytes)
        async for raw in response.aiter_raw():
            body.add(raw)
        return body.whole()


async def _keep_cookies(trip: Trip, response: httpx.Response) -> None:
    if sum(map(len, response.headers.get_list("set-cookie"))) <= 8_192:
        trip.cookies.extract_cookies(response)
    if response.headers.get("content-length") == "0":
        await _drained(response)


async def _drained(response: httpx.Response) -> None:
    """Read to the end what has no body, so that the connection can be used again."""
    async for _ in response.aiter_raw():
        return


def make_fetch(
    *,
    user_agent: str = "NewsroomAssistant/0.1",
    allow_private: bool = False,
    timeout_s: float = 30.0,
    connect_s: float = 10.0,
    max_bytes: int = 10_000_000,
    per_host: int = 2,
    delay_s: float = 1.0,
    everywhere: int = 64,
    verify: ssl.SSLContext | None = None,
    resolve: Resolve | None = None,
    network: httpcore.AsyncNetworkBackend | None = None,
    clock: Clock = lambda: datetime.now(UTC),
) -> Http:
    """A Fetch for real networks.

    `timeout_s` bounds one fetch in network time, redirects included; `max_bytes` the unpacked (and the raw) body.
    At most `per_host` requests at a time go to one host, begun at least `delay_s` apart, and `everywhere` in all.
    `verify`: another TLS context, for an intranet's own authority. `resolve` and `network` are for tests: the name service,
    and what gets the judged IP addresses.
    """
    lookup = Lookup()
    backend = GuardedBackend(resolve or lookup, allow_private=allow_private, inner=network or httpcore.AnyIOBackend())
    context = verify or httpx.create_ssl_context(trust_env=False)
    transport = PinnedTransport(backend, verify=context, connections=everywhere * 2)
    turns = Turns(per_host=per_host, delay_s=delay_s, everywhere=everywhere)
    return Http(
        transport,
        turns,
        user_agent=user_agent,
        connect_s=connect_s,
        timeout_s=timeout_s,
        max_bytes=max_bytes,
        clock=clock,
        close=lookup.close,
    )
