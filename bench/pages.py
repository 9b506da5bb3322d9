"""python -m bench.pages [--limit N] [--worst N]: texts of article pages against their bodies.

The measure is article-extraction-benchmark's. Words in shingles of four; of each page the shares
found, missed and too many; precision and recall are means over pages, F1 is of those.
The pages are read by collect.document as the bot reads them; a page that it takes for a live blog counts with all its updates.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import tarfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from assistant.collect import document
from assistant.words import Failed

EVAL = Path(__file__).parents[2] / "shared" / "eval" / "pages"
AIM = 0.958
WORD = re.compile(r"\w+")


def shingles(text: str, length: int = 4) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1))) if words else Counter()


def scores(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page (the original leaves pages without text out of the mean precision; here they count 0)."""
    a, b = shingles(true), shingles(found)
    right = sum((a & b).values())
    if a == b:
        return 1.0, 1.0
    return (right / b.total() if b else 0.0), (right / a.total() if a else 0.0)


def f1(pairs: list[tuple[float, float]]) -> float:
    precision, recall = mean(p for p, _ in pairs), mean(r for _, r in pairs)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def text_of(body: bytes, url: str) -> str:
    found = document.read(body, url=url, content_type="text/html; charset=utf-8", seen=datetime.now(UTC))
    return "" if isinstance(found, Failed) else "\n\n".join(post.text for post in found.posts)


def measure(limit: int) -> dict[str, tuple[float, float, float]]:
    """Per page: precision, recall, seconds."""
    truth = json.loads((EVAL / "ground-truth.json").read_text(encoding="utf-8"))
    done: dict[str, tuple[float, float, float]] = {}
    with tarfile.open(EVAL / "html.tar") as pages:
        for name in list(truth)[: limit or None]:
            member = pages.extractfile(f"html/{name}.html.gz")
            assert member is not None
            body = gzip.decompress(member.read())
            start = time.process_time()
            text = text_of(body, truth[name].get("url", ""))
            done[name] = (*scores(truth[name]["articleBody"], text), time.process_time() - start)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--limit", type=int, default=0, help="only the first N pages")
    parser.add_argument("--worst", type=int, default=0, help="show the N pages read worst")
    chosen = parser.parse_args()
    done = measure(chosen.limit)
    pairs = [(p, r) for p, r, _ in done.values()]
    seconds = sorted(s for _, _, s in done.values())
    for name, (p, r, s) in sorted(done.items(), key=lambda item: item[1][0] + item[1][1])[: chosen.worst]:
        print(f"  {name[:12]}  precision {p:.2f}  recall {r:.2f}  {s * 1000:.0f} ms")
    print(
        f"pages {len(done)}  precision {mean(p for p, _ in pairs):.3f}  recall {mean(r for _, r in pairs):.3f}  "
        f"F1 {f1(pairs):.3f} (aim {AIM})"
    )
    print(f"CPU p50 {seconds[len(seconds) // 2] * 1000:.0f} ms  max {seconds[-1] * 1000:.0f} ms  "
          f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")  # fmt: skip


if __name__ == "__main__":
    main()
