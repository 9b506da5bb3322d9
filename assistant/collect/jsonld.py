"""Linked data in pages: the JSON-LD blocks, mended where that is safe, and the things they describe."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

BLOCK = re.compile(r"<script\b[^<>]{0,500}?application/ld\+json[^<>]{0,500}>(.*?)(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;)\s*$"
)
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
BROKEN_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
MOST_THINGS = 20_000
MOST_SAVED = 1_000
MOST_BROKEN = 20  # each try may run to the end of the block

Thing = Mapping[str, Any]


def things(markup: str, also: str = "") -> tuple[Thing, ...]:
    """Every object with a type in a page's linked data, outer ones first. `also` is a type whose objects are saved one by one
    from a block that is broken beyond mending (cut off, or with a stray quote in one of them)."""
    found: list[Thing] = []
    for block in BLOCK.finditer(markup):
        value = _mended(block[1])
        values = [value] if value is not None else _saved(block[1], also)
        found.extend(thing for one in values for thing in _typed(one))
    return tuple(found[:MOST_THINGS])


def is_a(thing: Any, *kinds: str) -> bool:
    """Whether an object is of one of these types, written with or without a schema.org prefix."""
    given = thing.get("@type") if isinstance(thing, dict) else None
    names = given if isinstance(given, list) else [given]
    return any(isinstance(name, str) and re.split(r"[/:#]", name)[-1] in kinds for name in names)


def listed(value: Any) -> tuple[Any, ...]:
    """A property's values: JSON-LD writes one, or an array, or an ItemList."""
    if isinstance(value, dict) and isinstance(value.get("itemListElement"), list):
        value = value["itemListElement"]
    values = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(one["item"] if isinstance(one, dict) and isinstance(one.get("item"), dict) else one for one in values)


def said(thing: Thing, *names: str) -> str:
    """The first of these properties that says something, as a string."""
    for name in names:
        for value in listed(thing.get(name)):
            if isinstance(value, dict):
                value = value.get("@value") or value.get("name") or value.get("@id") or value.get("url")
            if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
                return str(value).strip()
    return ""


def people(thing: Thing) -> str:
    """Names of a thing's authors, in its order."""
    names = [one.get("name") if isinstance(one, dict) else one for one in listed(thing.get("author") or thing.get("creator"))]
    flat = [name for one in names for name in (one if isinstance(one, list) else [one])]
    return ", ".join(
        dict.fromkeys(entities.unescape(name).strip() for name in flat if isinstance(name, str) and not name.startswith("http"))
    )


def _mended(block: str) -> Any:
    """The block's value; None when it is broken in a way that leaves what is meant in doubt."""
    text = WRAPPING.sub("", WRAPPING.sub("", block.strip())).strip()
    unquoted = entities.unescape(text) if '"' not in text else text
    for attempt in (text, BROKEN_ESCAPE.sub(r"\\\\", TRAILING_COMMA.sub(r"\1", unquoted))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _saved(block: str, kind: str) -> list[Any]:
    """Objects of a type that are whole by themselves inside of a broken block."""
    if not kind:
        return []
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    after = failed = 0
    for sign in re.finditer(rf'\{{\s*"@type"\s*:\s*"{kind}"', block):
        if sign.start() < after:
            continue
        if failed > MOST_BROKEN or len(found) >= MOST_SAVED:
            break
        try:
            value, after = decoder.raw_decode(block, sign.start())
            found.append(value)
        except (ValueError, RecursionError):
            failed += 1
    return found


def _typed(value: Any) -> Iterator[Thing]:
    """Objects with a type, breadth first; bounded, without recursion."""
    queue, at = [value], 0
    while at < len(queue) and at < MOST_THINGS:
        one = queue[at]
        at += 1
        if isinstance(one, dict):
            if "@type" in one:
                yield one
            queue.extend(inner for inner in one.values() if isinstance(inner, (dict, list)))
        elif isinstance(one, list):
            queue.extend(inner for inner in one if isinstance(inner, (dict, list)))
