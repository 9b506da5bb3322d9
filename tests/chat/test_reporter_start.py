"""Who comes in, and what each may see of the bot."""

from datetime import timedelta

from assistant.words import Role
from tests.chat.room import ADMIN, ANN, EVE, GROUP, words


async def test_a_stranger_sees_his_id_and_asking_for_access_reaches_the_admins_once(room):
    room.api.chat(ADMIN)
    (hello,) = await room.say(EVE, "/start")
    assert str(EVE) in hello.text and words(hello) == ["Ask for access"]
    sent = await room.press(EVE, hello, "Ask for access")
    assert [m.chat_id for m in sent] == [EVE, ADMIN] and room.toast == "Asked."
    assert words(sent[1]) == ["As subscriber", "As reporter", "Deny"]
    assert await room.press(EVE, hello, "Ask for access") == [] and "already" in room.toast
    await room.press(ADMIN, sent[1], "As reporter")
    assert (await room.database.people.member(EVE)).role is Role.REPORTER


async def test_an_invitation_works_once(room):
    token = await room.database.people.invite(
        Role.REPORTER, by=ADMIN, at=room.clock(), expires_at=room.clock() + timedelta(days=1)
    )
    (hello,) = await room.say(ANN, f"/start {token}")
    assert "cite" in hello.text
    gone, _ = await room.say(EVE, f"/start {token}")
    assert "not valid" in gone.text


async def test_an_invitation_is_not_used_up_by_who_needs_none(room):
    token = await room.database.people.invite(
        Role.REPORTER, by=ADMIN, at=room.clock(), expires_at=room.clock() + timedelta(days=1)
    )
    await room.say(ADMIN, f"/start {token}")
    assert "cite" in (await room.say(ANN, f"/start {token}"))[0].text


async def test_a_stranger_in_a_group_hears_nothing(room):
    assert await room.say(EVE, "/start@newsroom_test_bot", GROUP) == await room.say(EVE, "/help", GROUP) == []


async def test_help_shows_only_what_this_person_may_do_here(room):
    (shown,) = await room.say(EVE, "/help")
    assert "/start" in shown.text and "/digest" not in shown.text
