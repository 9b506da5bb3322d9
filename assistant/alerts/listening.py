"""Which of many alerts want a post, without asking each: by the words of their topics. Pure.

An alert can only want a post that holds all words of one of its topics; so each topic stands under its longest word, in the terms of
the post's language, and of 10,000 alerts only those are asked under whose word the post comes. Alerts without topics are always asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant import filters
from assistant.alerts.quoted import said_by
from assistant.terms import terms
from assistant.words import Post, Subscription

ByWord = Mapping[str, Sequence[Subscription]]


@dataclass(frozen=True, slots=True)
class Listening:
    """Alerts by what they want; those on the same stand together. An index for each language is made when its first post comes."""

    alike: Mapping[Subscription, Sequence[Subscription]]
    indexes: dict[str, ByWord] = field(default_factory=dict)

    def wanting(self, post: Post) -> list[Subscription]:
        """The alerts that want it, but for those made after it was read: to them it is no news."""
        read = filters.read(post)
        index = self._index(read.language)
        near = dict.fromkeys(about for word in ("", *read.terms) for about in index.get(word, ()))
        found = (alert for about in near if wants(about, post, read) for alert in self.alike[about])
        return [alert for alert in found if not alert.made_at or post.version.first_seen >= alert.made_at]

    def _index(self, language: str) -> ByWord:
        if language not in self.indexes:
            self.indexes[language] = _by_word(tuple(self.alike), language)
        return self.indexes[language]


def listening(alerts: Sequence[Subscription]) -> Listening:
    alike: dict[Subscription, list[Subscription]] = {}
    for alert in alerts:
        alike.setdefault(_about(alert), []).append(alert)
    return Listening(alike)


def wants(alert: Subscription, post: Post, read: filters.Read) -> bool:
    """Whether the post is for this alert: its filter lets it in, and one of its people speaks in it."""
    return filters.wants(alert, post, read) and (not alert.speakers or bool(said_by(alert.speakers, post)))


def _by_word(abouts: Sequence[Subscription], language: str) -> ByWord:
    """Each under the longest word of each of its topics; under "" where it has none."""
    found: dict[str, list[Subscription]] = {}
    for about in abouts:
        words = {max(bent, key=len) for topic in about.topics if (bent := terms(topic, language))} if about.topics else {""}
        for word in words:
            found.setdefault(word, []).append(about)
    return found


def _about(alert: Subscription) -> Subscription:
    """What of an alert decides which posts it wants."""
    return Subscription(
        0,
        0,
        topics=alert.topics,
        without=alert.without,
        source_ids=alert.source_ids,
        languages=alert.languages,
        speakers=alert.speakers,
    )
