"""An OpenAI-compatible endpoint: one client, our deadline, one retry, and the only place where its errors get our names.

The library would wait 600 s, try three times and sleep as long as Retry-After says, up to 120 s (facts.md): all of that is switched
off. It takes 1 s to import, so that happens in a thread, when the first question comes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from assistant.errors import ModelError, ModelNonsense, ModelRefused, ModelTimeout

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

T = TypeVar("T")

OPENAI_URL = "https://api.openai.com/v1"
_RETRY_AFTER = 0.25  # seconds before the second try, when the server names none
_TIME_TO_ANSWER = 1.0  # seconds that must be left after a wait, or there is no second try


class Endpoint:
    """Where a model answers. `ask` raises ModelError and its kinds, nothing else; no message of ours holds the key."""

    def __init__(self, *, api_key: str, base_url: str, timeout_s: float) -> None:
        self._key = api_key
        self.url = base_url or OPENAI_URL
        self._host = _host(self.url)
        self._timeout_s = timeout_s
        self._client: AsyncOpenAI | None = None

    @property
    def is_openai(self) -> bool:
        return self._host.endswith(".openai.com")

    async def ask(self, call: Callable[[AsyncOpenAI], Awaitable[T]]) -> T:
        """Make the call, twice where the first fails in a way that may pass (429, 5xx, no connection), all within the deadline."""
        try:
            async with asyncio.timeout(self._timeout_s) as deadline:
                client = await self._open()
                try:
                    return await call(client)
                except Exception as exc:
                    wait = _wait(exc)
                    left = (deadline.when() or 0) - asyncio.get_running_loop().time()
                    if wait is None or wait + _TIME_TO_ANSWER > left:
                        raise
                await asyncio.sleep(wait)
                return await call(client)
        except Exception as exc:
            raise self._meant(exc) from exc

    async def aclose(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _open(self) -> AsyncOpenAI:
        if self._client is None:
            client = await asyncio.to_thread(self._build)
            self._client = self._client or client
        return self._client

    def _build(self) -> AsyncOpenAI:
        from openai import AsyncOpenAI

        return AsyncOpenAI(api_key=self._key or "none", base_url=self.url, timeout=self._timeout_s, max_retries=0)

    def _meant(self, exc: Exception) -> ModelError:
        """The vendor's error in our words. This is the one place that knows them."""
        import openai

        if isinstance(exc, ModelError):
            return exc
        if isinstance(exc, (TimeoutError, openai.APITimeoutError)):
            return ModelTimeout(f"The model at {self._host} did not answer within {self._timeout_s:g} s.")
        if isinstance(exc, openai.APIStatusError):
            return self._status(exc)
        if isinstance(exc, openai.APIConnectionError):
            return ModelError(f"The model at {self._host} cannot be reached.")
        if isinstance(exc, (json.JSONDecodeError, openai.APIResponseValidationError, UnicodeDecodeError)):
            return ModelNonsense(f"The server at {self._host} answered what is no JSON.")
        return ModelError(f"The model at {self._host} could not be asked ({type(exc).__name__}).")

    def _status(self, exc: APIStatusError) -> ModelError:
        said = self._without_key(said_of(exc))
        if exc.status_code >= 500 or exc.status_code in (408, 409):
            return ModelError(f"The model at {self._host} is in trouble (status {exc.status_code}): {said}")
        return ModelRefused(f"The model at {self._host} refuses (status {exc.status_code}): {said}")

    def _without_key(self, text: str) -> str:
        text = text.replace(self._key, "[key]") if self._key else text
        return " ".join(text.split())[:200]


def _host(url: str) -> str:
    """What messages call the endpoint: its host alone, as an address may carry a password."""
    try:
        return urlsplit(url).hostname or "OPENAI_BASE_URL"
    except ValueError:
        return "OPENAI_BASE_URL"


def said_of(exc: APIStatusError) -> str:
    """The server's own words about its refusal."""
    return str(exc.body.get("message") or exc.body) if isinstance(exc.body, dict) else str(exc.body or exc.message)


def _wait(exc: Exception) -> float | None:
    """Seconds until it makes sense to try again; None: it makes none."""
    import openai

    if isinstance(exc, openai.APITimeoutError):
        return None
    if isinstance(exc, openai.APIConnectionError):
        return _RETRY_AFTER
    if not isinstance(exc, openai.APIStatusError) or exc.code == "insufficient_quota":
        return None
    if exc.status_code not in (408, 409, 429) and exc.status_code < 500:
        return None
    return _seconds(exc.response.headers.get("retry-after", ""))


def _seconds(retry_after: str) -> float:
    """Of a Retry-After header; a date in it is not read, our deadline is shorter than any."""
    try:
        seconds = float(retry_after)
    except ValueError:
        return _RETRY_AFTER
    return max(_RETRY_AFTER, seconds) if seconds == seconds else _RETRY_AFTER
