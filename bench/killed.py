"""kill -9 at every step of making and sending digests: python -m bench.killed [--step 1]

The long form of tests/run/test_stepped.py: three due digests over the real archive, outbox and sender; for each step (a change of the
database, a commit, before and after a call of sendMessage) one life is killed there and the next one runs to its end. Prints how many
were lost (aim 0, and it fails at once) and how many came twice at most (aim 1).
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.botapi import BotApi
from tests.run.process import ROOT, Lives, environment
from tests.run.test_stepped import READERS, check_killed, subscribe_all


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--step", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-killed-") as name, BotApi() as api:
        folder = Path(name)
        ingest = [sys.executable, "bot.py", "ingest", "assistant/sample"]
        subprocess.run(ingest, cwd=ROOT, env=environment(folder / "due", folder / "pycache"), check=True, capture_output=True)
        asyncio.run(subscribe_all(folder / "due"))
        for chat in READERS:
            api.chat(chat)
        lives = Lives(api, folder / "pycache")
        try:
            shutil.copytree(folder / "due", folder / "whole")
            steps = lives.lived(folder / "whole")
            kills = range(1, steps - 1, args.step)
            twice = Counter(check_killed(lives, api, folder / "due", folder / "killed", last) for last in kills)
        finally:
            lives.close()
    print(f"{len(kills)} kills over {steps} steps: 0 lost, {twice[1]} kills after which one digest came twice, never more")


if __name__ == "__main__":
    main()
