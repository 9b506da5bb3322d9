"""An answer as blocks: claims with their [n], the sources, how it came to be; or the honest "not in the archive". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant import origin
from assistant.layout.blocks import Block, Line, Span, Words, beginning, line, say, title_of
from assistant.layout.disagreements import disagreements
from assistant.layout.extracts import extracts
from assistant.layout.moments import moment, span_of_time
from assistant.layout.outlets import outlet
from assistant.words import Answer, Excerpt, Passage, Period, Post, Proven, Receipt

NEAREST = 3
FOR_GOOD = 9999  # the year of an embargo without a time
EXCERPT = 300
"""Characters of a passage shown under a title."""


def answer(answer: Answer, zone: str = "", *, late: bool = False) -> tuple[Block, ...]:
    """`zone` empty is the question's own. `late`: it waited for over an hour (the bot was down)."""
    zone = zone or answer.question.zone
    now = answer.question.asked_at
    marks = (Block((line(Span(say("Late: you asked at {}.", moment(now, zone, now)), "soft")),)),) if late else ()
    if not answer.claims:
        return marks + _not_found(answer, zone)
    told = assumption(answer.receipt) + claims(answer.claims, answer.posts, answer.receipt.written_by, zone, now)
    differ = disagreements(answer.disagreements, zone, now)
    return marks + told + differ + (sources(answer.posts, zone, now, found_with(answer)), receipt(answer.receipt, zone, now))


def assumption(receipt: Receipt) -> tuple[Block, ...]:
    """Before a claim that contradicts what the question took for granted: the asker's own words."""
    if not receipt.assumed:
        return ()
    return (Block((line(say("The question assumes «{}». The posts say:", receipt.assumed)),)),)


def claims(told: Sequence[Proven], posts: Sequence[Post], written_by: str, zone: str, now: datetime) -> tuple[Block, ...]:
    """A model's claims as they are; sentences of posts (`written_by` empty) each with who says so."""
    if written_by or any(c.original for c in told):
        return tuple(claim(c, posts) for c in told)
    return extracts([(claim(c, posts).lines[0], c) for c in told], posts, zone, now)


def claim(claim: Proven, posts: Sequence[Post]) -> Block:
    """The sentence with its [n], each leading to its passage; a translation's original below it, verbatim."""
    spans = [Span(claim)]
    for number, cited in citations(claim, posts):
        spans += [Span(say(" ")), Span(say("[{}]", number), "ref", cited)]
    if not claim.original:
        return Block((tuple(spans),))
    translated = Span(say(" (translated)"), "soft")
    return Block(((*spans, translated), line(say("Original: «"), Span(claim, original=True), say("»"))))


def citations(claim: Proven, posts: Sequence[Post]) -> list[tuple[int, Excerpt]]:
    """(n, the first passage that proves the claim there), in the order of [n]; a quote of no listed version is left out."""
    numbers = {post.version.id: number for number, post in enumerate(posts, 1)}
    found: dict[int, Excerpt] = {}
    for quote in claim.quotes:
        if number := numbers.get(quote.version_id):
            found.setdefault(number, Excerpt(posts[number - 1], quote.start, quote.end, quote.part))
    return sorted(found.items())


def found_with(answer: Answer) -> list[Post]:
    """The posts found beside those that are cited, each once."""
    cited = {post.id for post in answer.posts}
    return list({p.post.id: p.post for p in answer.passages if p.post.id not in cited}.values())


def sources(posts: Sequence[Post], zone: str, now: datetime, beside: Sequence[Post] = ()) -> Block:
    """[n] outlet, title (the link), local time; and who else of `beside` carries the same text, so that one text counts once."""
    told = origin.count(posts)
    copies = say(" ({} posts, 1 origin)", len(posts)) if told == 1 else say(" ({} posts, {} origins)", len(posts), told)
    heading = line(Span(say("Sources"), "strong"), *((Span(copies, "soft"),) if told < len(posts) else ()))
    rows: list[Line] = [heading]
    for number, post in enumerate(posts, 1):
        rows.append(line(say("[{}] ", number), *source(post, zone, now), *_copy(posts, number)))
        if origin.copied_from(posts, number - 1) < 0 and (others := origin.printed(post, beside)):
            rows.append(same_text(post, others))
    return Block(tuple(rows))


def same_text(post: Post, others: Sequence[Post]) -> Line:
    """Who first published a text, who else carries it, and that it is one text all the same."""
    count, first = len(others) + 1, others[0]
    names = ", ".join(dict.fromkeys(p.outlet for p in others))
    if first.id == post.origin:
        rest = ", ".join(dict.fromkeys(p.outlet for p in others[1:]))
        told = say("First published by {}; also: {} ({} posts, 1 origin)", first.outlet, rest, count)
        return line(Span(told if rest else say("First published by {} ({} posts, 1 origin)", first.outlet, count), "soft"))
    return line(Span(say("Also: {} ({} posts, 1 origin)", names, count), "soft"))


def _copy(posts: Sequence[Post], number: int) -> tuple[Span, ...]:
    """Where the same text stands further up."""
    first = origin.copied_from(posts, number - 1)
    return (Span(say(" (a copy of [{}])", first + 1), "soft"),) if first >= 0 else ()


def source(post: Post, zone: str, now: datetime) -> Line:
    """Outlet, title, time; "seen" where the post has no time of its own; what is to be known before it is used."""
    at = moment(post.at, zone, now)
    when = say(", {}", at) if post.published else say(", seen {}", at)
    gone: Line = (Span(say(" (withdrawn)"), "soft"),) if post.withdrawn_at else ()
    gone += (Span(say(" (only its beginning: the rest is paid for)"), "soft"),) if post.paid else ()
    if post.embargo_until and post.embargo_until > now:
        until = moment(post.embargo_until, zone, now) if post.embargo_until.year < FOR_GOOD else "its mark is taken off"
        gone += (Span(say(" (embargoed until {})", until), "strong"),)
    return line(outlet(post), say(": "), Span(title_of(post) if post.title else say("untitled"), "plain", post), when, *gone)


def receipt(receipt: Receipt, zone: str, now: datetime, *, told: bool = True) -> Block:
    """What was searched, for when, by whom it was written (where something was `told`), and what was ill."""
    said = [_searched(receipt)]
    if receipt.period != Period():
        said.append(say(", {}", period_words(receipt.period, zone, now)))
    if receipt.newest:
        said.append(say("; newest {}", moment(receipt.newest, zone, now)))
    said += [_written(receipt) if told else say("."), *_more(receipt)]
    if receipt.answered_at:
        said.append(say(" As answered at {}: nothing has changed since.", moment(receipt.answered_at, zone, now)))
    return Block((tuple(Span(words, "soft") for words in said),))


def _searched(receipt: Receipt) -> Words:
    posts = say("Searched {} post", receipt.posts) if receipt.posts == 1 else say("Searched {} posts", receipt.posts)
    return _joined(
        posts, say(" of {} source", receipt.sources) if receipt.sources == 1 else say(" of {} sources", receipt.sources)
    )


def _written(receipt: Receipt) -> Words:
    return say(". Written by {}.", receipt.written_by) if receipt.written_by else say(". Sentences quoted as they stand.")


def _joined(first: Words, second: Words) -> Words:
    return Words(first.template + second.template, first.params + second.params)


def _more(receipt: Receipt) -> list[Words]:
    more: list[Words] = []
    if receipt.asked_as:
        more.append(say(" Understood as: «{}».", receipt.asked_as))
    if receipt.only_sources:
        more.append(say(" Only: {}.", ", ".join(receipt.only_sources)))
    if receipt.ill_sources:
        more.append(say(" Not well: {}.", ", ".join(receipt.ill_sources)))
    if receipt.note:
        more.append(say(" Note: {}.", receipt.note.rstrip(".")))
    return more


def period_words(period: Period, zone: str, now: datetime) -> str:
    """How the period was understood; empty where there is none."""
    if period.words:
        return period.words
    if period.since and period.until:
        return span_of_time(period.since, period.until, zone)
    if period.since:
        return f"since {moment(period.since, zone, now)}"
    return f"before {moment(period.until, zone, now)}" if period.until else ""


def _not_found(answer: Answer, zone: str) -> tuple[Block, ...]:
    now = answer.question.asked_at
    head = Block(
        (
            line(Span(say("Not in the archive."), "strong")),
            line(say("No post answers this: nothing is said rather than guessed.")),
        )
    )
    nearest = _one_per_post(answer.passages)[:NEAREST]
    shown = (Block((line(Span(say("Nearest posts"), "strong")),)), *(passage(p, zone, now) for p in nearest)) if nearest else ()
    return (head, *shown, receipt(answer.receipt, zone, now, told=False))


def _one_per_post(passages: Sequence[Passage]) -> list[Passage]:
    """One of each origin: a post's own further passages and its copies say nothing new."""
    return list({p.post.origin: p for p in reversed(passages)}.values())[::-1]


def passage(found: Passage, zone: str, now: datetime) -> Block:
    """A post with the beginning of the passage that was found."""
    shown = beginning(found.post, found.start, found.end, EXCERPT)
    more = say(" …") if shown.end < found.end else say("")
    return Block((source(found.post, zone, now), line(say("«"), Span(shown), more, say("»"))))
