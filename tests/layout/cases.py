"""What is shown, by name: each is a golden message (tests/chat/golden/*.html) and a golden plain text (*.txt)."""

from dataclasses import replace

from assistant import layout
from assistant.layout import Block, Span, line, say
from assistant.words import Excerpt, Passage, Period, Source, Timeline
from tests.layout.newsroom import (
    BACKGROUND,
    BRIDGE,
    DECLINED,
    DIGEST,
    EMPTY,
    FERRY,
    NOON,
    NOTICE,
    QUIET,
    SAID,
    STUB,
    TIMELINE,
    TOLD,
    TRANSLATED,
    ZONE,
)

SOURCES = [
    Source(1, "feed", "https://reader:pw@gazette.example/feed?api_key=abc123", "Harbour Gazette <news>"),
    Source(2, "channel", "https://t.me/s/lakeside", "", "paused", "reporters"),
]
EVIDENCE = Block(
    (line(Span(Excerpt(BRIDGE, 0, 40), "strong", Excerpt(BRIDGE, 0, 40)), say(" "), Span(Excerpt(BRIDGE, 41, 70))),), "quote"
)

CASES = {
    "answer": layout.answer(TOLD),
    "answer_late": layout.answer(TOLD, "UTC", late=True)[:2],
    "answer_translated": layout.answer(TRANSLATED),
    "answer_not_found": layout.answer(DECLINED),
    "answer_empty_archive": layout.answer(EMPTY),
    "answer_tiers": layout.answer(BACKGROUND),
    "timeline": layout.timeline(TIMELINE, ZONE, NOON),
    "timeline_nothing": layout.timeline(Timeline("zeppelin", (), EMPTY), ZONE, NOON),
    "brief": layout.brief(BACKGROUND, ZONE),
    "quotes": layout.statements("Ilse Brandt", SAID, 7, Period(words="since Monday"), ZONE, NOON, first=6),
    "quotes_nothing": layout.statements("Ilse Brandt", (), 0, Period(), ZONE, NOON),
    "receipt_details": layout.receipt_details(replace(TRANSLATED, id=1), SOURCES, ZONE, NOON),
    "latest": layout.posts(say("Latest posts"), [BRIDGE, FERRY, NOTICE, STUB], ZONE, NOON),
    "search": layout.posts(say("Found for «{}»", "bridge <i>@x"), [Passage(1, BRIDGE, 0, 112)], ZONE, NOON),
    "search_nothing": layout.posts(say("Found"), [], ZONE, NOON, nothing=say("Nothing for «{}».", "www.a.example")),
    "digest": layout.digest(DIGEST),
    "digest_quiet": layout.digest(QUIET),
    "sources": layout.sources_list(SOURCES),
    "sources_none": layout.sources_list([]),
    "help": layout.commands([("latest", "[source]", "the newest posts"), ("help", "", "this")], say("What I can do for you")),
    "problem": layout.problem("http://10.0.0.1/x is not a public address"),
    "progress": layout.progress(say("Reading {} posts …", 12345)),
    "evidence": (EVIDENCE, Block((line(say("Folded & away")),), "folded")),
}
