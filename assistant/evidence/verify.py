"""An evidence file checked again: spelling and seal, each version's hash, each quote at its offsets, each sentence by the gate. Pure.

Nothing but the file is needed. What is found is said in words; a file of any other kind is a finding, not an exception.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from assistant.evidence.document import FORMAT, SEAL, answer_text, claims_of, posts_of, seal, spelled
from assistant.gate import Falls
from assistant.gate.again import claim_again
from assistant.words import Post, StoredClaim

LARGEST = 50 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    holds: bool
    words: str


def verify(body: bytes) -> tuple[Finding, ...]:
    """All that was checked, in order; the file holds when every finding does."""
    if len(body) > LARGEST:
        return (Finding(False, "The file is too large to be evidence."),)
    try:
        text = body.decode("utf-8")
        made = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return (Finding(False, "The file is no JSON: it is not evidence of ours, or it is damaged."),)
    if not isinstance(made, dict) or made.get("format") != FORMAT:
        return (Finding(False, f"The file is not evidence in the format {FORMAT}."),)
    try:
        claims, posts = claims_of(made), posts_of(made)
        answered = str(made["answer"]["text"])
        whole = (_spelling(text, made), _seal(made), *_versions(posts), *_claims(claims, posts))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return (Finding(False, f"The file is incomplete or damaged: {type(error).__name__} {error}."),)
    return (*whole, _answer(answered, claims))


def holds(findings: tuple[Finding, ...]) -> bool:
    return all(f.holds for f in findings)


def _spelling(text: str, made: Mapping[str, Any]) -> Finding:
    if text == spelled(made):
        return Finding(True, "The file is spelled as we spell it.")
    return Finding(False, "The file is not spelled as we spell it: somebody edited it.")


def _seal(made: Mapping[str, Any]) -> Finding:
    if made.get(SEAL) == seal(made):
        return Finding(True, f"The seal fits: {made[SEAL]}. Compare it with the one in the chat.")
    return Finding(False, "The seal does not fit: something in the file was changed after it was made.")


def _versions(posts: Mapping[int, Post]) -> Iterator[Finding]:
    for post in posts.values():
        version = post.version
        digest = sha256(f"{version.title}\n{version.text}".encode("utf-8", "surrogatepass")).hexdigest()
        named = f"{post.outlet}, «{version.title or 'untitled'}», version {version.number}"
        if digest == version.hash:
            yield Finding(True, f"{named}: the text has its SHA-256.")
        else:
            yield Finding(False, f"{named}: the text does not have its SHA-256; it was changed.")


def _claims(claims: list[StoredClaim], posts: Mapping[int, Post]) -> Iterator[Finding]:
    for number, claim in enumerate(claims, 1):
        verdict = claim_again(claim, posts)
        if isinstance(verdict, Falls):
            yield Finding(False, f"Sentence {number} does not stand: «{claim.text}» {verdict.words}")
        else:
            count = "1 quote" if len(claim.quotes) == 1 else f"{len(claim.quotes)} quotes"
            yield Finding(True, f"Sentence {number} stands on {count}: «{claim.text}»")


def _answer(answered: str, claims: list[StoredClaim]) -> Finding:
    if not claims:
        return Finding(
            not answered, "The answer was that nothing is in the archive." if not answered else "The answer proves nothing."
        )
    if answered == answer_text(claims):
        return Finding(True, "The answer consists of these sentences and nothing else.")
    return Finding(False, "The answer is not what its sentences say.")
