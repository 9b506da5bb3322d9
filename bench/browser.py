"""Chromium without a window, over its devtools protocol: opens an address and says which characters it marks as a link's target text."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import tempfile
import threading
import time
import urllib.request
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import connect

MARK = (255, 0, 255)
STYLE = "::target-text{background:#f0f;color:#f0f}"  # of a page whose marks are to be read
SETTLES = 0.35  # seconds until it has scrolled
# Every character in sight with its box.
CHARACTERS = """(() => { const found = [], range = document.createRange();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) { const node = walk.currentNode; range.selectNodeContents(node); const all = range.getBoundingClientRect();
 if (all.bottom < 0 || all.top > innerHeight) continue;
 for (let i = 0; i < node.length; i++) { range.setStart(node, i); range.setEnd(node, i + 1);
  const box = [...range.getClientRects()].find(b => b.width > 0.5 && b.height > 2);
  if (box) found.push([node.data[i], box.left, box.top, box.right, box.bottom]); } }
return JSON.stringify(found); })()"""


class Browser:
    def __init__(self, chromium: str) -> None:
        self._folder = tempfile.TemporaryDirectory()
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-sync",
        ]
        flags += ["--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=900,700", "--remote-debugging-port=0"]
        self._process = subprocess.Popen(
            [chromium, *flags, f"--user-data-dir={self._folder.name}", "about:blank"], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr
        self._host = next(
            line.split("ws://")[1].split("/")[0] for line in self._process.stderr if "DevTools listening on" in line
        )
        threading.Thread(target=self._process.stderr.read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._folder.cleanup()

    def marked(self, url: str) -> tuple[str, str]:
        """(the characters in sight before what it marks, those that it marks), in a tab of its own as from a link."""
        asked = urllib.request.Request(f"http://{self._host}/json/new?about:blank", method="PUT")
        with urllib.request.urlopen(asked) as answer:
            tab = json.load(answer)
        with connect(tab["webSocketDebuggerUrl"], max_size=None) as socket:
            call = _Calls(socket)
            call("Page.enable")
            call("Page.navigate", url=url)
            call.until("Page.loadEventFired")
            time.sleep(SETTLES)
            boxes = json.loads(call("Runtime.evaluate", expression=CHARACTERS, returnByValue=True)["result"]["value"])
            seen = base64.b64decode(call("Page.captureScreenshot", format="png")["data"])
        urllib.request.urlopen(f"http://{self._host}/json/close/{tab['id']}").close()
        return _in_colour(seen, boxes)


class _Calls:
    """Calls of the protocol, one after the other."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._number, self._events = socket, 0, set[str]()

    def __call__(self, method: str, **params: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while (said := self._next()).get("id") != self._number:
            pass
        return said["result"]

    def until(self, event: str) -> None:
        while event not in self._events:
            self._next()

    def _next(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self._socket.recv(timeout=30))
        self._events.add(said.get("method", ""))
        return said


def _in_colour(png: bytes, boxes: list[tuple[str, float, float, float, float]]) -> tuple[str, str]:
    """The characters whose boxes are mostly of the mark's colour, and those before the first of them."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as whole:
        image = whole.convert("RGB")
    before, marked = [], []
    for character, left, top, right, bottom in boxes:
        places = [
            (int(left + (right - left) * x), int(top + (bottom - top) * y)) for x in (0.2, 0.5, 0.8) for y in (0.2, 0.5, 0.85)
        ]
        places = [(x, y) for x, y in places if 0 <= x < image.width and 0 <= y < image.height]
        if places and sum(image.getpixel(place) == MARK for place in places) >= 0.6 * len(places):
            marked.append(character)
        elif not marked:
            before.append(character)
    return "".join(before), "".join(marked)
