"""What an answer's status and headers say, as our nouns and words. Pure; every header is hostile text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from assistant.words import FailureKind, Validators

DAY = timedelta(days=1)
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
TAKEN = frozenset({200, 203})

_MAX_AGE = re.compile(r"(?i)(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})")
_NO_STORE = re.compile(r"(?i)(?:^|[,\s])(?:no-store|no-cache)(?:$|[,\s=])")
_SENDABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,511}")
_STATUS_WORDS = {
    400: "says that the request is bad (400)",
    401: "wants a login (401)",
    402: "wants to be paid (402)",
    403: "does not let us in (403)",
    404: "has no such page (404)",
    406: "has it in no form that we read (406)",
    410: "says that this is gone for good (410)",
    429: "says that we ask too often (429)",
    451: "may not show this for legal reasons (451)",
    503: "is too busy or closed for repairs (503)",
}
_BINARY_TYPES = re.compile(
    r"(image|audio|video|font|model)/|application/(pdf|zip|x-(7z|rar|tar|bzip|msdownload|shockwave)|vnd\.(ms-|android|openxml)|java-archive|wasm)"
)
_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or sound"),
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
)


def bad_status(status: int) -> tuple[FailureKind, str] | None:
    """(kind, what the host does, to follow its name) of a status that carries no document; None of one that does."""
    if status in TAKEN:
        return None
    kind: FailureKind = {404: "status", 410: "gone", 429: "busy", 503: "busy"}.get(status, "status")  # type: ignore[assignment]
    if words := _STATUS_WORDS.get(status):
        return kind, words
    if status >= 500:
        return kind, f"has a fault of its own ({status})"
    return kind, f"answered with status {status}"


def validators(headers: Mapping[str, str]) -> Validators:
    """What may be sent back in a conditional GET: printable ASCII of at most 512 characters, else nothing."""
    return sendable(Validators(headers.get("etag", "").strip(), headers.get("last-modified", "").strip()))


def sendable(known: Validators) -> Validators:
    return Validators(*(value if _SENDABLE.fullmatch(value) else "" for value in (known.etag, known.last_modified)))


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """How much longer the answer is fresh (Cache-Control max-age less Age, RFC 9111), at most a day; None if unsaid."""
    control = headers.get("cache-control", "")
    found = _MAX_AGE.search(control)
    if not found or _NO_STORE.search(control):
        return None
    age = headers.get("age", "").strip()
    seconds = int(found[1]) - (int(age) if re.fullmatch(r"[0-9]{1,10}", age) else 0)
    return timedelta(seconds=min(max(seconds, 0), DAY.total_seconds())) or None


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Retry-After as seconds or a date, between nothing and a day; None where it is absent or unreadable."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,10}", value):
        return min(timedelta(seconds=int(value)), DAY)
    try:
        when = parsedate_to_datetime(value[:64])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max(when - now, timedelta()), DAY)


def wrong_type(content_type: str, body: bytes, accept: str) -> str:
    """What was sent instead of text ("a picture"), to follow "sent"; empty when it may be text. Types that `accept` names pass."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind in {part.partition(";")[0].strip() for part in accept.lower().split(",")}:
        return ""
    if _BINARY_TYPES.match(kind):
        return f"{plain(kind, 60)}, which is not text"
    found = next((name for magic, name in _MAGIC if body.startswith(magic)), "")
    return f"{found} under the name of {plain(kind, 60) or 'nothing'}" if found else ""


def plain(text: str, most: int) -> str:
    """Foreign text inside a sentence of ours: one line, printable, bounded."""
    return "".join(c for c in text[:most] if c.isprintable())
