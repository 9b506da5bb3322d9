"""Stand-ins for the ports that one can explain in a sentence. They keep the same contract tests as the adapters.

FakeEmbed     a vector counts words, each in the slot that its letters choose: texts that share words are near
FakeIndex     a dict and an exact scan
FakeEngine    jobs start at once as tasks of this loop (tests/fake_engine.py)
FakeComplete  gives the replies it was told, in order, and remembers what it was asked
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.errors import ModelError, StoreError
from assistant.ports import Completion, Heard, Vectors
from tests.fake_engine import FakeEngine as FakeEngine


class FakeEmbed:
    """The port Embed. `asked` are the texts of all calls, so that a test can say what was (not) embedded again."""

    def __init__(self, model: str = "fake", dim: int = 64, fails: ModelError | None = None) -> None:
        self.model = model
        self.dim = dim
        self.fails = fails
        self.asked: list[str] = []

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        if self.fails:
            raise self.fails
        self.asked += texts
        rows = np.zeros((len(texts), self.dim), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[zlib.crc32(word.strip(".,:;!?\"'«»()").encode("utf-8", "replace")) % self.dim] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows


class FakeIndex:
    """The port Index. Set `away` to make every call raise StoreError, as a server that is down does."""

    def __init__(self, dim: int = 64) -> None:
        self.dim = dim
        self.rows: dict[int, Vectors] = {}
        self.away = False

    async def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        vectors = self._sound(vectors, len(ids))
        self.rows.update(zip(ids, vectors.copy(), strict=True))

    async def remove(self, ids: Sequence[int]) -> None:
        self._here()
        for id_ in ids:
            self.rows.pop(id_, None)

    async def nearest(self, vector: Vectors, count: int) -> list[tuple[int, float]]:
        row = self._sound(np.atleast_2d(vector), 1)[0]
        length = float(np.linalg.norm(row))
        if count <= 0 or length == 0:
            return []
        scored = [
            (id_, float(row @ other) / (length * (float(np.linalg.norm(other)) or 1.0))) for id_, other in self.rows.items()
        ]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:count]

    async def size(self) -> int:
        self._here()
        return len(self.rows)

    async def which(self, ids: Sequence[int]) -> set[int]:
        self._here()
        return self.rows.keys() & set(ids)

    def _here(self) -> None:
        if self.away:
            raise StoreError("The fake index is away.")

    def _sound(self, vectors: Vectors, rows: int) -> Vectors:
        self._here()
        vectors = np.asarray(vectors, np.float32)
        if vectors.shape != (rows, self.dim) and rows + vectors.size:
            raise StoreError(f"The fake index takes {rows} vectors of {self.dim} numbers, not {vectors.shape}.")
        if not np.isfinite(vectors).all():
            raise StoreError("A vector that is not finite is not taken.")
        return vectors


@dataclass(frozen=True, slots=True)
class Asked:
    """What a FakeComplete was asked."""

    system: str
    user: str
    schema: Mapping[str, Any]
    name: str


Reply = Mapping[str, Any] | ModelError | Callable[[Asked], Mapping[str, Any]]


class FakeComplete:
    """The port Complete: each call takes the next reply (data, an error to raise, or a function of what was asked).

    The last reply serves all further calls; without any reply a call is an AssertionError: the model was not to be asked.
    """

    def __init__(
        self, *replies: Reply, model: str = "fake-model", tokens: tuple[int, int] = (100, 20), cost: float = 0.001
    ) -> None:
        self.model = model
        self.tokens = tokens
        self.cost = cost
        self.asked: list[Asked] = []
        self._replies = list(replies)

    async def __call__(
        self, *, system: str, user: str, schema: Mapping[str, Any], name: str, heard: Heard | None = None
    ) -> Completion:
        self.asked.append(Asked(system, user, schema, name))
        assert self._replies, f"the model was asked for {name}, and was not to be asked"
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, ModelError):
            raise reply
        data = reply(self.asked[-1]) if callable(reply) else reply
        if heard:
            heard(json.dumps(data))
        return Completion(data, self.model, *self.tokens, self.cost)
