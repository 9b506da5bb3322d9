import asyncio
from datetime import timedelta

from assistant.words import Delivery
from tests.outside.archive_cases import NOW, hours


def rows(key, count, chat=5, due=NOW, text="one"):
    return [Delivery(key, part, chat, {"text": text}, due, thread_id=9) for part in range(1, count + 1)]


async def test_what_was_planned_stays_as_it_was_planned(database):
    first = await database.deliveries.plan(rows("update:1", 2))
    again = await database.deliveries.plan(rows("update:1", 3, text="other"))
    assert again == first and [row.message["text"] for row in again] == ["one", "one"]
    assert [row.part for row in await database.deliveries.of("update:1")] == [1, 2]
    assert first[0].id and (first[0].thread_id, first[0].state, first[0].due_at) == (9, "due", NOW)
    assert await database.deliveries.plan([]) == []


async def test_two_workers_that_plan_one_key_at_once_plan_it_once(database):
    plans = await asyncio.gather(*[database.deliveries.plan(rows("update:1", 2 + n, text=str(n))) for n in range(4)])
    assert all(plan == plans[0] for plan in plans)


async def test_a_message_goes_from_due_to_sent_and_is_open_until_then(database):
    one, two = await database.deliveries.plan(rows("k", 2))
    await database.deliveries.sending(one.id)
    assert [row.state for row in await database.deliveries.open("k")] == ["sending", "due"]
    await database.deliveries.sent(one.id, 77, NOW)
    await database.deliveries.sending(one.id)  # a replay that comes too late
    (sent, due) = await database.deliveries.of("k")
    assert (sent.state, sent.message_id, sent.sent_at) == ("sent", 77, NOW)
    assert await database.deliveries.open("k") == [due]
    await database.deliveries.refused(two.id, "Telegram: chat not found")
    assert await database.deliveries.open("k") == []
    assert (await database.deliveries.of("k"))[1].error == "Telegram: chat not found"
    assert await database.deliveries.tally(hours(1)) == {"sent": 1, "refused": 1}


async def test_a_chat_that_does_not_want_us_loses_its_open_messages_only(database):
    first, _ = await database.deliveries.plan(rows("a", 2, chat=5))
    await database.deliveries.sent(first.id, 1, NOW)
    await database.deliveries.plan(rows("b", 1, chat=6))
    assert await database.deliveries.refuse_chat(5, "blocked") == 1
    assert [row.state for row in await database.deliveries.of("a")] == ["sent", "refused"]
    assert [row.key for row in await database.deliveries.all_open(NOW)] == ["b"]


async def test_open_messages_are_found_again_by_when_they_were_due(database):
    await database.deliveries.plan(rows("later", 1, due=NOW + timedelta(hours=1)))
    await database.deliveries.plan(rows("now", 1) + rows("before", 2, due=hours(1)))
    assert [(row.key, row.part) for row in await database.deliveries.all_open(NOW)] == [("before", 1), ("before", 2), ("now", 1)]
    assert await database.deliveries.drop("before", "the digest was cancelled") == 2
    assert [row.key for row in await database.deliveries.latest(2, "dropped")] == ["before", "before"]
    assert len(await database.deliveries.latest(9)) == 4


async def test_a_button_is_known_until_it_expires(database):
    expires = NOW + timedelta(days=1)
    token = await database.buttons.make("more", {"page": 2}, chat_id=5, user_id=7, expires_at=expires)
    assert len(token.encode()) <= 64
    made = await database.buttons.get(token, NOW)
    assert (made.action, made.payload, made.chat_id, made.user_id) == ("more", {"page": 2}, 5, 7)
    for forged in ("", "x" * 100, "\x00", "ї", token[:-1]):
        assert await database.buttons.get(forged, NOW) is None
    assert await database.buttons.get(token, expires) is None
    assert await database.buttons.sweep(NOW) == 0 and await database.buttons.sweep(expires) == 1


async def test_the_product_remembers_by_name(database):
    assert await database.settings.get("offset") is None
    await database.settings.put("offset", {"next": 5, "of": [1, 2]}, hours(1))
    await database.settings.put("offset", 6, NOW)
    assert await database.settings.get("offset") == 6


async def test_many_settings_are_read_at_once(database):
    for name in ("visit:1", "visit:2", "other"):
        await database.settings.put(name, {"of": name}, NOW)
    wanted = ["visit:1", "visit:2", "visit:3"]
    assert await database.settings.those(wanted) == {"visit:1": {"of": "visit:1"}, "visit:2": {"of": "visit:2"}}
    assert await database.settings.those([]) == {}
