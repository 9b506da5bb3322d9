"""Plain text to posts: one article or note, or a live blog copied from its page, with a heading over each update.

A line is a heading when it looks like one (short, begins like a sentence, ends without a stop) and a paragraph follows. Three
or more headlines of four words or more make a live blog; fewer are the title and subheadings of one post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from assistant.collect import dates, furniture, html, identity
from assistant.collect.entry import title_from
from assistant.words import Parsed, ParsedPost

LONGEST_HEADING = 150
MOST_LINES = 50_000
FEWEST_UPDATES = 3
STOP = re.compile(r"[.!…;:,。！；：，](?:[\"'”’»)\]]*)$|[”\"»]$(?<=[.!?,][”\"»])")
OPENING = re.compile(r"^[\"'“‘«„(\[]*[\w]", re.UNICODE)
NO_OPENING = re.compile(r"^\s*(?:[-—–•*@#>|]|https?:|pic\.twitter|\(?(?:photo|image|video|picture)\b)", re.IGNORECASE)
ONLY_TIME = re.compile(
    r"^(?:updated|posted|published|at)?[\s:]*(?:\d{1,2}[:.h]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}\)?)?|\d+\s*(?:m|h|min|mins|minutes?|hours?)\s*ago)$",
    re.IGNORECASE,
)
DATED = re.compile(r"\b(?:19|20)\d{2}\b")
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)")
MARKDOWN_MARK = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    marked: bool = False  # written as a heading (Markdown)
    at: datetime | None = None  # a line that only says when


def read(text: str, url: str, seen: datetime, *, markdown: bool = False) -> Parsed | None:
    """Posts of a plain text in its order; None when there is no news in it, or more lines than any news has."""
    if text.count("\n") > MOST_LINES:
        return None
    lines = _lines(text, markdown, seen)
    if not lines:
        return None
    headings = _starts(lines)
    if len(headings) < FEWEST_UPDATES:
        parts = [(0, len(lines))]
    else:
        starts = [0, *[_with_time_above(lines, at) for at in headings if at > 0]]
        parts = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    drafts = [_draft(lines[start:end]) for start, end in parts]
    drafts = [draft for draft in drafts if draft[0] or draft[1]]
    # a single text is known by its address, updates of a live blog by their headings
    guid = url if len(drafts) == 1 else ""
    keys = identity.apart(tuple((guid, "", title, body) for title, body, _ in drafts))
    posts = {key: _post(key, draft, url) for key, draft in reversed(list(zip(keys, drafts, strict=True)))}
    ordered = tuple(posts[key] for key in dict.fromkeys(keys))
    return Parsed("liveblog" if len(ordered) > 1 else "text", ordered[0].title, ordered, url=url) if ordered else None


def _post(key: str, draft: tuple[str, str, datetime | None], url: str) -> ParsedPost:
    title, body, at = draft
    return ParsedPost(key=key, title=title, url=url, text=body, published=at, html=html.from_text(body))


def _lines(text: str, markdown: bool, seen: datetime) -> tuple[Line, ...]:
    """The news among the lines; a paragraph wrapped over several lines (as mail does) counts as one."""
    given = tuple(filter(None, (line.strip() for line in html.paragraphs(_unwrapped(text)).split("\n"))))
    return tuple(_line(line, markdown, seen) for line in furniture.without_furniture(given))


def _line(text: str, markdown: bool, seen: datetime) -> Line:
    if ONLY_TIME.match(text) or (
        len(text) < 60 and DATED.search(text) and re.fullmatch(r"[\w\s.,:+|/-]+", text) and _when(text, seen)
    ):
        return Line(text, at=_when(text, seen))
    if not markdown:
        return Line(text)
    heading = MARKDOWN_HEADING.match(text)
    text = MARKDOWN_MARK.sub(r"\2", MARKDOWN_LINK.sub(r"\1", heading[2] if heading else text))
    return Line(text, marked=bool(heading))


def _when(text: str, seen: datetime) -> datetime | None:
    words = re.findall(r"[^\W\d_]{3,}", text)
    return dates.parse(text, seen) if DATED.search(text) and len(words) <= 4 else None


def _unwrapped(text: str) -> str:
    """Text whose paragraphs are parted by blank lines and wrapped at a fixed width gets one line a paragraph."""
    blocks = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    wrapped = [block for block in blocks if "\n" in block.strip()]
    lines = [len(line) for block in wrapped for line in block.strip().split("\n")[:-1]]
    if len(blocks) < 3 or not lines or max(lines) > 90 or sum(lines) / len(lines) < 50:
        return text
    return "\n\n".join(" ".join(block.split("\n")) for block in blocks)


def _is_heading(lines: tuple[Line, ...], at: int) -> bool:
    """Whether an update begins with this line: it reads like a headline and news follows."""
    line = lines[at]
    if not (line.marked or looks_like_heading(line.text)) or line.at or ONLY_TIME.match(line.text):
        return False
    after = next((other for other in lines[at + 1 :] if not (other.at or ONLY_TIME.match(other.text))), None)
    if after is None:
        return False
    # the first heading may carry a subtitle
    return at == 0 or (not after.marked and not looks_like_heading(after.text))


def _starts(lines: tuple[Line, ...]) -> list[int]:
    """Where updates begin. A headline right under another (a subtitle, the lines of a link card) begins none."""
    starts: list[int] = []
    told = True  # whether a paragraph has come since the last headline
    for at, line in enumerate(lines):
        if told and _is_heading(lines, at):
            starts.append(at)
            told = False
        elif not looks_like_heading(line.text):
            told = True
    return starts


def _with_time_above(lines: tuple[Line, ...], at: int) -> int:
    """Where an update begins whose headline stands at `at`: at the time over it, where its time does not stand below."""
    below = lines[at + 1] if at + 1 < len(lines) else lines[at]
    return at - 1 if _is_time(lines[at - 1]) and not _is_time(below) else at


def _is_time(line: Line) -> bool:
    return bool(line.at or ONLY_TIME.match(line.text))


def looks_like_heading(text: str) -> bool:
    """Whether a line reads like a headline: not long, at least four words, no stop at its end."""
    if len(text) > LONGEST_HEADING or NO_OPENING.match(text) or not OPENING.match(text) or STOP.search(text):
        return False
    words = len(text.split()) + len(CJK.findall(text)) // 2
    return words >= 4 and not (text.endswith("?") and len(text) > 90)


def _draft(lines: tuple[Line, ...]) -> tuple[str, str, datetime | None]:
    """Title, text and time of the lines of one post."""
    at = next((line.at for line in lines if line.at), None)
    said = [line for line in lines if not (line.at or ONLY_TIME.match(line.text))]
    if not said:
        return "", "", at
    first = said[0]
    titled = first.marked or (len(first.text) <= LONGEST_HEADING and not STOP.search(first.text) and len(said) > 1)
    body = "\n\n".join(line.text for line in (said[1:] if titled else said))
    return (first.text if titled else title_from(body)), body, at
