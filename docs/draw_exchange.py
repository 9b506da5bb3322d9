"""Draws docs/exchange.png: a real bot process answers on a loopback Bot API server, headless Chromium photographs what it sent.

    python -m docs.draw_exchange [--chromium /usr/bin/chromium]

Nothing in the picture is written by hand: questions go in as updates, bubbles are the HTML the bot sent.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.botapi import BotApi

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
        env = os.environ | {
            "TELEGRAM_BOT_TOKEN": "123456:" + "A" * 35,
            "TELEGRAM_API_URL": api.base,
            "ADMIN_IDS": str(REPORTER),
            "DATA_DIR": str(folder),
        }
        sample = ROOT / "assistant" / "sample"
        files = [str(sample / name) for name in ("courier-live.html", "tideway-radio.xml", "county-observer.json")]
        subprocess.run([sys.executable, "bot.py", "ingest", *files], cwd=ROOT, env=env, check=True)  # noqa: ASYNC221, S603
        bot = subprocess.Popen([sys.executable, "bot.py", "run"], cwd=ROOT, env=env)  # noqa: ASYNC220
        try:
            await asyncio.sleep(8)  # until the vector index is open too
            for question in QUESTIONS:
                before = len(api.sent)
                api.push_text(REPORTER, REPORTER, question)
                await api.wait_for(lambda a, n=before: len(a.sent) > n, timeout=30)
                found.append(("mine", html.escape(question), []))
                for sent in api.sent[before:]:
                    rows = (sent.reply_markup or {}).get("inline_keyboard", [])
                    found.append(("bot", sent.html, [[b["text"] for b in row] for row in rows]))
        finally:
            bot.terminate()
            bot.wait(20)
    return found


def page(messages: list[tuple[str, str, list[list[str]]]]) -> str:
    parts = []
    for who, body, rows in messages:
        parts.append(f'<div class="bubble {who}">{body}</div>')
        parts += ['<div class="keys">' + "".join(f"<span>{html.escape(t)}</span>" for t in row) + "</div>" for row in rows]
    return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style>{"".join(parts)}'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "exchange.html"
        messages = asyncio.run(exchange(Path(folder) / "data"))
        shown.write_text(page(messages), encoding="utf-8")
        height = 40 + sum(50 + 21 * m[1].count("\n") + 34 * len(m[2]) for m in messages)
        command = [
            asked.chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        ]
        command += ["--disable-sync", f"--user-data-dir={folder}/profile", "--hide-scrollbars", "--force-device-scale-factor=1"]
        command += [f"--window-size=756,{height}", f"--screenshot={ROOT / 'docs' / 'exchange.png'}", shown.as_uri()]
        subprocess.run(command, check=True)  # noqa: S603


if __name__ == "__main__":
    main()
