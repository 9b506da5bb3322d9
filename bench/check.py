"""Drafts checked against the news quiz's archive: are planted errors found, and are true sentences left in peace?

    python -m bench.check --posts posts.jsonl.xz [--archive DIR] [--half tune|check|fresh] [--wrong]

Each sentence of data/check.json is checked as a draft of its own, three days after its post, with everything published up to then to be
found (the archive is bench.newsquiz's; --archive keeps it). An error is found when the sentence is not supported and a mark touches the
planted words, or when it is not found at all; a true sentence is marked wrong when it is contradicted. --wrong prints what went wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from assistant.check import journey
from assistant.wiring.checking import passages
from assistant.words import CheckedSentence
from bench.newsquiz import Archive, day, open_archive, rows

CASES = Path(__file__).parent / "data" / "check.json"
HALVES = ("tune", "check", "fresh")  # rules are made on the first; the others are looked at for their figures


@dataclass(frozen=True, slots=True)
class Case:
    post: str
    text: str
    error: str
    wrong: str
    half: str


@dataclass(frozen=True, slots=True)
class Result:
    case: Case
    found: CheckedSentence
    seconds: float

    @property
    def touched(self) -> bool:
        """A mark lies on the planted words."""
        start = self.case.text.index(self.case.wrong)
        return any(m.start < start + len(self.case.wrong) and m.end > start for m in self.found.marks)

    @property
    def right(self) -> bool:
        if not self.case.error:
            return self.found.verdict != "contradicted"
        return self.found.verdict == "not found" or (self.found.verdict in ("contradicted", "partly") and self.touched)


def cases(half: str = "") -> list[Case]:
    told: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    return [Case(**row) for row in told if half in ("", row["half"])]


async def check(archive: Archive, case: Case, published: str) -> Result:
    now = day(published) + timedelta(days=3)

    async def find(texts: Any) -> Any:
        return await passages(
            texts, archive.sources, now, posts=archive.database.posts, index=archive.index, embed=archive.embed
        )  # fmt: skip

    started = time.perf_counter()
    done = await journey.check(case.text, find=find)
    assert len(done.sentences) == 1, f"{case.text!r} is {len(done.sentences)} sentences"
    return Result(case, done.sentences[0], time.perf_counter() - started)


def told(results: list[Result]) -> str:
    lines = []
    for half in HALVES:
        of = [r for r in results if r.case.half == half]
        wrong, true = [r for r in of if r.case.error], [r for r in of if not r.case.error]
        if not of:
            continue
        verdicts = {name: dict(Counter(r.found.verdict for r in group)) for name, group in (("wrong", wrong), ("true", true))}
        lines.append(
            f"{half}: errors found {sum(r.right for r in wrong)}/{len(wrong)}, "
            f"true marked wrong {sum(not r.right for r in true)}/{len(true)}, "
            f"true with any mark {sum(bool(r.found.marks) for r in true)}; {verdicts}"
        )
    spent = sum(r.seconds for r in results) / len(results)
    return "\n".join([*lines, f"{1000 * spent:.0f} ms a sentence"])


async def run(args: argparse.Namespace, folder: Path) -> None:
    published = {row["id"]: row["published"] for row in rows(args.posts)}
    async with open_archive(folder, args.posts) as archive:
        results = [await check(archive, case, published[case.post]) for case in cases(args.half)]
    print(told(results))
    for r in results if args.wrong else ():
        if not r.right:
            marks = [(r.case.text[m.start : m.end], m.instead) for m in r.found.marks]
            print(f"{r.case.error or 'true'}: {r.found.verdict}: {r.case.text} | {r.case.wrong} | {marks}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--archive", type=Path, help="keep the archive here, and take it again next time")
    parser.add_argument("--half", default="", choices=["", *HALVES])
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    if args.archive:
        args.archive.mkdir(parents=True, exist_ok=True)
        asyncio.run(run(args, args.archive))
        return
    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        asyncio.run(run(args, Path(folder)))


if __name__ == "__main__":
    main()
