"""Whether our links open their page at the passage, in a real Chromium: python -m bench.fragments [--chromium /usr/bin/chromium]

Each case is a page of its own on loopback, read by our reader as a source's page is; the link to its passage is opened, and what the
browser marks is compared with the passage. Prints each case that fails, and how many of all open right.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from assistant.collect import document
from assistant.layout import address
from assistant.words import Excerpt, Failed, Post, Version
from bench.browser import STYLE, Browser
from tests.site import Site, serve

NOW = datetime(2026, 3, 12, tzinfo=UTC)
BEFORE = 12  # letters before the passage that must stand before what is marked: of words said twice the right place
TITLE = "The valley in May: what happened"
FILLS = (
    "The council met on Tuesday evening to talk about the market, the harbour wall and the lamps along the quay.",
    "Residents had asked for a longer ferry season, since the last boat leaves before the shops close.",
    "A spokeswoman for the district told reporters that the plans would be shown in the library from Monday.",
)
CASES = json.loads(
    Path(__file__).with_suffix(".json").read_text("utf-8")
)  # name, html, its last place of the passage (empty: all of it)


def page(body: str, language: str) -> str:
    """The case between further paragraphs, so that the passage is out of sight."""
    fill = "".join(f"<p>{FILLS[n % 3]} Paragraph {n} of the minutes.</p>" for n in range(25))
    way = "rtl" if language in ("ar", "he") else "ltr"
    head = f"<meta charset=utf-8><title>{TITLE}</title><style>body{{font:16px/1.5 sans-serif;width:760px}}{STYLE}</style>"
    article = f"<article><h1>{TITLE}</h1>{fill}{body}{fill}</article>"
    return f"<!doctype html><html lang={language} dir={way}><head>{head}</head><body>{article}</body></html>"


def opened(site: Site, browser: Browser, number: int, case: Mapping[str, str]) -> str:
    """Why the link of a case does not open right; empty where it does."""
    url, markup = f"{site.url}/{number}", page(case["html"], case["language"])
    site.page(f"/{number}", markup.encode(), content_type="text/html; charset=utf-8")
    read = document.read(markup.encode(), url=url, content_type="text/html", seen=NOW)
    if isinstance(read, Failed):
        return read.reason
    parsed = read.posts[0]
    passage = case["passage"] or re.sub(r"<[^>]*>", "", case["html"]).replace("&amp;", "&")
    start = parsed.text.rfind(passage)
    if start < 0:
        return "the reader does not have the passage"
    post = Post(1, 1, "Lab", "k", url, Version(1, 1, 1, parsed.title, parsed.text, "", NOW), NOW, NOW)
    link = address(Excerpt(post, start, start + len(passage)))
    before, marked = browser.marked(link)
    right = letters(marked) == letters(passage) and letters(before).endswith(letters(parsed.text[:start])[-BEFORE:])
    return "" if right else f"{link.partition('#')[2]} marks «{marked[:80]}»"


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text)).casefold()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked, right = parser.parse_args(), 0
    with serve() as site, Browser(asked.chromium) as browser:
        for number, case in enumerate(CASES):
            why = opened(site, browser, number, case)
            right += not why
            if why:
                print(f"{case['name']}: {why}")
    print(f"{right} of {len(CASES)} links open their page at the passage")


if __name__ == "__main__":
    main()
