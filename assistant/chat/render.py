"""Blocks to Telegram's HTML, in messages within its limits. Pure; the only place where markup is made.

Three kinds of text come in and no other (layout/blocks.py); all that is foreign in them goes through chat/guard.py. The only links are the
posts' own addresses, http(s) alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat.guard import attribute, escaped, guarded
from assistant.chat.message import LONGEST_TEXT
from assistant.chat.split import split
from assistant.layout.blocks import Block, Line, Span, Words, address, pieces
from assistant.words import Excerpt, Proven

TAGS = {"strong": "b", "soft": "i", "gone": "s"}
WRAPS = {
    "text": ("", ""),
    "quote": ("<blockquote>", "</blockquote>"),
    "folded": ("<blockquote expandable>", "</blockquote>"),
    "copy": ("<pre>", "</pre>"),
}


def messages(blocks: Sequence[Block], most: int = LONGEST_TEXT) -> tuple[str, ...]:
    """HTML of each message to send, in order; none where there is nothing to see."""
    return split([block(b) for b in blocks], most)


def block(block: Block) -> str:
    """HTML of one block. Raises TypeError for any text that is not Proven, Excerpt or Words."""
    before, after = WRAPS[block.kind]
    inner = "\n".join(_bare(line) if block.kind == "copy" else _line(line) for line in block.lines)
    return f"{before}{inner}{after}" if inner.strip() else ""


def _line(line: Line) -> str:
    html = "".join(_span(span) for span in line)
    return html.replace("</i><i>", "").replace("</b><b>", "")  # fewer entities; foreign text holds no "<"


def _bare(line: Line) -> str:
    """Characters alone: nothing inside <pre> is markup or clickable, and Telegram lets no other entity stand there."""
    for span in line:
        _checked(span)
    return escaped("".join(span.shown for span in line))


def _span(span: Span) -> str:
    link = address(span.link)
    shown = _linked(span) if link else _free(span)
    if not shown.strip():
        return shown
    html = f'<a href="{attribute(link)}">{shown}</a>' if link else shown
    tag = TAGS.get(span.style)
    return f"<{tag}>{html}</{tag}>" if tag else html


def _linked(span: Span) -> str:
    """Inside a link nothing else becomes clickable, so nothing needs a guard."""
    _checked(span)
    return escaped(span.shown)


def _free(span: Span) -> str:
    _checked(span)
    if isinstance(span.text, Words):
        return "".join(escaped(text) if ours else guarded(text) for text, ours in pieces(span.text))
    return guarded(span.shown)


def _checked(span: Span) -> None:
    if not isinstance(span.text, Proven | Excerpt | Words):
        raise TypeError(f"only proven sentences, excerpts and our own words are shown, not {type(span.text).__name__}")
