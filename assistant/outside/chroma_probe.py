"""A child process that opens a Chroma folder and asks it something: `python -m assistant.outside.chroma_probe FOLDER`.

Exit 0: well. Exit 3: the last line printed says what is wrong. Ended by a signal: that is the answer too. Run by chroma_folder.probe,
which owns the folder while this runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import StoreError
from assistant.outside.chroma_backend import guarded, persistent

_WELL, _ILL = 0, 3
_SAMPLES = 3  # stored vectors asked for again, from the beginning, the middle and the end
_REACH = 1000  # a query for so many must find so many: a torn graph finds fewer


def examine(folder: Path) -> str | None:
    """What is wrong with the folder, or None. May end the process: that is what it is for."""
    client = persistent(folder)
    try:
        for collection in client.list_collections():
            if wrong := _examine_one(client.get_collection(collection.name, embedding_function=None)):
                return f"collection {collection.name}: {wrong}"
        return None
    finally:
        client.close()


def _examine_one(collection: Any) -> str | None:
    count = collection.count()
    for offset in sorted({count * part // _SAMPLES for part in range(_SAMPLES)} if count else ()):
        stored = np.asarray(collection.get(limit=1, offset=offset, include=["embeddings"])["embeddings"], np.float32)
        if stored.shape[0] != 1:
            return f"it counts {count} vectors and has no number {offset + 1}"
        if not np.isfinite(stored).all():
            return "a stored vector is not finite"
        if wrong := _asked_again(collection, stored, count):
            return wrong
    return None


def _asked_again(collection: Any, stored: np.ndarray[Any, Any], count: int) -> str | None:
    wanted = min(count, _REACH)
    distances = np.asarray(collection.query(query_embeddings=stored, n_results=wanted, include=["distances"])["distances"][0])
    if len(distances) < wanted * 0.99:  # HNSW may miss a few
        return f"a query for {wanted} of {count} vectors found {len(distances)}"
    if not np.isfinite(distances).all():
        return "a query gave distances that are not finite"
    if stored.any() and distances.min() > 0.01:
        return "a stored vector does not find itself"
    return None


def main(folder: str) -> int:
    """The exit code; what is wrong goes to standard output."""
    try:
        wrong = guarded(examine, folder=Path(folder))
    except StoreError as exc:
        wrong = str(exc)
    if wrong:
        print(" ".join(wrong.split()))
    return _ILL if wrong else _WELL


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
