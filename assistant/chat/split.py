"""Cutting HTML into messages that Telegram takes: 4,096 UTF-16 units after entities, 100 entities. Pure.

Reads HTML as our own renderer writes it: every tag closed in order, `<`, `>` and `&` of the text escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from assistant.chat.message import LONGEST_TEXT

MOST_ENTITIES = 100
"""Telegram silently drops those past it (Bot API, MessageEntity): a guard dropped would make foreign text clickable."""
BETWEEN = "\n\n"
_PIECE = re.compile(r"<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|.", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_START = re.compile(r"<[a-z]")
_SENTENCE_END = ".!?…。！？\n"
_CLOSERS = "\"'”’»)]"
_STICKS = "\u200d\ufe0e\ufe0f"


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text) + sum(c > "\uffff" for c in text)


def visible(html: str) -> str:
    """What a reader sees of our HTML: tags gone, character references read."""
    return unescape(_TAG.sub("", html))


def split(blocks: Sequence[str], most: int = LONGEST_TEXT, entities: int = MOST_ENTITIES) -> tuple[str, ...]:
    """Messages of at most `most` units and `entities` tags, filled with whole blocks, an empty line between.

    A block that is too long by itself is cut at the end of a sentence, else of a word, else anywhere, its tags closed and opened
    again. Blocks without visible text are left out; no text is lost but white space where a cut falls.
    """
    parts: list[str] = []
    size = tags = 0
    for block in blocks:
        for number, piece in enumerate(_fitting(block, most, entities)):
            length, opened = _weight(piece)
            if parts and not number and size + len(BETWEEN) + length <= most and tags + opened <= entities:
                parts[-1] += BETWEEN + piece
                size, tags = size + len(BETWEEN) + length, tags + opened
            else:
                parts.append(piece)
                size, tags = length, opened
    return tuple(parts)


def _weight(html: str) -> tuple[int, int]:
    """Units a reader sees, and tags."""
    return units(visible(html)), len(_START.findall(html))


def _fitting(block: str, most: int, entities: int) -> list[str]:
    """The block, or pieces of it, each within the limits and with something to see."""
    length, opened = _weight(block)
    pieces = [block] if length <= most and opened <= entities else _cut(block, most, entities)
    return [piece for piece in pieces if visible(piece).strip()]


# --- a block that is too long by itself -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One character, as written and as seen, with the tags open around it: (number of the tag, the tag)."""

    raw: str
    text: str
    tags: tuple[tuple[int, str], ...]


def _glyphs(html: str) -> Iterator[_Glyph]:
    open_tags: list[tuple[int, str]] = []
    for found in _PIECE.finditer(html):
        if found["end"]:
            open_tags.pop()
        elif found["name"]:
            open_tags.append((found.start(), found[0]))
        else:
            yield _Glyph(found[0], unescape(found[0]), tuple(open_tags))


def _cut(block: str, most: int, entities: int) -> list[str]:
    glyphs, pieces = list(_glyphs(block)), []
    while glyphs:
        end = _good_end(glyphs, _furthest(glyphs, most, entities))
        pieces.append(_written(glyphs[:end]))
        glyphs = glyphs[end:]
    return pieces


def _furthest(glyphs: Sequence[_Glyph], most: int, entities: int) -> int:
    """How many glyphs fit; at least one."""
    size, tags = 0, set[int]()
    for place, glyph in enumerate(glyphs):
        size += units(glyph.text)
        tags.update(number for number, _ in glyph.tags)
        if (size > most or len(tags) > entities) and place:
            return place
    return len(glyphs)


def _good_end(glyphs: Sequence[_Glyph], limit: int) -> int:
    """The last good place to cut at or before `limit`, in its second half: after a sentence, else after a word, else there."""
    if limit == len(glyphs):
        return limit
    word = 0
    for end in range(limit, limit // 2, -1):
        if not glyphs[end - 1].text.isspace():
            continue
        word = word or end
        before = "".join(g.text for g in glyphs[max(0, end - 4) : end]).rstrip(" \t").rstrip(_CLOSERS)
        if before.endswith(tuple(_SENTENCE_END)):
            return end
    return word or _between_characters(glyphs, limit)


def _between_characters(glyphs: Sequence[_Glyph], limit: int) -> int:
    """Not before a mark or joiner that belongs to the character before it, where that can be had within a few steps."""
    for end in range(limit, max(limit - 12, 1), -1):
        if glyphs[end].text not in _STICKS and glyphs[end - 1].text != "\u200d":
            return end
    return limit


def _written(glyphs: Sequence[_Glyph]) -> str:
    out: list[str] = []
    now: tuple[tuple[int, str], ...] = ()
    for glyph in glyphs:
        if glyph.tags != now:
            out.append(_step(now, glyph.tags))
            now = glyph.tags
        out.append(glyph.raw)
    return "".join(out) + _step(now, ())


def _step(old: tuple[tuple[int, str], ...], new: tuple[tuple[int, str], ...]) -> str:
    """Closes and opens what lies between two places."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    ends = "".join(f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>" for _, tag in reversed(old[same:]))
    return ends + "".join(tag for _, tag in new[same:])
