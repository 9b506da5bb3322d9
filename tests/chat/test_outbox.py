"""Rows of messages and their sending, where two jobs meet."""

import asyncio

from assistant import layout
from assistant.chat.turn import Draft


async def test_two_jobs_that_send_the_same_rows_at_once_send_each_message_once(room) -> None:
    room.api.chat(77)
    outbox = room.front.outbox
    drafts = [Draft((layout.text(layout.say("News {}", n)),), chat_id=77) for n in (1, 2, 3)]
    await outbox.plan("digest:1", drafts)
    await asyncio.gather(*(outbox.send("digest:1") for _ in range(4)))
    assert [m.text for m in room.api.sent] == ["News 1", "News 2", "News 3"]
