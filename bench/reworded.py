"""The news quiz asked as people in a newsroom would: short, colloquial, misspelt, in another language. How much is lost?

    python -m bench.reworded --posts posts.jsonl.xz --questions questions.jsonl.xz --score score.py --archive DIR [--shift-days -45]

First all questions, as they are and changed by rule: without their capitals, without their small words, without the words that say when,
with a letter of one name wrong, cut down to their rarest words. Then the project's own wordings of some, each kind beside the quiz's
wording of the same questions. The answers are read by the quiz's scorer alone.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.ask.question import understand
from assistant.ask.rarity import Rarity, weighed
from assistant.ask.searched import all_terms
from assistant.ask.vocabulary import STOP
from bench.newsquiz import Archive, as_row, ask, day, open_archive, rows

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHOWN = ("questions", "gold@1", "gold@10", "evidence@1", "evidence@5", "evidence@10", "answered", "answer_has_gold")
WORDINGS: dict[str, dict[str, str]] = {
    "short": {
        "20220819_9": "whats that processed cheese everyone is buying",
        "20220916_8": "which ivy league uni admitted wrong data for the rankings",
        "20221202_4": "boil water notice what city",
        "20221021_7": "tent camp for migrants bused from the border - which city is putting it up?",
        "20221028_0": "virus filling up children's hospitals",
        "20220722_7": "20-for-1 stock split who",
        "20220722_9": "what's new on the KFC menu",
        "20221014_9": "band reuniting with tour and new single",
        "20220826_5": "what is apple going to unveil next month",
        "20221014_1": "slowest drive-thru study",
        "20221216_2": "US scientists breakthrough energy what was it",
        "20221007_1": "tesla event new product",
    },
    "plain": {
        "20220722_8": "For how many minutes did Trump do nothing during the Capitol riot?",
        "20220812_7": "What is the number of confirmed monkeypox infections in the US so far?",
        "20221118_5": "Where is Artemis 1 flying to?",
        "20220930_7": "Which baseball team did Biden host at the White House?",
        "20221007_6": "Who has the most home runs in one season, with 73?",
        "20220701_8": "What giant reptile did they catch in Florida, the heaviest ever?",
        "20221007_9": "Nobody got over half the votes for president, so there is a second round. In what country?",
        "20221216_7": "What did Arizona build its border wall out of?",
        "20220930_6": "What currency fell to its lowest ever against the dollar?",
        "20220701_2": "People fell ill after eating food from a meal kit company. Which one?",
        "20220708_0": "Why were July 4 fireworks called off in western cities?",
        "20220715_2": "The leader of what island country fled amid the unrest?",
        "20220729_9": "Where did the volcano erupt that led to a level 5 alert and evacuations?",
        "20220701_3": "From where did NASA launch its first rocket at a commercial spaceport abroad?",
        "20220909_2": "What team did Sue Bird play for until her last game?",
        "20220624_6": "What Ivy League college is doing away with student loans?",
        "20220826_6": "How much student debt will Biden forgive?",
        "20220812_8": "NFL owners approved selling what team?",
        "20220930_9": "LeBron James is buying a team in what league?",
        "20220930_1": "How many people in Florida have no electricity because of Ian?",
    },
    "misspelt": {
        "20220701_5": "the CDC opened an emergancy operations centre for which outbreak",
        "20221216_0": "where did the Oreon capsule splash down",
        "20221202_7": "meriam webster word of the year",
        "20220909_5": "instgram fine childrens data how much",
        "20220624_3": "which country elected its first leftist presdent",
        "20220812_4": "What film made Olivia Newton-Jon a star?",
        "20220624_8": "afganistan earthqake magnitude",
    },
    "German, French, Spanish": {
        "20220909_5": "Wie hoch ist die Strafe für Instagram wegen der Daten von Kindern?",
        "20221118_5": "Où va la fusée Artemis de la NASA ?",
        "20220715_2": "¿De qué país huyó el presidente Rajapaksa?",
    },
}


def without_small_words(text: str) -> str:
    words = re.findall(r"[\w$%.,'’-]*\w", text)
    return " ".join(w for w in words if re.sub(r"['’]s$", "", w.casefold()) not in STOP["en"]).lower()


def without_when(text: str) -> str:
    return re.sub(r"\s*\b(?:this|last) (?:week|month)\b|\s*\brecently\b", "", text)


def misspelt(text: str) -> str:
    """One letter of a name, else of a long word, left out, put in, changed or swapped with the next; of a question always the same."""
    chance = random.Random(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest())
    long = [m for m in re.finditer(r"[A-Za-z]{6,}", text) if m[0].lower() not in STOP["en"]]
    names = [m for m in long if m[0][0].isupper() and m.start() > 0] or long
    if not names:
        return text
    chosen = chance.choice(names)
    word, letter = chosen[0], chance.choice(LETTERS)
    at = chance.randrange(1, len(word) - 1)
    before, here, after = word[:at], word[at], word[at + 1 :]
    wrong = chance.choice(
        (before + after, before + letter + here + after, before + letter + after, before + after[0] + here + after[1:])
    )
    return text[: chosen.start()] + wrong + text[chosen.end() :]


BY_RULE: dict[str, Callable[[str], str]] = {
    "as the quiz asks": str, "without capitals": str.lower, "without small words": without_small_words, "without when": without_when,
    "one letter wrong": misspelt,
}  # fmt: skip


async def rarest_words(archive: Archive, question: dict[str, Any]) -> str:
    """The three to five words of a question that tell most, in its order; of a question always as many."""
    query = understand(question["question"], day(question["asked_on"]))
    words = weighed(query, Rarity(*await archive.database.posts.frequencies(all_terms(query))))
    count = 3 + int(hashlib.md5(f"k{question['id']}".encode(), usedforsecurity=False).hexdigest(), 16) % 3
    best = sorted(range(len(words)), key=lambda n: -words[n][1])[:count]
    return " ".join(words[n][0].text for n in sorted(best))


async def run(args: argparse.Namespace) -> None:
    questions = {q["id"]: q for q in rows(args.questions)}
    async with open_archive(args.archive, args.posts) as archive:
        for name, change in BY_RULE.items():
            asked = [{**q, "question": change(q["question"])} for q in questions.values()]
            print(f"{name:24}", await scored(archive, asked, args), flush=True)
        few = [{**q, "question": await rarest_words(archive, q)} for q in questions.values()]
        print(f"{'its rarest words':24}", await scored(archive, few, args), flush=True)
        for kind, wordings in WORDINGS.items():
            own = [questions[key] for key in wordings]
            anew = [{**questions[key], "question": text} for key, text in wordings.items()]
            for name, asked in (("as the quiz asks", own), (kind, anew)):
                print(f"{name:24}", await scored(archive, asked, args), flush=True)


async def scored(archive: Archive, asked: Sequence[dict[str, Any]], args: argparse.Namespace) -> str:
    found = [as_row(q, *(await ask(archive, q, args.shift_days))) for q in asked]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in found))
        file.flush()
        command = [sys.executable, args.score, "--posts", args.posts, "--questions", args.questions, file.name]
        told = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=True)
    figures = dict(line.split(": ", 1) for line in told.stdout.splitlines())
    answered = sum(row["answer"] is not None for row in found) / len(found)
    return "  ".join(f"{name} {figures[name]}" for name in SHOWN) + f"  of all answered {answered:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--posts", "--questions", "--score", "--archive"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--shift-days", type=int, default=0)
    args = parser.parse_args()
    args.archive.mkdir(parents=True, exist_ok=True)
    asyncio.run(run(args))


if __name__ == "__main__":
    main()
