"""The port CountTokens: exact where tiktoken's tables lie on this machine, else a high estimate. Never touches the network.

tiktoken fetches a table that it misses, and one that is damaged too, wherever get_encoding is called. So it never is: the table is
read here, checked against tiktoken's own hash, and handed to tiktoken.Encoding. What o200k does with text (stack.md, 4): 4.7
characters a token of English, 2.8 of Ukrainian, 3.1 of Arabic, 1.2 of Chinese, 3.6-5.6 UTF-8 bytes; hence bytes / 3.5 when in doubt.
"""

from __future__ import annotations

import base64
import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tiktoken import Encoding

BYTES_PER_TOKEN = 3.5
_PIECE = 50_000  # characters
_SURROGATES = re.compile("[\ud800-\udfff]")


class Tokens(Protocol):
    """CountTokens, and the same measure used to cut."""

    @property
    def exact(self) -> bool: ...

    def __call__(self, text: str) -> int: ...

    def cut(self, text: str, tokens: int) -> str:
        """The longest beginning of `text` that takes at most so many tokens, whole characters only."""
        ...


def open_tokens(cache_dir: Path | None, model: str) -> Tokens:
    """The counter for this model: exact when `cache_dir` (TIKTOKEN_CACHE_DIR) holds its table unharmed, else the estimate.

    A model that tiktoken does not know counts as o200k_base, which all of OpenAI's newer ones use. Takes 0.3 s when exact.
    """
    table = _TABLES[_encoding_name(model)]
    ranks = _ranks(cache_dir / table.file, table.sha256) if cache_dir else None
    if ranks is None:
        return Estimated()
    from tiktoken import Encoding

    return Exact(Encoding(name=table.name, pat_str=table.pattern, mergeable_ranks=ranks, special_tokens={}))


class Estimated:
    """UTF-8 bytes / 3.5, rounded up: high for prose in every language measured, up to a third low for lists of URLs."""

    @property
    def exact(self) -> bool:
        return False

    def __call__(self, text: str) -> int:
        return math.ceil(len(_sound(text).encode()) / BYTES_PER_TOKEN)

    def cut(self, text: str, tokens: int) -> str:
        kept = _sound(text).encode()[: max(0, int(tokens * BYTES_PER_TOKEN))]
        return text[: len(kept.decode("utf-8", "ignore"))]


class Exact:
    """tiktoken's own count. What looks like a special token in a text is text."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding

    @property
    def exact(self) -> bool:
        return True

    def __call__(self, text: str) -> int:
        return sum(len(self._encoding.encode_ordinary(piece)) for piece in _pieces(text))

    def cut(self, text: str, tokens: int) -> str:
        left, kept = max(0, tokens), 0
        for piece in _pieces(text):
            ids = self._encoding.encode_ordinary(piece)
            if len(ids) > left:
                return text[: kept + len(self._encoding.decode_bytes(ids[:left]).decode("utf-8", "ignore"))]
            left, kept = left - len(ids), kept + len(piece)
        return text


def _sound(text: str) -> str:
    """Of the same length, with U+FFFD for each lone surrogate."""
    return _SURROGATES.sub("\ufffd", text)


def _pieces(text: str) -> list[str]:
    """The text in slices that tiktoken takes in bounded time: its pattern backtracks over a long run of one class of characters."""
    text = _sound(text)
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]


# --- tiktoken's tables ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """As tiktoken_ext/openai_public.py (0.14) has it; the file in the cache is named by the SHA-1 of its address."""

    name: str
    sha256: str
    pattern: str

    @property
    def file(self) -> str:
        url = f"https://openaipublic.blob.core.windows.net/encodings/{self.name}.tiktoken"
        return hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()


_O200K_ENDING = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_O200K = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+" + _O200K_ENDING,
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*" + _O200K_ENDING,
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_CL100K = r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
_TABLES = {
    table.name: table
    for table in (
        _Table("o200k_base", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d", _O200K),
        _Table("cl100k_base", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7", _CL100K),
    )
}


def _encoding_name(model: str) -> str:
    from tiktoken import encoding_name_for_model

    try:
        name = encoding_name_for_model(model)
    except KeyError:
        return "o200k_base"
    return name if name in _TABLES else "o200k_base"


def _ranks(path: Path, sha256: str) -> dict[bytes, int] | None:
    """The table, or None when it is absent or not the right one. A line is a token in base64, a space, its rank."""
    try:
        body = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest() != sha256:
        return None
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in body.splitlines() if line)}
