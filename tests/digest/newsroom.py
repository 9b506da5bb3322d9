"""The sample newsroom in a real archive: the posts of the night, and later the correction."""

from datetime import UTC, datetime
from pathlib import Path

from assistant.collect import document
from assistant.digest.journey import make_digest
from assistant.layout.digests import digest as laid_out
from assistant.layout.plain import plain
from assistant.outside.database import Database, open_database
from assistant.sample import ADDRESSES, TYPES
from assistant.wiring.storylines import Storylines
from assistant.words import Digest, Parsed, Shown, Source, Subscription

SAMPLE = Path(__file__).parents[2] / "assistant" / "sample"
MORNING = datetime(2026, 3, 12, 8, 45, tzinfo=UTC)
EVENING = datetime(2026, 3, 11, 17, 0, tzinfo=UTC)


async def opened(folder: Path) -> Database:
    """The archive after the night: live blog, radio and newspaper."""
    database = await open_database(f"sqlite:///{folder / 'newsroom.db'}")
    for name in ("courier-live.html", "tideway-radio.xml", "county-observer.json"):
        read = parsed(name)
        source = await database.sources.add(Source(0, "feed", ADDRESSES[name], read.title))
        await database.posts.keep_many(source.id, read.posts, MORNING)
    return database


async def read_again(database: Database, name: str) -> None:
    """A source is read again, from another file at the same address."""
    source = next(s for s in await database.sources.all() if s.url == ADDRESSES[name])
    await database.posts.keep_many(source.id, parsed(name).posts, MORNING)


def parsed(name: str) -> Parsed:
    path = SAMPLE / name
    read = document.read(path.read_bytes(), url=ADDRESSES[name], content_type=TYPES[path.suffix], seen=MORNING)
    assert isinstance(read, Parsed)
    return read


async def digest(
    database: Database, shown: tuple[Shown, ...] = (), since: datetime = EVENING, subscription: Subscription | None = None
) -> Digest:
    return await make_digest(
        subscription or Subscription(1, 5, zone="Europe/Kyiv"),
        since,
        MORNING,
        slot=None,
        late=False,
        sources=await database.sources.all(),
        shown=shown,
        posts=database.posts,
        group=Storylines(database.stories, lambda: MORNING).of,
    )


def as_text(made: Digest) -> str:
    return plain(laid_out(made)) + "\n"
