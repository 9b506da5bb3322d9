"""What of a version is indexed: its chunks, their terms for full text and the words that become their vectors; pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.collect.chunk import chunks
from assistant.terms import terms
from assistant.words import Chunk, Version


@dataclass(frozen=True, slots=True)
class Piece:
    """A chunk ready to be indexed. Terms are joined by blanks (assistant/terms.py)."""

    chunk: Chunk
    title_terms: str
    body_terms: str
    words: str  # what is embedded


def pieces(version: Version) -> tuple[Piece, ...]:
    """All pieces of a version; a version without text has one piece, its title alone.

    The title stands before each chunk's words and terms: a chunk from the middle of a post names its subject rarely.
    """
    title_terms = " ".join(terms(version.title, version.language))
    spans = chunks(version.text) or ((0, 0),)
    return tuple(
        Piece(
            chunk=Chunk(0, version.id, number, start, end),
            title_terms=title_terms,
            body_terms=" ".join(terms(version.text[start:end], version.language)),
            words=f"{version.title}\n{version.text[start:end]}",
        )
        for number, (start, end) in enumerate(spans)
    )
