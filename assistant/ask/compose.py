"""What is said to the model and what is read from its reply; pure. It neither asks the model nor decides what stands (gate/ does)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

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
                },
                "required": ["text", "quotes"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["claims"],
    "additionalProperties": False,
}


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


def claims(data: Mapping[str, Any], passages: int) -> tuple[Claim, ...]:
    """Claims of a valid reply, bounded. A quote of a passage that was never shown makes its claim fall: it is kept as number 0."""
    return tuple(
        Claim(
            text=" ".join(item["text"].split())[:MAX_CLAIM_CHARS],
            quotes=tuple((q["passage"] if 1 <= q["passage"] <= passages else 0, q["text"]) for q in item["quotes"][:MAX_QUOTES]),
        )
        for item in data["claims"][:MAX_CLAIMS]
        if item["text"].strip()
    )


def failures(fallen: Sequence[tuple[Claim, Sequence[str]]]) -> str:
    """The failed claims as the repair prompt shows them: each with its quotes and the gate's reasons in words."""
    blocks = []
    for number, (claim, reasons) in enumerate(fallen, start=1):
        lines = [f"{number}. {claim.text}", *(f'   quote from passage {n}: "{text}"' for n, text in claim.quotes)]
        blocks.append("\n".join([*lines, *(f"   - {reason}" for reason in reasons)]))
    return "\n".join(blocks)
