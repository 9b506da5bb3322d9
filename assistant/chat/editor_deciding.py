"""A digest before an editor: seen as its channel would get it, approved, items left out, sent now or dropped. The first decision counts.

Buttons stand in the editors' chat and may be pressed by everybody who is a reporter there. A decision is a row before it is a message; the
job "publish" sends what was decided to be sent (wiring/approving.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant import layout
from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.gate.again import digest_again
from assistant.layout import say
from assistant.words import Approval, Chat, Digest, Role

PUBLISH = "publish"
GONE = "This digest is gone."
LIVES = timedelta(days=3)
IN_A_ROW = 4
OUTCOMES = {"approved": "Approved.", "sent": "Sent.", "dropped": "Dropped."}


def name_of(chat: Chat | None, chat_id: int) -> str:
    return (chat.title if chat else "") or str(chat_id)


def asked(made: Digest, held: Approval, chat: str, zone: str, now: datetime) -> list[Draft]:
    """What an editor gets: the digest as the channel would, and below it what is to be decided."""
    return [Draft(layout.digest(made), chat_id=held.chat_id), question(made, held, chat, zone, now)]


def question(made: Digest, held: Approval, chat: str, zone: str, now: datetime) -> Draft:
    """What is to be decided, as it stands; once it is decided, by whom."""
    if not held.open:
        return Draft(layout.decided(held, chat, zone, now), chat_id=held.chat_id)
    return Draft(layout.approval(made, held, chat, zone, now), _keys(made, held), chat_id=held.chat_id)


def _keys(made: Digest, held: Approval) -> Keys:
    def press(words: str, action: str, **more: int | str | bool) -> Press:
        return Press(words, action, {"digest": made.id, **more}, anyone=True, lives=LIVES)

    items = []
    for number in range(1, len(made.items) + 1):
        out = number in held.left_out
        items.append(press(f"Take in {number}" if out else f"Leave out {number}", "approval_item", number=number, out=not out))
    rows = [tuple(items[i : i + IN_A_ROW]) for i in range(0, len(items), IN_A_ROW)] if len(items) > 1 else []
    approve = () if held.state == "approved" else (press("Approve", "approval_decide", state="approved"),)
    rows.append((*approve, press("Send now", "approval_decide", state="sent")))
    rows.append((press("Drop it", "approval_decide", state="dropped"),))
    return tuple(rows)


# --- pressed ----------------------------------------------------------------------------------------------------------


async def item(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """An item is left out or taken in again, while nothing final is decided."""
    found = await _there(turn, desk)
    if found is None:
        return [Draft(toast=GONE)]
    made, held = found
    number, out = int(turn.payload["number"]), bool(turn.payload["out"])
    if not 1 <= number <= len(made.items):
        return [Draft(toast=GONE)]
    kept = await desk.approvals.leave_out(made.id, number, out)
    if kept is None:
        return await _too_late(made, turn, desk)
    if (number in held.left_out) != out:
        await _note(turn, desk, "left out" if out else "took in", made, f" item {number}: {made.items[number - 1].post.title}")
    return [await _shown(made, kept, turn, desk, "Left out." if out else "Taken in.")]


async def decide(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Approved, sent or dropped; who comes second is told who decided."""
    found = await _there(turn, desk)
    if found is None:
        return [Draft(toast=GONE)]
    made, held = found
    state = str(turn.payload["state"])
    if state not in OUTCOMES:
        return [Draft(toast=GONE)]
    if state == "sent" and len(held.left_out) == len(made.items):
        return [Draft(toast="Everything is left out: there is nothing to send. Drop it, or take something in.")]
    who = turn.incoming
    won = await desk.approvals.decide(made.id, state, by=who.user_id, name=who.user_name, at=turn.now)  # type: ignore[arg-type]
    kept = await desk.approvals.get(made.id)
    if kept is None:
        return [Draft(toast=GONE)]
    if not won and not (kept.state == state and kept.decided_by == who.user_id):
        return await _too_late(made, turn, desk)
    if won:
        await _note(turn, desk, state, made)
    if state == "sent":
        await desk.engine.start(PUBLISH, str(made.id), {"digest": made.id})
    return [await _shown(made, kept, turn, desk, OUTCOMES[state])]


async def _there(turn: Turn, desk: Desk) -> tuple[Digest, Approval] | None:
    """The digest of the pressed button, while it is held in this very chat."""
    digest_id = int(turn.payload["digest"])
    stored, held = await desk.digests.get(digest_id), await desk.approvals.get(digest_id)
    if stored is None or held is None or held.chat_id != turn.incoming.chat_id:
        return None
    return digest_again(stored), held


async def _too_late(made: Digest, turn: Turn, desk: Desk) -> Sequence[Draft]:
    held = await desk.approvals.get(made.id)
    if held is None:
        return [Draft(toast=GONE)]
    if held.decided_by == turn.incoming.user_id:
        return [await _shown(made, held, turn, desk, "You have decided that already.")]
    who = (held.decided_name or "Somebody") if held.decided_by else "The deadline"
    words = {"approved": "approved it", "sent": "sent it", "dropped": "dropped it"}.get(held.state, "decided")
    return [await _shown(made, held, turn, desk, f"{who} was first and {words}.")]


async def _shown(made: Digest, held: Approval, turn: Turn, desk: Desk, toast: str) -> Draft:
    name = name_of(await desk.people.chat(made.chat_id), made.chat_id)
    draft = question(made, held, name, turn.zone, turn.now)
    return Draft(draft.blocks, draft.keys, edit_of=turn.message_id, toast=toast)


async def _note(turn: Turn, desk: Desk, deed: str, made: Digest, more: str = "") -> None:
    await noted(desk, turn.incoming.user_id, f"digest {deed}", f"{made.id} for {made.chat_id}{more[:200]}")


async def editors(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What waits for a decision in this chat, once more."""
    found = []
    for held in await desk.approvals.waiting(turn.incoming.chat_id):
        if stored := await desk.digests.get(held.digest_id):
            made = digest_again(stored)
            name = name_of(await desk.people.chat(made.chat_id), made.chat_id)
            found.append(question(made, held, name, turn.zone, turn.now))
    return found or [Draft((layout.text(say("No digest waits for an editor here.")),), reply=True)]


COMMANDS = (Command("waiting", Role.REPORTER, "digests that wait for an editor here", editors),)
ACTIONS = (
    Action("approval_item", Role.REPORTER, item),
    Action("approval_decide", Role.REPORTER, decide),
)
TEXTS: tuple[Command, ...] = ()
