"""Where Chroma's calls go: its Rust core in this process, or a server. Vendor errors become StoreError here and nowhere else."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from assistant.errors import StoreError
from assistant.outside.chroma_folder import Hold, sweep


class Backend(Protocol):
    """One way to Chroma. Vendor errors come out as StoreError, and nothing else does."""

    async def client(self) -> Any: ...

    async def do(self, call: Callable[..., Any], **given: Any) -> Any: ...

    async def close(self) -> None: ...


# --- embedded -------------------------------------------------------------------------------------------------------


class Embedded:
    """The Rust core in this process. One thread makes every call: one writer, and no lock of theirs is ever contended."""

    def __init__(self, folder: Path, held: Hold) -> None:
        self._folder = folder
        self._held = held
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chroma")
        self._client: Any = None

    async def client(self) -> Any:
        if self._client is None:
            self._client = await self.do(_swept, folder=self._folder)
        return self._client

    async def do(self, call: Callable[..., Any], **given: Any) -> Any:
        try:
            work = asyncio.get_running_loop().run_in_executor(self._thread, lambda: guarded(call, **given))
        except RuntimeError as exc:  # the thread was told to end
            raise StoreError("Chroma is closed.") from exc
        return await work

    async def close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await self.do(client.close)
        self._thread.shutdown(wait=False)
        self._held.release()


def _swept(folder: Path) -> Any:
    sweep(folder)
    return persistent(folder)


def persistent(folder: Path) -> Any:
    """Chroma's client on this folder, made if absent. Blocking; for the one thread, and for the probe."""
    import chromadb

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(folder), settings=_settings())


def _settings(**more: Any) -> Any:
    from chromadb.config import Settings

    # _env_file: else Chroma reads our .env for settings of its own
    return Settings(_env_file=None, anonymized_telemetry=False, **more)


def guarded(call: Callable[..., Any], **given: Any) -> Any:
    """The call's result; whatever Chroma raises, a panic of its Rust core included, is a StoreError."""
    try:
        return call(**given)
    except Exception as exc:
        raise StoreError(_sentence(exc)) from exc
    except BaseException as exc:
        if type(exc).__name__ != "PanicException":  # a panic of the Rust core, which is no Exception
            raise
        raise StoreError(_sentence(exc)) from exc


def _sentence(exc: BaseException) -> str:
    return f"Chroma cannot do this now ({type(exc).__name__}: {str(exc)[:200]})."


# --- a server -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    host: str
    port: int
    tls: bool
    authorization: str = ""

    def __str__(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.host}:{self.port}"


def place(url: str) -> Place:
    """CHROMA_URL, read. Raises StoreError for what is no address of a server."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 8000)
    except ValueError as exc:
        raise StoreError(f"CHROMA_URL is no address: {exc}.") from exc
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise StoreError("CHROMA_URL must be http://host:port or https://host:port, without a path.")
    login = base64.b64encode(f"{parts.username}:{parts.password or ''}".encode()).decode() if parts.username else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Place(host, port, parts.scheme == "https", f"Basic {login}" if login else "")


class Server:
    """Chroma's own async client. It has no time limit and does not check certificates unless told: both are set here."""

    def __init__(self, place: Place, timeout_s: float) -> None:
        self._place = place
        self._timeout_s = timeout_s
        self._client: Any = None
        self._connecting = asyncio.Lock()

    async def client(self) -> Any:
        async with self._connecting:
            if self._client is None:
                self._client = await self._guard(self._connect())
            return self._client

    async def do(self, call: Callable[..., Any], **given: Any) -> Any:
        return await self._guard(call(**given))

    async def close(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await self._guard(client._server.__aexit__(None, None, None))  # AsyncClient itself has no close (chroma #7694)

    async def _connect(self) -> Any:
        import chromadb
        import httpx

        headers = {"Authorization": self._place.authorization} if self._place.authorization else {}
        async with httpx.AsyncClient(headers=headers) as asking:  # first, as a client that fails to open is never freed
            (await asking.get(f"{self._place}/api/v2/heartbeat", timeout=self._timeout_s)).raise_for_status()
        return await chromadb.AsyncHttpClient(
            host=self._place.host,
            port=self._place.port,
            ssl=self._place.tls,
            headers=headers,
            settings=_settings(chroma_server_ssl_verify=True),
        )

    async def _guard(self, work: Awaitable[Any]) -> Any:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await work
        except Exception as exc:
            raise StoreError(f"The Chroma server at {self._place} does not serve: {_sentence(exc)}") from exc
