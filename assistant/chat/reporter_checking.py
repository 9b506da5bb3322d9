"""/check: a reporter's draft held against the posts, sentence by sentence; the same as a page to keep. It stores nothing of the draft."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.message import Attachment
from assistant.chat.reporter_asking import asker
from assistant.chat.turn import Action, Command, Draft, Turn
from assistant.check.draft import LARGEST, from_file
from assistant.errors import BadRequest
from assistant.layout import say, text
from assistant.words import Role

PAGE_NAME = "draft-checked.html"
HOW = (
    say("Write the draft behind the command: /check The old bridge closed on Monday."),
    say(
        "Longer ones, up to 8,000 characters: send a .txt or .docx file with /check as its caption, or answer the file with /check."
    ),
)


async def check(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The draft behind the command, or in the file that carries it as caption or that it answers. Raises BadRequest for one that cannot be
    checked."""
    draft = await _draft(turn, desk)
    if not draft.strip():
        return [Draft((text(*HOW),), reply=True)]
    who = asker(turn)
    found = await desk.check(draft, who.role, turn.incoming.chat_id)
    shown = layout.checked(found, turn.zone, turn.now)
    page = layout.check_page(found, turn.zone, turn.now).encode("utf-8", "replace")
    kept = Draft((text(say("The same as a page.")),), attachment=Attachment(PAGE_NAME, page), silent=True)
    return [Draft(shown, reply=True), kept] if found.sentences else [Draft(shown, reply=True)]


async def _draft(turn: Turn, desk: Desk) -> str:
    document = turn.incoming.document or (None if turn.text.strip() else turn.incoming.reply_document)
    if document is None:
        return turn.text
    if document.size > LARGEST:
        raise BadRequest(f"This file is too large: I read drafts of up to {LARGEST // 2**20} MB.")
    return from_file(document.name, await desk.download(document.file_id))


COMMANDS = (Command("check", Role.REPORTER, "hold a draft against the posts", check, "draft", slow=True),)
ACTIONS: tuple[Action, ...] = ()
TEXTS: tuple[Command, ...] = ()
