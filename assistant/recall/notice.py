"""The words of a notice: what was said, what the post says now, with the edit marked. Pure; it decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from assistant.layout import Block, Span, line, moment, say, source, text
from assistant.layout.blocks import Words
from assistant.layout.changes import changed
from assistant.recall.touched import Touched

SENTENCES = 5  # of one notice; a long digest may cite a post more often
PLACES = 4
Carrier = Literal["answer", "digest", "alert"]
"""What the message is that had the sentence: timelines, briefs and quotes are kept as answers."""
WHERE: dict[Carrier, Words] = {"answer": say("this answer"), "digest": say("this digest"), "alert": say("this alert")}


def notice(touched: Sequence[Touched], zone: str, now: datetime, carrier: Carrier) -> tuple[Block, ...]:
    """All sentences here cite one post. Newest first; at most SENTENCES, the rest counted."""
    first = touched[0]
    shown = touched[:SENTENCES]
    head = Block((line(Span(_heading(first, carrier), "strong")), (*source(first.now, zone, now), Span(_read(first, zone, now)))))
    told = [Block((line(say("I told you: «"), Span(t.said), say("»")),)) for t in shown]
    more = (text(say("And {} more.", len(touched) - len(shown))),) if len(touched) > len(shown) else ()
    return (head, *told, *more, *_now(shown))


def _heading(touched: Touched, carrier: Carrier) -> Words:
    where = WHERE[carrier]
    match touched.what:
        case "withdrawn":
            return say("A post that {} cites was withdrawn.", where.text)
        case "corrected":
            return say("A post that {} cites was corrected, in a post of its own.", where.text)
        case "again":
            return say("A post that {} cites says it again.", where.text)
        case _:
            return say("A post that {} cites was changed: it does not say this any more.", where.text)


def _read(touched: Touched, zone: str, now: datetime) -> Words:
    if touched.what == "withdrawn":
        at = touched.now.withdrawn_at
        return say(". Seen as withdrawn {}.", moment(at, zone, now)) if at else say(".")
    version = touched.now.version
    return say(". Version {}, read {}.", version.number, moment(version.first_seen, zone, now))


def _now(touched: Sequence[Touched]) -> list[Block]:
    """The places that changed, each once, though several sentences may rest on one."""
    if touched[0].what == "withdrawn":
        return [text(say("Please do not rely on it without another source."))]
    blocks: list[Block] = []
    if instead := list(dict.fromkeys(excerpt for t in touched for excerpt in t.instead))[:PLACES]:
        return [Block((line(say("It says: «"), Span(excerpt), say("»")),), "quote") for excerpt in instead]
    places = dict.fromkeys((t.was.version.id, place) for t in touched for place in t.places)
    posts = {t.was.version.id: (t.was, t.now) for t in touched}
    in_order = sorted(places, key=lambda found: (found[0], found[1].part != "title", found[1].new))
    for version_id, place in in_order[:PLACES]:
        blocks += changed(*posts[version_id], [place])
    return blocks
