"""The proof of what was said: each quote in its passage, the sentence marked, with who published it, when, and in which version. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.layout.answers import claim, source
from assistant.layout.blocks import Block, Line, Span, Words, address, clean, line, say, title_of
from assistant.layout.moments import moment
from assistant.words import Answer, Excerpt, Post, Proven, Quote

CONTEXT = 240
"""Characters of the post shown before and after a quote."""


def evidence(claims: Sequence[Proven], posts: Sequence[Post], zone: str, now: datetime) -> tuple[Block, ...]:
    """Each sentence with every quote that proves it. A sentence that is its own quote is not shown twice."""
    return tuple(block for told in claims for block in _one(told, posts, zone, now))


def evidence_of_sides(answer: Answer, zone: str, now: datetime) -> tuple[Block, ...]:
    """The same of the sentences that an answer set side by side and does not say itself; a post that it lists keeps its [n]."""
    posts = {p.version.id: p for p in (*(p.post for p in answer.passages), *answer.posts)}
    numbers = {post.version.id: number for number, post in enumerate(answer.posts, 1)}
    quotes = [quote for side in answer.sides for quote in side.quotes if quote.version_id in posts]
    shown = [Block((line(Span(say("Side by side, where sources differ or a figure changed"), "strong")),))] if quotes else []
    for quote in quotes:
        post = posts[quote.version_id]
        shown.append(Block(_heading(numbers.get(quote.version_id, 0), post, quote, zone, now)))
        shown.append(Block((_passage(post, quote),), "quote"))
    return tuple(shown)


def _one(told: Proven, posts: Sequence[Post], zone: str, now: datetime) -> list[Block]:
    numbers = {post.version.id: number for number, post in enumerate(posts, 1)}
    quotes = [quote for quote in told.quotes if quote.version_id in numbers]
    verbatim = len(quotes) == 1 and clean(quotes[0].text) == clean(told.text)
    shown = [] if verbatim else [claim(told, posts)]
    for quote in quotes:
        number = numbers[quote.version_id]
        shown.append(Block(_heading(number, posts[number - 1], quote, zone, now)))
        shown.append(Block((_passage(posts[number - 1], quote),), "quote"))
    return shown


def _heading(number: int, post: Post, quote: Quote, zone: str, now: datetime) -> tuple[Line, ...]:
    """[n] (0: it has none) outlet, title, time; then author, version and the link to the passage."""
    version = post.version
    details = [Span(say("By {}. ", version.author), "soft")] if version.author else []
    seen = say("Version {}, read {}.", version.number, moment(version.first_seen, zone, now))
    where = Excerpt(post, quote.start, quote.end, quote.part)
    link = (Span(say(" ")), Span(say("Open at this passage"), "plain", where)) if address(where) else ()
    listed = say("[{}] ", number) if number else say("- ")
    return (line(listed, *source(post, zone, now)), line(*details, Span(seen, "soft"), *link))


def _passage(post: Post, quote: Quote) -> Line:
    if quote.part == "title":
        return line(say("Headline: "), Span(title_of(post), "strong"))
    before, after = _from(post.text, quote.start), _to(post.text, quote.end)
    spans = [Span(say("… "))] if before else []
    if post.text[before : quote.start].strip():
        spans += [Span(Excerpt(post, before, quote.start)), Span(_gap(post.text[quote.start - 1]))]
    spans.append(Span(Excerpt(post, quote.start, quote.end), "strong"))
    if post.text[quote.end : after].strip():
        spans += [Span(_gap(post.text[quote.end])), Span(Excerpt(post, quote.end, after))]
    return (*spans, Span(say(" …"))) if after < len(post.text.rstrip()) else tuple(spans)


def _gap(beside: str) -> Words:
    """What stands between two slices: their own white space at the edges is not shown."""
    return say(" ") if beside.isspace() else say("")


def _from(text: str, start: int) -> int:
    """Where the passage before a quote begins: at a word."""
    if start <= CONTEXT:
        return 0
    gap = text.find(" ", start - CONTEXT, start)
    return gap + 1 if gap >= 0 else start


def _to(text: str, end: int) -> int:
    if len(text) - end <= CONTEXT:
        return len(text)
    gap = text.rfind(" ", end, end + CONTEXT)
    return gap if gap >= 0 else end


def to_copy(claims: Sequence[Proven], posts: Sequence[Post], zone: str, now: datetime) -> Block:
    """Each sentence with its attribution and link, as characters alone: for the newsroom's own system."""
    by_version = {post.version.id: post for post in posts}
    rows: list[Line] = []
    for told in claims:
        rows += [line(say(""))] if rows else []
        rows.append(line(Span(told)))
        cited = dict.fromkeys(quote.version_id for quote in told.quotes if quote.version_id in by_version)
        rows += [_attribution(by_version[version], zone, now) for version in cited]
    return Block(tuple(rows), "copy")


def _attribution(post: Post, zone: str, now: datetime) -> Line:
    told = say("({}, {})", post.outlet, moment(post.at, zone, now))
    url = address(post)
    return line(told, say(" {}", url)) if url else line(told)
