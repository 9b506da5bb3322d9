"""Is one event one story? Pairs of posts put together rightly, on labelled posts; and what a new post costs among many.

    python -m bench.stories --posts ../shared/eval/newsquiz/posts.jsonl.xz [--crowd] [--many 100000]

Labels are bench/data/stories.json: ids of posts by event, labelled by reading, half by half (look-alikes of a family, such as two
hearings of one committee or two strikes on one day, stand in the same half). "tune" was tuned on; "check" was labelled afterwards, and
seen once, when the last two constants were set. "both" groups all labelled posts together. --crowd groups all posts of the file and
scores the labelled ones among them; --many measures joining among so many posts, made of the real ones by shifting days and renaming half
of the rare words.
"""

from __future__ import annotations

import argparse
import json
import lzma
import statistics
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from assistant.stories.group import group
from assistant.stories.open import OpenStories, join
from assistant.stories.sketch import Sketch, sketch
from assistant.terms import terms
from assistant.words import Post, Story, Version
from bench import stories_baseline

LABELS = Path(__file__).parent / "data" / "stories.json"
TITLES = 0.1  # share of common title words from which the headline baseline puts two posts together: its best on "tune"
DAYS = timedelta(days=3)

Labels = Mapping[str, str]
Group = Callable[[Sequence[Post]], Sequence[Story]]


def read_posts(path: Path, only: Set[str] = frozenset()) -> dict[str, Post]:
    """Posts (those in `only`, if any) by the file's ids, oldest first. The file knows days only: a post's time is its day at 00:00 UTC."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        read = (json.loads(line) for line in lines if not only or line[8:18] in only)
        rows = sorted(read, key=lambda row: (row["published"], row["id"]))
    found = {}
    for number, row in enumerate(rows, start=1):
        at = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
        version = Version(number, number, 1, row["title"], row["text"], "", at, language="en")
        found[row["id"]] = Post(number, 1, row["source"], row["id"], row["url"], version, at, at)
    return found


def read_labels() -> dict[str, Labels]:
    """For each half, and for both together, the event of each labelled post."""
    halves = json.loads(LABELS.read_text(encoding="utf-8"))
    labels = {half: {post: name for name, told in events.items() for post in told} for half, events in halves.items()}
    return {**labels, "both": {post: f"{half}/{name}" for half, told in labels.items() for post, name in told.items()}}


def measure(stories: Sequence[Story], labels: Labels) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of labelled posts."""
    told = [(story.id, labels[post.key]) for story in stories for post in story.posts if post.key in labels]
    right = _pairs(Counter(told))
    put, meant = _pairs(Counter(story for story, _ in told)), _pairs(Counter(event for _, event in told))
    precision, recall = right / max(1, put), right / max(1, meant)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _pairs(counted: Mapping[object, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counted.values())


def by_headline(posts: Sequence[Post]) -> list[Story]:
    """The baseline: a post joins the first story of the last three days whose newest title shares enough of its words."""
    stories: list[list[tuple[Post, frozenset[str]]]] = []
    for post in sorted(posts, key=lambda p: (p.at, p.id)):
        mine = frozenset(terms(post.title, "en"))
        for told in stories:
            theirs = told[-1][1]
            if post.at - told[-1][0].at <= DAYS and len(mine & theirs) >= TITLES * len(mine | theirs):
                told.append((post, mine))
                break
        else:
            stories.append([(post, mine)])
    return [Story(f"s{told[0][0].id}", tuple(post for post, _ in told)) for told in stories]


def as_they_come(posts: Sequence[Post]) -> list[Story]:
    """Each post placed when it comes, as a running bot does: rarity is known from the posts before it only."""
    stories = OpenStories()
    told: dict[str, list[Post]] = {}
    for post in sorted(posts, key=lambda p: (p.at, p.id)):
        one = sketch(post)
        stories.count(one)
        name = join(one, stories) or f"s{post.id}"
        stories.add(one, name)
        told.setdefault(name, []).append(post)
    return [Story(name, tuple(members)) for name, members in told.items()]


GROUPS: Mapping[str, Group] = {
    "ours": group,
    "as they come": as_they_come,
    "headlines only": by_headline,
    "first version": stories_baseline.group,
}


def report(posts: Mapping[str, Post], crowd: bool) -> None:
    halves = read_labels()
    print(f"{'':16}{'half':8}{'posts':>6}{'events':>7}  precision  recall    F1  seconds")
    for name, grouped in GROUPS.items():
        for half, labels in halves.items():
            started = time.perf_counter()
            found = grouped([posts[key] for key in labels])
            _row(name, half, labels, measure(found, labels), time.perf_counter() - started)
    if crowd:
        started = time.perf_counter()
        found = group(list(posts.values()))
        for half, labels in halves.items():
            _row(f"ours of {len(posts)}", half, labels, measure(found, labels), time.perf_counter() - started)


def _row(name: str, half: str, labels: Labels, figures: tuple[float, float, float], seconds: float) -> None:
    precision, recall, f1 = figures
    events = len(set(labels.values()))
    print(f"{name:16}{half:8}{len(labels):6}{events:7}{precision:11.3f}{recall:8.3f}{f1:6.3f}{seconds:9.1f}", flush=True)


def report_joining(posts: Sequence[Post], many: int, asked: int = 1000) -> None:
    """Milliseconds to sketch, find and add each of the last `asked` of `many` posts, all within the days that are open."""
    told = [(post, story.id) for story in group(posts) for post in story.posts]
    real = [(sketch(post), story) for post, story in sorted(told, key=lambda pair: pair[0].id)]
    stories = OpenStories()
    newest = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(many):
        turn, at = divmod(number, len(real))
        one = _another(real[at][0], number, turn, newest, many)
        stories.count(one)
        stories.add(one, f"{real[at][1]}.{turn}")
    spent = []
    for number, post in enumerate(islice(posts, asked), start=many):
        started = time.perf_counter()
        one = sketch(replace(post, id=number, published=newest))
        _take(one, stories)
        spent.append(1000 * (time.perf_counter() - started))
    spent.sort()
    print(
        f"joining {asked} posts among {many} open ones ({len(stories.members)} stories): "
        f"p50 {statistics.median(spent):.1f} ms, p95 {spent[int(0.95 * asked)]:.1f} ms, most {spent[-1]:.1f} ms"
    )


def _take(one: Sketch, stories: OpenStories) -> None:
    stories.count(one)
    stories.add(one, join(one, stories) or f"s{one.post_id}")


def _another(one: Sketch, number: int, turn: int, newest: datetime, many: int) -> Sketch:
    """A post like `one` about another event: every second term is another word in each round through the real posts."""
    weights = {f"{t}{turn}" if turn and n % 2 else t: w for n, (t, w) in enumerate(one.weights.items())}
    return Sketch(number, newest - timedelta(days=9) * (1 - number / many), weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, default=Path("../shared/eval/newsquiz/posts.jsonl.xz"))
    parser.add_argument("--crowd", action="store_true")
    parser.add_argument("--many", type=int, default=0)
    args = parser.parse_args()
    posts = read_posts(args.posts)
    report(posts, args.crowd)
    if args.many:
        report_joining(list(posts.values()), args.many)


if __name__ == "__main__":
    main()
