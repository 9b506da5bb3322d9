"""robots.txt, for pages fetched because a feed cut its text. Feeds and what an admin names are read without asking it.

Rules of RFC 9309: no robots.txt (4xx) allows all; one that cannot be had (5xx, no answer) allows nothing; kept for a day.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from assistant.ports import Clock, Fetch
from assistant.words import Failed, Fetched

KEPT = timedelta(days=1)
KEPT_UNREACHABLE = timedelta(hours=1)
MOST_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read
MOST_HOSTS = 2_000

_AGENT_LINE = re.compile(r"(?im)^([ \t]*user[- ]?agent[ \t]*:?[ \t]*)([^\r\n#]*)")


@dataclass(frozen=True, slots=True)
class _Rules:
    """Of one host: rules, or None with the same answer for every page."""

    rules: Protego | None
    otherwise: bool
    until: datetime


class Robots:
    """`await robots.allowed(url)`: whether the site lets our agent read this page. `agent` is the product's name in the User-Agent."""

    def __init__(self, fetch: Fetch, *, agent: str, clock: Clock) -> None:
        self._fetch = fetch
        self._agent = agent.partition("/")[0].strip().lower()
        self._clock = clock
        self._known: OrderedDict[str, _Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def allowed(self, url: str) -> bool:
        home = _home(url)
        if not home:
            return False
        known = await self._of(home)
        return known.rules.can_fetch(url, self._agent) if known.rules else known.otherwise

    async def _of(self, home: str) -> _Rules:
        """One request a host, also when many pages of it are asked for at once."""
        lock = self._asking.setdefault(home, asyncio.Lock())
        try:
            async with lock:
                known = self._known.get(home)
                if known is None or known.until <= self._clock():
                    known = self._judged(await self._fetch(f"{home}/robots.txt", accept="text/plain, */*;q=0.5"))
                    self._remember(home, known)
                return known
        finally:
            if not lock.locked():
                self._asking.pop(home, None)

    def _judged(self, got: object) -> _Rules:
        now = self._clock()
        if isinstance(got, Fetched):
            text = got.body[:MOST_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
            return _Rules(Protego.parse(_fewer_agents(text, self._agent)), True, now + KEPT)
        absent = isinstance(got, Failed) and (
            got.kind == "gone" or got.status == 200 or (400 <= got.status < 500 and got.status != 429)
        )
        return _Rules(None, absent, now + (KEPT if absent else KEPT_UNREACHABLE))

    def _remember(self, home: str, rules: _Rules) -> None:
        self._known[home] = rules
        self._known.move_to_end(home)
        while len(self._known) > MOST_HOSTS:
            self._known.popitem(last=False)


def _home(url: str) -> str:
    """Scheme, host and port of an address, without user info; empty when there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    place = parts.netloc.rpartition("@")[2].lower()
    return urlunsplit((parts.scheme, place, "", "", "")) if parts.scheme in ("http", "https") and place else ""


def _fewer_agents(text: str, agent: str) -> str:
    """All agents that are neither ours nor `*` become one: thousands of them over thousands of rules would fill the memory."""

    def kept(line: re.Match[str]) -> str:
        name = line[2].strip().lower()
        return line[0] if name == "*" or name.strip("*") == agent else f"{line[1]}another"

    return _AGENT_LINE.sub(kept, text)
