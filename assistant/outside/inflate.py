"""A body's bytes, unpacked with bounds: no step makes more than some 64 KB before it is counted, so a bomb ends at the cap. Pure.

httpx's own decoders unpack a whole network chunk at once (64 KB of brotli can be gigabytes), so they are not used.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

PIECE = 64 * 1024
MOST_CODINGS = 2
MOST_MEMBERS = 64  # gzip files may be strung together; each costs a fresh start
RATIO = 200  # text packs 4 to 30 times; beyond this it is padding
RATIO_FROM = 1024 * 1024
ACCEPTED = "gzip, deflate, br"


class Unfit(Exception):
    """The body cannot be taken; str() finishes the sentence "example.org sent ..."."""


class TooLarge(Unfit):
    pass


class Damaged(Unfit):
    pass


class _Unpacker(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]: ...

    def finished(self) -> bool: ...


class _Zlib:
    """gzip, or deflate as meant (zlib) or as often sent (raw)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._head = b""
        self._members = 0
        self._stream: zlib._Decompress | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return
            data, self._stream = self._head, self._fresh()
        while True:
            piece = _inflated(self._stream, data)
            data = self._stream.unconsumed_tail
            if piece:
                yield piece
            if self._stream.eof:
                data = self._stream.unused_data
                if not self._gzip or not data.strip(b"\0"):  # tape padding
                    return
                self._stream = self._fresh()
            elif not data and len(piece) < PIECE:
                return

    def _fresh(self) -> zlib._Decompress:
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise Damaged("a gzip body of very many parts")
        if self._gzip:
            return zlib.decompressobj(31)
        has_header = self._head[0] & 0x0F == 8 and int.from_bytes(self._head[:2], "big") % 31 == 0  # RFC 1950, 2.2
        return zlib.decompressobj(15 if has_header else -15)

    def finished(self) -> bool:
        return self._stream is not None and self._stream.eof


def _inflated(stream: zlib._Decompress, data: bytes) -> bytes:
    try:
        return stream.decompress(data, PIECE)
    except zlib.error as error:
        raise Damaged("a packed body that is damaged") from error


class _Brotli:
    def __init__(self) -> None:
        import brotli  # type: ignore[import-untyped]  # a C library without stubs

        self._error = brotli.error
        self._stream = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self._stream.is_finished():
            try:
                piece = self._stream.process(data, output_buffer_limit=PIECE)
            except self._error as error:
                raise Damaged("a packed body that is damaged") from error
            data = b""
            if piece:
                yield piece
            elif self._stream.can_accept_more_data():
                return  # only when it gives nothing more: it says it can take more while it still holds output

    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Plain:
    def pieces(self, data: bytes) -> Iterator[bytes]:
        if data:
            yield data

    def finished(self) -> bool:
        return True


class Body:
    """Collects a body as it arrives: `add` each raw chunk, then `whole()`. Raises TooLarge and Damaged.

    `encoding` is the Content-Encoding header; `most` bounds both the raw and the unpacked bytes.
    """

    def __init__(self, encoding: str, most: int) -> None:
        self._unpackers = _unpackers(encoding)
        self._most = most
        self._raw = 0
        self._bytes = bytearray()

    def add(self, raw: bytes) -> None:
        self._raw += len(raw)
        for piece in _through(self._unpackers, raw):
            self._bytes += piece
            self._check()
        self._check()

    def _check(self) -> None:
        made = len(self._bytes)
        if max(made, self._raw) > self._most:
            raise TooLarge(f"more than {size(self._most)}")
        if made > RATIO_FROM and made > RATIO * self._raw:
            raise TooLarge(f"a packed body that swells to over {RATIO} times its size")

    def whole(self) -> bytes:
        """The unpacked body. A gzip file inside (`sitemap.xml.gz`, servers that pack twice) is unpacked too, in the same bounds."""
        body = self._finished()
        if not body.startswith(b"\x1f\x8b\x08"):
            return body
        inside = Body("gzip", self._most)
        inside.add(body)
        return inside._finished()

    def _finished(self) -> bytes:
        if self._raw and not all(unpacker.finished() for unpacker in self._unpackers):
            raise Damaged("a packed body that breaks off")
        return bytes(self._bytes)


def _unpackers(encoding: str) -> list[_Unpacker]:
    """In the order of unpacking: the last coding named was applied last."""
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(names) > MOST_CODINGS:
        raise Damaged("a body packed more than twice")
    return [_unpacker(name) for name in reversed(names)] or [_Plain()]


def _unpacker(name: str) -> _Unpacker:
    if name in ("gzip", "x-gzip"):
        return _Zlib(gzip=True)
    if name == "deflate":
        return _Zlib(gzip=False)
    if name == "br":
        return _Brotli()
    raise Damaged("a body packed in a way that was not asked for")


def _through(unpackers: list[_Unpacker], data: bytes) -> Iterator[bytes]:
    first, *rest = unpackers
    for piece in first.pieces(data):
        if rest:
            yield from _through(rest, piece)
        else:
            yield piece


def size(count: int) -> str:
    """For people: 10 MB, 64 KB."""
    return f"{count / 1_000_000:.3g} MB" if count >= 1_000_000 else f"{count / 1000:.3g} KB"
