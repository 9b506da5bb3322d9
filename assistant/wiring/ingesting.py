"""Documents read once and kept: files, folders and addresses for the command line, uploads and addresses for a chat."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assistant.addresses import mask_url
from assistant.collect import document, journey
from assistant.collect.entry import title_from
from assistant.collect.journey import Round
from assistant.errors import BadRequest
from assistant.outside import office
from assistant.wiring.house import House
from assistant.words import Audience, Failed, Fetched, Parsed, ParsedPost, Source

READ = (".txt", ".md", ".markdown", ".html", ".htm", ".xml", ".rss", ".atom", ".json", ".pdf", ".docx")
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
