"""Questions, who asks, and what they come to."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import datetime

from assistant.words.claims import Proven
from assistant.words.disagreements import Disagreement
from assistant.words.posts import Passage, Post


class Role(enum.IntEnum):
    STRANGER = 0
    SUBSCRIBER = 1
    REPORTER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, where: decides which sources may be searched. The console is an ADMIN in chat 0."""

    user_id: int = 0
    chat_id: int = 0
    thread_id: int = 0
    role: Role = Role.ADMIN


@dataclass(frozen=True, slots=True)
class Period:
    """Half open [since, until); None is unbounded. `words` is how the asker put it."""

    since: datetime | None = None
    until: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it arrived. `key` makes asking idempotent (the update's id, or a fresh id at the console)."""

    key: str
    text: str
    asked_at: datetime
    zone: str = "UTC"
    asker: Asker = field(default_factory=Asker)
    all_time: bool = False  # the asker pressed "all time": read no period from the words
    newest_first: bool = False
    follows: int = 0  # id of the older answer that this continues (a reply to it); 0: the last one of the conversation
    spent: float = 0.0  # dollars that it cost before it was a question (a voice note heard); paid, not stored with the question
    days: int = 0  # the asker pressed a period: so many days back from when he asked, whatever the words say
    only: tuple[str, ...] = ()  # the asker pressed "only these sources": their titles


AGAIN = ("watch:", "follow:")
"""How the keys of questions begin that we ask again by ourselves, for somebody who wants to be told: he has not asked them."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came to be: what was understood, searched and found, and what it cost."""

    period: Period = Period()
    sources: int = 0  # sources searched
    posts: int = 0  # posts searched
    newest: datetime | None = None  # time of the newest post searched
    asked_as: str = ""  # the question after follow-up words were resolved, where it differs
    only_sources: tuple[str, ...] = ()
    ill_sources: tuple[str, ...] = ()
    written_by: str = ""  # the model's name; empty when extracted
    note: str = ""  # why there is no model's answer, in words
    dropped: int = 0  # claims that fell at the gate
    repaired: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0  # in the currency of the price settings (dollars)
    seconds: float = 0.0
    prompt: str = ""  # hash of the prompt file that the model was asked with
    embedded_by: str = ""  # the model whose vectors were searched
    assumed: str = ""  # words of the question that the first claim contradicts
    answered_at: datetime | None = None  # when this was first answered, where an answer given before was shown again


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question came to. No claims: declined, and `passages` are only the nearest posts.

    `posts` are those the claims cite, in the order of their [n]; `id` is 0 until stored. `sides` are the sentences of `disagreements`
    that no claim is: shown beside the claims, proven and stored as they are, and no part of what the answer says itself.
    """

    question: Question
    claims: tuple[Proven, ...]
    posts: tuple[Post, ...]
    passages: tuple[Passage, ...]
    receipt: Receipt
    id: int = 0
    disagreements: tuple[Disagreement, ...] = ()  # on what was asked, among the passages; found anew whenever it is shown
    sides: tuple[Proven, ...] = ()
