"""What is opened for a command, and in which order it is closed again. Decides who may write the vector index; runs no job.

open_house(settings)     SQL, embeddings, fetching, the model: enough for ask, ingest, digest, sources ...
open_vectors(house)      the vector index: a Chroma server, or the embedded folder where nobody else owns it
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.ask.journey import Writer
from assistant.errors import InUse, SettingsError
from assistant.outside import chroma_folder
from assistant.outside.chroma import Chroma, open_embedded, open_server
from assistant.outside.database import Database, open_database
from assistant.outside.embed_local import open_local
from assistant.outside.http import Http, make_fetch
from assistant.outside.late_index import LateIndex
from assistant.outside.robots import Robots
from assistant.outside.switch_embed import SwitchEmbed
from assistant.outside.tokens import Tokens, open_tokens
from assistant.ports import Clock, Embed, Transcribe
from assistant.settings import Settings
from assistant.wiring.ears import Ears
from assistant.wiring.spending import Purse
from assistant.wiring.storylines import Storylines

log = logging.getLogger(__name__)

CLEAN = "chroma.closed"  # a file beside the Chroma folder: its last owner closed it, so it need not be probed
EMBEDDING = "embedding"  # the name under which SQL remembers which embeddings are in use
USER_AGENT = "NewsroomAssistant/0.1"


@dataclass(frozen=True, slots=True)
class House:
    """Everything open. `index` may be absent (see LateIndex): then full text alone answers. `writer` None: answers are extracted."""

    settings: Settings
    database: Database
    embed: SwitchEmbed
    index: LateIndex
    fetch: Http
    robots: Robots
    tokens: Tokens
    writer: Writer | None
    purse: Purse
    clock: Clock
    stories: Storylines
    transcribe: Transcribe | None = None
    ears: Ears = field(default_factory=Ears)


def wall_clock() -> datetime:
    return datetime.now(UTC)


@contextlib.asynccontextmanager
async def open_house(settings: Settings, *, clock: Clock = wall_clock) -> AsyncIterator[House]:
    """Open what every command needs. Raises StoreError, SettingsError."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with contextlib.AsyncExitStack() as stack:
        database = await open_database(settings.database)
        stack.push_async_callback(database.aclose)
        fetch = make_fetch(user_agent=USER_AGENT, allow_private=settings.private_networks)
        stack.push_async_callback(fetch.aclose)
        tokens = open_tokens(settings.tiktoken_cache_dir, settings.answer_model)
        embed = SwitchEmbed(await open_embed(settings, await embedding_in_use(database, settings, clock()), tokens))
        stack.push_async_callback(embed.aclose)
        purse = Purse(database.settings, settings.daily_budget, settings.zone, clock)
        robots = Robots(fetch, agent=USER_AGENT, clock=clock)
        writer = _writer(settings, tokens, purse, stack) if settings.writes_answers else None
        stories = Storylines(database.stories, clock)
        heard = _transcribe(settings, stack)
        yield House(
            settings, database, embed, LateIndex(), fetch, robots, tokens, writer, purse, clock, stories, transcribe=heard
        )


async def embedding_in_use(database: Database, settings: Settings, now: datetime) -> str:
    """The embeddings that the archive has (a setting's name): the settings' own from the first start on, until a re-embedding."""
    kept = await database.settings.get(EMBEDDING)
    if isinstance(kept, str):
        return kept
    await database.settings.put(EMBEDDING, settings.embedding_model, now)
    return settings.embedding_model


async def open_embed(settings: Settings, name: str, tokens: Tokens) -> Embed:
    """The embeddings named `name`: `local`, or a model of the endpoint. Raises SettingsError where there is no endpoint for it."""
    if name == "local":
        return await open_local()
    if not settings.writes_answers:
        raise SettingsError([f"EMBEDDING_MODEL {name} needs OPENAI_API_KEY or OPENAI_BASE_URL; `local` needs nothing"])
    from assistant.outside.embed_openai import make_embed

    key = settings.openai_api_key.get_secret_value()
    embed = make_embed(
        api_key=key, base_url=settings.openai_base_url, model=name, timeout_s=settings.answer_timeout, tokens=tokens
    )
    if not embed.dim:
        await embed.learn()  # a model of no table says its dimension with its first reply
    return embed


def _writer(settings: Settings, tokens: Tokens, purse: Purse, stack: contextlib.AsyncExitStack) -> Writer:
    from assistant.outside.llm import make_complete

    complete = make_complete(
        api_key=settings.openai_api_key.get_secret_value(),
        base_url=settings.openai_base_url,
        model=settings.answer_model,
        timeout_s=settings.answer_timeout,
        price_in=settings.price_in,
        price_out=settings.price_out,
        max_output_tokens=1500,
        count=tokens,
    )
    stack.push_async_callback(complete.aclose)
    return Writer(complete, tokens, purse.may_spend, settings.rewrite_questions, settings.rerank_passages)


def _transcribe(settings: Settings, stack: contextlib.AsyncExitStack) -> Transcribe | None:
    """What listens to voice notes; None where nothing is set. Raises SettingsError where there is no endpoint for it."""
    if not settings.transcribe_model:
        return None
    if not settings.writes_answers:
        raise SettingsError([f"TRANSCRIBE_MODEL {settings.transcribe_model} needs OPENAI_API_KEY or OPENAI_BASE_URL"])
    from assistant.outside.openai_endpoint import Endpoint
    from assistant.outside.transcribe import OpenAITranscribe

    key = settings.openai_api_key.get_secret_value()
    endpoint = Endpoint(api_key=key, base_url=settings.openai_base_url, timeout_s=settings.answer_timeout)
    made = OpenAITranscribe(endpoint, settings.transcribe_model)
    stack.push_async_callback(made.aclose)
    return made


@contextlib.asynccontextmanager
async def open_vectors(house: House) -> AsyncIterator[Chroma | None]:
    """Make house.index real, and yield the store; None (another process owns the folder) leaves it absent, with the reason.

    A damaged folder is moved aside and everything marked to be added again: the follower rebuilds it from SQL, at no price.
    """
    try:
        chroma = await _open(house)
    except InUse:
        house.index.leave("another process, such as the running bot, owns the vector index")
        yield None
        return
    house.index.arrive(chroma.index(house.embed.model, house.embed.dim))
    try:
        yield chroma
    finally:
        house.index.leave("the vector index is closed")
        await chroma.aclose()
        if not house.settings.chroma_url:
            _clean_mark(house.settings).touch()


async def _open(house: House) -> Chroma:
    if house.settings.chroma_url:
        return open_server(house.settings.chroma_url)
    folder = chroma_path(house.settings)
    held = chroma_folder.hold(folder)
    try:
        if await _is_damaged(folder, _clean_mark(house.settings)):
            aside = chroma_folder.set_aside(folder, house.clock())
            log.warning("The vector index was damaged; it is moved to %s and rebuilt from the database.", aside)
        if not folder.exists():
            await house.database.posts.rebuild(house.embed.model)
        _clean_mark(house.settings).unlink(missing_ok=True)
    except BaseException:
        held.release()
        raise
    return await open_embedded(folder, held)


def forget_vectors(settings: Settings, now: datetime) -> None:
    """The archive is another one now: the embedded vector index is moved aside, to be built anew. Raises InUse."""
    folder = chroma_path(settings)
    held = chroma_folder.hold(folder)
    try:
        if folder.exists():
            chroma_folder.set_aside(folder, now)
    finally:
        held.release()


async def _is_damaged(folder: Path, clean: Path) -> bool:
    """Probed in a child process, unless its last owner closed it cleanly."""
    if not folder.exists() or clean.exists():
        return False
    reason = await chroma_folder.probe(folder)
    if reason:
        log.warning("The vector index: %s", reason)
    return reason is not None


def chroma_path(settings: Settings) -> Path:
    return settings.data_dir / "chroma"


def _clean_mark(settings: Settings) -> Path:
    return settings.data_dir / CLEAN
