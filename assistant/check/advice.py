"""What a model is shown of a draft, and what its reply may change: it points at words, and the same rules as ever decide. Pure.

    sentences with their passages -> batches -> the model's reply -> advices -> heeded: a Finding, or the one there was

A verdict of the model alone changes nothing. Its quote must stand in the passage to the letter; then "supported" is the gate's to say, and
"contradicted" stands where the draft has a particular otherwise than the quoted sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.check.bearing import Told, bearing_at
from assistant.check.reading import Said, read
from assistant.check.verdict import Finding, held_against
from assistant.gate import Stands, prove
from assistant.ports import CountTokens
from assistant.text import fold
from assistant.words import Claim, Passage

TOGETHER = 6  # sentences of a batch
PROMPT_TOKENS = 6_000  # of a batch's passages
EACH = 3  # passages of a sentence that the model is shown
SHORTEST = 12  # characters of a quote; a shorter one stands everywhere
LONGEST = 1_000
POINTED_AT = (
    0.15  # share of the words that pointed-at sentences must have all the same: a model may not hold anything against anything
)
VERDICTS = ("supported", "contradicted", "partly", "not found", "opinion")

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "sentence": {"type": "integer"},
                    "verdict": {"type": "string", "enum": list(VERDICTS)},
                    "passage": {"type": "integer"},
                    "quote": {"type": "string"},
                },
                "required": ["sentence", "verdict", "passage", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Batch:
    """`sentences` are numbers in the draft, from 0; `passages` what is shown for all of them together."""

    sentences: tuple[int, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What the model says of sentence number `sentence` of the draft, unproven; `passage` None: it points at nothing."""

    sentence: int
    verdict: str
    passage: Passage | None = None
    quote: str = ""


def batches(found: Sequence[Sequence[Passage]], wanted: Sequence[int], count: CountTokens) -> tuple[Batch, ...]:
    """The wanted sentences that have passages, in order, a few at a time; passages that several share are shown once."""
    made: list[Batch] = []
    sentences: list[int] = []
    shown: dict[tuple[int, str], Passage] = {}
    spent = 0
    for number in wanted:
        fresh = {(p.post.version.id, p.text): p for p in found[number][:EACH]}
        if not fresh:
            continue
        more = sum(count(p.text) + count(p.post.title) + 40 for k, p in fresh.items() if k not in shown)
        if sentences and (len(sentences) >= TOGETHER or spent + more > PROMPT_TOKENS):
            made.append(Batch(tuple(sentences), tuple(shown.values())))
            sentences, shown, spent = [], {}, 0
            more = sum(count(p.text) + count(p.post.title) + 40 for p in fresh.values())
        sentences.append(number)
        shown |= fresh
        spent += more
    return (*made, Batch(tuple(sentences), tuple(shown.values()))) if sentences else tuple(made)


def advices(data: Mapping[str, Any], batch: Batch) -> tuple[Advice, ...]:
    """A valid reply's verdicts, the first for each sentence; what points at sentences or passages never shown is left out."""
    found: dict[int, Advice] = {}
    for item in data["verdicts"][: 2 * len(batch.sentences)]:
        at, place, quote = item["sentence"] - 1, item["passage"] - 1, item["quote"].strip()
        if not 0 <= at < len(batch.sentences) or batch.sentences[at] in found:
            continue
        passage = batch.passages[place] if 0 <= place < len(batch.passages) else None
        found[batch.sentences[at]] = Advice(batch.sentences[at], item["verdict"], passage, quote)
    return tuple(found.values())


def heeded(text: str, finding: Finding, advice: Advice, posts: Sequence[Told]) -> Finding:
    """The finding as the model's pointer makes it; the very same where it points at nothing that holds.

    `posts` are those that the sentence was held against; the passage's own must be among them.
    """
    if advice.verdict == "opinion":
        return Finding("opinion") if finding.verdict == "not found" and _states_nothing(read(text)) else finding
    told = next((t for t in posts if advice.passage and t.post.post.version.id == advice.passage.post.version.id), None)
    if told is None or advice.passage is None or advice.verdict not in ("supported", "contradicted", "partly"):
        return finding
    chosen = _quoted(advice, told)
    if not chosen:
        return finding
    said, bearing = bearing_at(text, told, chosen, posts)
    here = held_against(said, bearing, POINTED_AT, enough=POINTED_AT)  # that it speaks of the same, the model vouches for
    if advice.verdict == "contradicted":
        before = finding.bearing.cover if finding.bearing and finding.verdict == "supported" else 0.0
        return here if here.verdict == "contradicted" and bearing.cover >= max(before, POINTED_AT) else finding
    if advice.verdict == "supported" and isinstance(prove(Claim(text, ((1, advice.quote),)), [told.post]), Stands):
        return Finding("supported", (), bearing)
    if finding.verdict == "not found" and here.verdict != "not found":
        return Finding("contradicted" if here.verdict == "contradicted" else "partly", here.differences, bearing)
    return finding


def _states_nothing(said: Said) -> bool:
    """No number, day, name or quotation that posts could hold."""
    return not (said.quoted or said.names or any(t.kind in ("number", "date") for t in said.tokens))


def _quoted(advice: Advice, told: Told) -> tuple[int, ...]:
    """The numbers of the post's sentences that the quote lies in; empty where it does not stand in the passage shown to the letter."""
    quote = fold(advice.quote).text.strip()
    if advice.passage is None or not SHORTEST <= len(quote) <= LONGEST or quote not in fold(advice.passage.text).text:
        return ()
    at = told.post.text.text.find(quote)
    if at < 0:
        return ()
    start, end = told.post.text.span(at, at + len(quote))
    return tuple(n for n, s in enumerate(told.post.sentences) if s.start < end and s.end > start)
