"""Documents that programs write (PDF, Word) read in a child process with limits on its time and memory: the file may be hostile."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from assistant.words import Failed

Kind = Literal["pdf", "docx"]

KINDS: dict[str, Kind] = {".pdf": "pdf", ".docx": "docx"}
SECONDS = 40.0  # on the clock; office_child.py has its own limit of CPU time
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Extracted:
    """`title` as the document says of itself, may be empty or nonsense."""

    title: str
    text: str


def kind_of(name: str, body: bytes) -> Kind | None:
    """By its name and, where that says nothing, by its first bytes."""
    return KINDS.get(PurePosixPath(name).suffix.lower()) or ("pdf" if body.startswith(b"%PDF-") else None)


async def extract(kind: Kind, body: bytes, url: str) -> Extracted | Failed:
    """The document's text, or why there is none."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "assistant.outside.office_child",
        kind,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            out, _ = await child.communicate(body)
    except TimeoutError:
        return Failed(url, "timeout", "This document takes too long to read.")
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        return Failed(url, "too_large", "This document takes too much time or memory to read.")
    said = json.loads(out)
    return Failed(url, "parse", said["why"]) if "why" in said else Extracted(said["title"], said["text"])
