"""Who may what: /grant, /revoke, /invite, /people, and the notices of those who ask for access. By numeric id alone; each is audited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.chat.admins import noted
from assistant.chat.desk import Desk
from assistant.chat.incoming import Incoming
from assistant.chat.message import Button
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.errors import BadRequest
from assistant.layout import Block, Line, Span, Words, ago, day, heading, line, say, text
from assistant.words import AccessRequest, Chat, Member, Role

INVITE_LASTS = timedelta(days=3)
ROLES = {"subscriber": Role.SUBSCRIBER, "reporter": Role.REPORTER, "admin": Role.ADMIN}
LARGEST_ID = 2**52  # Telegram's ids have at most 52 significant bits
SHOWN = 100  # people listed at once

BY_NUMBER = (
    "I go by numeric ids, because @names change hands. People see their own id with /start; "
    "or reply to a message of theirs with the command."
)
HOW_GRANT = "For example: /grant 123456 reporter. In a group: /grant here reporter, or reply to a person with /grant reporter."
HOW_REVOKE = "For example: /revoke 123456. In a group: /revoke here, or reply to a person with /revoke."
NOT_A_GROUP = "A group can be subscriber or reporter; admins are persons."


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a command means: a person (positive id) or a group (negative), and the role it names."""

    id: int
    role: Role = Role.STRANGER
    name: str = ""

    @property
    def is_group(self) -> bool:
        return self.id < 0


def granting(given: str, incoming: Incoming) -> Meant:
    """What /grant means by these words. Raises BadRequest in the sender's terms."""
    words = given.lower().split()
    role = next((ROLES[w] for w in words if w in ROLES), None)
    whom = [w for w in words if w not in ROLES]
    if role is None or len(words) - len(whom) != 1:
        raise BadRequest(HOW_GRANT)
    meant = _whom(whom, incoming, HOW_GRANT)
    if meant.is_group and role is Role.ADMIN:
        raise BadRequest(NOT_A_GROUP)
    return Meant(meant.id, role, meant.name)


def revoking(given: str, incoming: Incoming) -> Meant:
    """What /revoke means by these words. Raises BadRequest."""
    return _whom(given.lower().split(), incoming, HOW_REVOKE)


def _whom(words: Sequence[str], incoming: Incoming, how: str) -> Meant:
    group = incoming.chat_kind in ("group", "supergroup")
    if any(w.startswith("@") for w in words):
        raise BadRequest(BY_NUMBER)
    if not words and incoming.reply_to_user:
        return Meant(incoming.reply_to_user, name=incoming.reply_to_name)
    if words == ["here"]:
        if not group:
            raise BadRequest("“here” means a group: use it inside the group.")
        return Meant(incoming.chat_id, name=incoming.chat_title)
    if len(words) != 1 or not re.fullmatch(r"-?[0-9]{1,16}", words[0]) or not 0 < abs(int(words[0])) < LARGEST_ID:
        raise BadRequest(how)
    return Meant(int(words[0]))


# --- /grant, /revoke --------------------------------------------------------------------------------------------------


async def grant(turn: Turn, desk: Desk) -> Sequence[Draft]:
    meant = granting(turn.text, turn.incoming)
    if meant.role is Role.ADMIN:
        return [await _sure(meant, desk)]
    return await _grant(meant, turn, desk)


async def _sure(meant: Meant, desk: Desk) -> Draft:
    """An admin may do everything: asked once more."""
    name = meant.name or await _name(meant.id, desk)
    yes = Press("Yes, make an admin", "grant_admin", {"user_id": meant.id, "name": name}, lives=timedelta(minutes=10))
    first = line(say("Make "), *who(meant.id, name), say(" an admin? Admins tend sources, people and deliveries."))
    return Draft((Block((first,)),), ((yes,), (Press("No", "people_leave"),)), reply=True)


async def grant_admin(turn: Turn, desk: Desk) -> Sequence[Draft]:
    meant = Meant(int(turn.payload["user_id"]), Role.ADMIN, str(turn.payload["name"]))
    return await _grant(meant, turn, desk, edit_of=turn.message_id)


async def leave(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return [Draft((text(say("Nothing was changed.")),), edit_of=turn.message_id)]


async def _grant(meant: Meant, turn: Turn, desk: Desk, *, edit_of: int = 0) -> Sequence[Draft]:
    name = meant.name or await _name(meant.id, desk)
    if meant.is_group:
        await desk.people.grant_chat(meant.id, meant.role)
    elif meant.id in desk.admin_ids:
        return [_reply(say("This person is an admin by ADMIN_IDS, and stays one."), edit_of)]
    else:
        await desk.people.grant(meant.id, meant.role, name=name, by=turn.incoming.user_id, at=turn.now)
    await noted(desk, turn.incoming.user_id, "granted", f"{meant.id} {meant.role.name.lower()}")
    told = await welcomes(meant.id, meant.role, desk) if not meant.is_group else []
    rest = () if told or meant.is_group else (line(NOT_TOLD),)
    done = Block((line(*who(meant.id, name), say(" may now {}", MAY[meant.role])), *rest))
    return [Draft((done,), edit_of=edit_of, reply=not edit_of), *told]


NOT_TOLD = say("I could not tell this person: I was never written to, or was blocked.")


MAY = {
    Role.SUBSCRIBER: "receive digests and read the latest posts.",
    Role.REPORTER: "ask, search and read digests.",
    Role.ADMIN: "do everything, as an admin.",
}


async def welcomes(user_id: int, role: Role, desk: Desk) -> list[Draft]:
    """The person is told, where he has written to me before (a bot cannot write first)."""
    chat = await desk.people.chat(user_id)
    if chat is None or chat.blocked_at:
        return []
    return [Draft((text(say("You have access now: you may {}", MAY[role]), say("/help shows how.")),), chat_id=user_id)]


async def revoke(turn: Turn, desk: Desk) -> Sequence[Draft]:
    meant = revoking(turn.text, turn.incoming)
    if meant.id in desk.admin_ids:
        return [_reply(say("This person is an admin by ADMIN_IDS. Take the id out of the settings and restart me."))]
    name = meant.name or await _name(meant.id, desk)
    if not await _had_a_role(meant, desk):
        return [Draft((Block((line(*who(meant.id, name), say(" had no access.")),)),), reply=True)]
    await noted(desk, turn.incoming.user_id, "revoked", str(meant.id))
    rest = (
        say("Open invitations of this person are void too.")
        if meant.id > 0
        else say("Its members keep what they have by themselves.")
    )
    return [Draft((Block((line(*who(meant.id, name), say(" has no access any more.")), line(rest))),), reply=True)]


async def _had_a_role(meant: Meant, desk: Desk) -> bool:
    """Take it away, and say whether there was one."""
    if not meant.is_group:
        return await desk.people.revoke(meant.id)
    chat = await desk.people.chat(meant.id)
    if chat is None or chat.role is Role.STRANGER:
        return False
    await desk.people.grant_chat(meant.id, Role.STRANGER)
    return True


async def _name(chat_id: int, desk: Desk) -> str:
    """As he was called when he wrote to us last."""
    member = await desk.people.member(chat_id)
    chat = await desk.people.chat(chat_id)
    return (chat.title if chat else "") or (member.name if member else "")


def who(user_id: int, name: str) -> tuple[Span, ...]:
    """The name, which anybody may choose, and the id, which nobody can."""
    number = Span(say("{}", str(user_id)))
    return (Span(say("{}", name), "strong"), Span(say(" (")), number, Span(say(")"))) if name else (number,)


def _reply(words: Words, edit_of: int = 0) -> Draft:
    return Draft((text(words),), edit_of=edit_of, reply=not edit_of)


# --- /invite ----------------------------------------------------------------------------------------------------------


async def invite(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """A link for one person, once."""
    wanted = turn.text.strip().lower() or "reporter"
    role = ROLES.get(wanted)
    if role is None or role is Role.ADMIN:
        raise BadRequest("Say whom the link is for: /invite reporter or /invite subscriber. Admins are made by /grant.")
    until = turn.now + INVITE_LASTS
    token = await desk.people.invite(role, by=turn.incoming.user_id, at=turn.now, expires_at=until)
    await noted(desk, turn.incoming.user_id, "invited", wanted)
    link = f"https://t.me/{desk.bot_name}?start={token}"
    first = say("This link makes one person a {}. It works once, until {}.", wanted, day(until, turn.zone))
    return [Draft((text(first), text(say("{}", link))), ((Button("Copy the link", copy=link),),), reply=True)]


# --- /people ----------------------------------------------------------------------------------------------------------


async def people(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Everybody with access, the groups, and those who ask for it."""
    members, chats = await desk.people.members(), await desk.people.chats()
    asking = await desk.people.access_requests()
    groups = [c for c in chats if c.kind in ("group", "supergroup") and c.role > Role.STRANGER]
    first = Draft(listed(members, groups, desk.admin_ids, {c.id: c.title for c in chats}, turn.zone), reply=True)
    return [first, *(Draft(request(r, turn.now), request_keys(r)) for r in asking[:10])]


def listed(
    members: Sequence[Member], groups: Sequence[Chat], admin_ids: Sequence[int], names: dict[int, str], zone: str
) -> tuple[Block, ...]:
    """Admins first, then by role and name."""
    fixed = [line(say("admin: "), *who(i, names.get(i, "")), say(", by ADMIN_IDS")) for i in admin_ids]
    granted = sorted((m for m in members if m.user_id not in admin_ids), key=lambda m: (-m.role, m.name.lower()))
    rows = [*fixed, *(_member(m, names.get(m.user_id, ""), zone) for m in granted)]
    left_out = (line(say("... and {} more", len(rows) - SHOWN)),) if len(rows) > SHOWN else ()
    blocks = [heading(say("People")), Block((*rows[:SHOWN], *left_out))]
    if groups:
        blocks += [
            heading(say("Groups")),
            Block(tuple(line(say("{}: ", c.role.name.lower()), *who(c.id, c.title)) for c in groups)),
        ]
    return tuple(blocks)


def _member(member: Member, name: str, zone: str) -> Line:
    since = say(", since {}", day(member.granted_at, zone))
    return line(say("{}: ", member.role.name.lower()), *who(member.user_id, member.name or name), since)


# --- requests for access ----------------------------------------------------------------------------------------------


def request(asked: AccessRequest, now: datetime) -> tuple[Block, ...]:
    """Somebody asks for access."""
    return (Block((line(*who(asked.user_id, asked.name), say(" asks for access ({}).", ago(asked.asked_at, now))),)),)


def request_keys(asked: AccessRequest) -> Keys:
    def payload(role: Role) -> dict[str, int]:
        return {"user_id": asked.user_id, "role": int(role)}

    return (
        (
            Press("Reporter", "access_approve", payload(Role.REPORTER), lives=timedelta(days=30)),
            Press("Subscriber", "access_approve", payload(Role.SUBSCRIBER), lives=timedelta(days=30)),
        ),
        (Press("Deny", "access_deny", payload(Role.STRANGER), lives=timedelta(days=30)),),
    )


async def approve(turn: Turn, desk: Desk) -> Sequence[Draft]:
    role = Role(int(turn.payload["role"]))
    if role not in (Role.SUBSCRIBER, Role.REPORTER):
        raise BadRequest("Access is given as subscriber or reporter.")
    return await _decide(role, turn, desk)


async def deny(turn: Turn, desk: Desk) -> Sequence[Draft]:
    return await _decide(Role.STRANGER, turn, desk)


async def _decide(role: Role, turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The first admin who presses decides; the person is told."""
    user_id, kept = int(turn.payload["user_id"]), f"access decided:{turn.payload['user_id']}"
    if any(r.user_id == user_id for r in await desk.people.access_requests()):
        await desk.keep.put(kept, turn.incoming.key, turn.now)  # so that this press, run again after a crash, knows itself
    asked = await desk.people.decide_access(user_id, role, by=turn.incoming.user_id, at=turn.now)
    if asked is None and await desk.keep.get(kept) != turn.incoming.key:
        return [Draft((text(say("This was decided already. /people shows who has access.")),), edit_of=turn.message_id)]
    await noted(desk, turn.incoming.user_id, "access approved" if role else "access denied", f"{user_id} {role.name.lower()}")
    now_is = say(" is a {} now.", role.name.lower()) if role else say(" was denied access.")
    name = asked.name if asked else await _name(user_id, desk)
    done = Draft((Block((line(*who(user_id, name), now_is),)),), edit_of=turn.message_id, toast="Done")
    if role:
        return [done, *await welcomes(user_id, role, desk)]
    return [done, Draft((text(say("The admins did not give you access.")),), chat_id=user_id)]


COMMANDS = (
    Command("people", Role.ADMIN, "who has access, and who asks for it", people, place="private"),
    Command("grant", Role.ADMIN, "give a person or this group access", grant, "id role"),
    Command("revoke", Role.ADMIN, "take access away", revoke, "id"),
    Command("invite", Role.ADMIN, "a link that lets one person in", invite, "reporter|subscriber", "private"),
)
ACTIONS = (
    Action("access_approve", Role.ADMIN, approve),
    Action("access_deny", Role.ADMIN, deny),
    Action("grant_admin", Role.ADMIN, grant_admin),
    Action("people_leave", Role.ADMIN, leave),
)
TEXTS = ()
