"""What is taken in once, bound to what is open.

take           an address          take_file   an upload, for reporters
take_message   a channel's post or edit, a forwarded message
"""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from assistant.chat.incoming import Incoming
from assistant.collect import channel
from assistant.collect.journey import Round
from assistant.wiring import ingesting
from assistant.wiring.house import House
from assistant.words import Failed, Noted, Post, Source

Kept = Sequence[tuple[Post, str]]

ALBUMS = 30  # newest albums of a channel whose captions are remembered


async def take(address: str, by: int, *, house: House) -> Kept | Failed:
    """A page, feed or live blog, once. Web addresses only."""
    if not ingesting.is_address(address):
        return Failed(address, "refused", "Only addresses that begin with http:// or https:// can be read.")
    return await _taken(await ingesting.read_address(house, address, "all"), by, house)


async def take_file(name: str, content_type: str, body: bytes, by: int, *, house: House) -> Kept | Failed:
    """An upload, for reporters. Its name is a label: the same name from the same person is the same file, a new version of it."""
    label = name.replace("\\", "/").rpartition("/")[2] or "document"
    kind = mimetypes.guess_type(label)[0] or content_type
    url = f"upload://{by}/{quote(label, safe='')}"
    return await _taken(
        await ingesting.read_bytes(house, url, body, content_type=kind, audience="reporters", label=label), by, house
    )


async def _taken(done: Round, by: int, house: House) -> Kept | Failed:
    if done.failed:
        return done.failed[0]
    detail = f"{done.source.id} {done.source.title}: {len(done.kept)} posts"
    await house.database.audit.note(Noted(house.clock(), by, "taken in", detail))
    return done.kept


async def take_message(incoming: Incoming, label: str, *, house: House) -> Kept:
    """A message as a post: of a channel that is followed, under it; a forwarded one, under `label` and for reporters."""
    if incoming.kind in ("channel_post", "channel_edit"):
        source, message = await _followed(incoming, label, house), await _channel_message(incoming, house)
    else:
        source, message = await _forwarded_source(incoming, label, house), _forwarded(incoming)
    post = channel.read(message) if source else None
    return [await house.database.posts.keep(source.id, post, house.clock())] if source and post else []


async def _followed(incoming: Incoming, title: str, house: House) -> Source | None:
    """The active source of this channel, by its new title where it has one."""
    url = channel.source_url(incoming.chat_id)
    sources = await house.database.sources.all()
    source = next((s for s in sources if s.kind == "channel" and s.url == url and s.state == "active"), None)
    if source and title and source.title != title:
        source = replace(source, title=title)
        await house.database.sources.change(source)
    return source


async def _channel_message(i: Incoming, house: House) -> channel.Message:
    text, links, first = i.raw_text, tuple(link.url for link in i.links), i.message_id
    if i.album:
        parts = await _album(i, (text, *links), house)
        text = channel.album_text({number: part[0] for number, part in parts.items()})
        links, first = tuple(link for part in parts.values() for link in part[1:]), min(parts)
    return channel.Message(
        text=text,
        at=i.at,
        key=f"album:{i.album}" if i.album else str(i.message_id),
        url=channel.address_of(i.chat_id, i.chat_name, first),
        links=(*links, i.origin_url) if i.origin_url else links,
        edited_at=i.edited_at,
        origin=f"Forwarded from {i.origin}" if i.origin else "",
    )


async def _album(i: Incoming, part: tuple[str, ...], house: House) -> dict[int, tuple[str, ...]]:
    """All parts of this album seen so far, by message id: (caption, links behind its words). Jobs of one channel run in order."""
    name = f"albums:{i.chat_id}"
    kept = await house.database.settings.get(name)
    albums: dict[str, dict[str, list[str]]] = kept if isinstance(kept, dict) else {}
    parts = albums.pop(i.album, {}) | {str(i.message_id): list(part)}
    newest = dict([*albums.items(), (i.album, parts)][-ALBUMS:])
    await house.database.settings.put(name, newest, house.clock())
    return {int(number): tuple(said) for number, said in sorted(parts.items(), key=lambda item: int(item[0]))}


async def _forwarded_source(i: Incoming, label: str, house: House) -> Source:
    """One source for each place that messages are forwarded from. Never read by itself; for reporters."""
    public = urlsplit(i.origin_url).path.strip("/").partition("/")[0]
    url = f"tg://forwarded/{f'@{public.lower()}' if public else quote(label, safe='')}"
    made = Source(0, "file", url, label, state="ended", audience="reporters", added_at=house.clock())
    return await house.database.sources.add(made)


def _forwarded(i: Incoming) -> channel.Message:
    return channel.Message(i.raw_text, i.origin_at or i.at, url=i.origin_url, links=tuple(link.url for link in i.links))
