"""python -m bench.parse FILE... [--url U] [--content-type T]: what collect.document makes of files, one JSON line a file.

    {"file", "kind", "title", "posts": [{"id", "title", "url", "published", "updated", "author", "text", "html"}], "error"}

Times are ISO 8601 in UTC or null; error is null or says why there are no posts. Without --url a file's own path is the
document's address, without --content-type its ending tells the type. `--eval` instead reads all feeds of the evaluation
material and prints figures (bench/feeds.py does the counting).
"""

from __future__ import annotations

import argparse
import json
import mimetypes
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.collect import document
from assistant.words import Failed, Parsed, ParsedPost

TYPES = {".xml": "application/xml", ".rss": "application/rss+xml", ".atom": "application/atom+xml", ".rdf": "application/rdf+xml",
         ".json": "application/json", ".md": "text/markdown"}  # fmt: skip


def iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def content_type(path: Path) -> str:
    return TYPES.get(path.suffix.lower()) or mimetypes.guess_type(path.name)[0] or ""


def shown(post: ParsedPost, alone: bool) -> dict[str, Any]:
    """A post as JSON; its id as the outlet gave it where no other post of the file has the same."""
    return {
        "id": post.guid if post.guid and alone else post.key,
        "title": post.title, "url": post.url, "published": iso(post.published), "updated": iso(post.updated),
        "author": post.author, "text": post.text, "html": post.html,
    }  # fmt: skip


def line(file: str, found: Parsed | Failed) -> dict[str, Any]:
    if isinstance(found, Failed):
        return {"file": file, "kind": None, "title": None, "posts": [], "error": found.reason}
    guids = [post.guid for post in found.posts]
    posts = [shown(post, guids.count(post.guid) == 1) for post in found.posts]
    return {"file": file, "kind": found.kind, "title": found.title, "posts": posts, "error": None}


def read(file: str, url: str, type_: str) -> dict[str, Any]:
    try:
        body = Path(file).read_bytes()
    except OSError as why:
        return {"file": file, "kind": None, "title": None, "posts": [], "error": f"cannot be opened: {why.strerror}"}
    return line(
        file, document.read(body, url=url or file, content_type=type_ or content_type(Path(file)), seen=datetime.now(UTC))
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.parse", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("files", nargs="*", metavar="FILE")
    parser.add_argument("--url", default="", help="the document's address")
    parser.add_argument("--content-type", default="", help="as the server says it")
    parser.add_argument("--eval", action="store_true", help="read all feeds of ../shared/eval and print figures")
    chosen = parser.parse_args()
    if chosen.eval:
        from bench import feeds

        feeds.main()
    for file in chosen.files:
        sys.stdout.write(json.dumps(read(file, chosen.url, chosen.content_type), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
