"""A link's text fragment: the words by which a browser finds a passage in its page, scrolls there and marks it. Pure.

    #:~:text=[prefix-,]start[,end][,-suffix]        WICG, URL Fragment Text Directives; each part percent-encoded

A browser takes the first place that fits, so a fragment grows until the first place in what we hold of the page (headline, then text) is
the passage: first by more of the passage's own words, then by words beside it. What else the page shows is not known here.
Each part lies in one line, since no part matches across blocks of the page; a passage of several lines is given by its start and end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from urllib.parse import quote

from assistant.words import Excerpt

KEY = ":~:text="
WHOLE = 100  # characters up to which a passage is given whole
SIZES = (40, 80, 160, 320)  # characters of start and end of a longer one
BESIDE = (0, 16, 40, 100)  # characters of prefix and suffix
KNOWN = 100_000  # characters before a passage that are looked through
TRIES = 50  # places where words may stand too; a text that repeats them more often is not told apart
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKER = re.compile(r"^(?:[-*•‣–—]\s+)+")  # of a list's item: a browser draws it, it is no text
# What may be cut from what follows: blanks, and the stops of scripts that write none.
_UNIT = re.compile(r"[^\s、。，；：！？।॥]+[、。，；：！？।॥]*|[、。，；：！？।॥]+")
_ACCENTS = re.compile(r"[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
_QUOTES = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"'))


@dataclass(frozen=True, slots=True)
class Directive:
    """The parts of a fragment as text; those that are not needed are empty."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def encoded(self) -> str:
        """As it stands behind the key. A hyphen of the text is escaped too: beside a comma it would make a prefix or suffix."""
        parts = [_encoded(part) for part in (self.start, self.end) if part]
        before, after = [f"{_encoded(self.prefix)}-"] if self.prefix else [], [f"-{_encoded(self.suffix)}"] if self.suffix else []
        return ",".join(before + parts + after)


def fragment(excerpt: Excerpt, most: int) -> str:
    """ ":~:text=..." of at most `most` characters that leads to the excerpt; empty where it holds no word, or none fits."""
    page = _page(excerpt)
    if not re.search(r"\w", page.passage):
        return ""
    shortest = begins = None
    for directive in _directives(page):
        if len(KEY) + len(directive.encoded()) > most:
            continue
        place = page.first(directive)
        if place == page.place:
            return KEY + directive.encoded()
        shortest = shortest or directive
        if place and place[0] == page.place[0]:  # the right beginning, but its last words stand in the passage before
            begins = begins or directive
    found = begins or shortest
    return KEY + found.encoded() if found else ""


def _encoded(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")


# --- the page as far as it is known -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines as a browser shows them: the text's before the passage, the passage's, and those after. `top` is the headline's."""

    top: str
    before: str
    passage: str
    after: str
    folded: str  # all of it, as a browser compares
    place: tuple[int, int]  # of the passage in `folded`

    def first(self, by: Directive) -> tuple[int, int] | None:
        """The first place that fits. Parts of words count as words here, which errs towards longer fragments."""
        start, end, prefix, suffix = (_folded(part) for part in (by.start, by.end, by.prefix, by.suffix))
        at = -1
        for _ in range(TRIES):
            if (at := self.folded.find(prefix or start, at + 1)) < 0:
                return None
            begins = _behind_blanks(self.folded, at + len(prefix)) if prefix else at
            if not self.folded.startswith(start, begins):
                continue
            if end:
                return self._ended(begins, begins + len(start), end, suffix)
            if self._followed(begins + len(start), suffix):
                return begins, begins + len(start)
        return None

    def _ended(self, begins: int, at: int, end: str, suffix: str) -> tuple[int, int] | None:
        for _ in range(TRIES):
            if (at := self.folded.find(end, at)) < 0:
                return None
            if self._followed(at + len(end), suffix):
                return begins, at + len(end)
            at += 1
        return None

    def _followed(self, at: int, suffix: str) -> bool:
        return not suffix or self.folded.startswith(suffix, _behind_blanks(self.folded, at))


def _page(excerpt: Excerpt) -> _Page:
    is_title = excerpt.part == "title"
    text = excerpt.post.title.rstrip(" …") if is_title else excerpt.post.text  # a headline of ours is a text's beginning, cut
    start, end = _whole_words(text, excerpt.start, min(excerpt.end, len(text)))
    above, below = text[max(0, start - KNOWN) : start], text[end : end + 4 * BESIDE[-1]]
    passage = _lines(text[start:end])
    top = "" if is_title else _lines(excerpt.post.title) + "\n"
    before = _lines(above) + _gap(above[len(above.rstrip()) :])
    gap = _gap(below[: len(below) - len(below.lstrip())])
    after = gap + _lines(below.lstrip(), inside=gap != "\n")
    ahead, mine = _folded(top + before), _folded(passage)
    return _Page(top, before, passage, after, ahead + mine + _folded(after), (len(ahead), len(ahead) + len(mine)))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A browser matches whole words: a passage that begins or ends inside one gets all of it."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _lines(text: str, *, inside: bool = False) -> str:
    """Each block of the page as a line: blanks folded, without what our readers put in (markers of lists, rules of tables).

    `inside`: the text goes on in a line, so none stands at its beginning.
    """
    rows = [" ".join(_UNSEEN.sub("", row).split()) for row in text.splitlines()]
    cells = [cell.strip() for row in rows for cell in (row.split("|") if row.startswith("|") else [row])]
    return "\n".join(filter(None, (cell if inside and not at else _MARKER.sub("", cell) for at, cell in enumerate(cells))))


def _gap(blanks: str) -> str:
    return "\n" if "\n" in blanks else " " if blanks else ""


def _folded(text: str) -> str:
    """As browsers compare: without case, accents and kinds of quotation marks."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).translate(_QUOTES).casefold()


def _behind_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


# --- what may lead there ----------------------------------------------------------------------------------------------


def _directives(page: _Page) -> Iterator[Directive]:
    """From the shortest: the passage's own words first, then with ever more beside it. A headline is no prefix: a page may show a
    byline below it, or not show it at all."""
    before, after = page.before.rstrip().rpartition("\n")[2], page.after.lstrip().partition("\n")[0]
    for sizes in sorted(product(BESIDE, BESIDE), key=lambda both: (sum(both), both[1])):
        prefix, suffix = _tail(before, sizes[0]), _head(after, sizes[1])
        for start, end in _own(page.passage.split("\n")):
            yield Directive(start, end, prefix, suffix)


def _own(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(start, end) of the passage; (all of it, "") where it is one line and short, or cannot be told by less."""
    one = lines[0] if len(lines) == 1 else ""
    for size in SIZES:
        start, end = _head(lines[0], size), _tail(lines[-1], size)
        if one and (len(one) <= WHOLE or len(start) + len(end) >= len(one)):
            break
        yield start, end
    if one:
        yield one, ""


def _head(line: str, size: int) -> str:
    """The first words, of at least `size` characters together, or the whole line."""
    return line[: next((unit.end() for unit in _UNIT.finditer(line) if unit.end() >= size), len(line))] if size else ""


def _tail(line: str, size: int) -> str:
    if not size:
        return ""
    starts = [unit.start() for unit in _UNIT.finditer(line, max(0, len(line) - 4 * size - 400))]
    return line[next((at for at in reversed(starts) if len(line) - at >= size), 0) :]
