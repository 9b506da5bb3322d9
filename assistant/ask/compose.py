"""What is said to the model and what is read from its reply; pure. It neither asks the model nor decides what stands (gate/ does)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import jiter

from assistant.ports import CountTokens
from assistant.words import Claim, Passage

MAX_CLAIMS = 6  # read at most so many from a reply; the prompt asks for four
MAX_CLAIM_CHARS = 600
MAX_QUOTES = 4

SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"passage": {"type": "integer"}, "text": {"type": "string"}},
                            "required": ["passage", "text"],
                            "additionalProperties": False,
                        },
                    },
                    "assumes": {"type": ["string", "null"]},
                },
                "required": ["text", "quotes", "assumes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}


def for_model(passage: Passage, zone: str) -> tuple[str, str]:
    """(heading, text) of a passage as a model is shown it: outlet, local time and title above its words."""
    post = passage.post
    return f"{post.outlet}, {post.at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}: {post.title}", passage.text


def fit(passages: Sequence[Passage], count: CountTokens, budget: int) -> tuple[Passage, ...]:
    """The best passages whose texts and titles stay within `budget` tokens together; at least the first."""
    chosen: list[Passage] = []
    spent = 0
    for passage in passages:
        spent += count(passage.post.title) + count(passage.text) + 40  # 40: outlet, time and fence
        if chosen and spent > budget:
            break
        chosen.append(passage)
    return tuple(chosen)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim of a reply. `assumes`: the words of the question that it contradicts, as the model says; unproven."""

    claim: Claim
    assumes: str = ""


def drafts(data: Mapping[str, Any], passages: int) -> tuple[Draft, ...]:
    """Claims of a valid reply, bounded. A quote of a passage that was never shown makes its claim fall: it is kept as number 0."""
    return tuple(
        Draft(
            Claim(
                text=" ".join(item["text"].split())[:MAX_CLAIM_CHARS],
                quotes=tuple(
                    (q["passage"] if 1 <= q["passage"] <= passages else 0, q["text"]) for q in item["quotes"][:MAX_QUOTES]
                ),
            ),
            " ".join((item.get("assumes") or "").split()),
        )
        for item in data["claims"][:MAX_CLAIMS]
        if item["text"].strip()
    )


def finished(reply: str, passages: int) -> tuple[Claim, ...]:
    """The claims that are complete in a reply still being written: all but the last one begun. Nothing where it reads otherwise than
    the schema asks; what stands there is read again when the reply is whole."""
    try:
        data = jiter.from_json(reply.encode("utf-8", "replace"), partial_mode=True)
        begun = data["claims"][:-1]
        return tuple(d.claim for d in drafts({"claims": [_of_kind(item) for item in begun]}, passages))
    except (ValueError, TypeError, KeyError):
        return ()


def _of_kind(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item where it is what the schema asks. Raises ValueError."""
    quotes = item["quotes"]
    sound = all(isinstance(q["text"], str) and type(q["passage"]) is int for q in quotes)
    if not (isinstance(item["text"], str) and isinstance(quotes, list) and sound):
        raise ValueError("no claim")
    return {"text": item["text"], "quotes": quotes}


def failures(fallen: Sequence[tuple[Claim, Sequence[str]]]) -> str:
    """The failed claims as the repair prompt shows them: each with its quotes and the gate's reasons in words."""
    blocks = []
    for number, (claim, reasons) in enumerate(fallen, start=1):
        lines = [f"{number}. {claim.text}", *(f'   quote from passage {n}: "{text}"' for n, text in claim.quotes)]
        blocks.append("\n".join([*lines, *(f"   - {reason}" for reason in reasons)]))
    return "\n".join(blocks)
