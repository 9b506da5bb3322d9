from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.collect import document
from assistant.words import Failed, Parsed

SEEN = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SHARED = Path(__file__).parents[2].parent / "shared"
DATA = Path(__file__).parents[1] / "data" / "collect"


def shared(*steps: str) -> Path:
    """A file of the evaluation material beside the checkout, or a skip that says what is missing."""
    path = SHARED.joinpath(*steps)
    if not path.exists():
        pytest.skip(f"needs {path}, which is not here")
    return path


def parsed(body: bytes | str, url: str = "https://harbour.example/news", content_type: str = "") -> Parsed:
    found = document.read(body.encode() if isinstance(body, str) else body, url=url, content_type=content_type, seen=SEEN)
    assert isinstance(found, Parsed), found
    return found


def failed(body: bytes | str, url: str = "https://harbour.example/news", content_type: str = "") -> Failed:
    found = document.read(body.encode() if isinstance(body, str) else body, url=url, content_type=content_type, seen=SEEN)
    assert isinstance(found, Failed), found
    return found


def rss(items: str, head: str = "<title>Harbour Post</title><link>https://harbour.example/</link>") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
