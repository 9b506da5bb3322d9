"""What is shown, before it is known where: blocks of lines of spans, in three kinds of text and no other. Pure, floor 0.

    Proven    a sentence that passed the gate
    Excerpt   a slice of a stored version, by offsets
    Words     our own fixed text, made by `say` from a template in our code; what is put into it is foreign and treated so

So nothing unproven can be shown: a model's sentence has no way into a block but through the gate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, LiteralString
from urllib.parse import urlsplit

from assistant.addresses import mask_url
from assistant.layout.fragments import fragment
from assistant.words import Excerpt, Post, Proven

Style = Literal["plain", "strong", "soft", "ref", "gone"]
Kind = Literal["text", "quote", "folded", "copy"]

LONGEST_LINK = 2_000
FRAMED = frozenset(("t.me", "telegram.me"))
"""Hosts that open in an app, or show a post in a frame, where no fragment leads."""
HOLE = "{}"
_BARRED = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_HALF = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Words:
    """Our own text. Only `say` makes one, its template stands in our code (tests/chat/test_words_of_ours.py holds both)."""

    template: str
    params: tuple[str | int, ...] = ()

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in pieces(self))


def say(template: LiteralString, *params: str | int) -> Words:
    """Our words with each {} filled in turn. Parameters may be foreign (names, titles): surfaces escape them; numbers get commas."""
    if template.count(HOLE) != len(params):
        raise ValueError(f"{len(params)} parameters for {template!r}")
    return Words(template, params)


def pieces(words: Words) -> tuple[tuple[str, bool], ...]:
    """The text in order as (piece, whether it is ours); foreign pieces are cleaned."""
    ours = words.template.split(HOLE)
    found = [(ours[0], True)]
    for param, after in zip(words.params, ours[1:], strict=True):
        found.append((f"{param:,}", True) if isinstance(param, int) else (clean(param), False))
        found.append((after, True))
    return tuple((text, mine) for text, mine in found if text)


Text = Proven | Excerpt | Words


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `link` makes it lead to a post's own address; to an excerpt: to the passage on that page.

    `original` shows a proven translation's verbatim original instead.
    """

    text: Text
    style: Style = "plain"
    link: Post | Excerpt | None = None
    original: bool = False

    @property
    def shown(self) -> str:
        """The characters, cleaned: what both surfaces show."""
        if isinstance(self.text, Words):
            return self.text.text
        if isinstance(self.text, Proven):
            return clean(self.text.original if self.original else self.text.text)
        return clean(self.text.text)


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together and stay in one message where they can. A quote is shown as one; a folded one opens when tapped; what is
    to be copied is plain characters in a box, without links and styles."""

    lines: tuple[Line, ...]
    kind: Kind = "text"


def clean(text: str) -> str:
    """One line of foreign text: white space runs become one space; controls (a terminal obeys them), direction marks (they can show
    a sentence backwards) and halves of characters go."""
    return " ".join(_HALF.sub("\ufffd", _BARRED.sub(lambda m: " " if m[0].isspace() else "", text)).split())


def visible(text: str) -> str:
    """Foreign text in its own lines and blanks, without controls, direction marks and halves of characters."""
    kept = _BARRED.sub(lambda m: m[0] if m[0] in "\n\t" else " " if m[0].isspace() else "", text)
    return _HALF.sub("\ufffd", kept)


def address(target: Post | Excerpt | None) -> str:
    """Where a link leads: the post's own http(s) address, or "" where it has none that may be shown (secrets, odd schemes).

    For an excerpt a fragment is added that opens the page at the passage (fragments.py).
    """
    if target is None:
        return ""
    url = target.url if isinstance(target, Post) else target.post.url
    if not _showable(url):
        return ""
    return _at_passage(url, target) if isinstance(target, Excerpt) else url


def _showable(url: str) -> bool:
    if len(url) > LONGEST_LINK or re.search(r"[\s\x00-\x20\x7f\"<>\\^`{|}]", url) or _BARRED.search(url) or _HALF.search(url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and mask_url(url) == url
    except ValueError:
        return False


def _at_passage(url: str, passage: Excerpt) -> str:
    """The address with a fragment that leads to the passage, behind one of its own (a live blog's update)."""
    page, _, own = url.partition("#")
    if own.startswith(("/", "!")) or (urlsplit(url).hostname or "") in FRAMED:
        return url
    marked = f"{page}#{own.partition(':~:')[0]}"
    return marked + found if (found := fragment(passage, LONGEST_LINK - len(marked))) else url


def line(*spans: Span | Words) -> Line:
    """A line of spans; bare words are plain spans."""
    return tuple(Span(s) if isinstance(s, Words) else s for s in spans)


def title_of(post: Post) -> Excerpt:
    return Excerpt(post, 0, len(post.title), "title")


def beginning(post: Post, start: int, end: int, most: int) -> Excerpt:
    """A slice of the post's text of at most `most` characters, ended at a word where one ends in its second half."""
    if end - start <= most:
        return Excerpt(post, start, end)
    cut = max(post.text.rfind(" ", start, start + most), post.text.rfind("\n", start, start + most))
    return Excerpt(post, start, cut if cut > start + most // 2 else start + most)
