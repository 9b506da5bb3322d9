"""Embeddings, the language model, tokens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embed(Protocol):
    """Texts to unit vectors, float32, shape (len(texts), dim). An empty text gives a zero row. Raises ModelError (remote only)."""

    @property
    def model(self) -> str: ...

    @property
    def dim(self) -> int: ...

    async def __call__(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """A model's answer, already valid JSON by the schema asked for."""

    data: Mapping[str, Any]
    model: str
    tokens_in: int
    tokens_out: int
    cost: float


Heard = Callable[[str], None]
"""Told a reply's text so far whenever more of it has come; it is cut anywhere, and nothing in it has been checked. Must return at once."""


class Complete(Protocol):
    """Ask the model for JSON that fits `schema`. Raises ModelTimeout, ModelRefused, ModelNonsense, or ModelError itself where the
    server is away or in trouble, each with what it cost all the same; nothing else.

    Obeys our own deadline, whatever Retry-After says. With `heard` the reply is streamed where the server can.
    """

    @property
    def model(self) -> str: ...

    async def __call__(
        self, *, system: str, user: str, schema: Mapping[str, Any], name: str, heard: Heard | None = None
    ) -> Completion: ...


class Transcribe(Protocol):
    """What is said in a recording, as text, in the language spoken. Raises ModelError and its kinds; nothing else. `name` ends as the
    recording's format does ("voice.ogg")."""

    async def __call__(self, audio: bytes, name: str) -> str: ...


class CountTokens(Protocol):
    """Tokens of a text. `exact` is False where tiktoken's tables cannot be had: then a high estimate (bytes / 3.5)."""

    @property
    def exact(self) -> bool: ...

    def __call__(self, text: str) -> int: ...
