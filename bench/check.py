"""Drafts checked against the news quiz's archive: are planted errors found, and are true sentences left in peace?

    python -m bench.check --posts posts.jsonl.xz [--archive DIR] [--half HALF] [--cases FILE] [--wrong]

Each sentence of data/check.json is checked as a draft of its own, three days after its post, with everything published up to then to be
found (the archive is bench.newsquiz's; --archive keeps it). An error is found when the sentence is not supported and a mark touches the
planted words, or when it is not found at all; a true sentence is marked wrong when it is contradicted. Since a checker that finds nothing
anywhere would find every error so, the whole table of verdicts is printed too. --wrong prints what went wrong; --cases reads other cases
(a JSON list of rows {post, text, error, wrong}, with or without "half") instead of ours.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from assistant.check import journey
from assistant.wiring.checking import passages
from assistant.words import CheckedSentence
from bench.newsquiz import Archive, day, open_archive, rows

CASES = Path(__file__).parent / "data" / "check.json"
VERDICTS = ("contradicted", "partly", "not found", "opinion", "supported")


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


def cases(half: str = "", file: Path = CASES) -> list[Case]:
    told = json.loads(file.read_text(encoding="utf-8"))
    listed: list[dict[str, Any]] = told["cases"] if isinstance(told, dict) else told
    every = [Case(row["post"], row["text"], row["error"], row["wrong"], row.get("half") or file.stem) for row in listed]
    return [case for case in every if half in ("", case.half)]


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
    halves = list(dict.fromkeys(r.case.half for r in results))
    spent = sum(r.seconds for r in results) / max(1, len(results))
    return "\n\n".join(
        [*(_half(half, [r for r in results if r.case.half == half]) for half in halves), f"{1000 * spent:.0f} ms a sentence"]
    )


def _half(half: str, of: list[Result]) -> str:
    """Its two figures, and how often each verdict was given: for errors with a mark on the planted words, elsewhere, and without one."""
    wrong, true = [r for r in of if r.case.error], [r for r in of if not r.case.error]
    lines = [
        f"{half}: errors found {sum(r.right for r in wrong)}/{len(wrong)}, true marked wrong {sum(not r.right for r in true)}/{len(true)}",
        f"{'':14}{'errors: there':>14}{'elsewhere':>11}{'unmarked':>10}{'true: marked':>15}{'unmarked':>10}",
    ]
    for verdict in VERDICTS:
        errors, trues = [r for r in wrong if r.found.verdict == verdict], [r for r in true if r.found.verdict == verdict]
        there, marked = sum(r.touched for r in errors), sum(bool(r.found.marks) for r in errors)
        seen = sum(bool(r.found.marks) for r in trues)
        lines.append(f"  {verdict:12}{there:>14}{marked - there:>11}{len(errors) - marked:>10}{seen:>15}{len(trues) - seen:>10}")
    kinds = {kind: [r.right for r in wrong if r.case.error == kind] for kind in sorted({r.case.error for r in wrong})}
    lines.append("  found by kind: " + ", ".join(f"{kind} {sum(found)}/{len(found)}" for kind, found in kinds.items()))
    return "\n".join(lines)


async def run(args: argparse.Namespace, folder: Path) -> None:
    published = {row["id"]: row["published"] for row in rows(args.posts)}
    async with open_archive(folder, args.posts) as archive:
        results = [await check(archive, case, published[case.post]) for case in cases(args.half, args.cases)]
    print(told(results))
    for r in results if args.wrong else ():
        if not r.right:
            marks = [(r.case.text[m.start : m.end], m.instead) for m in r.found.marks]
            print(f"{r.case.error or 'true'}: {r.found.verdict}: {r.case.text} | {r.case.wrong} | {marks}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--archive", type=Path, help="keep the archive here, and take it again next time")
    parser.add_argument("--half", default="", help="only the cases of this half")
    parser.add_argument("--cases", type=Path, default=CASES, help="a JSON list of other cases")
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
