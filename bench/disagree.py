"""Figures that differ: real conflict, one figure over time, or only alike?

    python -m bench.disagree --posts posts.jsonl.xz [--half tune|check|third|mined] [--cases FILE] [--wrong]

Each case of data/disagree.json (or of another list of such rows) is two sentences of two posts: the first that holds the figure and the
word named there, or the headline.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from assistant.gate.tokens import tokens
from assistant.sentences import sentences
from assistant.stories.disagree import disagreements
from assistant.words import Excerpt, Post, Version
from bench.newsquiz import rows

CASES = Path(__file__).parent / "data" / "disagree.json"


def post(number: int, row: dict[str, Any], sources: dict[str, int]) -> Post:
    at = datetime.combine(date.fromisoformat(row["published"]), datetime.min.time(), UTC)
    version = Version(number, number, 1, row["title"], row["text"], "", at)
    source = sources.setdefault(row["source"], len(sources) + 1)
    return Post(number, source, row["source"], row["url"], row["url"], version, at, at)


def sentence(found: Post, figure: str, word: str) -> Excerpt:
    """Raises LookupError where no sentence of the post holds both."""
    for start, end in sentences(found.text):
        if figure in found.text[start:end] and word in found.text[start:end]:
            return Excerpt(found, start, end)
    if figure in found.title and word in found.title:
        return Excerpt(found, 0, len(found.title), "title")
    raise LookupError(f"{found.url}: no sentence with {figure!r} and {word!r}")


def verdict(a: Excerpt, b: Excerpt, case: dict[str, Any]) -> str:
    """What is said of the two figures, or statements, named; "none" where they are not set side by side."""
    about = "statement" if case.get("sort") == "opposite" else "figure"
    figures = (case["a"][1], case["b"][1])
    for found in disagreements((a, b)):
        if found.about == about == "statement":
            return found.kind
        if found.about == about and all(any(figure_of(f, side.value) for side in found.sides) for f in figures):
            return found.kind
    return "none"


def figure_of(figure: str, value: str) -> bool:
    """Whether a case's figure, written with a word more or less, is a side's."""
    mine, theirs = ([t.key for t in tokens(w) if t.kind == "number" or "/" in t.key] for w in (figure, value))
    return bool(mine) and mine[0] in {*theirs, *(key.strip("$%£") for key in theirs)}


def cases(path: Path = CASES, half: str = "") -> list[dict[str, Any]]:
    """The rows of a half; a row that names none is of half "held out"."""
    told = json.loads(path.read_text(encoding="utf-8"))
    rows_of = told["cases"] if isinstance(told, dict) else told
    return [{"half": "held out", **row} for row in rows_of if half in ("", row.get("half"))]


def pairs(posts: Path, told: list[dict[str, Any]]) -> list[tuple[Excerpt, Excerpt]]:
    """The two sentences of each case."""
    wanted = {case[side][0] for case in told for side in "ab"}
    sources: dict[str, int] = {}
    known = {row["id"]: post(n, row, sources) for n, row in enumerate(rows(posts), 1) if row["id"] in wanted}
    return [(sentence(known[case["a"][0]], *case["a"][1:]), sentence(known[case["b"][0]], *case["b"][1:])) for case in told]


def results(posts: Path, told: list[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    return [(case, verdict(a, b, case)) for case, (a, b) in zip(told, pairs(posts, told), strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--half", default="", choices=["", "tune", "check", "third", "mined"])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args()
    done = results(args.posts, cases(args.cases, args.half))
    for half in sorted({case["half"] for case, _ in done}):
        of = [(case["kind"], said) for case, said in done if case["half"] == half]
        right = Counter(kind for kind, said in of if kind == said)
        total = Counter(kind for kind, _ in of)
        print(
            f"{half}: {sum(right.values())}/{len(of)} right; "
            + ", ".join(f"{k} {right[k]}/{n}" for k, n in sorted(total.items()))
        )
    for case, said in done if args.wrong else ():
        if said != case["kind"]:
            print(f"{case['kind']} taken for {said}: {case['a']} {case['b']}")


if __name__ == "__main__":
    main()
