"""One thing in a draft's sentence that a post has otherwise, or not at all; as a value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.words import CheckKind


@dataclass(frozen=True, slots=True)
class Difference:
    """`start:end` counts in the sentence. `instead` are the post's own words; empty: the post has nothing in its place."""

    kind: CheckKind
    start: int
    end: int
    instead: str = ""
    denies: bool = False  # the post says otherwise, though it has no word to show for it ("not" that the draft adds)
    sure: bool = True  # False: something to look at, no more; then `instead` is what may have been meant

    @property
    def contradicts(self) -> bool:
        return self.sure and (bool(self.instead) or self.denies)
