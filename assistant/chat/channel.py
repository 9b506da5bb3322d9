"""What comes from channels that are followed, and what happens when the bot is added to a chat or put out of it.

Nobody is answered here: posts are kept, admins get a notice. Only an admin's button makes a channel a source or lets a group in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from assistant.chat.admin_adding import follow_keys
from assistant.chat.admin_people import MAY, who
from assistant.chat.admins import admins, may_tell_of_a_place, noted, to_each
from assistant.chat.desk import Desk
from assistant.chat.incoming import Incoming
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.channel import source_url
from assistant.errors import BadRequest
from assistant.layout import Block, Span, line, say, text
from assistant.words import Chat, Role, Source

INSIDE = ("member", "administrator", "creator")
DECIDE = timedelta(days=30)


async def channel_post(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A post or its edit: kept where an admin follows this channel, else left alone."""
    await _know_name(turn.incoming, desk)
    await desk.take_message(turn.incoming, turn.incoming.chat_title)
    return ()


async def _know_name(i: Incoming, desk: Desk) -> None:
    """Remember a channel's @name, so that /addsource @name finds its number. Names change hands: the last one seen with it has it."""
    chat = await desk.people.chat(i.chat_id)
    if not i.chat_name or (chat and chat.settings.get("name") == i.chat_name):
        return
    for other in await desk.people.chats():
        if other.settings.get("name") == i.chat_name:
            await desk.people.tune_chat(other.id, settings={"name": ""})
    await desk.people.tune_chat(i.chat_id, settings={"name": i.chat_name})


async def membership(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Added, promoted, put out, blocked."""
    i = turn.incoming
    if i.bot_status not in INSIDE:
        await desk.people.block_chat(i.chat_id, turn.now)
        return ()
    if i.chat_kind == "private" or i.bot_was in INSIDE:
        return ()
    if i.chat_kind == "channel":
        await _know_name(i, desk)
        return await _channel(i, turn, desk)
    return await _group(i, turn, desk)


async def _channel(i: Incoming, turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Admins may follow it from here."""
    source = Source(0, "channel", source_url(i.chat_id), i.chat_title)
    if any(s.url == source.url for s in await desk.sources.all()) or not await may_tell_of_a_place(desk, turn.now):
        return ()
    first = line(*_by(i), say(" has put me into the channel "), *who(i.chat_id, i.chat_title), say("."))
    rest = line(say("Follow it? Its posts then come in as they are published; older ones I cannot read."))
    return to_each(await admins(desk), (Block((first, rest)),), follow_keys(source))


def _by(i: Incoming) -> tuple[Span, ...]:
    """Who did it; an anonymous admin of the group has no id."""
    return who(i.user_id, i.user_name) if i.user_id else (Span(say("Somebody")),)


async def _group(i: Incoming, turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Admins decide what its members may do there."""
    chat = await desk.people.chat(i.chat_id)
    if (chat and chat.role > Role.STRANGER) or not await may_tell_of_a_place(desk, turn.now):
        return ()
    first = line(*_by(i), say(" has added me to the group "), *who(i.chat_id, i.chat_title), say("."))
    rest = line(say("What may everybody in it do there? Until you say, I answer nobody there but those whom I know."))
    return to_each(await admins(desk), (Block((first, rest)),), _group_keys(i.chat_id))


def _group_keys(chat_id: int) -> Keys:
    def press(words: str, role: Role) -> Press:
        return Press(words, "group_grant", {"chat_id": chat_id, "role": int(role)}, lives=DECIDE)

    return (
        (press("Ask and search (reporter)", Role.REPORTER),),
        (press("Digests only (subscriber)", Role.SUBSCRIBER),),
        (press("Nothing", Role.STRANGER),),
    )


async def group_grant(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The group's role, by an admin's button; the last press counts."""
    chat_id, role = int(turn.payload["chat_id"]), Role(int(turn.payload["role"]))
    if role is Role.ADMIN:
        raise BadRequest("A group can be subscriber or reporter; admins are persons.")
    await desk.people.grant_chat(chat_id, role)
    await noted(desk, turn.incoming.user_id, "granted" if role else "ignored", f"{chat_id} {role.name.lower()}")
    chat = await desk.people.chat(chat_id)
    return [_decided(chat or Chat(chat_id), role, turn), *_told(chat, role)]


def _decided(chat: Chat, role: Role, turn: Turn) -> Draft:
    may = say(": members may {}", MAY[role]) if role else say(": members may nothing there. /grant changes that.")
    return Draft((Block((line(*who(chat.id, chat.title), may),)),), edit_of=turn.message_id, toast="Done")


def _told(chat: Chat | None, role: Role) -> list[Draft]:
    """The group hears what it may do now."""
    if chat is None or chat.blocked_at or not role:
        return []
    how = say("Mention me or reply to me with a question.") if role >= Role.REPORTER else say("/digest brings the news.")
    return [Draft((text(say("Hello. In this group you may {}", MAY[role]), how),), chat_id=chat.id)]


COMMANDS = ()
ACTIONS = (Action("group_grant", Role.ADMIN, group_grant),)
TEXTS = (
    Command("channel_post", Role.STRANGER, "a post of a followed channel", channel_post),
    Command("membership", Role.STRANGER, "added to a chat or put out", membership),
)
