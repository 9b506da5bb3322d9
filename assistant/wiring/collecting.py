"""Collecting, bound to what is open: documents read once, sources read again and again, and the pump that indexes what came in.

ingest         paths and addresses, once                     the command line and /ingest
read_due       a round of one source, remembered last        the engine's job "round"
Pump           index_new and follow, whenever there is work  one a process that owns the vector index
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import mimetypes
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assistant.addresses import mask_url
from assistant.collect import document, journey
from assistant.collect.entry import title_from
from assistant.collect.journey import Round
from assistant.collect.pace import MOVED, asked, learn_interval, live_interval, next_due, slowed
from assistant.errors import BadRequest, StoreError
from assistant.outside import office
from assistant.wiring.house import House
from assistant.wiring.storylines import TURN
from assistant.words import Audience, Failed, Fetched, Outcome, Parsed, ParsedPost, Source, Tended, Validators

log = logging.getLogger(__name__)

READ = (".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".rss", ".atom", ".json", ".pdf", ".docx")
LEFT_OVER = timedelta(minutes=1)  # until pages that one round left are fetched
SMALL_BATCH = 16  # versions indexed at a time while questions come in
SMALL_TURN = 8  # posts given their stories at a time while questions come in
STEP_ASIDE = 0.05  # seconds
PATIENCE = 10  # steps aside in a row, so that questions without end do not stop indexing
LATELY = 5.0  # seconds after a question in which turns stay small
FEW = 3  # posts; fewer without a date prove nothing
LONGEST_HEADING = 160  # characters of a document's first paragraph that is its title
LARGEST_FILE = 20 * 1024 * 1024  # bytes, as uploads

Told = Callable[[str], None]


def is_address(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def files_of(target: str) -> Iterator[Path]:
    """The readable files of a path, in name order. Raises BadRequest where there is none."""
    path = Path(target)
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise BadRequest(f"{target} is neither a file nor a folder nor an address that begins with http:// or https://.")
    found = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READ)
    if not found:
        raise BadRequest(f"{target} holds no file that can be read ({', '.join(READ)}).")
    yield from found


async def ingest(house: House, targets: Sequence[str], *, audience: Audience = "all", told: Told = lambda _: None) -> list[Round]:
    """Read each target once and keep its posts. One that fails is a value in its round; the others go on."""
    rounds = []
    for target in targets:
        if is_address(target):
            told(mask_url(target))
            rounds.append(await read_address(house, target, audience))
            continue
        try:
            paths = list(files_of(target))
        except BadRequest as error:
            rounds.append(_failed(target, str(error)))
            continue
        for path in paths:
            told(str(path))
            rounds.append(await read_file(house, path, audience))
    return rounds


async def read_file(house: House, path: Path, audience: Audience) -> Round:
    """A file of this machine: the command line's alone, a chat never names a path."""
    url = path.resolve().as_uri()
    try:
        if path.stat().st_size > LARGEST_FILE:
            return _failed(url, f"{path} is larger than {LARGEST_FILE // 2**20} MB.")
        body = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        return _failed(url, f"{path} cannot be read: {error.strerror}.")
    return await read_bytes(house, url, body, content_type=mimetypes.guess_type(path.name)[0] or "", audience=audience)


async def read_bytes(house: House, url: str, body: bytes, *, content_type: str, audience: Audience, label: str = "") -> Round:
    """A document that lies here (a file, an upload), kept under a source of its own that is never read again."""
    now = house.clock()
    kind = office.kind_of(unquote(urlsplit(url).path), body)
    if kind:
        parsed = await _office(kind, body, url)
    else:
        parsed = await asyncio.to_thread(document.read, body, url=url, content_type=content_type, seen=now)
    if isinstance(parsed, Failed):
        return Round(Source(0, "file", url, label or url), failed=(parsed,))
    title = label or _outlet(parsed) or Path(urlsplit(url).path).stem
    source = await house.database.sources.add(Source(0, "file", url, title, state="ended", audience=audience, added_at=now))
    return Round(source, tuple(await house.database.posts.keep_many(source.id, parsed.posts, now)), fetched=parsed)


async def _office(kind: office.Kind, body: bytes, url: str) -> Parsed | Failed:
    """A PDF or Word document as one post, keyed by where it lies: its next state is a new version."""
    found = await office.extract(kind, body, url)
    if isinstance(found, Failed):
        return found
    heading, _, rest = found.text.partition("\n\n")
    title, text = (
        (heading, rest) if rest and len(heading) <= LONGEST_HEADING else (found.title or title_from(heading), found.text)
    )
    return Parsed("text", title, (ParsedPost(url, title, "", text),), url=url)


async def read_address(house: House, url: str, audience: Audience) -> Round:
    """An address read once. An article's source is its site; a feed or live blog is a source of its own."""
    answer = await house.fetch(url, accept=journey.FEEDS)
    if not isinstance(answer, Fetched):
        return _failed(url, answer.reason if isinstance(answer, Failed) else "It says that nothing has changed.")
    return await read_as(house, answer.url or url, answer.body, content_type=answer.content_type, audience=audience)


async def read_as(house: House, url: str, body: bytes, *, content_type: str, audience: Audience = "all") -> Round:
    """A document that came from an address, kept under its source."""
    now = house.clock()
    parsed = await asyncio.to_thread(document.read, body, url=url, content_type=content_type, seen=now)
    if isinstance(parsed, Failed):
        return Round(Source(0, "page", url, mask_url(url)), failed=(parsed,))
    source = await house.database.sources.add(replace(source_of(parsed, url), state="ended", audience=audience, added_at=now))
    return Round(source, tuple(await house.database.posts.keep_many(source.id, parsed.posts, now)), fetched=parsed)


def source_of(parsed: Parsed, url: str) -> Source:
    """The source that a read document belongs to, not yet kept."""
    parts = urlsplit(url)
    host = (parts.hostname or url).removeprefix("www.")
    if parsed.kind in ("feed", "liveblog"):
        return Source(0, "feed" if parsed.kind == "feed" else "liveblog", url, _outlet(parsed) or host)
    return Source(0, "page", f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/", host)


def _outlet(parsed: Parsed) -> str:
    """The name to show: a feed's title; of a live blog what stands after the last bar of its title, where the outlet signs.

    Empty where the document does not say: a headline is nobody's name."""
    if parsed.kind == "liveblog":
        said = re.split(r"\s+[|–—-]\s+", parsed.title)
        return said[-1].strip() if len(said) > 1 else ""
    return parsed.title if parsed.kind == "feed" else ""


def _failed(url: str, reason: str) -> Round:
    return Round(Source(0, "file", url, mask_url(url)), failed=(Failed(url, "unreachable", reason),))


# --- sources, again and again ---------------------------------------------------------------------------------------


def round_key(tended: Tended) -> str:
    """The key of the job that reads a source when it is due: one job, whoever starts it."""
    return f"{tended.source.id}@{tended.next_due.isoformat() if tended.next_due else 'now'}"


async def read_due(house: House, tended: Tended) -> Round:
    """One round of a followed source; what it came to is remembered last, so that a crash repeats it."""
    source = tended.source
    done = await journey.read_source(
        source,
        tended.validators,
        fetch=house.fetch,
        allowed=house.robots.allowed,
        posts=house.database.posts,
        now=house.clock(),
    )
    await house.database.sources.remember(outcome(tended, done, house.clock(), random.random()))  # noqa: S311
    if done.failed:
        log.info("%s: %s", source.title, done.failed[0].reason)
    return done


def outcome(tended: Tended, done: Round, now: datetime, chance: float) -> Outcome:
    """What a round leaves behind: when to come back, how often, and with which validators. `chance` in [0, 1) spreads sources out."""
    failure = done.failed[0] if done.failed else None
    interval = _interval(tended, done, now)
    skip_hours = done.fetched.skip_hours if done.fetched else tended.skip_hours
    failures = tended.failures + 1 if failure else 0
    retry_after = failure.retry_after if failure else None
    back = (
        now + LEFT_OVER if done.postponed else next_due(now, interval, failures, retry_after, done.fresh_for, chance, skip_hours)
    )
    moving_to, times = _moving(tended, done)
    return Outcome(
        tended.source.id,
        now,
        back,
        new=done.count("new"),
        error=failure.reason if failure else "",
        validators=None if failure or done.not_modified else Validators() if done.postponed else done.validators,
        interval=interval,
        moved_to=moving_to if times >= MOVED else "",
        ended=bool(failure and failure.kind == "gone"),
        skip_hours=skip_hours,
        moving_to="" if times >= MOVED else moving_to,
        moving_times=0 if times >= MOVED else times,
        undated=_undated(tended, done),
    )


def _undated(tended: Tended, done: Round) -> bool:
    """Whether none of its posts has a date; what its pages said of those that were fetched before, it said then."""
    listed = done.fetched.posts if done.fetched else ()
    if len(listed) < FEW:
        return tended.undated
    if any(post.published for post in listed) or any(post.published for post, _ in done.kept):
        return False
    return tended.undated or bool(done.kept)


def _interval(tended: Tended, done: Round, now: datetime) -> timedelta:
    """Learnt from the dates of what it lists; where nothing is new or dated, only its silence tells."""
    if done.failed:
        return tended.interval
    times = [p.published for p in done.fetched.posts if p.published] if done.fetched else []
    if done.fetched and (times or done.fetched.every):
        if done.fetched.kind == "liveblog":
            return live_interval(times, now)
        return asked(learn_interval(times, now, done.fetched.every), done.fetched.fresh_for)
    return tended.interval if done.count("new") else slowed(tended.interval, tended.last_new, now)


def _moving(tended: Tended, done: Round) -> tuple[str, int]:
    """Where a source is permanently redirected to, and how many good readings in a row; a failure proves nothing."""
    if done.failed:
        return tended.moving_to, tended.moving_times
    if not done.moved_to or done.moved_to == tended.source.url:
        return "", 0
    return done.moved_to, tended.moving_times + 1 if done.moved_to == tended.moving_to else 1


# --- the pump ---------------------------------------------------------------------------------------------------------


class Pump:
    """Indexes what was kept and lets the vector index follow. `nudge` says there is work; `drained` waits until there is none."""

    def __init__(self, house: House, *, every: float = 2.0) -> None:
        self._house, self._every = house, every
        self._work = asyncio.Event()
        self.waiting = 0  # questions being answered: the pump steps aside for them
        self._asked_at = -LATELY  # by the loop's clock: when one was last seen waiting

    def nudge(self) -> None:
        self._work.set()

    async def breathe(self) -> None:
        """Between two turns: questions first."""
        for _ in range(PATIENCE):
            if self.waiting:
                self._asked_at = asyncio.get_running_loop().time()
            await asyncio.sleep(STEP_ASIDE if self.waiting else 0)
            if not self.waiting:
                return

    def _asked_lately(self) -> bool:
        """One question seldom comes alone, and the next one waits for the turn that it meets."""
        return self.waiting > 0 or asyncio.get_running_loop().time() - self._asked_at < LATELY

    def _batch(self) -> int:
        return SMALL_BATCH if self._asked_lately() else journey.INDEX_BATCH

    def _turn(self) -> int:
        return SMALL_TURN if self._asked_lately() else TURN

    async def once(self, told: Callable[[int], None] = lambda _: None) -> int:
        """All that waits now. Returns how many chunks were made."""
        posts = self._house.database.posts
        embed, index = self._house.embed, self._house.index
        if index.absent:
            return await journey.index_new(posts=posts, embed=embed, breathe=self.breathe, told=told, batch=self._batch)
        return await journey.index_and_follow(
            posts=posts, embed=embed, index=index, breathe=self.breathe, told=told, batch=self._batch
        )

    async def run(self) -> None:
        """Until cancelled. A store that is away is tried again; nothing is lost, SQL knows what is still to be done."""
        while True:
            try:
                await self.once()
                await self._house.stories.place(all_of_them=False, breathe=self.breathe, turn=self._turn)
            except StoreError as error:
                log.warning("Indexing waits: %s", error)
                await asyncio.sleep(5)
            self._work.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._work.wait(), self._every)
