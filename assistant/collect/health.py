"""When a source is ill and when it is well again. Pure: decides, tells nobody.

    failing   three readings in a row went wrong, or the address said that it is gone for good
    silent    it answers, but nothing new has come for far longer than its own rhythm allows
    undated   none of its posts has a date, so they stand in the order in which they were first seen

One of these makes it ill. A source is judged as of its last good reading, before and after each reading, so that
each change is told once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from assistant.words import Tended

FAILURES = 3  # in a row: one or two are the network's, three the source's
GAPS = 12  # usual gaps without a post that make a silence
NIGHTS = 2  # the longest recent gap (a night, a weekend) this many times over is a silence too
ROUND_THE_CLOCK = timedelta(minutes=15)  # a source with such gaps has people at work day and night
SHORTEST_SILENCE = (
    timedelta(days=1),
    timedelta(days=3),
)  # of a source that works round the clock, of any other (it has weekends)
BATCH = timedelta(minutes=1)
QUIET_WORDS = "It answers, but nothing new has come for far longer than usual."

Change = Literal["ill", "well"]

SILENT = "silent"
"""The setting that holds the ids of sources found silent at the last look (wiring/ailing.py)."""


def told(before: Tended, after: Tended, times: Sequence[datetime] = ()) -> Change | None:
    """What the admins are to be told after a reading: that the source is ill now, that it is well again, or nothing.

    `times` are those of its newest posts before this reading (any order; some 20 are enough): from them its rhythm is known.
    """
    limit = longest_silence(times)
    was, now = _ill(before, limit), _ill(after, limit)
    if was == now:
        return None
    return "ill" if now else "well"


def _ill(tended: Tended, limit: timedelta | None) -> bool:
    """As of its last good reading: through a failure nobody can see whether it is silent too."""
    gone = tended.source.state == "ended" and bool(tended.last_error)
    return gone or tended.undated or tended.failures >= FAILURES or _silent(tended.last_new, tended.last_ok, limit)


def ailment(tended: Tended, times: Sequence[datetime] = ()) -> str:
    """Why a source is ill, as a sentence; empty when it is well or paused."""
    if tended.source.state == "ended":
        return f"It is gone for good. {tended.last_error}" if tended.last_error else ""
    if tended.source.state != "active":
        return ""
    if tended.failures >= FAILURES:
        return f"It failed {tended.failures} times in a row. {tended.last_error}"
    if _silent(tended.last_new, tended.last_ok, longest_silence(times)):
        return QUIET_WORDS
    if tended.undated:
        return "None of its posts has a date: I take the time at which I first see each."
    return ""


def longest_silence(times: Sequence[datetime]) -> timedelta | None:
    """How long a source with posts of these times may say nothing; None while its rhythm is not known."""
    gaps = [later - sooner for sooner, later in pairwise(sorted(times)) if later - sooner > BATCH]
    if len(gaps) < 3:
        return None
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps))
    always, others = SHORTEST_SILENCE
    return max(usual * GAPS, max(gaps) * NIGHTS, always if usual <= ROUND_THE_CLOCK else others)


def _silent(last_new: datetime | None, at: datetime | None, limit: timedelta | None) -> bool:
    return last_new is not None and at is not None and limit is not None and at - last_new > limit
