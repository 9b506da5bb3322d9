"""How the newsroom stands: /health, /deliveries, and the notices that a source is ill or well again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from assistant.addresses import mask_url
from assistant.chat.admins import noted, to_each
from assistant.chat.desk import Desk
from assistant.chat.turn import Action, Command, Draft, Keys, Press, Turn
from assistant.collect.health import QUIET_WORDS, SILENT, ailment
from assistant.layout import Block, Line, Span, Words, heading, line, moment, say, text
from assistant.words import Delivery, Role, Source, Tended

NEWEST = 15
LOOKED_AT = 100  # deliveries, to find those to others among an admin's own
MOST_ILL = 5  # sources with buttons of their own


async def health(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """What stands how; then each ill source with its reason and buttons."""
    lines = await desk.health()
    shown = Block(tuple(line(Span(say("{}: ", name), "strong"), say("{}", how)) for name, how in lines))
    silent = await desk.keep.get(SILENT) or ()
    ill = [(t, why) for t in await desk.sources.tended() if (why := ailment(t) or _silence(t, silent))]
    more = [Draft((_more(len(ill) - MOST_ILL),))] if len(ill) > MOST_ILL else []
    return [Draft((heading(say("Health")), shown), reply=True), *(_ill(t.source, why) for t, why in ill[:MOST_ILL]), *more]


def _silence(tended: Tended, silent: Sequence[int]) -> str:
    return QUIET_WORDS if tended.source.state == "active" and tended.source.id in silent else ""


def _ill(source: Source, why: str) -> Draft:
    return Draft(sick(source, why), tending(source), silent=True)


def _more(count: int) -> Block:
    return text(
        say("One more source is ill: /resume shows it.")
        if count == 1
        else say("{} more sources are ill: /resume shows them.", count)
    )


def sick(source: Source, why: str) -> tuple[Block, ...]:
    """The source, its address and what ails it."""
    name = line(Span(say("{}", source.title), "strong"), say(" (source {}) is ill.", str(source.id)))
    return (Block((name, line(say("{}", why)), line(say("{}", mask_url(source.url))))),)


def tending(source: Source) -> Keys:
    """Retry, pause, remove."""
    given, lives = {"source": source.id}, timedelta(days=30)
    return (
        (
            Press("Retry now", "source_resume", given, lives=lives),
            Press("Pause", "source_pause", given, lives=lives),
            Press("Remove", "source_remove", given, lives=lives),
        ),
    )


def notices(tended: Tended, change: Literal["ill", "well"], why: str, admins: Sequence[int]) -> Sequence[Draft]:
    """What each admin is told when a source falls ill or is well again; `why` is a sentence."""
    source = tended.source
    if change == "ill":
        return to_each(admins, sick(source, why), tending(source))
    well = line(Span(say("{}", source.title), "strong"), say(" (source {}) is well again.", str(source.id)))
    return to_each(admins, (Block((well,)),))


# --- other embeddings ---------------------------------------------------------------------------------------------------


def embedding_offer(cost: str, admins: Sequence[int]) -> Sequence[Draft]:
    """EMBEDDING_MODEL names other embeddings than the archive has: what changing takes, and the button that begins it."""
    words = (
        say("EMBEDDING_MODEL names other embeddings than the archive has. {}", cost),
        say("Until they are made, the old ones are used. Answers go on meanwhile."),
    )
    return to_each(admins, (text(*words),), ((Press("Embed now", "reembed", lives=timedelta(days=30)),),))


async def reembed(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """Begin in the background; pressed twice, or by two admins, it is done once."""
    await desk.engine.start("reembed", str(turn.incoming.update_id), {})
    await noted(desk, turn.incoming.user_id, "embed", "everything anew")
    return [
        Draft(
            (text(say("Embedding anew in the background. /health says which embeddings are in use.")),), edit_of=turn.message_id
        )
    ]


# --- /deliveries ------------------------------------------------------------------------------------------------------


async def deliveries(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The newest messages to others than who asks, and those that were refused, with the reason."""
    now, mine = turn.now, turn.incoming.chat_id
    tally = await desk.deliveries.tally(now - timedelta(days=1))
    newest = [d for d in await desk.deliveries.latest(LOOKED_AT) if d.chat_id != mine and d.state != "refused"][:NEWEST]
    refused = await desk.deliveries.latest(NEWEST, "refused")
    names = {c.id: c.title for c in await desk.people.chats()}
    told = ", ".join(f"{count} {STATES[state]}" for state, count in sorted(tally.items())) or "none"
    blocks = [heading(say("Deliveries")), text(say("In the last 24 hours: {}.", told))]
    blocks += _list(say("Newest to others"), newest, names, turn.zone, now)
    blocks += _list(say("Refused"), refused, names, turn.zone, now)
    return [Draft(tuple(blocks), reply=True)]


STATES = {
    "due": "waiting", "sending": "on the way", "sent": "sent", "refused": "refused", "not_sent": "not sent", "dropped": "dropped",
}  # fmt: skip
KINDS = {
    "update": "answer", "digest": "digest", "approval": "digest before its editor", "health": "notice", "watch": "awaited answer",
    "follow": "changed answer", "send": "message",
}  # fmt: skip


def _list(title: Words, found: Sequence[Delivery], names: dict[int, str], zone: str, now: datetime) -> list[Block]:
    return [heading(title), Block(tuple(_delivery(d, names, zone, now) for d in found))] if found else []


def _delivery(delivery: Delivery, names: dict[int, str], zone: str, now: datetime) -> Line:
    """When, what, to whom, and how it went."""
    when = moment(delivery.sent_at or delivery.due_at, zone, now)
    kind = KINDS.get(delivery.key.partition(":")[0], "message")
    name = names.get(delivery.chat_id, "")
    to = say(" to {} ({}): ", name, str(delivery.chat_id)) if name else say(" to {}: ", str(delivery.chat_id))
    why = say(". {}", delivery.error) if delivery.error else say("")
    return line(say("{} ", when), say("{}", kind), to, say("{}", STATES[delivery.state]), why)


COMMANDS = (
    Command("health", Role.ADMIN, "what is ill, what waits, what was spent", health, place="private"),
    Command("deliveries", Role.ADMIN, "what was sent, and what was refused and why", deliveries, place="private"),
)
ACTIONS = (Action("reembed", Role.ADMIN, reembed),)
TEXTS = ()
