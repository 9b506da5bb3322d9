"""What alerts, editors and followed answers remember, on both databases."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.words import Approval, Hit, ParsedPost, Source, Subscription
from tests.outside.archive_cases import NOW


def hit(version, alert=1, origin=0, at=NOW):
    return Hit(0, alert, version, version, origin or version, at)


async def test_a_version_is_found_once_for_an_alert_and_told_once(database):
    store = database.alerts
    await asyncio.gather(*[store.found([hit(1), hit(2), hit(1, alert=2)]) for _ in range(3)])
    first, second, other = await store.open()
    assert [(h.subscription_id, h.version_id) for h in (first, second, other)] == [(1, 1), (1, 2), (2, 1)]
    assert first.state == "waiting"
    await store.claim([first.id, second.id], "alert:1:1")
    await store.claim([first.id], "alert:1:9")
    assert [h.id for h in await store.of("alert:1:1")] == [first.id, second.id]
    await store.settle([first.id, second.id], "told", NOW)
    await store.settle([other.id], "dropped", NOW)
    assert await store.open() == []
    assert await store.told_since(1, NOW - timedelta(hours=1)) == [NOW]
    assert [h.version_id for h in await store.told_posts(1, [1, 2, 3])] == [1, 2] and await store.told_posts(2, [1]) == []
    await store.found([hit(1)])
    assert await store.open() == []
    await store.sweep(NOW + timedelta(seconds=1))
    assert await store.of("alert:1:1") == []


async def test_what_arrived_is_read_once_with_late_commits_and_not_again(database):
    source = await database.sources.add(Source(0, "feed", "https://a.example/feed", "A"))
    for name in ("one", "two", "three"):
        await database.posts.keep_many(source.id, [ParsedPost(name, name, f"https://a.example/{name}", f"Text of {name}.")], NOW)
    all_of_them = await database.alerts.arrived(0, NOW, 10)
    assert [p.key for p in all_of_them] == ["one", "two", "three"]
    ids = [p.version.id for p in all_of_them]
    assert await database.alerts.newest() == ids[-1]
    late = await database.alerts.arrived(ids[-1], NOW - timedelta(minutes=1), 10, {ids[0], ids[2]})
    assert [p.key for p in late] == ["two"]
    assert await database.alerts.arrived(ids[-1], NOW + timedelta(minutes=1), 10) == []


@pytest.fixture
async def held(database):
    from assistant.words import Digest

    made = await database.digests.store(Digest(5, NOW, NOW, (), subscription_id=3, slot=NOW))
    return await database.approvals.hold(Approval(made.id, 7, NOW + timedelta(minutes=30), "send"))


async def test_of_many_editors_one_decides(database, held):
    decided = await asyncio.gather(
        *[
            database.approvals.decide(held.digest_id, state, by=n, name=str(n), at=NOW)
            for n, state in enumerate(["sent", "dropped"] * 3, 1)
        ]
    )
    assert sum(decided) == 1
    kept = await database.approvals.get(held.digest_id)
    assert kept.decided_by == decided.index(True) + 1
    assert await database.approvals.leave_out(held.digest_id, 1, True) is None
    assert await database.approvals.hold(replace(held, after="drop")) == kept


async def test_an_approved_digest_may_still_be_sent_dropped_or_lose_an_item(database, held):
    store = database.approvals
    assert await store.decide(held.digest_id, "approved", by=1, name="Ann", at=NOW)
    assert not await store.decide(held.digest_id, "approved", by=2, name="Ben", at=NOW)
    assert (await store.leave_out(held.digest_id, 2, True)).left_out == (2,)
    assert [a.digest_id for a in await store.waiting(7)] == [held.digest_id]
    assert await store.due(NOW) == [] and len(await store.due(NOW + timedelta(minutes=30))) == 1
    assert await store.decide(held.digest_id, "dropped", by=2, name="Ben", at=NOW)
    assert await store.waiting(7) == []


async def test_a_migrated_group_keeps_its_alerts_and_its_editors(database, held):
    made = await database.digests.subscribe(Subscription(0, 7, instant=True, times=(), editor_chat=7, languages=("uk",)), NOW)
    await database.people.see_chat(7, "group", "Editors")
    await database.people.migrate_chat(7, -1007)
    await database.digests.subscribe(Subscription(0, 8), NOW)
    await database.digests.subscribe(Subscription(0, 8, instant=True, paused=True), NOW)
    assert [s.id for s in await database.digests.instant()] == [made.id]
    kept = await database.digests.subscription(made.id)
    assert (kept.chat_id, kept.editor_chat, kept.instant, kept.times, kept.languages) == (-1007, -1007, True, (), ("uk",))
    assert (await database.approvals.get(held.digest_id)).chat_id == -1007


async def test_alerts_are_read_anew_only_where_a_subscription_has_changed(database):
    store = database.digests
    assert await store.instant() == []
    one = await store.subscribe(Subscription(0, 5, instant=True, topics=("flood",)), NOW)
    two = await store.subscribe(Subscription(0, 6, instant=True, topics=("bridge",)), NOW)
    await store.subscribe(Subscription(0, 6, topics=("no alert",)), NOW)
    first = await store.instant()
    assert first == [one, two] and await store.instant() is first
    changed = replace(two, topics=("tunnel",), zone="Asia/Kathmandu")
    await store.subscribe(changed, NOW)
    assert await store.instant() == [one, changed]
    await store.unsubscribe(one.id, NOW)
    assert await store.instant() == [changed]
    await database.people.see_chat(6, "private", "Six")
    await database.people.block_chat(6, NOW)
    assert await store.instant() == []
