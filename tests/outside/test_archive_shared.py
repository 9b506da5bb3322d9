"""Digests that many chats share, the plan of looks, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.words import Approval, Delivery, Subscription
from tests.outside.archive_cases import NOW, hours
from tests.outside.test_archive_answers import a_digest, two_posts


def messages(digest):
    return [Delivery(f"digest:{digest.id}", 1, digest.chat_id, {"text": "x"}, NOW)]


async def shared(database):
    """One digest of three chats."""
    a, b = await two_posts(database)
    made = [a_digest(a, b, chat_id=n, subscription_id=n) for n in (11, 12, 13)]
    return await database.digests.store_all(made, messages)


async def test_a_digest_of_many_is_kept_once_and_each_reads_it_whole(database):
    first, second, third = await shared(database)
    loaded = [(await database.digests.get(d.id)).digest for d in (first, second, third)]
    assert [d.content_id for d in loaded] == [0, first.id, first.id]
    assert loaded[1].items == loaded[0].items != () and loaded[2].shown == loaded[0].shown != ()
    assert [d.chat_id for d in loaded] == [11, 12, 13]
    assert await database.digests.between(hours(1), NOW + timedelta(hours=1)) == [first.id]
    assert len(await database.deliveries.all_open(NOW)) == 3
    again = [replace(d, id=0, content_id=first.id) for d in loaded] + [
        replace(loaded[0], id=0, chat_id=14, subscription_id=14, content_id=first.id)
    ]
    (new,) = await database.digests.store_all(again, messages)
    assert new.chat_id == 14 and len(await database.deliveries.all_open(NOW)) == 4
    assert await database.digests.store_all(again, messages) == []


async def test_chats_that_were_sent_the_same_have_the_same_memory(database):
    first, second, third = await shared(database)
    for one, chat in ((first, 11), (second, 12)):
        (row,) = await database.deliveries.of(f"digest:{one.id}")
        await database.deliveries.sent(row.id, 100 + chat, NOW, digest_id=one.id)
    assert await database.digests.contents_had(hours(1)) == {(11, 0): (first.id,), (12, 0): (first.id,)}
    assert await database.digests.contents_had(NOW + timedelta(seconds=1)) == {}
    had = await database.digests.memory_of((first.id,))
    assert had == await database.digests.memory(12, 0, hours(1)) and len(had) == 2
    assert await database.digests.memory(13, 0, hours(1)) == [] == await database.digests.memory_of(())
    assert await database.answers.linked(12, 112) == (0, second.id)
    await database.digests.settled([third.id], NOW)
    assert (await database.digests.get(third.id)).told_at == NOW


async def test_a_digest_without_messages_is_unplanned_until_it_is_told_or_settled(database):
    a, b = await two_posts(database)
    made = [await database.digests.store(a_digest(a, b, subscription_id=n, chat_id=n)) for n in (1, 2, 3)]
    await database.digests.store(a_digest(a, b, slot=None), "asked for")
    await database.deliveries.plan(messages(made[0]))
    assert [d.id for d in await database.digests.unplanned(hours(1))] == [made[1].id, made[2].id]
    assert await database.digests.unplanned(NOW + timedelta(seconds=1)) == []
    await database.digests.told(made[1].id, NOW)
    await database.digests.settled([made[2].id], NOW)
    assert await database.digests.unplanned(hours(1)) == []


async def test_what_an_editor_left_out_is_gone_and_a_lost_one_is_found(database):
    a, b = await two_posts(database)
    made = await database.digests.store(a_digest(a, b))
    store = database.approvals
    await store.hold(Approval(made.id, -7, NOW + timedelta(minutes=30), "drop"))
    await store.leave_out(made.id, 1, True)
    await store.leave_out(made.id, 3, True)
    assert (await store.leave_out(made.id, 3, False)).left_out == (1,)
    await store.leave_out(made.id, 3, True)
    assert await store.decide(made.id, "sent", by=2**40, name="Ann\x00", at=NOW)
    assert [held.digest_id for held in await store.due(NOW)] == [made.id], "its messages are not planned"
    await store.prune(made.id)
    kept = (await database.digests.get(made.id)).digest
    assert [item.story_id for item in kept.items] == ["story-2"] and [s.story_id for s in kept.shown] == ["story-2"]
    assert (await store.get(made.id)).decided_by == 2**40
    await database.deliveries.plan(messages(made))
    assert await store.due(NOW + timedelta(days=1)) == []
    assert await database.answers.citing(b.id) == ([], [])


async def test_a_subscription_with_a_plan_is_looked_at_when_its_time_comes(database):
    one, two = [await database.digests.subscribe(Subscription(0, n), hours(2)) for n in (5, 6)]
    store = database.digests
    assert await store.awaiting(NOW) == [one, two]
    await store.look_again([(one, NOW + timedelta(hours=1)), (two, NOW + timedelta(hours=2))], NOW)
    assert await store.awaiting(NOW) == []
    assert await store.awaiting(NOW + timedelta(hours=1)) == [one]
    await database.people.see_chat(6, "private", "")
    await database.people.block_chat(6, NOW)
    assert await store.awaiting(NOW + timedelta(hours=3)) == [one]
    await database.people.unblock_chat(6)
    assert await store.awaiting(NOW + timedelta(hours=3)) == [one, two]
    await store.unsubscribe(one.id, NOW)
    assert await store.awaiting(NOW + timedelta(hours=3)) == [two]


@pytest.mark.parametrize("change", [{"times": ("09:00",)}, {"quiet": ("22:00", "07:00")}, {"zone": "Asia/Tokyo"}])
async def test_a_change_voids_the_plan_and_no_plan_outlives_a_change(database, change):
    store = database.digests
    one = await store.subscribe(Subscription(0, 5), hours(2))
    await store.look_again([(one, NOW + timedelta(hours=1))], NOW)
    changed = await store.subscribe(replace(one, **change), NOW)
    assert await store.awaiting(NOW) == [changed]
    await store.look_again([(one, NOW + timedelta(hours=1))], NOW)  # made of what it was
    assert await store.awaiting(NOW) == [changed]


async def test_a_clock_that_is_put_back_voids_every_plan(database):
    store = database.digests
    one = await store.subscribe(Subscription(0, 5), hours(50))
    await store.look_again([(one, NOW + timedelta(hours=1))], NOW)
    assert await store.awaiting(NOW - timedelta(seconds=20)) == [], "clocks of two workers differ by so much"
    assert await store.awaiting(hours(26)) == [one]
    await store.look_again([(one, hours(25))], hours(26))
    assert await store.awaiting(hours(26)) == [] and await store.awaiting(hours(25)) == [one]
