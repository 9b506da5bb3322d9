"""The buttons under an answer. Pure: what each does stands with its action."""

from __future__ import annotations

from typing import Any

from assistant.chat.turn import Keys, Press
from assistant.words import Answer, Passage

WATCH, FOLLOW = "watch", "follow"
DAY, WEEK = 1, 7
BESIDE = 2  # buttons in a row


def keys(answer: Answer) -> Keys:
    """Proof; the same question in another way; news of it; what one thinks of it, and how it came to be. Four rows, so that the answer
    stays in sight; what does not fit stands under the receipt. Two words fit side by side on a phone."""
    one = how(answer)
    receipt = Press("Receipt", "receipt", one, anyone=True)
    if not answer.claims:
        watch = Press("Tell me when there is one", WATCH, {"answer": answer.id})
        return ((watch,), (*_whole(answer), receipt))
    proof = [Press("Quotes", "quotes", one, anyone=True), Press("Copy", "copy", one, anyone=True)]
    if others(answer):
        proof.append(Press("More", "more", {"answer": answer.id, "skip": 0}, anyone=True))
    again = [*_whole(answer), *_only(answer)]
    if not answer.question.newest_first:
        again.insert(0, Press("Newest first", "newest_first", one, anyone=True))
    beside = tuple(again[:BESIDE])
    follow = (Press("Tell me when it changes", FOLLOW, {"answer": answer.id}),)
    voted = tuple(Press(sign, "vote", {"answer": answer.id, "good": good}) for sign, good in (("👍", True), ("👎", False)))
    return (tuple(proof), *((beside,) if beside else ()), follow, (*voted, receipt))


def under_receipt(answer: Answer) -> Keys:
    """What was understood, changed: the period and the sources."""
    one = how(answer)
    periods = [
        Press(words, "within", one | {"days": days}, anyone=True)
        for words, days in (("Last 24 hours", DAY), ("Last 7 days", WEEK))
    ]
    other = [*(_whole(answer) or [Press("All time", "all_time", one, anyone=True)]), *_only(answer)]
    file = [Press("Evidence file", "evidence", one, anyone=True)] if answer.claims else []
    return _pairs([*periods, *other, *file])


def how(answer: Answer) -> dict[str, Any]:
    """The answer, and what buttons chose for its question: the next button keeps it."""
    question = answer.question
    chosen: dict[str, Any] = {"answer": answer.id}
    if question.days:
        chosen["days"] = question.days
    if question.only:
        chosen["only"] = list(question.only)
    return chosen


def others(answer: Answer) -> list[Passage]:
    """The passages found beside those that are cited, one a post, best first."""
    cited = {post.id for post in answer.posts}
    first = {p.post.id: p for p in reversed(answer.passages) if p.post.id not in cited}
    return list(first.values())[::-1]


def _whole(answer: Answer) -> list[Press]:
    period = answer.receipt.period
    return [Press("All time", "all_time", how(answer), anyone=True)] if period.since or period.until else []


def _only(answer: Answer) -> list[Press]:
    """Where it cites fewer sources than were searched."""
    cited = list(dict.fromkeys(post.outlet for post in answer.posts))
    if not cited or len(cited) >= answer.receipt.sources or answer.question.only:
        return []
    words = "Only this source" if len(cited) == 1 else "Only these sources"
    return [Press(words, "only_sources", how(answer) | {"only": cited}, anyone=True)]


def _pairs(presses: list[Press]) -> Keys:
    return tuple(tuple(presses[n : n + 2]) for n in range(0, len(presses), 2))
