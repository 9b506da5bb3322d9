"""What was understood of a question. No logic beyond looking at its own fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.words import Period

Kind = Literal["speaker", "who", "how_many", "how_much", "when", "where", "why", "how", "yes_no", "list", "summary", "which"]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question: its terms (one, or pairs of characters), and other terms it may stand under.

    `asked`: it stands in the question's last sentence; what a long one tells before, and what a follow-up carries over, is background."""

    text: str
    terms: tuple[str, ...]
    forms: tuple[str, ...] = ()
    is_name: bool = False
    is_number: bool = False
    asked: bool = True
    share: float = 1.0  # of its weight: what a follow-up only carries over counts less than what it asks


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood. `text` is the question as asked; `asked_as` differs where a follow-up was completed from the turn before.

    `sources` are names as the asker wrote them ("@channel", "bbc"); `quoted` must stand in a post word for word; `without` must not.
    `names` are the terms of each run of capitalised words. `authors` are names of which it asks what they wrote, `speaker` the one of whom
    it asks what he said.
    """

    text: str
    asked_as: str
    language: str
    kind: Kind
    words: tuple[Word, ...]
    period: Period = Period()
    sources: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    authors: tuple[str, ...] = ()
    speaker: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The content terms in order, each once."""
        return tuple(dict.fromkeys(t for word in self.words for t in word.terms))

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(t for word in self.words if word.is_number for t in word.terms)
