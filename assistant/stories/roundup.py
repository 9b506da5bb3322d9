"""Whether a post tells of many events at once: a briefing, a review of the week, "five things to know". Pure.

It belongs to no event: joined to one it would carry the others in. Told by its headline; a list about one event ("5 things to know about
the storm") is none. A bulletin whose headline says nothing of it is taken for the event it says most of.
"""

from __future__ import annotations

import re

_NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)"
_DAY = r"(?:today|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the (?:day|week|weekend|month|year))"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
_ROUNDUP = re.compile(
    rf"\b{_NUMBER} (?:things|stories|headlines|news items) (?:to know|you need to know|to watch|we(?:'|’)re watching)"
    rf" (?:for|on|this|today|tonight|before|about {_DAY})\b(?: (?:{_MONTHS}|{_DAY}))?"
    rf"|\bwhat (?:to know|you need to know|happened|we(?:'|’)re watching) (?:{_DAY}|this week(?:end)?)\s*$"
    rf"|\b(?:{_DAY}(?:'|’)?s?|morning|midday|evening|daily|weekly|weekend) (?:briefing|bulletin|round-?up|digest|news ?letter"
    r"|headlines|news summary|top stories)\b"
    r"|\b(?:the )?(?:week|day|month|year) in (?:review|pictures|photos|news|headlines)\b|\bphotos of the (?:day|week|month|year)\b"
    r"|\b(?:news|weekly) quiz\b|^(?:top stories|news in brief|in brief|at a glance)\b"
    r"|\b(?:головне за (?:день|ніч|тиждень)|підсумки (?:дня|тижня)|дайджест|главное за (?:день|ночь|неделю)|итоги (?:дня|недели))\b"
    r"|\b(?:das war(?:'s| der tag)?|nachrichtenüberblick|der tag im überblick|l'essentiel de l'actualité|resumen del día)\b",
    re.IGNORECASE,
)


def is_roundup(title: str) -> bool:
    """Whether a headline announces several events."""
    return bool(_ROUNDUP.search(title[:300]))
