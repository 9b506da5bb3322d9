"""Logging: one line a record on stderr, with secrets taken out of everything a record carries: message, arguments, traceback, stack.

Records are cleaned where they are made, so that handlers which are not ours (DBOS brings its own) show no secret either; our own
handler cleans the finished line once more, where nothing can slip past.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable
from functools import partial
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, quote_plus

HIDDEN = "***"
LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
TIME = "%Y-%m-%dT%H:%M:%S%z"
LONGEST = 20_000  # characters of a line: hostile text must not fill the disk
SHORTEST_SECRET = 4  # hiding shorter ones would only tear words apart

_BOT_TOKEN = re.compile(r"(?i)\b(bot)?\d{5,}(?::|%3a)[A-Za-z0-9_-]{30,}")
_USER_INFO = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,30}://)[^/?#\s\"'<>@]{1,200}@")
_PLAIN = logging.Formatter()
_TALKATIVE = (
    "httpx", "httpx2", "httpcore", "httpcore2", "openai", "telegram", "chromadb", "asyncio", "aiosqlite", "trafilatura", "htmldate",
    "protego",
)  # fmt: skip


class Hidden:
    """Text without the secrets given (as they are, and as URLs and reprs write them), bot tokens, and user info in addresses."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spelled = {form for secret in secrets if len(secret) >= SHORTEST_SECRET for form in _spellings(secret)}
        longest_first = sorted(spelled, key=len, reverse=True)  # where one secret holds another
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub(HIDDEN, text)
        text = _BOT_TOKEN.sub(lambda found: (found[1] or "") + HIDDEN, text)
        return _USER_INFO.sub(rf"\1{HIDDEN}@", text)


def _spellings(secret: str) -> set[str]:
    return {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), repr(secret)[1:-1], ascii(secret)[1:-1]}


class OneLine(logging.Formatter):
    """A record as one line: line breaks (a traceback's, a hostile title's) become ` | `, other control characters are dropped."""

    def __init__(self, hidden: Hidden) -> None:
        super().__init__(LINE, TIME)
        self._hidden = hidden

    def format(self, record: logging.LogRecord) -> str:
        return one_line(self._hidden(super().format(record)))


def one_line(text: str) -> str:
    joined = " | ".join(part for line in text.splitlines() if (part := line.rstrip()))
    clean = "".join(c if c.isprintable() or c == "\t" else " " for c in joined)
    return clean if len(clean) <= LONGEST else clean[:LONGEST] + "…"


def record_without(hidden: Hidden, *given: Any, **named: Any) -> logging.LogRecord:
    """A record whose message, traceback and stack are cleaned already. Traceback first: formatters take `exc_text` where it is set."""
    record = logging.LogRecord(*given, **named)
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError) as error:
        said = f"a log line that does not fit its arguments ({error}): {record.msg!r} {record.args!r}"
        record.msg, record.args = said, ()
    if (safe := hidden(said)) != said:
        record.msg, record.args = safe, ()
    if record.exc_info and record.exc_info[0]:
        record.exc_text = hidden(_PLAIN.formatException(record.exc_info))
    if record.stack_info:
        record.stack_info = hidden(record.stack_info)
    return record


def set_up(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Logging for the whole process: `level` as DEBUG, INFO, WARNING or ERROR; talkative libraries at WARNING at least.

    Replaces the root's handlers and the hooks for what ends the process or a thread uncaught; calling it again changes nothing more.
    """
    hidden = Hidden(secrets)
    logging.setLogRecordFactory(partial(record_without, hidden))
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(hidden))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a record that cannot be written would be printed with its arguments, secrets and all
    sys.excepthook = _ended
    threading.excepthook = lambda given: _ended(given.exc_type, given.exc_value, given.exc_traceback)


def _ended(kind: type[BaseException], error: BaseException | None, _: TracebackType | None) -> None:
    """What nobody caught goes through the log, so that its traceback shows no secret."""
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("newsroom").critical("ended by a fault", exc_info=error)
