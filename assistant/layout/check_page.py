"""A checked draft as one HTML page that needs nothing else: no script, no style from elsewhere, every foreign character escaped. Pure."""

from __future__ import annotations

from datetime import datetime
from html import escape

from assistant.layout.blocks import Block, Line, Span, address
from assistant.layout.checks import checked
from assistant.layout.moments import moment
from assistant.words import CheckedDraft

_HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>Draft, checked</title><style>'
    "body{font:16px/1.5 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}"
    ".block{margin:0 0 1.2em;padding-left:.8em;border-left:4px solid #ddd}.contradicted{border-color:#c0392b}.partly{border-color:#e67e22}"
    ".supported{border-color:#2e8b57}.not-found{border-color:#888}p{margin:.2em 0}b{background:#fff3c4}i{color:#666}"
    ".block,p{overflow-wrap:anywhere}p:first-child>b:first-child{background:none!important}"
    "@media(prefers-color-scheme:dark){body{background:#16181b;color:#e4e4e4}.block{border-color:#3a3d42}b{background:#5a4a12;color:#fff}"
    "i{color:#a8a8a8}a{color:#8ab4f8}.contradicted{border-color:#e57368}.partly{border-color:#f0a35e}.supported{border-color:#5fbf8a}}"
    "</style></head><body><h1>Draft, checked</h1>"
)


def page(draft: CheckedDraft, zone: str, now: datetime) -> str:
    """The same blocks as in the chat, in full, with links to the posts' own addresses."""
    head, *body = checked(draft, zone, now)
    names = [sentence.verdict.replace(" ", "-") for sentence in draft.sentences]
    parts = [_block(block, name) for block, name in zip(body, [*names, ""], strict=True)]
    when = f"<p><i>{escape(moment(now, zone, now))}</i></p>"
    return "".join([_HEAD, when, _block(head, ""), *parts, "</body></html>\n"])


def _block(block: Block, name: str) -> str:
    return f'<div class="block {escape(name)}">' + "".join(f"<p>{_line(line)}</p>" for line in block.lines) + "</div>"


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: Span) -> str:
    shown = escape(span.shown)
    link = address(span.link)
    if link:
        shown = f'<a rel="noreferrer noopener" href="{escape(link)}">{shown}</a>'
    tag = {"strong": "b", "soft": "i"}.get(span.style)
    return f"<{tag}>{shown}</{tag}>" if tag else shown
