"""How much one person may ask: length, questions a minute and a day. Who meets a limit is told once, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from assistant.chat.desk import Desk
from assistant.chat.turn import Draft, Turn
from assistant.layout import moment, say, text

LONGEST = 1_000  # characters of a question; more is a draft or a paste, and would be read as neither
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def ends(asked: Sequence[datetime], at: datetime, limits: Mapping[str, int]) -> datetime | None:
    """When one more question may be asked, where that is later than `at`. `asked`: the times of those before, in any order."""
    found = []
    for span, name in ((MINUTE, "questions_a_minute"), (DAY, "questions_a_day")):
        most = limits.get(name, 0)
        within = sorted(t for t in asked if at - span < t <= at)
        if most and len(within) >= most:
            found.append(within[-most] + span)
    return max(found, default=None)


async def refusal(turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    """None: he may ask. Else what he is told, nothing where he was told already. Told by when he asked, not by when we read it."""
    if len(turn.text) > LONGEST:
        longest = say("This is too long for a question: {} characters at most. Please ask it in a sentence or two.", LONGEST)
        return [Draft((text(longest),), reply=True)]
    who, at = turn.incoming, turn.incoming.at
    before = [q.asked_at for q in await desk.answers.asked(who.user_id, at - DAY) if _by_hand(q.key) and q.key != who.key]
    end = ends(before, at, desk.limits)
    if end is None:
        return None
    if not await _first_time(turn, end, desk):
        return ()
    told = say(
        "That is many questions. Please ask again after {}; what you asked before is answered.", moment(end, turn.zone, turn.now)
    )
    return [Draft((text(told),), reply=True)]


def _by_hand(key: str) -> bool:
    """Whether he asked it himself: watched questions are asked again for him, at no cost to his count."""
    return key.startswith("update:")


async def _first_time(turn: Turn, end: datetime, desk: Desk) -> bool:
    """Whether he has not been told of this limit yet; the update that told him may tell him again (a replay)."""
    who = turn.incoming
    name = f"limit:{who.user_id}"
    kept = await desk.keep.get(name)
    if isinstance(kept, dict) and kept["key"] != who.key and datetime.fromisoformat(kept["until"]) > who.at:
        return False
    await desk.keep.put(name, {"until": end.isoformat(), "key": who.key}, turn.now)
    return True
