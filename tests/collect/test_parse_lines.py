"""`python -m bench.parse`: one JSON line a file, whatever the file."""

import json

from bench import parse
from tests.collect.asked import rss


def test_a_line_has_the_keys_that_are_promised(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_text(
        rss(
            "<item><guid isPermaLink='false'>A 1</guid><title>Tide</title><pubDate>Mon, 02 Nov 2026 10:00:00 +0200</pubDate></item>"
        )
    )
    line = json.loads(json.dumps(parse.read(str(file), "https://harbour.example/rss", "")))
    assert list(line) == ["file", "kind", "title", "posts", "error"]
    assert list(line["posts"][0]) == ["id", "title", "url", "published", "updated", "author", "text", "html"]
    assert (line["kind"], line["posts"][0]["id"], line["posts"][0]["published"], line["posts"][0]["updated"]) == (
        "feed", "A 1", "2026-11-02T08:00:00Z", None,
    )  # fmt: skip


def test_what_cannot_be_read_is_a_line_with_its_reason(tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("garbage")
    assert "JSON" in parse.read(str(bad), "", "")["error"]
    assert "opened" in parse.read(str(tmp_path / "none.xml"), "", "")["error"]
