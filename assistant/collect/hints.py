"""What a feed says of its own pace: when and how often it wants to be read. Pure; hostile numbers end as nothing.

skipHours, skipDays     RSS 0.91 to 2.0: hours and days, in GMT, in which nobody should read it (feedparser leaves them)
ttl                     RSS 2.0: minutes for which it may be taken as it is
sy:updatePeriod, ...    RSS 1.0 syndication module: how often it changes
"""

from __future__ import annotations

import re
from datetime import timedelta

SKIP_HOURS = re.compile(r"<skipHours\s*>((?:[^<]|<(?!/skipHours)){0,2000})</skipHours", re.IGNORECASE)
SKIP_DAYS = re.compile(r"<skipDays\s*>((?:[^<]|<(?!/skipDays)){0,2000})</skipDays", re.IGNORECASE)
HOUR = re.compile(r"<hour\s*>\s*(2[0-4]|[01]?\d)\s*</hour", re.IGNORECASE)
DAY = re.compile(r"<day\s*>\s*(mon|tues|wednes|thurs|fri|satur|sun)day\s*</day", re.IGNORECASE)
DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
HOURS_A_DAY, HOURS_A_WEEK = 24, 168
PERIODS = {"hourly": 1.0, "daily": 24.0, "weekly": 168.0, "monthly": 730.0, "yearly": 8766.0}
"""In hours. The module's default is one update a day."""
MOST_MINUTES = 60 * 24 * 365


def skip_hours(text: str) -> tuple[int, ...]:
    """The hours of the week in UTC (0: Monday, midnight to one) in which the feed asks not to be read; none where that is all."""
    hours, days = SKIP_HOURS.search(text), SKIP_DAYS.search(text)
    of_the_day = {int(hour) % HOURS_A_DAY for hour in HOUR.findall(hours[1])} if hours else set()
    of_the_week = {DAYS.index(day.lower()) for day in DAY.findall(days[1])} if days else set()
    skipped = [h for h in range(HOURS_A_WEEK) if h % HOURS_A_DAY in of_the_day or h // HOURS_A_DAY in of_the_week]
    return tuple(skipped) if len(skipped) < HOURS_A_WEEK else ()


def minutes(said: object) -> timedelta | None:
    """A ttl: whole minutes, more than none; at most a year."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*", str(said or ""))
    return timedelta(minutes=min(int(found[1]), MOST_MINUTES)) if found and int(found[1]) else None


def every(period: object, frequency: object) -> timedelta | None:
    """How often the feed says that it changes: a period, and how many times in it (1 where unsaid)."""
    hours = PERIODS.get(str(period or "").strip().lower())
    if hours is None:
        return None
    times = re.fullmatch(r"\s*(\d{1,6})\s*", str(frequency or "1"))
    return timedelta(hours=hours / max(1, int(times[1]))) if times else timedelta(hours=hours)
