"""Posts, sources, help, errors and progress as blocks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.addresses import mask_url
from assistant.layout.answers import passage, same_text, source
from assistant.layout.blocks import Block, Span, Words, line, say
from assistant.origin import copies_of, one_each
from assistant.words import Passage, Post, Source


def posts(
    heading: Words, found: Sequence[Post | Passage], zone: str, now: datetime, *, nothing: Words | None = None
) -> tuple[Block, ...]:
    """Posts one below the other (/latest), passages with what was found in them (/search); `nothing` stands where there are none."""
    head = Block((line(Span(heading, "strong")),))
    if not found:
        return (head, text(nothing or say("No posts.")))
    if all(isinstance(f, Post) for f in found):
        return (head, *(_told_once(told, zone, now) for told in _by_origin([f for f in found if isinstance(f, Post)])))
    return (head, *_passages([f for f in found if isinstance(f, Passage)], zone, now))


def _passages(found: Sequence[Passage], zone: str, now: datetime) -> list[Block]:
    """One of each origin, with who else printed it."""
    shown, told, blocks = one_each(found), set[int](), []
    for one in shown:
        block = passage(one, zone, now)
        printed = [f.post for f in copies_of(found, [one])] if one.post.origin not in told else []
        told.add(one.post.origin)
        blocks.append(Block((*block.lines, same_text(one.post, printed))) if printed else block)
    return blocks


def _by_origin(found: Sequence[Post]) -> list[list[Post]]:
    """Copies of one text together, where its first stood in the list; the one they were taken from leads, else the oldest."""
    together: dict[int, list[Post]] = {}
    for post in found:
        together.setdefault(post.origin, []).append(post)
    return [sorted(told, key=lambda p: (p.id != p.origin, p.at, p.id)) for told in together.values()]


def _told_once(told: Sequence[Post], zone: str, now: datetime) -> Block:
    """The post, and who else printed it."""
    first = source(told[0], zone, now)
    if len(told) == 1:
        return Block((first,))
    return Block((first, same_text(told[0], told[1:])))


def sources_list(found: Sequence[Source]) -> tuple[Block, ...]:
    """Each source with its number, kind, state and masked address, for those who tend them."""
    if not found:
        return (text(say("No sources yet. An admin adds one with /addsource and an address.")),)
    head = Block((line(Span(say("Sources"), "strong")),))
    return (head, *(_source(s) for s in found))


def _source(source: Source) -> Block:
    state = say("") if source.state == "active" else say(", {}", source.state)
    seen = {"all": say(""), "reporters": say(", reporters only"), "chats": say(", named chats only")}[source.audience]
    first = line(
        say("{}. ", source.id), Span(say("{}", source.title or "untitled"), "strong"), say(" ({})", source.kind), state, seen
    )
    return Block((first, line(say("{}", mask_url(source.url)))))


def commands(found: Sequence[tuple[str, str, str]], heading: Words | None = None) -> tuple[Block, ...]:
    """/help: (name, usage, what it does) of the commands this person may use. Names are ours and stay tappable."""
    told = tuple(
        line(Words(f"/{name}"), *((say(" {}", usage),) if usage else ()), say(" - {}", words)) for name, usage, words in found
    )
    head = (Block((line(Span(heading, "strong")),)),) if heading else ()
    return (*head, Block(told)) if told else head


def problem(reason: str) -> tuple[Block, ...]:
    """An error of ours (errors.py: a sentence for people) as a message; what it names of the outside is foreign."""
    return (text(say("{}", reason if reason.endswith((".", "!", "?")) else f"{reason}.")),)


def progress(words: Words) -> tuple[Block, ...]:
    """One line while work goes on; the answer takes its place."""
    return (Block((line(Span(words, "soft")),)),)


def text(*lines: Words) -> Block:
    """Our words, a line each."""
    return Block(tuple(line(words) for words in lines))


def heading(words: Words) -> Block:
    return Block((line(Span(words, "strong")),))
