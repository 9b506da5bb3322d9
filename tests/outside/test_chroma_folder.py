"""The embedded folder: one owner, probed before it is opened, moved aside when it is damaged."""

from __future__ import annotations

import asyncio
import importlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.errors import InUse, StoreError
from assistant.outside.chroma import open_embedded
from assistant.outside.chroma_folder import _verdict, hold, probe, set_aside

DIM = 16
NOW = datetime(2026, 11, 22, 18, 45, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
OWNER = """
import sys, time
from pathlib import Path
from assistant.outside.chroma_folder import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


async def filled(folder: Path, count: int = 3000) -> Path:
    rows = np.random.default_rng(5).normal(size=(count, DIM)).astype(np.float32)
    chroma = await open_embedded(folder)
    await chroma.index("m", DIM).add(range(count), rows)
    await chroma.aclose()
    return folder


def overwritten(path: Path, start: float, length: float) -> None:
    """A slice of the file, given as shares of its size, turned into noise."""
    body = bytearray(path.read_bytes())
    at, size = int(len(body) * start), max(1, int(len(body) * length))
    body[at : at + size] = np.random.default_rng(3).bytes(len(body[at : at + size]))
    path.write_bytes(body)


# --- the owner ------------------------------------------------------------------------------------------------------


async def test_a_folder_has_one_owner_until_it_is_closed(tmp_path: Path) -> None:
    first = await open_embedded(tmp_path / "chroma")
    with pytest.raises(InUse, match=rf"in use by another process \(process {os.getpid()}\)"):
        await open_embedded(tmp_path / "chroma")
    await first.aclose()
    await (await open_embedded(tmp_path / "chroma")).aclose()


def test_a_killed_owner_leaves_no_lock_behind(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None and owner.stdout.readline() == "held\n"
    with pytest.raises(InUse, match=f"process {owner.pid}"):
        hold(folder)
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    owner.stdout.close()
    hold(folder).release()


async def test_what_was_added_is_there_after_closing_and_opening(tmp_path: Path) -> None:
    await filled(tmp_path / "chroma", 30)
    held = hold(tmp_path / "chroma")
    chroma = await open_embedded(tmp_path / "chroma", held)
    assert await chroma.index("m", DIM).which(range(100)) == set(range(30))
    await chroma.aclose()
    with pytest.raises(StoreError):
        await chroma.index("m", DIM).size()


async def test_a_folder_that_is_a_file_is_a_store_error_and_is_let_go(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("not a folder")
    for _ in range(2):
        with pytest.raises(StoreError, match="Chroma cannot"):
            await open_embedded(tmp_path / "chroma")


async def test_a_settings_file_of_ours_means_nothing_to_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=nonsense\nMIGRATIONS=none\nPERSIST_DIRECTORY=/nowhere\n")
    monkeypatch.chdir(tmp_path)
    await filled(tmp_path / "chroma", 3)
    assert (tmp_path / "chroma" / "chroma.sqlite3").exists()


def probes_of(folder: Path) -> list[int]:
    psutil: Any = importlib.import_module("psutil")  # it ships no types
    found = ((p.info["pid"], p.info["cmdline"] or []) for p in psutil.process_iter(["pid", "cmdline"]))
    return [pid for pid, line in found if "assistant.outside.chroma_probe" in line and str(folder) in line[-1]]


async def test_the_files_of_a_forgotten_model_are_swept_when_the_folder_is_next_opened(tmp_path: Path) -> None:
    folder = await filled(tmp_path / "chroma", 1500)
    dead = next(folder.rglob("data_level0.bin"))
    (folder / "notes").mkdir()
    chroma = await open_embedded(folder)
    await chroma.index("other", DIM).add([1], np.ones((1, DIM), np.float32))
    await chroma.forget("m")
    await chroma.aclose()
    assert dead.exists()
    chroma = await open_embedded(folder)
    assert not dead.parent.exists() and (folder / "notes").exists()
    assert await chroma.index("other", DIM).which([1, 2]) == {1}
    await chroma.aclose()


# --- the probe ------------------------------------------------------------------------------------------------------


async def test_an_absent_and_a_sound_folder_are_well(tmp_path: Path) -> None:
    assert await probe(tmp_path / "never was") is None
    assert await probe(await filled(tmp_path / "chroma")) is None
    assert not (tmp_path / "never was").exists()


@pytest.mark.parametrize(
    ("name", "start", "length"),
    [
        ("header.bin", 0.0, 1.0),
        ("data_level0.bin", 0.0, 0.5),
        ("chroma.sqlite3", 0.1, 0.8),
    ],
)
async def test_a_damaged_folder_is_reported(tmp_path: Path, name: str, start: float, length: float) -> None:
    folder = await filled(tmp_path / "chroma", 1500)
    overwritten(next(folder.rglob(name)), start, length)
    assert await probe(folder), f"the damage to {name} went unseen"


async def test_a_damaged_folder_is_moved_aside_and_begun_anew_under_one_hold(tmp_path: Path) -> None:
    folder = await filled(tmp_path / "chroma", 10)
    overwritten(folder / "chroma.sqlite3", 0.0, 0.02)
    held = hold(folder)
    assert "file is not a database" in str(await probe(folder))
    moved = set_aside(folder, NOW)
    assert moved.name == "chroma.damaged-20261122T184501Z" and (moved / "chroma.sqlite3").exists()
    chroma = await open_embedded(folder, held)
    assert await chroma.kept() == ()
    await chroma.aclose()


async def test_a_probe_that_takes_too_long_is_ended_and_says_so(tmp_path: Path) -> None:
    assert await probe(await filled(tmp_path / "chroma", 3), seconds=0.01) == "it did not open within 0.01 s"


async def test_a_probe_that_is_cancelled_leaves_no_child(tmp_path: Path) -> None:
    probing = asyncio.ensure_future(probe(await filled(tmp_path / "chroma", 3)))
    while not probes_of(tmp_path):  # noqa: ASYNC110  # another process: nothing to wait on
        await asyncio.sleep(0.01)
    probing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await probing
    assert not probes_of(tmp_path)


@pytest.mark.parametrize(
    ("code", "said", "reason"),
    [
        (0, "noise", None),
        (-11, "", "opening it ended the process (SIGSEGV)"),
        (-9, "half a line", "opening it ended the process (SIGKILL)"),
        (3, "noise\ncollection c: torn\n", "collection c: torn"),
        (1, "", "the probe ended with code 1"),
    ],
)
def test_the_end_of_the_child_is_put_into_words(code: int, said: str, reason: str | None) -> None:
    assert _verdict(code, said) == reason


def test_folders_moved_aside_in_one_second_do_not_meet(tmp_path: Path) -> None:
    moved = []
    for _ in range(3):
        (tmp_path / "chroma").mkdir()
        moved.append(set_aside(tmp_path / "chroma", NOW).name)
    assert moved == [f"chroma.damaged-20261122T184501Z{end}" for end in ("", "-2", "-3")]
    with pytest.raises(StoreError, match="could not be moved"):
        set_aside(tmp_path / "chroma", NOW)
