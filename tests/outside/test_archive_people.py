from datetime import timedelta

import pytest

from assistant.errors import BadRequest
from assistant.words import AccessRequest, Delivery, Member, Noted, Role, Subscription
from tests.outside.archive_cases import NOW, a_source, hours

ADMIN = 1
GROUP = -100


@pytest.mark.parametrize(
    ("own", "group", "private", "expected"),
    [
        (None, Role.REPORTER, False, Role.REPORTER),
        (None, Role.REPORTER, True, Role.STRANGER),
        (Role.SUBSCRIBER, Role.REPORTER, False, Role.REPORTER),
        (Role.REPORTER, Role.SUBSCRIBER, False, Role.REPORTER),
        (Role.SUBSCRIBER, Role.STRANGER, False, Role.SUBSCRIBER),
        (Role.ADMIN, Role.SUBSCRIBER, False, Role.ADMIN),
        (None, None, False, Role.STRANGER),
    ],
)
async def test_a_role_is_the_higher_of_own_and_group_in_that_group_only(database, own, group, private, expected):
    if own is not None:
        await database.people.grant(7, own, name="Seven", by=ADMIN, at=NOW)
    if group is not None:
        await database.people.grant_chat(GROUP, group)
    where = 7 if private else GROUP
    assert await database.people.role_of(7, where, private=private, admin_ids=[ADMIN]) == expected
    assert await database.people.role_of(7, -200, private=False, admin_ids=[ADMIN]) == (own or Role.STRANGER)
    assert await database.people.role_of(ADMIN, where, private=private, admin_ids=[ADMIN]) == Role.ADMIN


async def test_a_group_is_never_made_admin(database):
    with pytest.raises(BadRequest):
        await database.people.grant_chat(GROUP, Role.ADMIN)


async def test_roles_are_granted_changed_and_revoked(database):
    await database.people.grant(7, Role.SUBSCRIBER, name="Seven", by=ADMIN, at=hours(2))
    await database.people.grant(7, Role.REPORTER, name="Seven", by=ADMIN, at=hours(1))
    assert await database.people.members() == [Member(7, Role.REPORTER, "Seven", ADMIN, hours(1))]
    assert await database.people.revoke(7) and not await database.people.revoke(7)
    assert await database.people.member(7) is None


async def test_a_chat_keeps_what_was_set_when_it_is_seen_again(database):
    await database.people.tune_chat(GROUP, zone="Europe/Kyiv", settings={"length": "short"})
    await database.people.grant_chat(GROUP, Role.SUBSCRIBER)
    await database.people.block_chat(GROUP, NOW)
    assert (await database.people.chat(GROUP)).blocked_at == NOW
    await database.people.tune_chat(GROUP, settings={"mute": True})
    chat = await database.people.see_chat(GROUP, "group", "Newsroom")
    assert (chat.kind, chat.title, chat.role, chat.zone, chat.blocked_at) == (
        "group",
        "Newsroom",
        Role.SUBSCRIBER,
        "Europe/Kyiv",
        None,
    )
    assert chat.settings == {"length": "short", "mute": True}
    assert await database.people.chats() == [chat]


async def test_an_invite_is_for_one_person_and_for_its_time(database):
    people = database.people
    token = await people.invite(Role.REPORTER, by=ADMIN, at=NOW, expires_at=NOW + timedelta(days=1))
    late = await people.invite(Role.REPORTER, by=ADMIN, at=NOW, expires_at=NOW + timedelta(days=1))
    assert len(token) >= 22 and token != late
    assert await people.use_invite("made-up", 7, "Seven", NOW) is None
    assert await people.use_invite(token, 7, "Seven", NOW) == Role.REPORTER
    assert await people.use_invite(token, 7, "Seven", NOW + timedelta(days=3)) == Role.REPORTER
    assert await people.use_invite(token, 8, "Eight", NOW) is None
    assert await people.use_invite(late, 8, "Eight", NOW + timedelta(days=1)) is None
    assert [member.user_id for member in await people.members()] == [7]


async def test_an_invite_lowers_nobody_and_makes_no_admin(database):
    people = database.people
    await people.grant(7, Role.ADMIN, name="Seven", by=ADMIN, at=NOW)
    token = await people.invite(Role.SUBSCRIBER, by=ADMIN, at=NOW, expires_at=NOW + timedelta(days=1))
    await people.use_invite(token, 7, "Seven", NOW)
    assert (await people.member(7)).role == Role.ADMIN
    for role in (Role.ADMIN, Role.STRANGER):
        with pytest.raises(BadRequest):
            await people.invite(role, by=ADMIN, at=NOW, expires_at=NOW)


async def test_whoever_is_revoked_takes_his_unused_invites_along(database):
    people = database.people
    await people.grant(7, Role.ADMIN, name="Seven", by=ADMIN, at=NOW)
    token = await people.invite(Role.REPORTER, by=7, at=NOW, expires_at=NOW + timedelta(days=1))
    await people.revoke(7)
    assert await people.use_invite(token, 8, "Eight", NOW) is None


async def test_access_is_asked_for_once_and_decided_once(database):
    people = database.people
    assert await people.request_access(7, 7, "Seven", hours(30))
    assert not await people.request_access(7, 7, "Seven", hours(29))
    assert [request.user_id for request in await people.access_requests()] == [7]
    denied = await people.decide_access(7, Role.STRANGER, by=ADMIN, at=hours(28))
    assert denied == AccessRequest(7, 7, "Seven", hours(30), "denied", ADMIN)
    assert not await people.request_access(7, 7, "Seven", hours(10))
    assert await people.request_access(7, 7, "Seven", hours(3))
    assert (await people.decide_access(7, Role.REPORTER, by=ADMIN, at=hours(2))).state == "approved"
    assert await people.decide_access(7, Role.STRANGER, by=ADMIN, at=hours(1)) is None
    assert (await people.member(7)).role == Role.REPORTER


async def test_a_group_with_a_new_id_keeps_everything(database):
    old, new = -100, -1001
    await database.people.grant_chat(old, Role.REPORTER)
    await database.people.tune_chat(old, zone="Asia/Tokyo", settings={"a": 1})
    await database.people.see_chat(new, "supergroup", "Newsroom")  # it wrote before we were told
    source = await a_source(database, audience="chats", chats=(old, new))
    other = await a_source(database, "other", audience="chats", chats=(old,))
    subscription = await database.digests.subscribe(Subscription(0, old), NOW)
    token = await database.buttons.make("more", {}, chat_id=old, user_id=0, expires_at=NOW + timedelta(days=1))
    sent, due = await database.deliveries.plan([Delivery("k", part, old, {}, NOW) for part in (1, 2)])
    await database.deliveries.sent(sent.id, 55, NOW)
    await database.people.migrate_chat(old, new)
    await database.people.migrate_chat(old, new)
    chat = await database.people.chat(new)
    assert (chat.role, chat.zone, chat.kind, chat.settings) == (Role.REPORTER, "Asia/Tokyo", "supergroup", {"a": 1})
    assert await database.people.chat(old) is None
    assert {one.id for one in await database.sources.visible(Role.SUBSCRIBER, new)} == {source.id, other.id}
    assert [one.id for one in await database.digests.of_chat(new)] == [subscription.id]
    assert (await database.buttons.get(token, NOW)).chat_id == new
    assert [(row.state, row.chat_id) for row in await database.deliveries.of("k")] == [("sent", old), ("due", new)]
    assert due.chat_id == old


async def test_a_group_moves_to_an_id_that_nobody_knew(database):
    await database.people.grant_chat(-5, Role.SUBSCRIBER)
    await database.people.migrate_chat(-5, -6)
    assert [(chat.id, chat.role) for chat in await database.people.chats()] == [(-6, Role.SUBSCRIBER)]


async def test_the_audit_keeps_its_lines_newest_first(database):
    lines = [Noted(hours(hour), ADMIN, "grant", f"user {hour}\x00") for hour in (3, 2, 1)]
    for line in lines:
        await database.audit.note(line)
    assert [line.detail for line in await database.audit.latest(2)] == ["user 1\ufffd", "user 2\ufffd"]
