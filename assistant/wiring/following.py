"""Questions whose answer is followed: asked again where posts came in, told when the answer says something else (alerts/changed.py).

Killed anywhere: the changed answer is kept under the answer that it follows, its message has the same key, and only then it is the one
told last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.alerts.changed import changed
from assistant.chat.outbox import Outbox
from assistant.chat.subscriber_following import told_changed
from assistant.gate.again import answer_again
from assistant.wiring import asking, digesting
from assistant.wiring.house import House
from assistant.words import Answer, Following, Role, StoredAnswer

AGAIN = timedelta(minutes=5)  # between two looks at one question: a look may ask a model


async def look(house: House, outbox: Outbox) -> None:
    """Ask again what is followed, and tell what has changed. Raises StoreError, SendError."""
    for one in await house.database.followings.all():
        if not await _may_ask(one, house):
            await house.database.followings.end(one.id, house.clock())
        elif await _has_new(one, house):
            await _look(one, house, outbox)


async def _may_ask(one: Following, house: House) -> bool:
    """Whether he may still ask there: rights may have changed since."""
    who = one.question.asker
    role = await house.database.people.role_of(
        who.user_id, who.chat_id, private=who.chat_id > 0, admin_ids=house.settings.admin_ids
    )
    return role >= Role.REPORTER


async def _look(one: Following, house: House, outbox: Outbox) -> None:
    before = await house.database.answers.get(one.answer_id)
    if before is None:
        return
    key = f"follow:{one.id}:{one.answer_id}"
    stored = await house.database.answers.by_key(key)
    now = answer_again(stored) if stored else await _changed(one, before, key, house)
    if now is None:
        return
    draft = told_changed(one, answer_again(before), before.answered_at, now)
    await outbox.plan(key, [draft], user_id=one.question.asker.user_id)
    await house.database.followings.moved_on(one.id, now.id)
    await outbox.send(key)


async def _changed(one: Following, before: StoredAnswer, key: str, house: House) -> Answer | None:
    """The answer now, kept; None where it says what was told."""
    asked = replace(one.question, key=key, text=before.answer.receipt.asked_as or one.question.text, asked_at=house.clock())
    found = await asking.found_now(asked, (), house=house)
    if not changed(before.claims, found, before.answered_at):
        return None
    await house.database.answers.ask(asked)
    return await house.database.answers.store(found, house.clock())


async def _has_new(one: Following, house: House) -> bool:
    """Whether anything came in, since the last look, that he may see; not more often than AGAIN."""
    name, now = f"follow:looked:{one.id}", house.clock()
    kept = await house.database.settings.get(name) or {}
    if kept and now - datetime.fromisoformat(kept["at"]) < AGAIN:
        return False
    newest = await house.database.posts.latest(digesting.scope_of(await asking.readable(one.question.asker, house)), 1)
    stamp = f"{newest[0].version.id}:{await house.database.alerts.newest()}" if newest else ""
    if stamp == kept.get("stamp"):
        return False
    await house.database.settings.put(name, {"at": now.isoformat(), "stamp": stamp}, now)
    return bool(newest)
