"""Embed without a network, a key or torch: the static vectors that ship inside the wordllama wheel, read directly.

A text's vector is the mean of its tokens' rows in a table of 32,000 x 256 half floats, then brought to length one. The package
itself is never imported: it sets up logging at import and tries the network in load(). Its two files must be, byte by byte, those
that the vectors in the database were made with, hence the hashes (wordllama 0.4.0.post1).
"""

from __future__ import annotations

import asyncio
import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import StoreError
from assistant.ports import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

MODEL = "wordllama-l2-256"
DIM = 256

_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_SHA256 = {
    _WEIGHTS: "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5",
    _TOKENIZER: "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68",
}

_BATCH = 64  # texts in one go of the worker thread: some 20 ms, then the loop and other threads get their turn
_MAX_CHARS = 32_768  # of a text; what is longer is cut, as every embedding model cuts at some thousand tokens


class LocalEmbed:
    """The port Embed over a table in memory (32 MB). Stateless, so calls may overlap."""

    def __init__(self, table: NDArray[np.float32], tokenizer: Tokenizer) -> None:
        self._table = table
        self._tokenizer = tokenizer

    @property
    def model(self) -> str:
        return MODEL

    @property
    def dim(self) -> int:
        return DIM

    async def __call__(self, texts: Sequence[str]) -> Vectors:
        """Unit rows (len(texts), 256); a zero row where a text has no token. Never raises for what a text holds."""
        rows = np.zeros((len(texts), DIM), np.float32)
        for at in range(0, len(texts), _BATCH):
            batch = texts[at : at + _BATCH]
            rows[at : at + len(batch)] = await asyncio.to_thread(self._rows, batch)
        return rows

    def _rows(self, texts: Sequence[str]) -> Vectors:
        """The vectors of one batch; blocking."""
        encoded = self._tokenizer.encode_batch_fast([_readable(text) for text in texts], add_special_tokens=False)
        rows = np.zeros((len(texts), DIM), np.float32)
        for row, tokens in zip(rows, encoded, strict=True):
            if tokens.ids:
                self._table[tokens.ids].mean(axis=0, out=row)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, lengths, out=rows, where=lengths > 0)
        return rows


def _readable(text: str) -> str:
    """Bounded, without lone surrogates (the tokenizer refuses them), and empty when it is only white space."""
    return text[:_MAX_CHARS].encode("utf-8", "replace").decode() if text.strip() else ""


async def open_local(folder: Path | None = None) -> LocalEmbed:
    """Read and check the two files (0.1-0.2 s, in a thread). Raises StoreError when they are absent or other than ours.

    `folder` is where they lie; None: the installed wordllama package, found without importing it.
    """
    return await asyncio.to_thread(_load, folder)


def _load(folder: Path | None) -> LocalEmbed:
    from safetensors.numpy import load
    from tokenizers import Tokenizer

    folder = folder or _installed()
    weights, tokenizer = _checked(folder / _WEIGHTS), _checked(folder / _TOKENIZER)
    table: Any = load(weights)["embedding.weight"]
    return LocalEmbed(np.ascontiguousarray(table, dtype=np.float32), Tokenizer.from_str(tokenizer.decode("utf-8")))


def _installed() -> Path:
    found = importlib.util.find_spec("wordllama")
    if found is None or not found.submodule_search_locations:
        raise StoreError("The local embeddings need the package wordllama, which is not installed: run `make setup` again.")
    return Path(found.submodule_search_locations[0])


def _checked(path: Path) -> bytes:
    """The file's bytes, whole and as expected. Read once, so that what was checked is what is used."""
    try:
        body = path.read_bytes()
    except OSError as exc:
        raise StoreError(f"The local embeddings cannot be read: {exc}") from exc
    if hashlib.sha256(body).hexdigest() != _SHA256["/".join(path.parts[-2:])]:
        raise StoreError(
            f"{path} is not the file that the local embeddings were made with (its SHA-256 differs): "
            "install wordllama 0.4.0.post1 as the lock file says, or choose another EMBEDDING_MODEL and re-embed."
        )
    return body
