"""Quotes: each one contiguous run of the cited version's text; and what the claim itself puts in quotation marks, verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.gate.prepared import Prepared
from assistant.gate.quantities import NUMBER_WORDS
from assistant.gate.reason import Reason
from assistant.text import Folded, fold
from assistant.words import Quote

# Shorter quotes prove nothing: they stand in almost any text. A whole sentence or headline may be shorter.
MIN_QUOTE_WORDS = 3
MAX_PLACES = 8  # a short run may stand in several places; so many are looked at
MAX_TRIES = 200  # places where its letters stand, most of them inside other words


def locate(text: str, post: Prepared) -> tuple[Quote, ...]:
    """Every place where the quote stands in the post's text, else in its title, as one run under folding and between word ends."""
    sought = fold(text).text.strip()
    found = _places(sought, post.text, post.post.text, post.post.version.id, "text")
    return found or _places(sought, post.title, post.post.title, post.post.version.id, "title")


def _places(sought: str, hay: Folded, original: str, version: int, part: str) -> tuple[Quote, ...]:
    found: list[Quote] = []
    at = hay.text.find(sought) if sought else -1
    tries = MAX_TRIES
    while at >= 0 and len(found) < MAX_PLACES and tries:
        tries -= 1
        end = at + len(sought)
        if _whole_words(hay.text, at, end) and _long_enough(hay.text, at, end):
            start, stop = hay.span(at, end)
            found.append(Quote(version, start, stop, original[start:stop], "title" if part == "title" else "text"))
        at = hay.text.find(sought, at + 1)
    return tuple(found)


def _whole_words(text: str, start: int, end: int) -> bool:
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, at: int) -> bool:
    """Whether a cut at `at` goes through a word or a number ("1,|000", "3.|5")."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return before < "\u2e80"  # scripts without blanks may be cut anywhere
    if before in ".," and after.isdecimal():
        return at > 1 and text[at - 2].isdecimal()
    return after in ".," and before.isdecimal() and at + 1 < len(text) and text[at + 1].isdecimal()


def _long_enough(text: str, start: int, end: int) -> bool:
    quote = text[start:end]
    if len(quote.split()) >= MIN_QUOTE_WORDS or re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", quote):
        return True
    return (start == 0 or text[start - 2 : start - 1] in '.!?"') and (end == len(text) or text[end - 1] in '.!?"')


def not_found(number: int, text: str) -> Reason:
    return Reason("quote", f"Quote {number} does not stand in the cited post as one unbroken run: {text[:80]!r}.")


_NUMBER_WORD = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"]+)\"|(?<![^\s(\[—-])'([^']{2,}(?:'\w[^']*)*)'(?=[\s.,;:!?)\]]|$)")


def quoted_spans(claim: Folded) -> tuple[tuple[int, int], ...]:
    """What stands inside quotation marks, by offsets of the folded claim, without the marks and the comma or stop before the last."""
    spans = []
    for match in _QUOTED.finditer(claim.text):
        group = 1 if match.group(1) is not None else 2
        start, end = match.span(group)
        inner = claim.text[start:end]
        start += len(inner) - len(inner.lstrip())
        end -= len(inner) - len(inner.rstrip(" ,.;:!?"))
        if end > start:
            spans.append((start, end))
    return tuple(spans)


def _styled(words: str) -> str:
    """Numbers in one style. Editors change "20%" to "20 percent" and "1,000" to "1000" inside quotations too; nothing else."""
    words = re.sub(r"(?<=\d),(?=\d{3}\b)", "", re.sub(r"\s*(?:per ?cent\b|%)", "%", words))
    return _NUMBER_WORD.sub(lambda found: str(NUMBER_WORDS[found.group().lower()]), words)


def check_quoted(claim: Folded, evidence: Sequence[Folded]) -> list[Reason]:
    """A reason for each run inside quotation marks of the claim that stands nowhere in the evidence."""
    found = []
    for start, end in quoted_spans(claim):
        words = claim.text[start:end]
        if not any(words in text.text for text in evidence) and not any(
            _styled(words) in _styled(text.text) for text in evidence
        ):
            first, last = claim.span(start, end)
            found.append(
                Reason("quoted", f"These words are in quotation marks but not in the source: {words[:80]!r}.", first, last)
            )
    return found
