"""Foreign text in Telegram's HTML: shown and copied to the letter, obeyed and clickable nowhere. Pure.

Telegram makes addresses, @names and /commands clickable by itself wherever they stand in a message, except inside code and links.
A zero-width character inside them would stop that too, but it would go along when a reporter copies a quote, and a quote with a hidden
character is no longer the quote. So exactly the words that could become clickable are put into <code>, which alters no character; a tap
on them copies. More is wrapped than Telegram would link (it knows the list of domains, we need not): the price is a little typewriter.
A /command in a quoted post matters most: tapped by an admin it would be sent to the bot.
"""

from __future__ import annotations

import re
from html import escape

_WORD = re.compile(r"\S+")
_CLICKABLE = re.compile(
    r"://"
    r"|@\w"  # @names, mail addresses
    r"|(?:^|[^\w/<>])/\w"  # /commands
    r"|[^\s.]\.[^\W\d_](?:[^\W\d_]|[^\x00-\x7f])"  # names of hosts: a dot and two letters (the second may be a mark)
    r"|\d\.\d+\.\d+\.\d"  # IPv4
)
_EDGES = "\"'«»“”„‘’()[]{},;:!?…."


def guarded(text: str) -> str:
    """HTML in which nothing of `text` is markup, and nothing of it is clickable."""
    out, done = [], 0
    for found in _WORD.finditer(text):
        word = found[0]
        if not _CLICKABLE.search(word):
            continue
        lead = len(word) - len(word.lstrip(_EDGES))
        core = word.strip(_EDGES)
        start = found.start() + lead
        out += [escaped(text[done:start]), f"<code>{escaped(core)}</code>"]
        done = start + len(core)
    return "".join(out) + escaped(text[done:])


def escaped(text: str) -> str:
    """Text between tags. Quotation marks stay: a reader sees the same either way, and a limit is counted after entities."""
    return escape(text, quote=False)


def attribute(value: str) -> str:
    """The value of an attribute in double quotes."""
    return escape(value, quote=True)
