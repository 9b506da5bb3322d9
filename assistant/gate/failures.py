"""How often the gate itself failed, by kind of error: a claim that met one is not shown, and somebody must learn of it.

The one thing in here that outlives a call. It neither logs nor keeps: whoever runs the house takes the count and writes it down.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock

_lock = Lock()  # claims are proven in threads
_counted: Counter[str] = Counter()


def count(error: Exception) -> None:
    with _lock:
        _counted[type(error).__name__] += 1


def taken() -> dict[str, int]:
    """Kind of error -> how often since this was last called. What is taken is counted no more."""
    with _lock:
        found = dict(_counted)
        _counted.clear()
    return found
