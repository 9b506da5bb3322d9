"""What is opened for a command, and in which order it is closed again. Decides who may write the vector index; runs no job.

open_house(settings)                       SQL, vectors, fetching, the model: enough for ask, ingest, digest, sources ...
open_vectors(house)                        the vector index: a Chroma server, or the embedded folder where nobody else owns it
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.errors import InUse, StoreError
from assistant.outside import chroma_folder
from assistant.outside.chroma import Chroma, open_embedded, open_server
from assistant.outside.database import Database, open_database
from assistant.outside.embed_local import open_local
from assistant.outside.http import Http, make_fetch
from assistant.outside.late_index import LateIndex
from assistant.ports import Clock, Embed
from assistant.settings import Settings

log = logging.getLogger(__name__)

CLEAN = "closed-cleanly"  # a file beside the Chroma folder: its last owner closed it, so it need not be probed


@dataclass(frozen=True, slots=True)
class House:
    """Everything open. `index` may be absent (see LateIndex): then full text alone answers."""

    settings: Settings
    database: Database
    embed: Embed
    index: LateIndex
    fetch: Http
    clock: Clock


def wall_clock() -> datetime:
    return datetime.now(UTC)


@contextlib.asynccontextmanager
async def open_house(settings: Settings, *, clock: Clock = wall_clock) -> AsyncIterator[House]:
    """Open what every command needs. Raises StoreError, SettingsError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        database = await open_database(settings.database)
        stack.push_async_callback(database.aclose)
        fetch = make_fetch(allow_private=settings.private_networks)
        stack.push_async_callback(fetch.aclose)
        embed = await open_embed(settings, settings.embedding_model)
        yield House(settings, database, embed, LateIndex(), fetch, clock)


async def open_embed(settings: Settings, name: str) -> Embed:
    """The embeddings named `name`: `local`, or a model of the endpoint."""
    if name == "local":
        return await open_local()
    from assistant.outside.embed_openai import make_embed

    return make_embed(
        api_key=settings.openai_api_key.get_secret_value(),
        base_url=settings.openai_base_url,
        model=name,
        timeout_s=settings.answer_timeout,
    )


@contextlib.asynccontextmanager
async def open_vectors(house: House) -> AsyncIterator[bool]:
    """Make house.index real. Yields whether this process may write it; False (another owns the folder) leaves it absent, with the reason.

    A damaged folder is moved aside and everything marked to be added again: the follower rebuilds it from SQL, at no price.
    """
    try:
        chroma = await _open(house)
    except InUse as error:
        house.index.leave(str(error))
        yield False
        return
    house.index.arrive(chroma.index(house.embed.model, house.embed.dim))
    try:
        yield True
    finally:
        house.index.leave("The vector index is closed.")
        await chroma.aclose()
        if not house.settings.chroma_url:
            (_folder(house.settings).parent / CLEAN).touch()


async def _open(house: House) -> Chroma:
    if house.settings.chroma_url:
        return open_server(house.settings.chroma_url)
    folder = _folder(house.settings)
    held = chroma_folder.hold(folder)
    try:
        if await _is_damaged(folder):
            aside = chroma_folder.set_aside(folder, house.clock())
            log.warning("The vector index was damaged; it is moved to %s and rebuilt from the database.", aside)
            await house.database.posts.rebuild(house.embed.model)
        elif not folder.exists():
            await house.database.posts.rebuild(house.embed.model)
        (folder.parent / CLEAN).unlink(missing_ok=True)
        return await open_embedded(folder, held)
    except StoreError:
        held.release()
        raise


async def _is_damaged(folder: Path) -> bool:
    """Probed in a child process, unless its last owner closed it cleanly."""
    if not folder.exists() or (folder.parent / CLEAN).exists():
        return False
    reason = await chroma_folder.probe(folder)
    if reason:
        log.warning("The vector index: %s", reason)
    return reason is not None


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "chroma"
