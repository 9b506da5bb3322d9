"""/trends: how much was written about a topic, as a picture with its caption in words. It counts and draws nothing itself (Desk)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.message import Attachment
from assistant.chat.reporter_limits import refusal
from assistant.chat.reporter_topics import hint, topic_question
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.layout import say, text
from assistant.words import Period, Role


async def trends(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Posts by hour, day or week and source, with the developments that most sources tell."""
    if not turn.text:
        return hint(
            say("Write the topic behind it: how much was written about it, when and by whom."), say("/trends flood since Monday")
        )
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    return [await _shown(turn, turn.text, desk)]


async def trends_of(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """By button: the same topic, of all time."""
    return [await _shown(turn, str(turn.payload["topic"]), desk, all_time=True)]


async def _shown(turn: Turn, topic: str, desk: Desk, *, all_time: bool = False) -> Draft:
    asked = topic_question(turn, topic, all_time)
    found, picture = await desk.trends(asked)
    if found is None:
        return Draft((text(say("Not in the archive: no post is about this.")),), reply=True)
    bounded = found.receipt.period != Period() and not all_time
    keys = (
        Press("Timeline", "timeline_of", {"topic": asked.text}, anyone=True),
        *((Press("All time", "trends_of", {"topic": asked.text}, anyone=True),) if bounded else ()),
    )
    photo = Attachment("trend.png", picture, "photo") if picture else None
    return Draft(layout.trend(found, turn.now), (keys,), reply=True, attachment=photo)


COMMANDS = (
    Command("trends", Role.REPORTER, "how much was written about a topic, as a picture", trends, usage="topic", slow=True),
)
ACTIONS = (Action("trends_of", Role.REPORTER, trends_of, changes=False, slow=True),)
TEXTS: tuple[Command, ...] = ()
