"""Answers, digests and lists as blocks: one layout for the chat (chat/render.py) and the terminal (`plain`). Pure, floor 0."""

from assistant.layout.alerts import alert, answer_changed, apart, approval, decided
from assistant.layout.answers import answer, claim, claims, passage, receipt, source, sources
from assistant.layout.blocks import Block, Line, Span, Words, address, beginning, clean, line, say, title_of
from assistant.layout.check_page import page as check_page
from assistant.layout.checks import checked
from assistant.layout.digests import digest
from assistant.layout.evidence import evidence, evidence_of_sides, to_copy
from assistant.layout.lists import commands, heading, posts, problem, progress, sources_list, text
from assistant.layout.moments import ago, day, moment, span_of_time
from assistant.layout.plain import plain
from assistant.layout.receipts import receipt_details
from assistant.layout.topics import brief, statements, timeline
from assistant.layout.trends import ticks, trend
from assistant.layout.unfolding import unfolding

__all__ = [
    "Block",
    "Line",
    "Span",
    "Words",
    "address",
    "ago",
    "alert",
    "answer",
    "answer_changed",
    "apart",
    "approval",
    "beginning",
    "brief",
    "check_page",
    "checked",
    "claim",
    "claims",
    "clean",
    "commands",
    "day",
    "decided",
    "digest",
    "evidence",
    "evidence_of_sides",
    "heading",
    "line",
    "moment",
    "passage",
    "plain",
    "posts",
    "problem",
    "progress",
    "receipt",
    "receipt_details",
    "say",
    "source",
    "sources",
    "sources_list",
    "span_of_time",
    "statements",
    "text",
    "ticks",
    "timeline",
    "title_of",
    "to_copy",
    "trend",
    "unfolding",
]  # fmt: skip
