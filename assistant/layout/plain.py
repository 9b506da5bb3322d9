"""Blocks as plain text, for the terminal and for copying. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.layout.blocks import Block, Line, address


def plain(blocks: Sequence[Block]) -> str:
    """Blocks with an empty line between; quotes with "> " before each line; a link's address on a line of its own, once a block."""
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(block: Block) -> str:
    rows: list[str] = []
    for line in block.lines:
        rows.append("".join(span.shown for span in line).rstrip())
        rows += [f"    {link}" for link in _links(line) if f"    {link}" not in rows]
    return "\n".join(f"> {row}" if block.kind in ("quote", "folded") else row for row in rows).strip()


def _links(line: Line) -> list[str]:
    """Addresses a reader cannot see in the line; those of [n] stand under the sources."""
    return [link for span in line if span.style != "ref" and (link := address(span.link))]
