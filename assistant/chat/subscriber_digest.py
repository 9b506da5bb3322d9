"""/digest: what is new, now. It remembers what a chat was shown by storing the digest; sending it makes that the chat's memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assistant import layout
from assistant.chat.desk import Desk
from assistant.chat.subscriber_words import about, read
from assistant.chat.turn import Command, Draft, Keys, Press, Turn
from assistant.gate.again import digest_again
from assistant.layout import say, text
from assistant.words import Digest, Role, Subscription

LOOK_BACK = timedelta(hours=24)  # what was shown before does not come again, so nothing in between is lost or repeated


async def no_digests_here(turn: Turn, desk: Desk) -> Sequence[Draft] | None:
    """A group gets digests by its own role: its members would read them, whatever the role of the one who asks. None: it may."""
    if turn.incoming.chat_kind == "private":
        return None
    chat = await desk.people.chat(turn.incoming.chat_id)
    if chat and chat.role > Role.STRANGER:
        return None
    return [Draft((text(say("This group may not have digests yet. An admin allows it with /grant, here.")),), reply=True)]


def begun(turn: Turn) -> Subscription:
    """What is chosen before anything is: here, in this topic, in this chat's zone."""
    i = turn.incoming
    return Subscription(0, i.chat_id, i.thread_id, zone=turn.zone, made_by=i.user_id)


async def digest(turn: Turn, desk: Desk) -> Sequence[Draft]:
    """The last day's stories that this chat has not had; about certain topics where they are named."""
    if (refused := await no_digests_here(turn, desk)) is not None:
        return refused
    made = await _stored(turn, desk)
    alone = not await desk.digests.of_chat(turn.incoming.chat_id)
    return [told(made, (Press("Bring this every day", "subscription_begin"),) if alone else ())]


def told(made: Digest, beside: tuple[Press, ...] = ()) -> Draft:
    """The digest as a message for its chat and topic, with the button that proves it, and others `beside` it."""
    proof = (Press("Quotes", "digest_quotes", {"digest": made.id}, anyone=True),) if any(i.claims for i in made.items) else ()
    row = (*proof, *beside)
    return Draft(layout.digest(made), (row,) if row else (), chat_id=made.chat_id, thread_id=made.thread_id, digest_id=made.id)


def messages_of(subscription: Subscription, made: Digest) -> list[Draft]:
    """A subscription's digest as its messages: one, or one for each story."""
    if not subscription.apart or len(made.items) < 2:
        return [told(made)]
    whole, parts = told(made), layout.apart(made)
    return [replace(whole, blocks=part, keys=_proof(made, at)) for at, part in enumerate(parts)]


def _proof(made: Digest, at: int) -> Keys:
    """The button that proves one story, in its own message."""
    return ((Press("Quotes", "digest_quotes", {"digest": made.id, "item": at}, anyone=True),),) if made.items[at].claims else ()


def alerted(made: Digest, subscription: Subscription) -> Draft:
    """An alert's message: proof under it, and its end."""
    ends = (
        ()
        if subscription.chat_id < 0
        else (Press("Stop this alert", "subscription_ending", {"id": subscription.id, "beside": True}),)
    )
    return replace(told(made, ends), blocks=layout.alert(made, about(subscription)))


async def _stored(turn: Turn, desk: Desk) -> Digest:
    """Made once for an update: run again, the same comes back."""
    key = turn.incoming.key
    if stored := await desk.digests.by_key(key):
        return digest_again(stored)
    made = await desk.digest(read(turn.text, begun(turn)), turn.now - LOOK_BACK, turn.now)
    return await desk.digests.store(made, key)


COMMANDS = (Command("digest", Role.SUBSCRIBER, "what is new, now", digest, "[topics]", slow=True),)
ACTIONS = ()
TEXTS: tuple[Command, ...] = ()
