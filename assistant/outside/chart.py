"""Pictures of counts over time, drawn by matplotlib in a child process: drawing takes a second and 100 MB, which are no question's."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import StoreError

SECONDS = 60.0  # matplotlib looks through all fonts of a machine when it is used there for the first time
ROOT = Path(__file__).parents[2]


async def draw(
    title: str, ticks: Sequence[str], names: Sequence[str], counts: Sequence[Sequence[int]], marks: Sequence[int], *, fonts: Path
) -> bytes:
    """A PNG of stacked bars: `counts[i][j]` of `names[i]` at `ticks[j]`; `marks[k]` is the bar that carries the number k + 1.

    What a font has no letters for is left out of the picture by the child. `fonts` is a folder of ours where matplotlib remembers them.
    Raises StoreError where no picture could be drawn.
    """
    wanted = {
        "title": title,
        "ticks": list(ticks),
        "names": list(names),
        "counts": [list(c) for c in counts],
        "marks": list(marks),
    }
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "assistant.outside.chart_child",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(fonts), "PYTHONIOENCODING": "utf-8"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            png, said = await child.communicate(json.dumps(wanted).encode())
    except TimeoutError:
        raise StoreError("the picture took too long to draw") from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0 or not png.startswith(b"\x89PNG"):
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        raise StoreError(f"the picture could not be drawn: {last[:200]}")
    return png
