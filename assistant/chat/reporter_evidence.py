"""The proof under an answer or a digest: quotes in their passages, further passages, a copy for the newsroom; and what readers think of it.

What was stored is proven again by the gate before it is shown (gate/again.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import layout
from assistant.chat.admins import admins, to_each
from assistant.chat.answer_keys import others
from assistant.chat.desk import Desk
from assistant.chat.message import Button
from assistant.chat.split import units
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.gate.again import answer_again, digest_again
from assistant.layout import Block, Span, line, say, text
from assistant.words import Answer, Digest, Noted, Role

PAGE = 3  # passages shown at a time
LONGEST_COPY = 256
"""UTF-16 units that a button may copy (Bot API, CopyTextButton)."""
GONE = "This answer is gone."
REASONS = (("Not true", "untrue"), ("Not what I asked", "beside"), ("Out of date", "old"), ("Something missing", "missing"))


async def _answer(turn: Turn, desk: Desk) -> Answer | None:
    stored = await desk.answers.get(int(turn.payload["answer"]))
    return answer_again(stored) if stored else None


async def quotes(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Every quote of an answer with its passage, and a button that copies it where it is short enough."""
    answer = await _answer(turn, desk)
    if answer is None or not answer.claims:
        return [Draft(toast=GONE)]
    return [Draft(_proof(answer, turn), reply=True)]


def _proof(answer: Answer, turn: Turn) -> tuple[Block, ...]:
    """Of what it says, and of what it set beside that."""
    told = layout.evidence(answer.claims, answer.posts, turn.zone, turn.now)
    return told + layout.evidence_of_sides(answer, turn.zone, turn.now)


async def digest_quotes(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The same for a digest, story by story; `item`: for one of its stories, that has a message of its own."""
    stored, only = await desk.digests.get(int(turn.payload["digest"])), turn.payload.get("item")
    again = digest_again(stored) if stored else None
    if again and only is not None:
        again = replace(again, items=again.items[int(only) : int(only) + 1])
    shown = _stories(again, turn) if again else ()
    return [Draft(shown, reply=True)] if shown else [Draft(toast="There are no quotes to show.")]


def _stories(digest: Digest, turn: Turn) -> tuple[Block, ...]:
    return tuple(b for item in digest.items for b in layout.evidence(item.claims, item.posts, turn.zone, turn.now))


async def more(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The passages found beside those cited, a few at a time; further pages take the place of the first."""
    answer = await _answer(turn, desk)
    if answer is None:
        return [Draft(toast=GONE)]
    skip, found = int(turn.payload["skip"]), others(answer)
    if not found[skip:]:
        return [Draft(toast="That is all I found.")]
    shown = layout.posts(say("Also found"), found[skip : skip + PAGE], turn.zone, turn.now)
    turning = bool(turn.payload.get("turning"))
    return [Draft(shown, _pages(answer, skip, len(found)), edit_of=turn.message_id if turning else 0, reply=not turning)]


def _pages(answer: Answer, skip: int, count: int) -> Keys:
    def press(words: str, to: int) -> Press:
        return Press(words, "more", {"answer": answer.id, "skip": to, "turning": True}, anyone=True)

    row = [press("‹ Back", skip - PAGE)] if skip else []
    if skip + PAGE < count:
        row.append(press("Next ›", skip + PAGE))
    return (tuple(row),) if row else ()


async def copy(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Sentences, attribution and links as characters alone: a tap on the box copies them; a button does where they are short."""
    answer = await _answer(turn, desk)
    if answer is None or not answer.claims:
        return [Draft(toast=GONE)]
    block = layout.to_copy(answer.claims, answer.posts, turn.zone, turn.now)
    plain = layout.plain((block,))
    keys: Keys = ((Button("Copy all", copy=plain),),) if units(plain) <= LONGEST_COPY else ()
    return [Draft((block,), keys, reply=True)]


# --- good or bad ------------------------------------------------------------------------------------------------------


async def vote(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Thumbs: noted once a person and answer. A bad one reaches the admins with question and evidence, and asks for the reason."""
    answer = await _answer(turn, desk)
    if answer is None:
        return [Draft(toast=GONE)]
    good = bool(turn.payload["good"])
    if not await _first_vote(turn, answer, good, desk):
        return [Draft(toast="You have told me already, thank you.")]
    if good:
        return [Draft(toast="Thank you.")]
    keys: Keys = tuple(
        tuple(Press(words, "why_bad", {"answer": answer.id, "why": why}) for words, why in row)
        for row in (REASONS[:2], REASONS[2:])
    )
    asked = Draft((text(say("Thank you. The admins see your question and the evidence. What was wrong?")),), keys, reply=True)
    return [asked, *to_each(await admins(desk), _complaint(answer, turn))]


def _complaint(answer: Answer, turn: Turn) -> tuple[Block, ...]:
    who = turn.incoming
    head = Block(
        (
            line(Span(say("👎 for answer {}", str(answer.id)), "strong")),
            line(say("{} ({}) asked: «{}»", who.user_name or "Somebody", str(who.user_id), answer.question.text)),
        )
    )
    return (head, *layout.answer(answer, turn.zone), *_proof(answer, turn))


async def _first_vote(turn: Turn, answer: Answer, good: bool, desk: Desk) -> bool:
    """Whether this press is the one that counts; run again, it still is."""
    name = f"vote:{answer.id}:{turn.incoming.user_id}"
    kept = await desk.keep.get(name)
    if kept is None:
        await desk.audit.note(Noted(turn.now, turn.incoming.user_id, "good answer" if good else "bad answer", str(answer.id)))
        await desk.keep.put(name, turn.incoming.key, turn.now)
    return kept in (None, turn.incoming.key)


async def why_bad(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The reason, added to the notice of before."""
    why = next((words for words, name in REASONS if name == turn.payload["why"]), "")
    number, who = str(turn.payload["answer"]), turn.incoming
    told = (text(say("👎 for answer {}: {} ({}) says «{}».", number, who.user_name or "Somebody", str(who.user_id), why)),)
    thanks = Draft((text(say("Thank you: «{}». The admins see it.", why)),), edit_of=turn.message_id, toast="Thank you.")
    return [thanks, *to_each(await admins(desk), told)]


COMMANDS: tuple[Command, ...] = ()
ACTIONS = (
    Action("quotes", Role.SUBSCRIBER, quotes, changes=False),
    Action("digest_quotes", Role.SUBSCRIBER, digest_quotes, changes=False),
    Action("more", Role.REPORTER, more, changes=False),
    Action("copy", Role.SUBSCRIBER, copy, changes=False),
    Action("vote", Role.REPORTER, vote),
    Action("why_bad", Role.REPORTER, why_bad),
)
TEXTS: tuple[Command, ...] = ()
