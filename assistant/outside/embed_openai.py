"""The port Embed over an OpenAI-compatible endpoint: batches within its limits, rows checked and brought to length one.

The limits are OpenAI's (facts.md): 2,048 inputs and 300,000 tokens a request, 8,192 tokens an input, no empty text. Vectors are asked
for in base64; servers that send arrays are understood, and one that refuses the parameter is asked without it from then on.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import ModelNonsense
from assistant.outside.openai_endpoint import Endpoint, said_of
from assistant.outside.tokens import Tokens
from assistant.ports import Vectors

if TYPE_CHECKING:
    from openai import AsyncOpenAI

DIMS: Mapping[str, int] = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}

_INPUTS = 2_048
_REQUEST_TOKENS = 300_000
_INPUT_TOKENS = 8_192
_FEWEST_BYTES_PER_TOKEN = 2.5  # lists of URLs, the worst of what was measured (stack.md, 4)
_SAFE_SHARE = 0.7  # of the tokens of an input, where tokens are only estimated: 3.5 bytes a token down to 2.5


def make_embed(*, api_key: str, base_url: str, model: str, timeout_s: float, tokens: Tokens, dim: int = 0) -> OpenAIEmbed:
    """The port Embed. `timeout_s` is for each request; `dim` is what the database remembers of this model, 0 when nothing.

    Opens nothing yet.
    """
    endpoint = Endpoint(api_key=api_key, base_url=base_url, timeout_s=timeout_s)
    return OpenAIEmbed(endpoint, model, dim or DIMS.get(model, 0), tokens)


class OpenAIEmbed:
    """Calls may overlap. Raises ModelError and its kinds, nothing else. `spent` counts the tokens the server told of."""

    def __init__(self, endpoint: Endpoint, model: str, dim: int, tokens: Tokens) -> None:
        self._endpoint = endpoint
        self._model = model
        self._dim = dim
        self._tokens = tokens
        self._encoding = "base64"
        self.spent = 0

    @property
    def model(self) -> str:
        return self._model

    @property
    def dim(self) -> int:
        """Numbers in a vector; 0 until the first reply of a model that is not in DIMS (`learn` asks for one)."""
        return self._dim

    async def learn(self) -> int:
        """The dimension, asked of the server where it is not known yet."""
        if not self._dim:
            await self(("dimension",))
        return self._dim

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit rows (len(texts), dim) in the order of the texts; empty texts are not sent and give zero rows."""
        sent = {number: self._cut(text) for number, text in enumerate(texts) if text.strip()}
        found: dict[int, Vectors] = {}
        for batch in _batches(sent):
            found.update(zip(batch, await self._rows([sent[number] for number in batch]), strict=True))
        rows = np.zeros((len(texts), self._dim), np.float32)
        for number, row in found.items():
            rows[number] = row
        return rows

    async def aclose(self) -> None:
        await self._endpoint.aclose()

    def _cut(self, text: str) -> str:
        """The part of a text that the endpoint takes. A token is at least one byte, so short texts need no counting."""
        text = text.encode("utf-8", "replace").decode()
        if len(text.encode()) <= _INPUT_TOKENS:
            return text
        return self._tokens.cut(text, _INPUT_TOKENS if self._tokens.exact else int(_INPUT_TOKENS * _SAFE_SHARE))

    async def _rows(self, batch: list[str]) -> Vectors:
        reply = await self._endpoint.ask(lambda client: self._ask(client, batch))
        rows = _read(getattr(reply, "data", None), len(batch))
        if self._dim and rows.shape[1] != self._dim:
            raise ModelNonsense(
                f"{self._model} now gives vectors of {rows.shape[1]} numbers, not {self._dim}: another model answers to its name. "
                "Re-embed, or set EMBEDDING_MODEL to the one that was used."
            )
        self._dim = rows.shape[1]
        told = getattr(getattr(reply, "usage", None), "total_tokens", None)
        self.spent += told if isinstance(told, int) else 0
        return rows

    async def _ask(self, client: AsyncOpenAI, batch: list[str]) -> Any:
        from openai import BadRequestError, UnprocessableEntityError

        create: Any = client.embeddings.create
        try:
            return await create(model=self._model, input=batch, encoding_format=self._encoding)
        except (BadRequestError, UnprocessableEntityError) as exc:
            if self._encoding == "float" or not any(word in said_of(exc).lower() for word in ("encoding_format", "base64")):
                raise
            self._encoding = "float"
            return await create(model=self._model, input=batch, encoding_format=self._encoding)


def _batches(texts: Mapping[int, str]) -> Iterator[list[int]]:
    """The keys in groups that fit one request."""
    batch: list[int] = []
    spent = 0.0
    for number, text in texts.items():
        tokens = len(text.encode()) / _FEWEST_BYTES_PER_TOKEN
        if batch and (len(batch) == _INPUTS or spent + tokens > _REQUEST_TOKENS):
            yield batch
            batch, spent = [], 0.0
        batch.append(number)
        spent += tokens
    if batch:
        yield batch


def _read(data: Any, count: int) -> Vectors:
    """Unit rows of a reply's data, in the order of their index. Raises ModelNonsense for whatever is no such thing."""
    if not isinstance(data, list) or sorted(_index(item) for item in data) != list(range(count)):
        raise ModelNonsense(f"The embeddings endpoint did not answer with one vector for each of {count} texts.")
    try:
        rows = np.stack([_row(item.embedding) for item in sorted(data, key=_index)])
    except (ValueError, TypeError, binascii.Error) as exc:
        raise ModelNonsense("The embeddings endpoint answered what are no vectors of one length.") from exc
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    if rows.ndim != 2 or not rows.shape[1] or not np.isfinite(lengths).all() or not lengths.all():
        raise ModelNonsense("The embeddings endpoint answered a vector that is empty, zero or not finite.")
    rows /= lengths
    return rows


def _index(item: Any) -> int:
    index = getattr(item, "index", None)
    return index if isinstance(index, int) else -1


def _row(embedding: Any) -> Vectors:
    """base64 of little-endian float32, or an array of numbers."""
    if isinstance(embedding, str):
        return np.frombuffer(base64.b64decode(embedding, validate=True), "<f4").astype(np.float32)
    with np.errstate(over="ignore"):  # a number too large for float32 becomes infinite, and is refused as that
        return np.asarray(embedding, np.float32)
