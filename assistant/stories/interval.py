"""A figure with the word that bounds it, as the numbers it allows: "about 40" is 36 to 44. Pure.

The rules are those by which desks write figures: a bound is rounded down to ("more than 150" is 156, never 300), an estimate to its last
digit that is not nought, and a plain figure is itself. Two figures differ where their intervals do not meet.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Bound = Literal["", "about", "nearly", "least", "over", "most"]

OVER = 1.2  # "more than 120" may be 140
FINE = 100  # steps: a bound of three digits is rounded down to its last, "more than 151,000" is under 153,000
LEAST = 1.05  # "at least 66" is counted, not rounded
COUNTED = 20  # a smaller "at least" is exact: one of seven is not one of eight
MOST = 0.5  # "as many as 8,000" is not 3,000
ABOUT = 0.1  # an estimate is at most so far off
ROUNDED = 0.025  # so far may a plain round figure stand for a finer one ("10,000" for 10,112)
ROUND = 100.0  # smaller figures are counted: 48 is not 50


class Interval(NamedTuple):
    """What a figure says: `value` to `high` (of a range; else equal), in one unit, and the word before it."""

    value: float
    high: float
    bound: Bound = ""

    @property
    def step(self) -> float:
        """The worth of the last digit that is not nought: 1,000 for 12,000 and 0.1 for 2.4."""
        return _step(self.value)

    @property
    def allowed(self) -> tuple[float, float]:
        """The lowest and highest number that it can stand for."""
        low, high = self.value, self.high
        about = min(self.step, ABOUT * abs(low))
        match self.bound:
            case "about":
                return low - about, high + about
            case "nearly":
                return low - about, high
            case "over":
                return low, min(
                    high * OVER, high + 2 * self.step
                ) if high >= FINE * self.step and high >= ROUND * 10 else high * OVER
            case "least":
                return low, high * LEAST if high >= COUNTED else high
            case "most":
                return low * MOST if low == high else low, high
        return low, high


def differ(a: Interval, b: Interval) -> bool:
    """Whether no number fits both; two counted lower bounds differ as soon as their figures do."""
    if a.bound == b.bound == "least":
        return a.value != b.value
    if _rounds(a, b) or _rounds(b, a):
        return False
    (low_a, high_a), (low_b, high_b) = a.allowed, b.allowed
    room = 1e-9 * max(abs(high_a), abs(high_b))
    return low_a > high_b + room or low_b > high_a + room


def _rounds(coarse: Interval, fine: Interval) -> bool:
    """Whether a plain figure is the other with fewer digits: 71% for 71.5%, 1.34 billion for 1.337 billion."""
    if coarse.step <= fine.step or coarse.value != coarse.high:
        return False
    apart = min(abs(coarse.value - fine.value), abs(coarse.value - fine.high))
    if fine.step < 1 <= coarse.step < 10:
        return apart < 1 and apart <= ABOUT / 2 * abs(coarse.value)
    within = min(0.5 * coarse.step, ROUNDED * abs(coarse.value))
    return apart <= within and (fine.step < 1 or abs(coarse.value) >= ROUND)


def _step(value: float) -> float:
    digits = f"{abs(value):.6f}".rstrip("0")
    whole, _, part = digits.partition(".")
    if part:
        return 10.0 ** -len(part)
    return 10.0 ** (len(whole) - len(whole.rstrip("0"))) if whole.strip("0") else 1.0
