"""python -m bench.parse --eval: miniflux's checks, rss-parser's real feeds and the W3C validator's files, read by collect.document.

The cases are read from ../shared/eval/feeds; nothing of them is in the project. tests/collect uses the same functions.
"""

from __future__ import annotations

import hashlib
import html as entities
import json
import re
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.collect import document, encoding, entry, feed, html, jsonfeed
from assistant.words import Failed, Parsed

EVAL = Path(__file__).parents[2] / "shared" / "eval" / "feeds"
SEEN = datetime(2026, 11, 22, tzinfo=UTC)
GO_DATE = re.compile(r"^(\d+), time\.(\w+), (\d+), (\d+), (\d+), (\d+), \d+, (.*)$")


# --- miniflux ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    case: str
    name: str
    want: str
    got: str
    right: bool


def miniflux() -> tuple[Check, ...]:
    cases = json.loads((EVAL / "miniflux_cases.json").read_text(encoding="utf-8"))
    return tuple(check for case in cases if not case["must_fail"] for check in _checks(case))


def miniflux_refused() -> tuple[bool, ...]:
    """Of the documents that must not be read as feeds: whether they are not."""
    cases = json.loads((EVAL / "miniflux_cases.json").read_text(encoding="utf-8"))
    wrong = [case for case in cases if case["must_fail"]]
    types = {True: "application/json", False: "application/xml"}
    return tuple(
        isinstance(
            document.read(case["data"].encode(), url=case["url"], content_type=types["json/" in case["src"]], seen=SEEN), Failed
        )
        for case in wrong
    )


def _checks(case: dict[str, Any]) -> Iterator[Check]:
    text = encoding.decode(case["data"].encode())
    given = (
        jsonfeed.read(jsonfeed.loads(text), case["url"], SEEN) if "json/" in case["src"] else feed.read(text, case["url"], SEEN)
    )
    read = entry.to_parsed(given, case["url"]) if given else None
    for name, want in case["checks"]:
        got = _value(name, given, read) if given and read else "nothing read"
        yield Check(case["test"], name, str(want), str(got), _same(name, str(want), str(got)))


def _value(name: str, given: entry.Feed, read: Parsed) -> object:
    if name == "len(Entries)":
        return len(read.posts)
    whole = {"Title": given.title, "Description": given.description, "FeedURL": given.url, "SiteURL": given.site}
    if name in whole:
        return whole[name]
    number, field = re.findall(r"\d+", name)[0], name.split(".")[1]
    if int(number) >= len(read.posts):
        return "no such entry"
    post, raw = read.posts[int(number)], given.entries[int(number)]
    if field == "Hash":  # SHA-256 of what names the entry: its id, else its link, else what it says
        return " ".join([*(hashlib.sha256(part.encode()).hexdigest() for part in (post.guid, raw.link, post.url)), post.key])
    values = {
        "Title": post.title,
        "URL": post.url,
        "Author": post.author,
        "Content": post.html,
        "CommentsURL": raw.comments,
        "Date": post.published,
    }
    return values[field]


def _same(name: str, want: str, got: str) -> bool:
    if name.endswith("Hash"):
        return want in got.split()
    if name.endswith("Date"):
        parts = GO_DATE.match(want)
        if not parts:
            return False
        # "location" stands for a zone that the case computes itself: then minutes and seconds must agree
        day = time.strptime(f"{parts[1]} {parts[2]} {parts[3]} {parts[4]} {parts[5]} {parts[6]}", "%Y %B %d %H %M %S")
        moment = datetime(*day[:6], tzinfo=UTC)
        return str(moment) == got if parts[7] == "time.UTC" else moment.strftime("%M:%S") == got[14:19]
    if name.endswith("Content"):  # the same markup may be escaped more or less
        want, got = (" ".join(entities.unescape(value).split()) for value in (want, got))
    if name.endswith("Title"):  # ours are plain text: entities are resolved
        want = entities.unescape(want)
    return want == got


# --- rss-parser -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Real:
    """One real feed: how many of its items, links and titles there are, and how many are right."""

    name: str
    items: tuple[int, int]
    links: tuple[int, int]
    titles: tuple[int, int]


def real_feeds() -> tuple[Real, ...]:
    with tarfile.open(EVAL / "rss_parser_real_feeds.tar.xz") as files:
        names = {name for name in files.getnames() if "/output/" in name}
        inputs = {Path(name).stem: name for name in files.getnames() if "/input/" in name and Path(name).suffix}
        return tuple(_real(files, name, inputs[Path(name).stem]) for name in sorted(names))


def _bytes(files: tarfile.TarFile, name: str) -> bytes:
    member = files.extractfile(name)
    return member.read() if member else b""


def _real(files: tarfile.TarFile, expected: str, given: str) -> Real:
    wanted = json.loads(_lenient(_bytes(files, expected)))["feed"]
    # the expectations were made without the feeds' addresses: relative links are compared by their ends
    read = document.read(_bytes(files, given), url="https://feed.example/", content_type="application/xml", seen=SEEN)
    posts = () if isinstance(read, Failed) else read.posts
    items = wanted["items"]
    pairs = list(zip(items, posts, strict=False))
    links = [(item["link"].strip().replace(" ", "%20"), post.url) for item, post in pairs if item.get("link")]
    titles = [
        (html.one_line(item["title"]), post.title)
        for item, post in pairs
        if isinstance(item.get("title"), str) and item["title"].strip()
    ]
    return Real(
        Path(expected).stem,
        (sum(1 for _ in pairs) if len(items) == len(posts) else min(len(items), len(posts)), max(len(items), len(posts))),
        (
            sum(want == got or (want.startswith("/") and got.endswith(want)) for want, got in links),
            sum(1 for item in items if item.get("link")),
        ),
        (
            sum(want == got for want, got in titles),
            sum(1 for item in items if isinstance(item.get("title"), str) and item["title"].strip()),
        ),
    )


def _lenient(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1")


# --- the W3C feed validator -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tried:
    file: str
    valid: bool  # the validator expects no error in it
    wanted: int  # items it holds, by its tags
    read: int
    seconds: float
    crash: str
    reason: str


def w3c_files() -> Iterator[tuple[str, bool, bytes]]:
    index = {case["file"]: case["expect"] or "" for case in json.loads((EVAL / "w3c_index.json").read_text(encoding="utf-8"))}
    with tarfile.open(EVAL / "w3c_testcases.tar.xz") as files:
        for member in files:
            if member.name in index:
                yield member.name, index[member.name].startswith("!"), _bytes(files, member.name)


def items_in(body: bytes) -> int:
    """Items and entries in an XML file that stand in no other one (a quoted source, content as XML)."""
    root = etree.fromstring(body, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    nodes = () if root is None else root.iter("{*}item", "{*}entry")
    return sum(1 for node in nodes if next(node.iterancestors("{*}item", "{*}entry"), None) is None)


def try_file(name: str, valid: bool, body: bytes) -> Tried:
    start = time.process_time()
    crash = ""
    found: Parsed | Failed = Failed(name, "parse", "")
    try:
        found = document.read(body, url="https://feed.example/" + name, content_type="application/xml", seen=SEEN)
    except Exception as why:  # noqa: BLE001 - a crash is what is counted here
        crash = repr(why)
    seconds = time.process_time() - start
    is_feed = feed.is_feed(encoding.decode(body))
    wanted = items_in(body) if is_feed else 0
    read = 0 if isinstance(found, Failed) else len(found.posts)
    return Tried(name, valid and is_feed, wanted, read, seconds, crash, found.reason if isinstance(found, Failed) else "")


def main() -> None:
    checks = miniflux()
    print(
        f"miniflux: {sum(c.right for c in checks)} of {len(checks)} checks (aim 275); "
        f"no feeds and refused: {sum(miniflux_refused())} of {len(miniflux_refused())}"
    )
    for check in checks:
        if not check.right:
            print(f"  miss {check.case} {check.name}: wants {check.want[:80]!r}, got {check.got[:80]!r}")
    reals = real_feeds()
    for name in ("items", "links", "titles"):
        right, all_ = (sum(getattr(real, name)[at] for real in reals) for at in (0, 1))
        print(f"rss-parser {name}: {right} of {all_} ({right / all_:.2%})")
    tried = [try_file(*file) for file in w3c_files()]
    lost = [one for one in tried if one.valid and one.read < one.wanted]
    print(f"W3C: {len(tried)} files, {sum(bool(one.crash) for one in tried)} crash, slowest {max(one.seconds for one in tried):.2f} s; "
          f"{sum(one.valid for one in tried)} valid feeds, {len(lost)} of them lose items")  # fmt: skip
    for one in [*lost, *(one for one in tried if one.crash)]:
        print(f"  {one.file}: {one.read} of {one.wanted} items {one.crash or one.reason}")


if __name__ == "__main__":
    main()
