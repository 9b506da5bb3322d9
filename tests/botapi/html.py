"""Telegram's HTML, read as strictly as Telegram reads it: its sentences of error, its offsets, its silent mendings.

After the behaviour that tdlib's tests (`parse_html`) describe. Our own code; for the Bot API server of the tests only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline", "s": "strikethrough",
    "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre",
    "a": "text_link", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
MOST_ENTITIES = 100
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot));?")
_TOKEN = re.compile(r"[a-zA-Z0-9.-]+")
_ADDRESS = re.compile(r"^(?:(?:https?|tg|ton|mailto|ftp)://?\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#:]\S*)?)$", re.IGNORECASE)


class CannotParse(Exception):
    """What stands behind "Bad Request: can't parse entities: "."""


def units(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass
class _Reader:
    """One pass over the text; `out` grows, `open` holds (name, units before it, attributes, byte offset)."""

    html: str
    at: int = 0
    out: list[str] = field(default_factory=list)
    length: int = 0
    open: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def offset(self, place: int) -> int:
        return len(self.html[:place].encode("utf-8", "surrogatepass"))

    def peek(self) -> str:
        return self.html[self.at : self.at + 1]

    def skip_space(self) -> None:
        while self.peek().isspace():
            self.at += 1

    def until(self, stops: str) -> str:
        start = self.at
        while self.peek() and self.peek() not in stops and not self.peek().isspace():
            self.at += 1
        return self.html[start : self.at]

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def character(self) -> None:
        found = _CHARACTER.match(self.html, self.at)
        if not found or (not found[3] and not 0 < (code := _code(found)) < 0x10FFFF):
            self.put("&")
            self.at += 1
            return
        self.put(NAMED[found[3]] if found[3] else chr(code))
        self.at = found.end()

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self.until(">").lower()
        if not self.peek():
            raise CannotParse(f"Unclosed start tag at byte offset {self.offset(begin)}")
        if name not in KINDS:
            raise CannotParse(f'Unsupported start tag "{name}" at byte offset {self.offset(begin)}')
        attributes = self.attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise CannotParse(f'Tag "span" must have class "tg-spoiler" at byte offset {self.offset(begin)}')
        self.open.append((name, self.length, attributes))

    def attributes(self, name: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self.skip_space()
            if self.peek() == ">":
                self.at += 1
                return found
            key = self.until("=>").lower()
            if not key and self.peek():
                raise CannotParse(f'Empty attribute name in the tag "{name}" at byte offset {self.offset(begin)}')
            self.skip_space()
            if self.peek() != "=":
                if not self.peek():
                    raise CannotParse(f'Unclosed start tag "{name}" at byte offset {self.offset(begin)}')
                if (name, key) != ("blockquote", "expandable"):
                    where = self.offset(begin)
                    raise CannotParse(
                        f'Expected equal sign in declaration of an attribute of the tag "{name}" at byte offset {where}'
                    )
                found[key] = ""
                continue
            self.at += 1
            self.skip_space()
            found[key] = self.value(name, begin)

    def value(self, name: str, begin: int) -> str:
        quote = self.peek()
        if not quote:
            raise CannotParse(f'Unclosed start tag "{name}" at byte offset {self.offset(begin)}')
        if quote in "\"'":
            end = self.html.find(quote, self.at + 1)
            if end < 0:
                raise CannotParse(f"Unclosed start tag at byte offset {self.offset(begin)}")
            raw, self.at = self.html[self.at + 1 : end], end + 1
            return _CHARACTER.sub(lambda m: NAMED[m[3]] if m[3] else chr(_code(m)), raw)
        token = _TOKEN.match(self.html, self.at)
        start, self.at = self.at, token.end() if token else self.at
        if not self.peek() or not (self.peek().isspace() or self.peek() == ">"):
            raise CannotParse(f"Unexpected end of name token at byte offset {self.offset(start)}")
        return token[0] if token else ""

    def end_tag(self) -> None:
        begin = self.at
        self.at += 2
        if not self.open:
            raise CannotParse(f"Unexpected end tag at byte offset {self.offset(begin)}")
        found = self.until(">").lower()
        self.skip_space()
        if self.peek() != ">":
            raise CannotParse(f"Unclosed end tag at byte offset {self.offset(begin)}")
        self.at += 1
        name, start, attributes = self.open.pop()
        if found not in ("", name):
            where = self.offset(begin)
            raise CannotParse(f'Unmatched end tag at byte offset {where}, expected "</{name}>", found "</{found}>"')
        if self.length > start:
            self.close(name, start, attributes)

    def close(self, name: str, start: int, attributes: dict[str, str]) -> None:
        entity: Entity = {"type": KINDS[name], "offset": start, "length": self.length - start}
        if name == "a":
            entity["url"] = attributes.get("href", "")
            if not _ADDRESS.match(entity["url"]):
                return  # Telegram shows the words and forgets the link
        if name == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        if name == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        self.entities.append(entity)


def _code(found: re.Match[str]) -> int:
    return int(found[1], 16) if found[1] else int(found[2])


def parse(html: str) -> tuple[str, list[Entity]]:
    """Text and entities (offsets in UTF-16 units), trimmed as Telegram trims. Raises CannotParse."""
    reader = _Reader(html)
    while reader.at < len(html):
        if reader.peek() == "&":
            reader.character()
        elif html.startswith("</", reader.at):
            reader.end_tag()
        elif reader.peek() == "<":
            reader.start_tag()
        else:
            reader.put(html[reader.at])
            reader.at += 1
    if reader.open:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    text = "".join(reader.out)
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise CannotParse(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
        )
    return trim(text, sorted(reader.entities, key=lambda e: (e["offset"], -e["length"])))


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Control characters become spaces, white space around falls, entities move along; those past the hundredth fall silently."""
    text = re.sub(r"[\x00-\x09\x0b\x0c\x0e-\x1f]", " ", text.replace("\r", ""))
    cut = units(text) - units(text.lstrip())
    text = text.strip()
    size, kept = units(text), []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, size)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept[:MOST_ENTITIES]


# --- what Telegram makes clickable by itself --------------------------------------------------------------------

_TLD = "com|org|net|info|io|de|ru|ua|uk|fr|eu|us|me|app|dev|tk|ws|press|news|москва|рф|укр"
_AUTOMATIC = (
    ("email", re.compile(rf"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.(?:{_TLD})(?!\w)", re.IGNORECASE)),
    ("url", re.compile(rf"(?:https?|ftp|sftp|tg|ton)://[^\s<>«»\"]+|(?<![\w.@/])[^\s/()\[\]<>\"'«»,:@.]+(?:\.[^\s/()\[\]<>\"'«»,:@.]+)*\.(?:{_TLD})(?![\w-])", re.IGNORECASE)),  # noqa: E501
    ("url", re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")),
    ("mention", re.compile(r"(?<![\w])@[A-Za-z0-9_]{3,32}(?![A-Za-z0-9_])")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
)  # fmt: skip


def automatic(text: str, entities: list[Entity]) -> list[Entity]:
    """Addresses, @names and /commands that a client would make clickable: those outside code, pre and links."""
    shut = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("code", "pre", "text_link")]
    found: list[Entity] = []
    for kind, pattern in _AUTOMATIC:
        for hit in pattern.finditer(text):
            start, length = units(text[: hit.start()]), units(hit[0])
            if not any(start < end and begin < start + length for begin, end in shut):
                found.append({"type": kind, "offset": start, "length": length})
                shut.append((start, start + length))
    return found
