from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.words import (
    Answer,
    Asker,
    Digest,
    DigestItem,
    Passage,
    Period,
    Proven,
    Question,
    Quote,
    Receipt,
    Role,
    Shown,
    Subscription,
)
from tests.outside.archive_cases import MODEL, NOW, a_source, hours, kept_and_indexed, read

RECEIPT = Receipt(
    period=Period(hours(24), None, "since yesterday"),
    sources=2,
    posts=9,
    newest=hours(1),
    only_sources=("One",),
    written_by="model",
    dropped=1,
    cost=0.25,
    seconds=1.5,
)


def asked(key="update:1", text="What about the ferry?", user=7, chat=5, thread=0, at=NOW, **more):
    return Question(key, text, at, "Europe/Kyiv", Asker(user, chat, thread, Role.REPORTER), **more)


def proven(post, text, part="text"):
    whole = post.title if part == "title" else post.text
    start = whole.index(text)
    return Proven(f"{text}, it says.", (Quote(post.version.id, start, start + len(text), text, part),), original=text)


def answered(question, *posts, claims=(), passages=()):
    return Answer(question, tuple(claims), tuple(posts), tuple(passages), RECEIPT)


async def two_posts(database):
    source = await a_source(database)
    return await kept_and_indexed(
        database, source, read("a", title="Ferry news", text="Nine boats sank."), read("b", text="Ten boats sank.")
    )


async def test_an_answer_comes_back_as_it_was_stored(database):
    a, b = await two_posts(database)
    claims = [proven(b, "Ten boats"), proven(a, "Ferry news", "title")]
    given = answered(asked(all_time=True), b, a, claims=claims, passages=[Passage(3, a, 0, 4, 0.5)])
    stored = await database.answers.store(given, NOW)
    loaded = await database.answers.by_key("update:1")
    assert loaded == await database.answers.get(stored.id)
    assert loaded.answer == replace(given, claims=(), id=stored.id)
    assert [(claim.text, claim.quotes, claim.original) for claim in loaded.claims] == [
        (c.text, c.quotes, c.original) for c in claims
    ]
    assert loaded.answered_at == NOW


async def test_an_answer_stays_tied_to_the_version_it_cites(database):
    a, _ = await two_posts(database)
    stored = await database.answers.store(answered(asked(), a, claims=[proven(a, "Nine boats")]), NOW)
    source = (await database.sources.all())[0]
    await kept_and_indexed(database, source, read("a", title="Ferry news", text="Eight boats sank."))
    loaded = await database.answers.get(stored.id)
    assert loaded.claims[0].quotes[0].text == "Nine boats"
    assert loaded.answer.posts[0].version == a.version
    assert await database.answers.citing(a.id) == ([stored.id], [])


async def test_storing_an_answer_again_keeps_the_first(database):
    a, b = await two_posts(database)
    first = await database.answers.store(answered(asked(), a, claims=[proven(a, "Nine boats")]), NOW)
    second = await database.answers.store(answered(asked(), b, claims=[proven(b, "Ten boats")]), NOW)
    assert second.id == first.id
    assert [claim.text for claim in (await database.answers.get(first.id)).claims] == ["Nine boats, it says."]


async def test_what_is_set_beside_an_answer_is_kept_once_apart_from_what_it_says(database):
    a, b = await two_posts(database)
    near = [Passage(3, b, 0, 4, 0.5)]
    stored = await database.answers.store(answered(asked(), a, claims=[proven(a, "Nine boats")], passages=near), NOW)
    assert (await database.answers.get(stored.id)).sides == () and await database.answers.citing(b.id) == ([], [])
    side, other = proven(b, "Ten boats"), proven(b, "boats sank")
    for more in ([side], [side], [side, other]):
        await database.answers.store_sides(stored.id, more)
    loaded = await database.answers.get(stored.id)
    assert [(s.text, s.quotes, s.original) for s in loaded.sides] == [(s.text, s.quotes, s.original) for s in (side, other)]
    assert [claim.text for claim in loaded.claims] == ["Nine boats, it says."]
    assert loaded.shown == (*loaded.claims, *loaded.sides)
    assert await database.answers.citing(b.id) == ([stored.id], [])


async def test_an_answer_whose_sides_are_known_keeps_them_with_it(database):
    a, b = await two_posts(database)
    given = answered(asked(), a, claims=[proven(a, "Nine boats")], passages=[Passage(3, b, 0, 4, 0.5)])
    stored = await database.answers.store(replace(given, sides=(proven(b, "Ten boats"),)), NOW)
    loaded = await database.answers.get(stored.id)
    assert [side.quotes[0].text for side in loaded.sides] == ["Ten boats"] and loaded.answer.sides == ()


async def test_a_question_is_open_until_it_is_answered_or_ended(database):
    for number in range(3):
        await database.answers.ask(asked(f"update:{number}"))
    await database.answers.ask(asked("update:0", text="other words"))
    assert await database.answers.open_questions() == [asked(f"update:{number}") for number in range(3)]
    await database.answers.store(answered(asked("update:0")), NOW)
    await database.answers.end("update:1", "cancelled")
    await database.answers.end("update:0", "cancelled")  # too late
    assert [question.key for question in await database.answers.open_questions()] == ["update:2"]
    assert await database.answers.by_key("update:2") is None
    assert (await database.answers.by_key("update:0")).answer.posts == ()


async def test_turns_are_those_of_the_conversation_oldest_first(database):
    for number, (user, chat, thread) in enumerate([(7, 5, 0), (7, 5, 0), (8, 5, 0), (7, 6, 0), (7, 5, 3), (7, 5, 0)]):
        at = NOW + timedelta(minutes=number)
        await database.answers.store(answered(asked(f"update:{number}", user=user, chat=chat, thread=thread, at=at)), at)
    turns = await database.answers.turns(5, 0, 7, 2, hours(1))
    assert [turn.answer.question.key for turn in turns] == ["update:1", "update:5"]
    assert len(await database.answers.turns(5, 0, 7, 9, NOW + timedelta(minutes=1))) == 2
    assert len(await database.answers.between(NOW, NOW + timedelta(minutes=2))) == 2


async def test_messages_lead_to_the_answer_they_carry(database):
    stored = await database.answers.store(answered(asked()), NOW)
    await database.answers.link(5, 101, answer_id=stored.id)
    await database.answers.link(5, 101, answer_id=stored.id)
    await database.answers.link(5, 102, answer_id=stored.id)
    await database.answers.link(5, 103, digest_id=4)
    assert await database.answers.linked(5, 102) == (stored.id, 0)
    assert await database.answers.linked(5, 103) == (0, 4)
    assert await database.answers.linked(6, 102) == (0, 0)
    assert await database.answers.messages_of(answer_id=stored.id) == [(5, 101), (5, 102)]


async def test_who_waits_for_evidence_is_told_once(database):
    stored = await database.answers.store(answered(asked()), NOW)
    await database.answers.watch(stored.id, NOW)
    await database.answers.watch(stored.id, NOW)
    (watch,) = await database.answers.watches()
    assert watch.question == asked()
    await database.answers.told(watch.id, NOW)
    await database.answers.watch(stored.id, NOW)
    assert await database.answers.watches() == []


async def test_erasing_posts_leaves_what_answers_cite(database):
    a, b = await two_posts(database)
    stored = await database.answers.store(answered(asked(), a, claims=[proven(a, "Nine boats")]), NOW)
    source = (await database.sources.all())[0]
    await database.sources.remove(source.id, hours(30), keep_posts=False)
    assert await database.sources.erase(hours(24)) == 1
    assert (await database.answers.get(stored.id)).claims[0].quotes[0].text == "Nine boats"
    assert await database.posts.by_ids([b.id]) == []
    assert (await database.posts.counts(MODEL)).chunks == 0


# --- digests ----------------------------------------------------------------------------------------------------------


def a_digest(a, b, **more):
    items = (
        DigestItem("story-1", "corrected", b, (proven(b, "Ten boats"),), (b, a), 2, a.version),
        DigestItem("story-2", "new", a, (proven(a, "Nine boats"), proven(a, "sank")), (a,)),
        DigestItem("story-3", "updated", b, (), ()),
    )
    shown = (Shown("story-1", b.id, b.version.id), Shown("story-2", a.id, a.version.id))
    given = {
        "items": items,
        "shown": shown,
        "chat_id": 5,
        "since": hours(24),
        "until": NOW,
        "subscription_id": 3,
        "slot": NOW,
        "searched": 9,
        "more": 1,
    }
    return Digest(**(given | more))


async def test_a_digest_comes_back_as_it_was_stored(database):
    a, b = await two_posts(database)
    given = a_digest(a, b, zone="Asia/Tokyo", late=True, thread_id=4)
    stored = await database.digests.store(given)
    loaded = await database.digests.get(stored.id)
    by_post = replace(given, shown=tuple(sorted(given.shown, key=lambda one: one.post_id)))
    assert loaded.digest == replace(by_post, id=stored.id, items=tuple(replace(item, claims=()) for item in given.items))
    assert [[claim.text for claim in claims] for claims in loaded.claims] == [
        [c.text for c in item.claims] for item in given.items
    ]
    assert await database.answers.citing(a.id) == ([], [stored.id])


async def test_a_slot_has_one_digest_and_so_has_a_key(database):
    a, b = await two_posts(database)
    first = await database.digests.store(a_digest(a, b))
    assert (await database.digests.store(a_digest(a, b, items=()))).id == first.id
    assert len((await database.digests.get(first.id)).digest.items) == 3
    asked_for = a_digest(a, b, subscription_id=0, slot=None)
    now = await database.digests.store(asked_for, "update:9")
    assert (await database.digests.store(asked_for, "update:9")).id == now.id != first.id
    assert (await database.digests.by_key("update:9")).digest.slot is None
    made = [await database.digests.subscribe(Subscription(0, 5), NOW) for _ in range(4)]
    assert await database.digests.slots([one.id for one in made]) == {made[2].id: NOW}
    with pytest.raises(ValueError, match="key"):
        await database.digests.store(asked_for)


async def test_a_chat_remembers_what_it_was_told_in_the_version_it_had_last(database):
    a, b = await two_posts(database)
    first = await database.digests.store(a_digest(a, b))
    assert await database.digests.memory(5, 0, hours(48)) == []
    await database.digests.told(first.id, hours(1))
    await database.digests.told(first.id, NOW)
    newer = Shown("story-2", a.id, b.version.id)
    second = await database.digests.store(a_digest(a, b, slot=NOW + timedelta(days=1), shown=(newer,)))
    await database.digests.told(second.id, NOW)
    memory = await database.digests.memory(5, 0, hours(48))
    assert {one.post_id: one for one in memory} == {a.id: newer, b.id: Shown("story-1", b.id, b.version.id)}
    assert await database.digests.memory(5, 0, NOW) == [newer]
    assert await database.digests.memory(6, 0, hours(48)) == await database.digests.memory(5, 2, hours(48)) == []


async def test_a_subscription_is_kept_changed_paused_and_ended(database):
    wanted = Subscription(
        0,
        5,
        2,
        ("08:00", "18:30"),
        (0, 4),
        "Asia/Kathmandu",
        ("ferry",),
        ("sport",),
        (1, 2),
        "full",
        ("22:00", "07:00"),
        True,
        made_by=7,
    )
    made = await database.digests.subscribe(wanted, NOW)
    assert made == replace(wanted, id=made.id, made_at=NOW)
    assert await database.digests.subscription(made.id) == made
    longer = await database.digests.subscribe(replace(made, length="short"), hours(-1))
    assert longer.made_at == NOW  # only what its slots follow from makes it a new one
    changed = await database.digests.subscribe(replace(made, times=("09:00",), quiet=None), hours(-1))
    assert changed == replace(made, times=("09:00",), quiet=None, made_at=hours(-1))
    assert await database.digests.subscriptions() == await database.digests.of_chat(5) == [changed]
    await database.people.block_chat(5, NOW)
    assert await database.digests.subscriptions() == []
    await database.people.unblock_chat(5)
    await database.digests.subscribe(replace(changed, paused=True), NOW)
    assert await database.digests.subscriptions() == [] and len(await database.digests.of_chat(5)) == 1
    await database.digests.unsubscribe(made.id, NOW)
    assert await database.digests.of_chat(5) == [] and await database.digests.subscription(made.id) is None


async def test_what_a_person_asked_is_listed_wherever_and_whatever_became_of_it(database):
    answers = database.answers
    for question in (
        asked("update:3", chat=5, at=NOW),
        asked("update:2", chat=-9, at=NOW - timedelta(minutes=1)),
        asked("update:1", at=NOW - timedelta(days=2)),
        asked("update:4", user=8),
    ):
        await answers.ask(question)
    await answers.end("update:2", "cancelled")
    assert [q.key for q in await answers.asked(7, NOW - timedelta(days=1))] == ["update:2", "update:3"]
