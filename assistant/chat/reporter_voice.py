"""Voice notes as questions: role and limits first, then heard, shown as it was heard, and answered like any question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.chat.desk import Desk
from assistant.chat.incoming import Voice
from assistant.chat.reporter_asking import question
from assistant.chat.reporter_limits import LONGEST, refusal
from assistant.chat.turn import Command, Draft, Turn
from assistant.errors import BadRequest
from assistant.layout import Block, line, say, text
from assistant.words import Role

LONGEST_NOTE = 120  # seconds: a question takes ten, what takes longer is an interview
LARGEST_NOTE = 4 * 1024 * 1024  # bytes: two minutes of Telegram's voice take half a megabyte, of music at most four
ENDINGS = {"audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/wav": "wav", "audio/x-wav": "wav",
           "audio/flac": "flac", "audio/webm": "webm"}  # fmt: skip


async def voice(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The answer to what was said, and above it what was heard. Raises BadRequest where it cannot be heard."""
    note = turn.incoming.voice
    if desk.hear is None or note is None:
        raise BadRequest("I cannot listen to voice notes. Please write your question.")
    if note.seconds > LONGEST_NOTE or note.size > LARGEST_NOTE:
        raise BadRequest(f"This is too long to listen to: {LONGEST_NOTE // 60} minutes at most. Please ask in a sentence or two.")
    if (refused := await refusal(turn, desk)) is not None:
        return refused
    said, cost = await _said(note, turn, desk)
    if not said:
        return [Draft((text(say("I heard nothing that I could understand. Please say it again, or write it.")),), reply=True)]
    heard = Block((line(say("I heard: «{}»", said[:LONGEST] + ("…" if len(said) > LONGEST else ""))),))
    answered = await question(replace(turn, incoming=replace(turn.incoming, text=said)), desk, spent=cost)
    return [replace(answered[0], blocks=(heard, *answered[0].blocks)), *answered[1:]] if answered else ()


async def _said(note: Voice, turn: Turn, desk: Desk) -> tuple[str, float]:
    """(transcript on one line, its price). Of a note that was heard before we were stopped: what it was written down as, for nothing."""
    if (stored := await desk.answers.by_key(turn.incoming.key)) is not None:
        return stored.answer.question.text, 0.0
    before = [q for q in await desk.answers.open_questions() if q.key == turn.incoming.key]
    if before:
        return before[0].text, 0.0
    audio = await desk.download(note.file_id)
    if len(audio) > LARGEST_NOTE:
        raise BadRequest("This recording is too large to listen to.")
    assert desk.hear is not None
    said, cost = await desk.hear(audio, f"voice.{ENDINGS.get(note.content_type, 'ogg')}", note.seconds)
    return " ".join(said.split()), cost


COMMANDS: tuple[Command, ...] = ()
ACTIONS = ()
TEXTS = (Command("voice", Role.REPORTER, "answer a spoken question", voice, slow=True),)
