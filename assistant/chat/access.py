"""Who someone is to us, here: the role and the zone of an update, and whose eyes a list is for. Decides nothing about handlers
(route.py does)."""

from __future__ import annotations

from assistant.chat.desk import Desk
from assistant.chat.incoming import Incoming
from assistant.chat.turn import Turn
from assistant.words import Post, Role


async def role_of(incoming: Incoming, desk: Desk) -> Role:
    """The higher of own role and, in a group, that group's; by numeric id alone. Nobody without an id (channels, anonymous admins)."""
    if not incoming.user_id:
        return Role.STRANGER
    private = incoming.chat_kind == "private"
    chat_id = incoming.chat_id or incoming.user_id
    return await desk.people.role_of(incoming.user_id, chat_id, private=private, admin_ids=desk.admin_ids)


async def zone_of(incoming: Incoming, desk: Desk) -> str:
    """The chat's own zone, else the newsroom's. Knows the chat from now on: it wrote to us, so it is not blocked."""
    if not incoming.chat_id:
        return desk.zone
    chat = await desk.people.see_chat(incoming.chat_id, incoming.chat_kind, incoming.chat_title)
    return chat.zone or desk.zone


async def eyes(turn: Turn, desk: Desk) -> Role:
    """Whose eyes a list is for. In a group everybody reads it: there the group's role counts, not the asker's (as for answers,
    wiring/asking.py)."""
    if turn.incoming.chat_kind == "private":
        return turn.role
    chat = await desk.people.chat(turn.incoming.chat_id)
    return max(Role.SUBSCRIBER, chat.role if chat else Role.STRANGER)


def is_held(post: Post, role: Role, turn: Turn) -> bool:
    """Whether an embargo hides the post from such eyes now."""
    return role < Role.REPORTER and post.embargo_until is not None and post.embargo_until > turn.now
