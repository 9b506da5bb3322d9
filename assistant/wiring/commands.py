"""The commands of bot.py, one function each: settings in, an exit code out. What they print of the archive is laid out elsewhere.

Beside a running bot they work on SQL and full text, and leave the vector index to it.
"""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from assistant import console, layout
from assistant.check.draft import LARGEST, from_file
from assistant.errors import BadRequest, StoreError
from assistant.outside.database import open_database
from assistant.outside.engine_client import is_running, open_client
from assistant.settings import Settings
from assistant.wiring import asking, checking, digesting, ingesting, reembedding, topics
from assistant.wiring.diagnosis import diagnose
from assistant.wiring.house import House, forget_vectors, open_house, open_vectors, wall_clock
from assistant.wiring.pump import Pump
from assistant.words import Audience, Question, Role, Subscription

PAGE = 500
STATEMENTS = 20  # of a person, at the terminal
TOPICS = ("timeline", "brief", "quotes")


def new_question(house: House, text: str) -> Question:
    return Question(f"console:{uuid.uuid4().hex}", text, house.clock(), house.settings.timezone)


async def ask(settings: Settings, text: str, as_json: bool) -> int:
    if not text.strip():
        raise BadRequest("Please ask something.")
    async with open_house(settings) as house, open_vectors(house):
        question = new_question(house, text)
        found = await asking.answer(question, house=house, previous=())
        console.show(console.answer_json(found) if as_json else layout.plain(layout.answer(found)))
    return 0


async def topic(settings: Settings, kind: str, words: str) -> int:
    """A timeline, a brief or what somebody said, in words."""
    async with open_house(settings) as house:
        console.show(await _topic(house, kind, words))
    return 0


async def _topic(house: House, kind: str, words: str) -> str:
    if not words.strip():
        raise BadRequest("Please name a topic, or a person.")
    asked, zone = new_question(house, words), house.settings.timezone
    if kind == "timeline":
        return layout.plain(layout.timeline(await topics.timeline(asked, 0, house=house), zone, asked.asked_at))
    if kind == "brief":
        return layout.plain(layout.brief(await topics.brief(asked, house=house), zone))
    found = await topics.quotes(asked, 0, house=house)
    shown, count = found.statements[:STATEMENTS], len(found.statements)
    return layout.plain(layout.statements(found.person, shown, count, found.receipt.period, zone, asked.asked_at))


def _draft(file: Path) -> str:
    """Of a file, or of what is pasted where it is "-"."""
    if str(file) == "-":
        return from_file("pasted.txt", sys.stdin.buffer.read(LARGEST + 1))
    try:
        return from_file(file.name, file.read_bytes())
    except OSError as exc:
        raise BadRequest(f"The file {file} cannot be read: {exc.strerror}.") from exc


async def check(settings: Settings, file: Path, page: Path | None, as_json: bool) -> int:
    """A draft against the archive; exit code 1 where a sentence is contradicted."""
    draft = await asyncio.to_thread(_draft, file)
    async with open_house(settings) as house, open_vectors(house):
        found = await checking.check(draft, Role.ADMIN, 0, house=house)
        now = house.clock()
    console.show(console.check_json(found) if as_json else layout.plain(layout.checked(found, settings.timezone, now)))
    if page:
        await asyncio.to_thread(page.write_text, layout.check_page(found, settings.timezone, now), "utf-8")
    return 1 if any(s.verdict == "contradicted" for s in found.sentences) else 0


async def ingest(settings: Settings, targets: Sequence[str], audience: Audience, as_json: bool) -> int:
    async with open_house(settings) as house:
        with console.progress("Reading", quiet=as_json) as told:
            rounds = await ingesting.ingest(house, targets, audience=audience, told=told)
        await index(house, quiet=as_json)
        if as_json:
            console.show(console.rounds_json(rounds))
        else:
            console.show(console.rounds_text(rounds))
    return 1 if rounds and all(r.failed for r in rounds) else 0


async def index(house: House, *, quiet: bool) -> None:
    """Index what was kept. Where a running bot owns the vector index, full text is filled here and the bot takes up the vectors."""
    counts = await house.database.posts.counts(house.embed.model)
    with console.bar("Indexing", counts.to_make, quiet=quiet) as told:
        async with open_vectors(house):
            await Pump(house).once(told)


async def posts(settings: Settings, count: int, as_json: bool) -> int:
    async with open_house(settings) as house:
        scope = digesting.scope_of(await house.database.sources.visible(Role.ADMIN, 0))
        if not as_json:
            found = await house.database.posts.latest(scope, count)
            heading = layout.say("{} newest posts", len(found))
            console.show(layout.plain(layout.posts(heading, found, settings.timezone, house.clock())))
            return 0
        skip = 0
        while page := await house.database.posts.latest(scope, PAGE, skip):
            for post in page:
                console.show(console.post_json(post))
            skip += len(page)
    return 0


async def digest(settings: Settings, hours: int, topics: tuple[str, ...], as_json: bool) -> int:
    async with open_house(settings) as house:
        now = house.clock()
        wish = Subscription(0, chat_id=0, zone=settings.timezone, topics=topics)
        made = await digesting.digest(wish, now - timedelta(hours=hours), now, house=house)
        console.show(console.digest_json(made) if as_json else layout.plain(layout.digest(made)))
    return 0


async def sources(settings: Settings, as_json: bool) -> int:
    async with open_house(settings) as house:
        tended = await house.database.sources.tended()
        if as_json:
            for one in tended:
                console.show(console.source_json(one))
        else:
            console.show(layout.plain(layout.sources_list([t.source for t in tended])))
    return 0


async def doctor(settings: Settings, as_json: bool) -> int:
    async with open_house(settings) as house, open_vectors(house):
        findings = await diagnose(house)
    well = all(f.well for f in findings)
    if as_json:
        console.show({"well": well, "findings": [{"well": f.well, "words": f.words} for f in findings]})
    else:
        for finding in findings:
            console.show(f"{'ok  ' if finding.well else 'ILL '} {finding.words}")
        console.show("All is well." if well else "Not all is well: see above. `bot.py reindex` rebuilds what can be rebuilt.")
    return 0 if well else 1


async def reindex(settings: Settings, embed: bool, yes: bool) -> int:
    async with open_house(settings) as house:
        if embed:
            estimated = await reembedding.estimate(house)
            if estimated is None:
                console.show(f"The archive is embedded by {settings.embedding_model} already.")
                return 0
            console.show(estimated.words)
            if estimated.dollars and not yes and not console.confirm("Embed now?"):
                return 1
        name = "reembed" if embed else "reindex"
        if await is_running(settings.engine_database, settings.worker):
            await _hand_over(settings, name)
            console.show("Handed to the running bot: it goes on answering meanwhile.")
            return 0
        await _reindex_here(house, embed)
    return 0


async def _hand_over(settings: Settings, name: str) -> None:
    client = await open_client(settings.engine_database)
    try:
        await client.start(name, uuid.uuid4().hex, {})
    finally:
        await client.close()


async def _reindex_here(house: House, embed: bool) -> None:
    async with open_vectors(house) as chroma:
        if chroma is None:
            raise StoreError(f"The vector index cannot be rebuilt now: {house.index.absent}.")
        pump = Pump(house)
        if embed:
            counts = await house.database.posts.counts(house.settings.embedding_model)
            with console.bar("Embedding", counts.chunks - counts.vectors) as told:
                await reembedding.reembed(house, chroma, breathe=pump.breathe, told=told)
        else:
            await reembedding.rebuild(house, chroma)
            with console.progress("Rebuilding the vector index") as say:
                say("")
                await pump.once()
    console.show("Done.")


def verify(file: Path, as_json: bool) -> int:
    """Needs no settings and no database: the file alone."""
    from assistant.evidence import verify as evidence

    findings = evidence.verify(file.read_bytes())
    well = evidence.holds(findings)
    if as_json:
        console.show({"holds": well, "findings": [{"holds": f.holds, "words": f.words} for f in findings]})
    else:
        for finding in findings:
            console.show(f"{'ok  ' if finding.holds else 'NOT '} {finding.words}")
        console.show("The evidence holds." if well else "The evidence does not hold.")
    return 0 if well else 1


async def backup(settings: Settings, file: Path) -> int:
    from assistant.outside.archive.backup import backup as write

    async with open_house(settings) as house:
        await write(house.database, file, house.clock())
    console.show(
        f"Everything is in {file} ({file.stat().st_size / 2**20:.1f} MB). The vector index is rebuilt from it when needed."
    )
    return 0


async def restore(settings: Settings, file: Path, replace: bool) -> int:
    from assistant.outside.archive.backup import restore as read

    if await is_running(settings.engine_database, settings.worker):
        raise StoreError("A bot is running on this archive: stop it first.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    now = wall_clock()
    database = await open_database(settings.database)  # not a house: opening one would write into the empty database
    try:
        done = await read(database, file, now, over=replace)
    finally:
        await database.aclose()
    forget_vectors(settings, now)
    taken = f"{done.taken_at:%Y-%m-%d %H:%M} UTC"
    console.show(f"Restored as of {taken}: {done.rows:,} rows; {done.not_sent} deliveries that were due are not sent.")
    console.show("The vector index is rebuilt at the next start; full text answers until then.")
    return 0


async def chat(settings: Settings) -> int:
    """Questions and answers at the terminal, one conversation."""
    async with open_house(settings) as house, open_vectors(house):
        await Pump(house).once()
        console.show(console.GREETING)
        talk: tuple[Question, ...] = ()
        while (text := await asyncio.to_thread(console.prompt)) is not None:
            if text in ("/quit", "/exit"):
                return 0
            if text == "/new":
                talk = ()
            elif text.startswith("/"):
                console.show(await _said(house, text))
            elif text:
                question = new_question(house, text)
                found = await asking.answer(question, house=house, previous=talk)
                talk = (*talk, question)[-asking.TURNS :]
                console.show(layout.plain(layout.answer(found)) + "\n")
    return 0


async def _said(house: House, text: str) -> str:
    now, zone = house.clock(), house.settings.timezone
    if text.startswith("/latest"):
        scope = digesting.scope_of(await house.database.sources.visible(Role.ADMIN, 0))
        found = await house.database.posts.latest(scope, 10)
        return layout.plain(layout.posts(layout.say("Latest posts"), found, zone, now))
    if text.startswith("/digest"):
        made = await digesting.digest(Subscription(0, 0, zone=zone), now - timedelta(hours=24), now, house=house)
        return layout.plain(layout.digest(made))
    if text.startswith("/sources"):
        return layout.plain(layout.sources_list(await house.database.sources.all()))
    kind, _, words = text[1:].partition(" ")
    if kind in TOPICS and words.strip():
        return await _topic(house, kind, words)
    return console.HELP
