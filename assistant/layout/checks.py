"""A checked draft as blocks: each sentence with its verdict, what differs marked in place, and the post beside it. Pure.

The draft is the reporter's own text, foreign to us: it goes into blocks as a parameter of our words, and never as proven.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from assistant.layout.answers import source
from assistant.layout.blocks import Block, Line, Span, Words, beginning, line, say
from assistant.words import CheckedDraft, CheckedSentence, CheckMark, CheckVerdict, Excerpt

LABELS: dict[CheckVerdict, Words] = {
    "contradicted": say("✗ Contradicted"),
    "partly": say("~ Partly"),
    "not found": say("? Not found"),
    "supported": say("✓ Supported"),
    "opinion": say("· Opinion"),
}
LAST_WORDS = 40  # characters of the draft that tell where reading ended
SHOWN = 300  # characters of a post's sentence
NOTE = say("Held against the posts I have, by rules: it can miss an error, and a mark is a hint to look, not a verdict on you.")


def checked(draft: CheckedDraft, zone: str, now: datetime) -> tuple[Block, ...]:
    """The whole draft in its order; sentences that are supported take one line and their source."""
    body = tuple(_sentence(n, s, draft.text, zone, now) for n, s in enumerate(draft.sentences, 1))
    return (_head(draft), *body, Block((line(Span(NOTE, "soft")),)))


def _head(draft: CheckedDraft) -> Block:
    count = Counter(s.verdict for s in draft.sentences)
    told = ", ".join(f"{count[verdict]} {verdict}" for verdict in LABELS if count[verdict])
    one = len(draft.sentences) == 1
    rows = [line(Span(say("1 sentence") if one else say("{} sentences", len(draft.sentences)), "strong"), say(": {}", told))]
    if draft.unread:
        rows.append(line(say("The last {} sentences were too many and are not checked.", draft.unread)))
    if draft.left:
        rows.append(
            line(
                say(
                    "Read: the first {} characters, up to “{}” Not read: the {} behind. Please send those as a draft of their own.",
                    f"{len(draft.text):,}",
                    "… " + draft.text[-LAST_WORDS:].strip(),
                    f"{draft.left:,}",
                )
            )
        )
    if draft.note:
        rows.append(line(Span(say("{}.", draft.note), "soft")))
    return Block(tuple(rows))


def _sentence(number: int, found: CheckedSentence, text: str, zone: str, now: datetime) -> Block:
    label = Span(LABELS[found.verdict], "strong")
    rows: list[Line] = [line(say("{}. ", number), label, say(". "), *in_place(found, text))]
    if found.verdict in ("contradicted", "partly"):
        rows += [
            line(say("«"), Span(shown), say(" …»") if shown.end < e.end else say("»")) for e in found.found for shown in [_cut(e)]
        ]
    shown_of = {e.post.version.id: e.post for e in found.found}
    rows += [line(*source(post, zone, now)) for post in shown_of.values()]
    return Block(tuple(rows))


def _cut(excerpt: Excerpt) -> Excerpt:
    return beginning(excerpt.post, excerpt.start, excerpt.end, SHOWN)


def in_place(found: CheckedSentence, text: str) -> tuple[Span, ...]:
    """The sentence in the reporter's words; each mark strong, followed by what the post has there."""
    spans: list[Span] = []
    at = found.start
    for mark in found.marks:
        spans += [
            *_plain(text[at : mark.start]),
            Span(say("{}", text[mark.start : mark.end]), "strong"),
            Span(_instead(mark), "soft"),
        ]
        at = mark.end
    return (*spans, *_plain(text[at : found.end]))


def _plain(piece: str) -> Iterator[Span]:
    """A run between marks; its blanks at the edges are ours, as foreign text is trimmed."""
    if piece[:1].isspace():
        yield Span(say(" "))
    if piece.strip():
        yield Span(say("{}", piece))
        if piece[-1:].isspace():
            yield Span(say(" "))


def _instead(mark: CheckMark) -> Words:
    if mark.instead:
        return say(" [post: {}]", mark.instead) if mark.sure else say(" [post: {}?]", mark.instead)
    if not mark.sure:
        return say(" [in the post, but not with this]")
    return say(" [the post says otherwise]") if mark.kind in ("negation", "direction") else say(" [not in the post]")
