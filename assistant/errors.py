"""The tree of errors. Expected failures (a source that is down, no evidence) are values in words, not errors.

NewsroomError               everything of ours; str() is a sentence for people
├── SettingsError           the environment is wrong; carries every problem at once
├── InUse                   another process owns what this one wanted (the embedded Chroma folder, the engine)
├── StoreError              the database, Chroma or a backup file cannot be used as it is
├── PromptError             a prompt file and the step that fills it disagree
├── BadRequest              a person asked for something that cannot be (a bad address, an unknown zone)
├── ModelError              the language model or embeddings endpoint did not deliver
│   ├── ModelTimeout        not within our time
│   ├── ModelRefused        it answered no: key, quota, unknown model (trying again will not help now)
│   └── ModelNonsense       it answered what the schema does not allow
└── SendError               Telegram did not take a message
    ├── Forbidden           the chat does not want us: stop sending, keep the row
    ├── Migrated            the chat has a new id, in `.chat_id`
    ├── Slow                too many requests: wait `.seconds`
    └── Rejected            the message itself is at fault (entities, length): `.reason`
"""

from __future__ import annotations

from collections.abc import Sequence


class NewsroomError(Exception):
    pass


class SettingsError(NewsroomError):
    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("Settings need attention:\n" + "\n".join(f"- {p}" for p in problems))
        self.problems = tuple(problems)


class InUse(NewsroomError):
    pass


class StoreError(NewsroomError):
    pass


class PromptError(NewsroomError):
    pass


class BadRequest(NewsroomError):
    pass


class ModelError(NewsroomError):
    """`tokens_in`, `tokens_out`, `cost` (dollars): what was used up all the same, as far as it can be told."""

    tokens_in = 0
    tokens_out = 0
    cost = 0.0


class ModelTimeout(ModelError):
    pass


class ModelRefused(ModelError):
    pass


class ModelNonsense(ModelError):
    pass


class SendError(NewsroomError):
    pass


class Forbidden(SendError):
    pass


class Migrated(SendError):
    def __init__(self, chat_id: int) -> None:
        super().__init__(f"the chat moved to {chat_id}")
        self.chat_id = chat_id


class Slow(SendError):
    def __init__(self, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:g} s")
        self.seconds = seconds


class Rejected(SendError):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
