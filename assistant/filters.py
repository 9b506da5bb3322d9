"""Whether a subscription wants a post: topics, phrases in quotation marks, what is left out, sources, languages. No regular expressions.

A topic matches when all its words stand in the post, a "phrase in quotation marks" when they stand there one after the other; words are
compared as full text knows them (terms.py), so "flood" finds "flooded". Pure, floor 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.terms import terms
from assistant.words import Post, Subscription


@dataclass(frozen=True, slots=True)
class Read:
    """A post as filters see it: its terms, and the same in order between blanks. Made once for many subscriptions."""

    terms: frozenset[str]
    line: str
    language: str = ""


def read(post: Post, text: str | None = None) -> Read:
    """Title and text, or this part of it."""
    found = terms(f"{post.title}\n{post.text}" if text is None else text, post.version.language)
    return Read(frozenset(found), f" {' '.join(found)} ", post.version.language)


def wants(subscription: Subscription, post: Post, seen: Read | None = None) -> bool:
    """Whether sources, languages, topics and exclusions let the post in. Who speaks in it is not looked at (alerts/quoted.py)."""
    if subscription.source_ids and post.source_id not in subscription.source_ids:
        return False
    if subscription.languages and post.version.language[:2].lower() not in subscription.languages:
        return False
    if not subscription.topics and not subscription.without:
        return True
    seen = seen or read(post)
    return (not subscription.topics or stands(subscription.topics, seen)) and not stands(subscription.without, seen)


def stands(topics: Sequence[str], seen: Read) -> bool:
    """Whether any of the topics stands there. One without a word (only signs) stands nowhere."""
    return any(_stands(topic, seen) for topic in topics)


def _stands(topic: str, seen: Read) -> bool:
    found = _terms(topic, seen.language)
    if not found:
        return False
    return f" {' '.join(found)} " in seen.line if is_phrase(topic) else seen.terms.issuperset(found)


def is_phrase(topic: str) -> bool:
    """Phrases keep their straight quotation marks."""
    return len(topic) > 2 and topic[0] == topic[-1] == '"'


@lru_cache(maxsize=4096)
def _terms(topic: str, language: str) -> tuple[str, ...]:
    """As the post's own words are bent: one word is too short to tell its language."""
    return tuple(terms(topic, language))
