"""A chat completion read, whole or in pieces: text, how it ended, and the tokens that the server tells. Asks nothing, checks nothing.

A server that was asked for a stream and answers in one piece (some know no streams and say nothing) is read as it answers.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterable
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelNonsense, ModelRefused
from assistant.ports import Heard

MAX_CHARS = 400_000  # of a reply; a server that never ends is left


@dataclass(frozen=True, slots=True)
class Said:
    """What came back. `ended` is the finish_reason; tokens are None where the server does not tell them."""

    text: str
    ended: str = ""
    refused: bool = False
    tokens_in: int | None = None
    tokens_out: int | None = None

    def content(self) -> str:
        """The reply's text. Raises ModelRefused when the model declined, ModelNonsense when it is cut off or there is none."""
        if self.refused or self.ended == "content_filter":
            raise ModelRefused("The model declined to answer this.")
        if self.ended == "length":
            raise ModelNonsense("The model's reply was cut off at the limit of output tokens.")
        if not self.text.strip():
            raise ModelNonsense("The model's reply is empty.")
        return self.text


def whole(reply: Any) -> Said:
    """Of a reply in one piece. Raises ModelNonsense where it holds no answer at all."""
    choices = getattr(reply, "choices", None)
    if not isinstance(choices, list) or not choices:
        raise ModelNonsense("The model's reply holds no answer.")
    message, ended = getattr(choices[0], "message", None), getattr(choices[0], "finish_reason", None)
    text = getattr(message, "content", None)
    return Said(text if isinstance(text, str) else "", str(ended or ""), bool(getattr(message, "refusal", None)), *_usage(reply))


def whole_of(body: bytes) -> Said:
    """Of the bytes of a reply in one piece. Raises JSONDecodeError, ModelNonsense."""
    from openai.types.chat import ChatCompletion

    data = json.loads(body)
    return whole(ChatCompletion.construct(**data) if isinstance(data, dict) else None)


async def in_pieces(chunks: AsyncIterable[Any], heard: Heard) -> Said:
    """Of a stream, to its end; `heard` is told the text so far. Raises ModelNonsense where no choice came, and what the stream raises."""
    text, ended, refused, came = "", "", False, False
    usage: tuple[int | None, int | None] = (None, None)
    async for chunk in chunks:
        told = _usage(chunk)
        usage = told if told != (None, None) else usage
        choices = getattr(chunk, "choices", None)
        if not isinstance(choices, list) or not choices:
            continue
        came = True
        delta = getattr(choices[0], "delta", None)
        ended = str(getattr(choices[0], "finish_reason", None) or ended)
        refused = refused or bool(getattr(delta, "refusal", None))
        more = getattr(delta, "content", None)
        if isinstance(more, str) and more:
            text += more
            heard(text)
        if len(text) > MAX_CHARS:
            raise ModelNonsense("The model's reply is far too long.")
    if not came:
        raise ModelNonsense("The model's reply holds no answer.")
    if not ended:
        raise ModelNonsense("The model's reply broke off.")
    return Said(text, ended, refused, *usage)


def _usage(reply: Any) -> tuple[int | None, int | None]:
    usage = getattr(reply, "usage", None)
    told = (getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None))
    tokens_in, tokens_out = (n if isinstance(n, int) and n >= 0 else None for n in told)
    return tokens_in, tokens_out
