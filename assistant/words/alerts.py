"""Posts found for an alert, digests that wait for an editor, questions whose answer is followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.words.answers import Question

HitState = Literal["waiting", "claimed", "told", "dropped"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A version of a post that an alert (an instant subscription) wants. `key` names the message that tells it, once claimed."""

    id: int
    subscription_id: int
    post_id: int
    version_id: int
    origin_id: int
    found_at: datetime
    key: str = ""
    state: HitState = "waiting"


ApprovalState = Literal["waiting", "approved", "sent", "dropped"]


@dataclass(frozen=True, slots=True)
class Approval:
    """A digest that waits for an editor in `chat_id` until `deadline`, when `after` is done unless somebody decided.

    `left_out` are numbers of items, from 1. `approved` is sent at the deadline; `sent` and `dropped` are final.
    """

    digest_id: int
    chat_id: int
    deadline: datetime
    after: Literal["send", "drop"]
    state: ApprovalState = "waiting"
    left_out: tuple[int, ...] = ()
    decided_by: int = 0  # 0: nobody, the deadline came
    decided_name: str = ""
    decided_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "approved")


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody is told when the answer to his question changes. `answer_id` is the answer that he was told last."""

    id: int
    question: Question
    answer_id: int
    made_at: datetime
