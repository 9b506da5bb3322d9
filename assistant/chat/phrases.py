"""Our own words in the chat that more than one handler says. Everything here is fixed text; what is put into it is treated as foreign."""

from __future__ import annotations

from assistant.chat.turn import Draft, Press, Turn
from assistant.layout import Block, line, problem, progress, say, text
from assistant.words import Role

EXPIRED = "This button has expired. Please ask again."
NOT_YOURS = "This button is for the person it was made for."
NOT_ALLOWED = "You may not do this here."
ASK_ACCESS = "ask_access"


def searching(handler: str = "") -> tuple[Block, ...]:
    """The progress line of a slow handler, by its name."""
    return progress(BUSY.get(handler) or say("Searching the archive …"))


BUSY = {
    "addsource": say("Looking at this address …"),
    "source_look": say("Looking at this address …"),
    "resume": say("Reading this source …"),
    "ingest": say("Reading this address …"),
    "voice": say("Listening …"),
    "document": say("Reading this file …"),
}


def failed() -> tuple[Block, ...]:
    return problem("Something went wrong on our side. It is logged; please try again in a moment.")


def unknown_command(name: str) -> tuple[Block, ...]:
    return (text(say("There is no command /{}. /help shows those you may use.", name)),)


def only_private() -> tuple[Block, ...]:
    return (text(say("Please use this command in a private chat with me.")),)


def needs(role: Role) -> tuple[Block, ...]:
    if role is Role.ADMIN:
        return (text(say("Only admins may do this.")),)
    return (
        text(
            say(
                "Questions and searches are for reporters here. Yours are /digest, /latest and /subscribe; an admin can give you more."
            )
        ),
    )


def stranger(turn: Turn) -> Draft:
    """What a stranger sees: his id, and a button that asks the admins."""
    return Draft(
        (
            text(say("I answer questions for a newsroom, and I do not know you yet.")),
            Block((line(say("Your id is "), say("{}", str(turn.incoming.user_id)), say(".")),)),
        ),
        keys=((Press("Ask for access", ASK_ACCESS),),),
    )
