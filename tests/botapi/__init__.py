"""A strict Bot API server on loopback: `BotApi` in a thread for tests, `python -m tests.botapi --port N` for tests that kill processes."""

from tests.botapi.limits import Limits
from tests.botapi.server import BotApi
from tests.botapi.state import Chat, Fail, Sent

__all__ = ["BotApi", "Chat", "Fail", "Limits", "Sent"]
