from __future__ import annotations

import io
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.outside import logs
from assistant.outside.logs import Hidden, one_line

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"
OTHER = "987654321:BBHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw-"  # another bot's, not among the secrets given
KEY = "sk-proj-Ab/9+x=и'\"z"
DIRECT = "https://api.telegram.org/bot"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Logging set up on a stream; everything of it is put back after the test."""
    root, factory, raises = logging.getLogger(), logging.getLogRecordFactory(), logging.raiseExceptions
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in logs._TALKATIVE}
    stream = io.StringIO()
    logs.set_up("INFO", [TOKEN, KEY, ""], stream)
    yield stream
    logging.setLogRecordFactory(factory)
    logging.captureWarnings(False)
    logging.raiseExceptions = raises
    root.handlers[:], (sys.excepthook, threading.excepthook) = handlers, hooks
    root.setLevel(level)
    for name, old in levels.items():
        logging.getLogger(name).setLevel(old)


def clean(stream: io.StringIO) -> str:
    """What was logged; asserts that nothing secret is in it and that it is one line a record."""
    text = stream.getvalue()
    for secret in (TOKEN, OTHER, KEY, TOKEN.partition(":")[2], OTHER.partition(":")[2], "sk-proj", "hunter2"):
        assert secret not in text
    assert text.count("\n") == sum(" newsroom" in line or " other" in line for line in text.splitlines())
    return text


class Carries:
    def __repr__(self) -> str:
        return f"<Bot {TOKEN}>"


@pytest.mark.parametrize(
    ("message", "args"),
    [
        (f"polling {DIRECT}{TOKEN}/getUpdates", ()),
        ("polling %s", (f"{DIRECT}{TOKEN}/getUpdates",)),
        ("polling %s", (f"{DIRECT}{OTHER}/getUpdates",)),
        ("polling %s", (f"{DIRECT}{OTHER.replace(':', '%3A')}/getUpdates",)),
        ("bare %s", (OTHER,)),
        ("bot %r", (Carries(),)),
        ("%(a)s", ({"a": TOKEN},)),
        ("key %r in %s", (KEY, [KEY])),
        ("key %s", (f"?key={httpx.QueryParams({'k': KEY})}",)),
        ("bytes %s", (TOKEN.encode(),)),
        ("does not fit %d %d", (TOKEN,)),
        ("does not fit", (TOKEN,)),
        ("feed %s", ("https://ann:hunter2@example.org/feed",)),
        (TOKEN + "\n" + TOKEN, ()),
    ],
)
def test_no_secret_is_in_a_logged_line(lines: io.StringIO, message: str, args: tuple[object, ...]) -> None:
    logging.getLogger("newsroom.x").warning(message, *args)
    assert "***" in clean(lines)


def test_no_secret_is_in_the_traceback_of_an_httpx_error_nor_in_its_causes(lines: io.StringIO) -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError(f"cannot reach {request.url}", request=request)

    def ask() -> None:
        with httpx.Client(transport=httpx.MockTransport(refuse)) as client:
            try:
                client.get(f"{DIRECT}{TOKEN}/getMe")
            except httpx.ConnectError as error:
                raise RuntimeError(f"getMe failed for {OTHER}") from error

    try:
        ask()
    except RuntimeError:
        logging.getLogger("newsroom").exception("start failed")
    text = clean(lines)
    assert all(
        word in text for word in ("start failed", "Traceback", "ConnectError: cannot reach", "bot***/getMe", "RuntimeError")
    )


def test_a_status_error_shows_no_secret(lines: io.StringIO) -> None:
    response = httpx.Response(401, request=httpx.Request("GET", f"{DIRECT}{TOKEN}/getMe"))
    with pytest.raises(httpx.HTTPStatusError) as caught:
        response.raise_for_status()
    logging.getLogger("newsroom").error("no: %s", caught.value, exc_info=caught.value, stack_info=True)
    assert "401" in clean(lines)


def test_handlers_that_are_not_ours_show_no_secret_either(lines: io.StringIO) -> None:
    stream = io.StringIO()
    other = logging.getLogger("other_with_its_own_handler")
    handler = logging.StreamHandler(stream)
    other.addHandler(handler)
    other.propagate = False
    try:
        raise ValueError(TOKEN)
    except ValueError as error:
        other.error("bad %s", KEY, exc_info=error)
    other.removeHandler(handler)
    assert TOKEN not in stream.getvalue() and KEY not in stream.getvalue()
    assert "bad ***" in stream.getvalue() and "ValueError: ***" in stream.getvalue()


def test_httpx_does_not_tell_each_request(lines: io.StringIO) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200)

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        client.get(f"{DIRECT}{TOKEN}/getMe")
    assert lines.getvalue() == ""


def test_a_hostile_title_makes_no_second_line_and_sends_no_terminal_codes(lines: io.StringIO) -> None:
    logging.getLogger("newsroom").info("title %s", "a\r\n2026 CRITICAL newsroom: all is lost\x1b[2J\u2028b\x00")
    text = lines.getvalue()
    assert text.count("\n") == 1 and "\x1b" not in text and "\x00" not in text and "\u2028" not in text
    assert "a | 2026 CRITICAL newsroom: all is lost" in text


def test_the_level_holds_and_setting_up_again_does_not_double_lines(lines: io.StringIO) -> None:
    logs.set_up("warning", [TOKEN], lines)
    logging.getLogger("newsroom").info("quiet")
    logging.getLogger("newsroom").warning("heard")
    assert lines.getvalue().count("heard") == 1 and "quiet" not in lines.getvalue()


def test_what_ends_the_process_shows_no_secret() -> None:
    code = (
        "import sys, threading\nfrom assistant.outside import logs\n"
        "token = sys.stdin.read()\nlogs.set_up('INFO', [token])\n"
        "def fail(): raise ValueError('https://api.telegram.org/bot' + token)\n"
        "thread = threading.Thread(target=fail); thread.start(); thread.join()\nfail()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=TOKEN, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and TOKEN not in done.stderr + done.stdout
    assert done.stderr.count("bot***") == 2 and done.stderr.count("\n") == 2


def test_short_secrets_and_plain_text_are_left_alone() -> None:
    hidden = Hidden(["abc", "longer-secret", "longer-secret-still"])
    assert hidden("abc at 12:30, ratio 1:2, mail ann@example.org") == "abc at 12:30, ratio 1:2, mail ann@example.org"
    assert hidden("longer-secret-still") == "***"


def test_a_very_long_line_is_cut() -> None:
    assert len(one_line("a" * 100_000)) == logs.LONGEST + 1


def test_the_stack_of_a_record_is_cleaned_where_it_is_made(lines: io.StringIO) -> None:
    record = logging.getLogRecordFactory()(
        "newsroom", logging.INFO, "a.py", 1, "said", (), None, None, f"Stack\n  get({TOKEN!r})"
    )
    assert record.stack_info == "Stack\n  get('***')" and lines.getvalue() == ""
