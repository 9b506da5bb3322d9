"""Fresh claims for the gate, made from posts nobody tuned on: true ones told a little differently, false ones falsified in one place.

    python -m bench.fresh_claims --posts posts.jsonl.xz --seed 7 --count 500 --not-of claims.jsonl.xz --out fresh.jsonl

Each kind is a small rule here, none looks at the gate; the kinds are those of ../shared/eval/gate. It writes the claims, asks the gate,
prints what that got wrong with its reasons, and counts by kind.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.gate import of_claims, rows

Make = Callable[[random.Random, str, str], tuple[str, str] | None]
"""A sentence and its post's whole text -> the claim and the quote, or None where the kind does not fit."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘(]?[A-Z0-9])")
_NAME = re.compile(r"\b(?:[A-Z][a-z]+)(?: [A-Z][a-z]+){1,2}\b")
_NUMBER = re.compile(r"(?<![\w.,:-])\d{1,3}(?:,\d{3})+(?![\w:])|(?<![\w.,:-])\d+(?![\w,:-]|\.\d)")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|must)\b")
_TURNS = dict(
    pair.split("/")
    for pair in (
        "up/down down/up higher/lower lower/higher after/before before/after first/last last/first more/fewer won/lost lost/won "
        "largest/smallest increased/decreased decreased/increased rose/fell fell/rose supported/opposed opposed/supported "
        "approved/rejected rejected/approved confirmed/denied denied/confirmed killed/injured injured/killed released/arrested "
        "arrested/released above/below below/above gained/lost oldest/youngest highest/lowest lowest/highest"
    ).split()
)  # fmt: skip
_TURNED = re.compile(rf"\b(?:{'|'.join(_TURNS)})\b")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()


def number_changed(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    def other(written: str) -> str:
        value = int(written.replace(",", ""))
        if 1900 <= value <= 2030 and "," not in written:
            return str(value + chance.choice((-2, -1, 1, 2)))
        new = chance.choice((value + 1, value - 1, value * 2, value // 2, round(value * 1.2), round(value * 1.5), value + 10))
        new = abs(new) if abs(new) != value else value + 1
        return f"{new:,}" if "," in written else str(new)

    return _replaced(chance, _NUMBER, said, other)


def unit_changed(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(
        chance, re.compile(r"(?<=\d )(?:million|billion)\b"), said, lambda w: "billion" if w == "million" else "million"
    )


def name_swapped(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    others = sorted({n for n in _NAME.findall(text) if n not in said and not set(n.split()) & set(said.split())})
    return _replaced(chance, _NAME, said, lambda _: chance.choice(others), first=1) if others else None


def date_shifted(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    def other(day: str) -> str:
        return chance.choice([d for d in (_DAYS if day in _DAYS else _MONTHS) if d != day])

    return _replaced(chance, re.compile(rf"\b(?:{'|'.join(_DAYS + _MONTHS)})\b"), said, other)


def direction_flipped(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, _TURNED, said, lambda word: _TURNS[word])


def negation_added(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, _AUXILIARY, said, lambda word: f"{word} not") if " not " not in said else None


def negation_dropped(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, re.compile(r" (?:not|never)(?= )"), said, lambda _: "")


def quote_altered(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    words = said.split()
    at = chance.randrange(1, len(words))
    return said, " ".join([*words[:at], chance.choice(("never", "always", "allegedly", "reportedly")), *words[at:]])


def quote_stitched(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    others = [s for s in sentences(text) if s != said]
    if not others:
        return None
    head, tail = said.split(), chance.choice(others).split()
    one, other = " ".join(head[: len(head) // 2]), " ".join(tail[len(tail) // 2 :])
    joined = chance.choice((" … ", " ... ", " "))
    return f"{one} {other}", f"{one}{joined}{other}"


def ellipsis_hides_not(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    hidden = re.search(r" (?:not|never) ", said)
    if hidden is None:
        return None
    one, other = said[: hidden.start()], said[hidden.end() :]
    return f"{one} {other}", f"{one} {chance.choice(('…', '...'))} {other}"


def verbatim(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return said, said


def straight_quotes(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    told = said.translate(str.maketrans("“”‘’", "\"\"''"))
    return (told, said) if told != said else None


def number_plain(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])"), said, lambda n: n.replace(",", ""))


def number_word(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    digit = re.compile(r"(?<![\w.,:$€£-])(?:[2-9]|1[0-2])(?![\w:%-]|[.,]\d)")
    return _replaced(chance, digit, said, lambda n: _WORDS[int(n) - 2])


def percent_word(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, re.compile(r"(?<=\d)%"), said, lambda _: " percent")


def percent_sign(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    return _replaced(chance, re.compile(r"(?<=\d) per ?cent\b(?!age)"), said, lambda _: "%")


def lead_dropped(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    found = re.match(r"(?:But|And|However,|Meanwhile,|Still,|So|Yet) (?=\w)", said)
    return (said[found.end()].upper() + said[found.end() + 1 :], said) if found else None


def parenthesis_dropped(chance: random.Random, said: str, text: str) -> tuple[str, str] | None:
    told = re.sub(r" \([^()]{2,60}\)", "", said, count=1)
    return (told, said) if told != said else None


def _replaced(
    chance: random.Random, what: re.Pattern[str], said: str, by: Callable[[str], str], *, first: int = 0
) -> tuple[str, str] | None:
    places = [m for m in what.finditer(said) if m.start() >= first]
    if not places:
        return None
    at = chance.choice(places)
    return said[: at.start()] + by(at[0]) + said[at.end() :], said


FALSE: dict[str, Make] = {
    f.__name__: f
    for f in (
        number_changed, unit_changed, name_swapped, date_shifted, direction_flipped, negation_added, negation_dropped,
        quote_altered, quote_stitched, ellipsis_hides_not,
    )
}  # fmt: skip
TRUE: dict[str, Make] = {
    f.__name__: f
    for f in (
        verbatim, straight_quotes, number_plain, number_word, percent_word, percent_sign, lead_dropped, parenthesis_dropped
    )
}  # fmt: skip


def sentences(text: str) -> list[str]:
    """Cut at stops, in another way than the product does; of a length that a claim may have."""
    return [s.strip() for line in text.split("\n") for s in _SENTENCE.split(line) if 8 <= len(s.split()) <= 60]


def made(posts: list[dict[str, Any]], seed: int, count: int) -> Iterator[dict[str, Any]]:
    """About `count` claims of each kind, as far as the posts have sentences for it."""
    chance = random.Random(seed)
    chance.shuffle(posts)
    counted: Counter[str] = Counter()
    kinds = {**FALSE, **TRUE, "wrong_post": verbatim}
    for number, post in enumerate(posts):
        mine, other = sentences(post["text"]), posts[number - 1]
        if not mine:
            continue
        for kind, make in kinds.items():
            if counted[kind] >= count:
                continue
            found = next((c for s in chance.sample(mine, min(8, len(mine))) if (c := make(chance, s, post["text"]))), None)
            cited = other if kind == "wrong_post" else post
            if found is None or (kind in FALSE and found[0] in post["text"] and found[1] in post["text"]):
                continue
            if kind == "wrong_post" and found[1] in other["text"]:
                continue
            counted[kind] += 1
            yield {
                "id": f"{kind}-{seed}-{counted[kind]}",
                "text": found[0],
                "quotes": [{"url": cited["url"], "text": found[1]}],
                "posts": [post["url"], other["url"]],
                "expect": "stands" if kind in TRUE else "falls",
                "kind": kind,
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=Path, required=True)
    parser.add_argument("--not-of", type=Path, help="claims whose posts are left alone")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=300, help="claims of each kind")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    known = {url for row in rows(args.not_of) for url in row["posts"]} if args.not_of else set()
    posts = [row for row in rows(args.posts) if row["url"] not in known]
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made(posts, args.seed, args.count)))
    report(args.out, args.posts)


def report(claims: Path, posts: Path) -> None:
    """What the gate says of each kind, and what it got wrong, with its reasons."""
    verdicts = {row["id"]: row for row in of_claims(claims, posts)[0]}
    said: dict[str, list[bool]] = {}
    for row in rows(claims):
        verdict = verdicts[row["id"]]
        right = verdict["stands"] == (row["expect"] == "stands")
        said.setdefault(row["kind"], []).append(right)
        if not right:
            print(json.dumps({k: row[k] for k in ("kind", "text", "quotes")} | {"why": verdict["why"]}, ensure_ascii=False))
    for kind, rights in said.items():
        print(f"{kind}: {len(rights) - sum(rights)} wrong of {len(rights)}")


if __name__ == "__main__":
    main()
