"""An evidence file checked again: page, spelling and seal, each version's hash, each quote at its offsets, each sentence by the gate. Pure.

Nothing but the file is needed: the page that /evidence gives, or the JSON in it. What is found is said in words; a file of any other kind
is a finding, not an exception.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import Any

from assistant.evidence.document import FORMAT, LOOKS, SEAL, answer_text, claims_of, posts_of, seal, spelled
from assistant.evidence.page import data_in, page
from assistant.gate import Falls
from assistant.gate.again import claim_again
from assistant.words import Post, StoredClaim, Version

LARGEST = 50 * 1024 * 1024  # bytes
NEAR = 60  # characters shown on either side of a change


@dataclass(frozen=True, slots=True)
class Finding:
    holds: bool
    words: str


def verify(body: bytes) -> tuple[Finding, ...]:
    """All that was checked, in order; the file holds when every finding does."""
    if len(body) > LARGEST:
        return (Finding(False, "The file is too large to be evidence."),)
    try:
        whole = body.decode("utf-8")
        text = whole if whole.startswith("{") else data_in(whole)
        made = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return (Finding(False, "The file holds no data that can be read: it is not evidence of ours, or it is damaged."),)
    if not isinstance(made, dict) or made.get("format") != FORMAT:
        return (Finding(False, f"The file is not evidence in the format {FORMAT}."),)
    try:
        claims, sides, posts = claims_of(made), claims_of(made, "sides"), posts_of(made)
        answered = str(made["answer"]["text"])
        found = (*_page(whole, text, made), _spelling(text, made), _seal(made), *_versions(posts))
        found += (*_claims("Sentence", claims, posts), *_claims("Beside it, sentence", sides, posts))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return (Finding(False, f"The file is incomplete or damaged: {type(error).__name__} {error}."),)
    return (*found, _answer(answered, claims))


def holds(findings: tuple[Finding, ...]) -> bool:
    return all(f.holds for f in findings)


def _page(whole: str, text: str, made: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether the page shows its data, and nothing else."""
    if whole == text:
        return
    if made.get("look") not in LOOKS:
        yield Finding(
            False, "The page is of another version of this program, which can check how it looks; here its data are checked."
        )
    elif whole == (ours := page(made)):
        yield Finding(True, "The page shows what its data say, and nothing else.")
    else:
        at = next((n for n, (a, b) in enumerate(zip(whole, ours, strict=False)) if a != b), min(len(whole), len(ours)))
        yield Finding(False, f"The page was changed: it does not show what its data say, near «{_near(whole, at)}».")


def _near(whole: str, at: int) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]*>?", " ", whole[max(0, at - NEAR) : at + NEAR])).split())


def _spelling(text: str, made: Mapping[str, Any]) -> Finding:
    if text == spelled(made):
        return Finding(True, "The file is spelled as we spell it.")
    return Finding(False, "The file is not spelled as we spell it: somebody edited it.")


def _seal(made: Mapping[str, Any]) -> Finding:
    if made.get(SEAL) == seal(made):
        return Finding(True, f"The seal fits: {made[SEAL]}. Compare it with the one in the chat.")
    return Finding(False, "The seal does not fit: something in the file was changed after it was made.")


def is_intact(version: Version) -> bool:
    """Whether a version still has the text that its SHA-256 was taken of."""
    return sha256(f"{version.title}\n{version.text}".encode("utf-8", "surrogatepass")).hexdigest() == version.hash


def _versions(posts: Mapping[int, Post]) -> Iterator[Finding]:
    for post in posts.values():
        version = post.version
        named = f"{post.outlet}, «{version.title or 'untitled'}», version {version.number}"
        if is_intact(version):
            yield Finding(True, f"{named}: the text has its SHA-256.")
        else:
            yield Finding(False, f"{named}: the text does not have its SHA-256; it was changed.")


def _claims(named: str, claims: list[StoredClaim], posts: Mapping[int, Post]) -> Iterator[Finding]:
    for number, claim in enumerate(claims, 1):
        verdict = claim_again(claim, posts)
        if isinstance(verdict, Falls):
            yield Finding(False, f"{named} {number} does not stand: «{claim.text}» {verdict.words}")
        else:
            count = "1 quote" if len(claim.quotes) == 1 else f"{len(claim.quotes)} quotes"
            yield Finding(True, f"{named} {number} stands on {count}: «{claim.text}»")


def _answer(answered: str, claims: list[StoredClaim]) -> Finding:
    if not claims:
        return Finding(
            not answered, "The answer was that nothing is in the archive." if not answered else "The answer proves nothing."
        )
    if answered == answer_text(claims):
        return Finding(True, "The answer consists of these sentences and nothing else.")
    return Finding(False, "The answer is not what its sentences say.")
