"""The folder of the embedded Chroma: who owns it, whether it is sound, and moving it aside when it is not.

    hold(folder) -> Hold            one process at a time, by a lock of the operating system: it ends with the process, whatever ends it
    probe(folder) -> reason | None  in a child process, as opening a damaged folder can end a process with SIGSEGV
    set_aside(folder, now) -> Path  out of the way, kept for whoever wants to look
    sweep(folder)                   files of collections that were dropped: Chroma 1.5 leaves them lying for ever

Beside a live owner nothing of this may be called: hold first. Chroma itself warns of nothing: a second process on the same folder
sees stale results for ever (chroma #3792).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import shutil
import signal
import sqlite3
import sys
import uuid
from datetime import datetime
from pathlib import Path
from typing import TextIO

from assistant.errors import InUse, StoreError

_ROOT = Path(__file__).resolve().parents[2]
PROBE_SECONDS = 60.0


class Hold:
    """An owned folder. Released by `release`, or by the end of the process."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def release(self) -> None:
        """Let it go; twice is fine. The lock's file stays: removing it would let two owners in."""
        self._file.close()


def hold(folder: Path) -> Hold:
    """Own the folder: a lock on FOLDER.lock beside it, with our process id in it. Raises InUse, StoreError."""
    path = folder.with_name(folder.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+", encoding="utf-8")
    except OSError as exc:
        raise StoreError(f"The lock file {path} cannot be opened: {exc.strerror}.") from exc
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as exc:
        owner = _owner(file)
        file.close()
        raise InUse(
            f"{folder} is in use by another process{owner}. Stop that one first, or give this one a DATA_DIR of its own."
        ) from exc
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return Hold(file)


def _owner(file: TextIO) -> str:
    file.seek(0)
    pid = file.read(20).strip()
    return f" (process {pid})" if pid.isdigit() else ""


async def probe(folder: Path, *, seconds: float = PROBE_SECONDS) -> str | None:
    """Open, count and query the folder in a child process. None: well (or nothing there yet); else what is wrong with it."""
    command = _command(folder)
    if not command:
        return None
    child = await asyncio.create_subprocess_exec(
        *command,
        cwd=_ROOT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await asyncio.wait_for(child.communicate(), seconds)
    except TimeoutError:
        return f"it did not open within {seconds:g} s"
    finally:
        if child.returncode is None:  # too slow, or we were cancelled: the child must not outlive its question
            with contextlib.suppress(ProcessLookupError):
                child.kill()
            await child.wait()
    return _verdict(child.returncode or 0, said.decode("utf-8", "replace"))


def _command(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "assistant.outside.chroma_probe", str(folder.resolve())) if folder.exists() else ()


def _verdict(code: int, said: str) -> str | None:
    """What the child's end means."""
    if code == 0:
        return None
    if code < 0:
        return f"opening it ended the process ({signal.Signals(-code).name})"
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1][:300] if lines else f"the probe ended with code {code}"


def set_aside(folder: Path, now: datetime) -> Path:
    """Rename FOLDER to FOLDER.damaged-20261122T184501Z (with -2, -3 where that is taken) and say where. Raises StoreError."""
    stem = f"{folder.name}.damaged-{now:%Y%m%dT%H%M%SZ}"
    names = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    target = next(path for name in names if not (path := folder.with_name(name)).exists())
    try:
        return folder.rename(target)
    except OSError as exc:
        raise StoreError(f"The damaged {folder} could not be moved aside: {exc.strerror}.") from exc


def sweep(folder: Path) -> int:
    """Remove index folders that no collection of Chroma's own catalogue names; how many. Only before the folder is opened.

    A catalogue that cannot be read is left to Chroma to complain of.
    """
    catalogue = folder / "chroma.sqlite3"
    if not catalogue.exists():
        return 0
    try:
        with contextlib.closing(sqlite3.connect(catalogue)) as connection:
            named = {row[0] for row in connection.execute("SELECT id FROM segments")}
    except sqlite3.Error:
        return 0
    dead = [path for path in folder.iterdir() if path.is_dir() and _is_uuid(path.name) and path.name not in named]
    for path in dead:
        shutil.rmtree(path, ignore_errors=True)
    return len(dead)


def _is_uuid(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False
