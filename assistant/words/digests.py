"""Stories, subscriptions, digests and what a chat has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.words.claims import Proven
from assistant.words.disagreements import Disagreement
from assistant.words.posts import Post, Version


@dataclass(frozen=True, slots=True)
class Story:
    """One event: the posts that tell it, oldest first. `id` stays while posts join."""

    id: str
    posts: tuple[Post, ...]

    @property
    def latest(self) -> Post:
        return self.posts[-1]


QuietDoes = Literal["wait", "urgent", "silence"]
"""In quiet hours: everything waits until they end; only urgent alerts come, the rest waits; what falls due does not come at all."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A promise to deliver: `times` are local "HH:MM" in `zone`; `weekdays` 0 is Monday.

    `instant`: an alert; it has no times, its posts are told as they come in. What it is about is told by filters.py.
    """

    id: int
    chat_id: int
    thread_id: int = 0
    times: tuple[str, ...] = ("08:00",)
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    zone: str = "UTC"
    topics: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source_ids: tuple[int, ...] = ()
    length: Literal["headlines", "short", "full"] = "short"
    quiet: tuple[str, str] | None = None  # local "HH:MM" to "HH:MM", may cross midnight
    silent_when_empty: bool = False
    paused: bool = False
    made_by: int = 0
    made_at: datetime | None = None
    languages: tuple[str, ...] = ()  # codes such as "uk"; none: all
    speakers: tuple[str, ...] = ()  # an alert on what these people are quoted with
    instant: bool = False
    urgent: bool = False  # comes in quiet hours too, where they let urgent alerts through
    quiet_does: QuietDoes = "wait"
    apart: bool = False  # a message of its own for each story
    editor_chat: int = 0  # where each digest waits for an editor; 0: none
    editor_wait: int = 30  # minutes from the slot until it is sent or dropped
    editor_after: Literal["send", "drop"] = "drop"  # what becomes of it when no editor decides


Mark = Literal["new", "updated", "corrected"]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a chat has already had: a story with its newest version of each post at that time."""

    story_id: str
    post_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class DigestItem:
    """One story of a digest: the headline is `post`'s own title, the claims are proven, `posts` are those cited, in the order of their [n].

    `origins` counts independent origins (copies of one agency text count once). `before` is the older version that a
    corrected item corrects. `differing`: the figure on which two of the claims disagree, found anew when it is read.
    """

    story_id: str
    mark: Mark
    post: Post
    claims: tuple[Proven, ...]
    posts: tuple[Post, ...]
    origins: int = 1
    before: Version | None = None
    differing: Disagreement | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a subscription (id 0: asked for now) gets for one slot. `shown` is to be remembered once it is sent."""

    chat_id: int
    since: datetime
    until: datetime
    items: tuple[DigestItem, ...]
    zone: str = "UTC"
    thread_id: int = 0
    subscription_id: int = 0
    slot: datetime | None = None
    late: bool = False
    searched: int = 0  # posts looked through
    more: int = 0  # stories that did not fit
    shown: tuple[Shown, ...] = ()
    id: int = 0
    content_id: int = 0
    """The digest whose items this one has too, where many chats get the same; 0: its own."""
