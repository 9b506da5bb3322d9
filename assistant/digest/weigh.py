"""How much a story weighs in a digest: who tells it, how fresh what the chat has not had is, how near it is to its topics. Pure.

    reach      log2(1 + independent origins), an official word or an agency counting half as much again, a social account half:
               ten outlets weigh 3.5 times as much as one, not ten times
    freshness  halves every FRESH_HOURS from the newest post that the chat has not had: a story that ten outlets told in the morning
               still stands above what one outlet told just now, and falls behind three outlets of this hour by the next morning
    topics     half as much again where a headline names a topic: elsewhere the topic only stood somewhere in the text

A story of one origin with many posts is a running report: each doubling counts a tenth of an origin.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant import filters
from assistant.stories.copies import traced
from assistant.terms import terms
from assistant.words import Post, Story, Tier

FRESH_HOURS = 18.0
NAMED = 1.5
TIERS: Mapping[str, float] = {"official": 1.5, "agency": 1.5, "own": 1.0, "press": 1.0, "social": 0.5}


def weight(
    story: Story, unseen: Sequence[Post], now: datetime, *, topics: Sequence[str] = (), tiers: Mapping[int, Tier] | None = None
) -> float:
    """To be compared within one digest. `tiers` by source id; an unknown source counts as press."""
    age = max(0.0, (now - max(post.at for post in unseen)).total_seconds() / 3600)
    reach = math.log2(1 + _voices(story.posts, tiers or {})) + 0.1 * math.log2(len(story.posts))
    return reach * math.exp2(-age / FRESH_HOURS) * (NAMED if _names(story.posts, topics) else 1.0)


def _voices(posts: Sequence[Post], tiers: Mapping[int, Tier]) -> float:
    """Independent origins, each by its best source."""
    best = sorted((max(TIERS[tiers.get(p.source_id, "press")] for p in told) for told in traced(posts).values()), reverse=True)
    return sum(best)


def _names(posts: Sequence[Post], topics: Sequence[str]) -> bool:
    return bool(topics) and any(filters.stands(topics, _headline(post)) for post in posts)


def _headline(post: Post) -> filters.Read:
    found = terms(post.title, post.version.language)
    return filters.Read(frozenset(found), f" {' '.join(found)} ")
