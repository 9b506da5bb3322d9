"""What anybody may do: /start, and asking the admins for access. It gives nobody a role; an invitation does (ports.People)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.chat import phrases
from assistant.chat.admins import admins
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Press, Turn
from assistant.layout import Block, line, say, text
from assistant.words import Role

ASKED_BEFORE = "You have asked already. The admins will decide; you will hear from me here."


async def start(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Who I am, for this person. The link of an invitation comes as /start with its token, which is used up here."""
    if turn.incoming.chat_kind != "private":
        return [Draft((_welcome(turn.role),))] if turn.role > Role.STRANGER else ()
    if turn.text and turn.role >= Role.REPORTER:
        return [Draft((text(say("You have access already. The invitation was not used: it still lets one person in.")),))]
    if not turn.text:
        return [phrases.stranger(turn) if turn.role is Role.STRANGER else Draft((_welcome(turn.role),))]
    given = await desk.people.use_invite(turn.text[:200], turn.incoming.user_id, turn.incoming.user_name, turn.now)
    if given is not None:
        return [Draft((_welcome(max(given, turn.role)),))]
    gone = text(say("This invitation is not valid any more: they work once, and not for ever. Please ask for a new one."))
    return [Draft((gone,)), phrases.stranger(turn)] if turn.role is Role.STRANGER else [Draft((gone,))]


def _welcome(role: Role) -> Block:
    if role is Role.SUBSCRIBER:
        return text(
            say("Hello. I bring you the news of our sources as digests."),
            say(
                "/digest gives you one now, /subscribe brings them at your times, /alert tells you at once when a post holds your words."
            ),
            say("/latest shows the newest posts, /settings changes what comes here."),
            say("/help lists all I can do for you."),
        )
    lines = [
        say("Hello. Ask me about the news of our sources, in your own words: I answer from the archive and cite each sentence."),
        say("In groups, mention me or reply to me. /search finds posts, /digest sums up what is new."),
        say(
            "/subscribe brings digests at your times, /alert tells you at once; under an answer you can ask to be told when it changes."
        ),
    ]
    if role is Role.ADMIN:
        lines += [
            say("You are an admin here: /addsource adds a source, /invite brings people in, /health says how all is."),
            say("/subscribe also makes digests for groups and channels; /subscriptions shows those of all chats."),
        ]
    return text(*lines, say("/help lists all I can do for you."))


async def ask_access(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Asks every admin, once while a request is open. Run again for the same press, it asks the same again."""
    if turn.role > Role.STRANGER:
        return [Draft(toast="You have access already."), Draft((_welcome(turn.role),))]
    if not await _asks_now(turn, desk):
        return [Draft(toast=ASKED_BEFORE)]
    notices = [_notice(turn, admin) for admin in await admins(desk)]
    return [Draft((text(say("The admins have been asked. You will hear from me here.")),), toast="Asked."), *notices]


async def _asks_now(turn: Turn, desk: Desk) -> bool:
    """Opens his request; False where one is open by an earlier press, or was denied lately. Which press opened it is kept before."""
    who, name = turn.incoming, f"access:{turn.incoming.user_id}"
    if not await _is_open(who.user_id, desk):
        await desk.keep.put(name, who.key, turn.now)
    if await desk.people.request_access(who.user_id, who.chat_id, who.user_name, turn.now):
        return True
    return await desk.keep.get(name) == who.key and await _is_open(who.user_id, desk)


async def _is_open(user_id: int, desk: Desk) -> bool:
    return any(request.user_id == user_id for request in await desk.people.access_requests())


def _notice(turn: Turn, admin: int) -> Draft:
    who = turn.incoming

    def press(words: str, action: str, role: Role) -> Press:
        return Press(words, action, {"user_id": who.user_id, "role": int(role)})

    return Draft(
        (Block((line(say("{} asks for access.", who.user_name or "Somebody")), line(say("Id: {}.", str(who.user_id))))),),
        keys=(
            (press("As subscriber", "access_approve", Role.SUBSCRIBER), press("As reporter", "access_approve", Role.REPORTER)),
            (press("Deny", "access_deny", Role.STRANGER),),
        ),
        chat_id=admin,
    )


COMMANDS = (Command("start", Role.STRANGER, "begin here", start, place="anywhere"),)
ACTIONS = (Action(phrases.ASK_ACCESS, Role.STRANGER, ask_access),)
TEXTS: tuple[Command, ...] = ()
