"""Draws docs/exchange.png, digest.png and trend.png: real bot processes answer on a loopback Bot API server, headless Chromium
photographs what they sent.

    python -m docs.draw [exchange|digest|trend ...] [--chromium /usr/bin/chromium]

Nothing in the pictures is written by hand: questions go in as updates, bubbles are the HTML the bot sent. For digest and trend the bot's
clock begins on the morning after the sample's flood (`python -m docs.draw bot` is that bot); SIGUSR1 brings it the sample's correction.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import html
import os
import signal
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from assistant.chat.telegram import build_bot
from assistant.settings import Settings, load
from assistant.wiring.demo import FIRST, LATER, MORNING, _ingest
from assistant.wiring.house import open_house, wall_clock
from assistant.wiring.run import serve
from tests.botapi import BotApi
from tests.botapi.state import Sent

ROOT = Path(__file__).parents[1]
QUESTIONS = ("How many homes were emptied in Millgate?", "Who won the chess championship in Lindau?")
REPORTER = 1
STYLE = """
body { margin: 0; padding: 18px; background: #8aa9c4; font: 15px/1.4 "DejaVu Sans", sans-serif; width: 720px; }
.bubble { border-radius: 14px; padding: 9px 13px; margin: 7px 0; max-width: 600px; white-space: pre-wrap; overflow-wrap: anywhere; }
.mine { background: #e3fdc9; margin-left: auto; width: fit-content; }
.bot { background: #fff; } .bot a { color: #2678b6; text-decoration: none; }
.keys { display: flex; gap: 4px; max-width: 626px; margin: 4px 0; } .keys span { flex: 1; text-align: center; color: #fff;
  background: rgba(40, 70, 100, .45); border-radius: 9px; padding: 5px; font-size: 14px; }
"""


async def exchange(folder: Path) -> list[tuple[str, str, list[list[str]]]]:
    """(who, html, rows of buttons) of each message, as they stood at the end."""
    found: list[tuple[str, str, list[list[str]]]] = []
    with BotApi() as api:
        env = environment(folder, api)
        sample = ROOT / "assistant" / "sample"
        files = [str(sample / name) for name in ("courier-live.html", "tideway-radio.xml", "county-observer.json")]
        subprocess.run([sys.executable, "bot.py", "ingest", *files], cwd=ROOT, env=env, check=True)  # noqa: ASYNC221, S603
        bot = subprocess.Popen([sys.executable, "bot.py", "run"], cwd=ROOT, env=env)  # noqa: ASYNC220
        try:
            await asyncio.sleep(8)  # until the vector index is open too
            for question in QUESTIONS:
                before = len(api.sent)
                api.push_text(REPORTER, REPORTER, question)
                await api.wait_for(partial(_more, before), timeout=30)
                found.append(("mine", html.escape(question), []))
                found += [("bot", sent.html, buttons(sent)) for sent in api.sent[before:]]
        finally:
            bot.terminate()
            bot.wait(20)
    return found


async def bot_of_that_morning(settings: Settings) -> None:
    """`bot.py run`, but for its clock; the sample is read before it starts."""
    begun = wall_clock()
    async with open_house(settings, clock=lambda: MORNING + (wall_clock() - begun)) as house:
        await _ingest(house, FIRST)
        loop, stop, reading = asyncio.get_running_loop(), asyncio.Event(), set[asyncio.Task[object]]()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.add_signal_handler(signal.SIGUSR1, lambda: reading.add(asyncio.create_task(_ingest(house, (LATER,)))))
        await serve(house, build_bot(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url), stop=stop)


async def morning(folder: Path, *steps: str) -> list[Sent]:
    """What that bot sends for these messages; "" is the correction."""
    with BotApi() as api:
        env = environment(folder, api)
        bot = subprocess.Popen([sys.executable, "-m", "docs.draw", "bot"], cwd=ROOT, env=env)  # noqa: ASYNC220
        try:
            await api.wait_for(lambda a: any(name == "getUpdates" for _, name, _ in a.state.calls), timeout=60)
            await asyncio.sleep(8)  # until what was read is found by its words
            for step in steps:
                before = len(api.sent)
                if step:
                    api.push_text(REPORTER, REPORTER, step, date=int(MORNING.timestamp()) + 60)
                else:
                    bot.send_signal(signal.SIGUSR1)
                await api.wait_for(partial(_more, before), timeout=60)
        finally:
            bot.terminate()
            bot.wait(20)
        return api.sent


def environment(folder: Path, api: BotApi) -> dict[str, str]:
    return os.environ | {
        "TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35,
        "TELEGRAM_API_URL": api.base,
        "ADMIN_IDS": str(REPORTER),
        "DATA_DIR": str(folder),
    }


async def digest(folder: Path) -> str:
    """A digest, and the next one of the same chat once a source has corrected itself."""
    sent = await morning(folder, "/digest", "", "/digest")
    digests = [m for m in sent if m.text.startswith("Digest")]
    shown = [page([("bot", m.html, buttons(m))]) for m in digests]
    beside = "<style>body { width: 1240px; display: flex; gap: 16px; } section { flex: 1; }</style>"
    return shown[0].partition("<div")[0] + beside + "".join(f"<section><div{one.partition('<div')[2]}</section>" for one in shown)


async def trend(folder: Path) -> str:
    """The same message in a light chat and in a dark one."""
    told = (await morning(folder, "/trends flood"))[-1]
    if not told.file:
        raise SystemExit(f"no picture came, but: {told.text}")
    picture = f'<img src="data:image/png;base64,{base64.b64encode(told.file).decode()}">'
    bubble = f'<div class="bubble bot">{picture}{told.html}</div>'
    return (
        f'<!doctype html><meta charset="utf-8"><style>{STYLE} body {{ width: 1200px; padding: 0; display: flex; }}'
        " section { flex: 1; padding: 18px; background: #d5e2ee; } img { width: 100%; border-radius: 8px; margin-bottom: 6px; }"
        " .dark { background: #0e1621; } .dark .bot { background: #182533; color: #f2f5f8; } .dark a { color: #6ab2f2; }</style>"
        f"<section>{bubble}</section><section class=dark>{bubble}</section>"
    )


def buttons(sent: Sent) -> list[list[str]]:
    return [[button["text"] for button in row] for row in (sent.reply_markup or {}).get("inline_keyboard", [])]


def _more(before: int, api: BotApi) -> bool:
    return len(api.sent) > before


def page(messages: list[tuple[str, str, list[list[str]]]]) -> str:
    parts = []
    for who, body, rows in messages:
        parts.append(f'<div class="bubble {who}">{body}</div>')
        parts += ['<div class="keys">' + "".join(f"<span>{html.escape(t)}</span>" for t in row) + "</div>" for row in rows]
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{"".join(parts)}'


def photograph(shown: str, name: str, folder: Path, chromium: str, width: int) -> None:
    """Drawn once high enough for all, then cut to what is drawn on."""
    from PIL import Image, ImageChops

    file, made = folder / f"{name}.html", ROOT / "docs" / f"{name}.png"
    file.write_text(shown, encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    command += ["--disable-sync", f"--user-data-dir={folder}/profile", "--hide-scrollbars", "--force-device-scale-factor=1"]
    command += [f"--window-size={width},3000", f"--screenshot={made}", file.as_uri()]
    subprocess.run(command, check=True)  # noqa: S603
    with Image.open(made) as whole:
        drawn = whole.convert("RGB")
    ground = Image.new("RGB", drawn.size, drawn.getpixel((width - 1, drawn.height - 1)))
    box = ImageChops.difference(drawn, ground).getbbox()
    cut = drawn.crop((0, 0, width, min(drawn.height, box[3] + 16 if box else drawn.height)))
    cut.quantize(96).save(made, optimize=True)


async def asked_exchange(folder: Path) -> str:
    return page(await exchange(folder))


PICTURES = {"exchange": (asked_exchange, 756), "digest": (digest, 1276), "trend": (trend, 1200)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="*", choices=[*PICTURES, "bot", []], help="all, where none is named")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    if "bot" in asked.pictures:
        asyncio.run(bot_of_that_morning(load(None)))
        return
    for name in asked.pictures or PICTURES:
        make, width = PICTURES[name]
        with tempfile.TemporaryDirectory() as folder:
            photograph(asyncio.run(make(Path(folder) / "data")), name, Path(folder), asked.chromium, width)


if __name__ == "__main__":
    main()
