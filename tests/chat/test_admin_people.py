"""People by chat: grants by number, invitations, requests, and how /people shows it."""

import pytest

from assistant.chat.admin_people import Meant, granting, revoking
from assistant.chat.incoming import Incoming
from assistant.errors import BadRequest, StoreError
from assistant.words import Role
from tests.chat.room import ADMIN, ANN, BOB, EVE, GROUP, Room, words

PRIVATE = Incoming(1, "message", None, chat_id=ADMIN, user_id=ADMIN)  # type: ignore[arg-type]
IN_GROUP = Incoming(1, "message", None, chat_id=GROUP, chat_kind="supergroup", chat_title="Desk", user_id=ADMIN)  # type: ignore[arg-type]
REPLY = Incoming(1, "message", None, chat_id=GROUP, chat_kind="supergroup", reply_to_user=ANN, reply_to_name="Ann")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "incoming", "meant"),
    [
        ("11 reporter", PRIVATE, Meant(11, Role.REPORTER)),
        ("Reporter 11", PRIVATE, Meant(11, Role.REPORTER)),
        ("11 admin", PRIVATE, Meant(11, Role.ADMIN)),
        ("-100123 subscriber", PRIVATE, Meant(-100123, Role.SUBSCRIBER)),
        ("here reporter", IN_GROUP, Meant(GROUP, Role.REPORTER, "Desk")),
        ("reporter", REPLY, Meant(ANN, Role.REPORTER, "Ann")),
        ("12 subscriber", REPLY, Meant(12, Role.SUBSCRIBER)),
    ],
)
def test_a_grant_means_one_person_or_group_and_one_role(given, incoming, meant):
    assert granting(given, incoming) == meant


@pytest.mark.parametrize(
    ("given", "incoming", "why"),
    [
        ("@ann reporter", PRIVATE, "change hands"),
        ("11", PRIVATE, "For example"),
        ("reporter", PRIVATE, "For example"),
        ("11 12 reporter", PRIVATE, "For example"),
        ("11 boss", PRIVATE, "For example"),
        ("11 reporter admin", PRIVATE, "For example"),
        ("١١ reporter", PRIVATE, "For example"),
        ("0 reporter", PRIVATE, "For example"),
        ("9999999999999999 reporter", PRIVATE, "For example"),
        ("here reporter", PRIVATE, "inside the group"),
        ("here admin", IN_GROUP, "admins are persons"),
        ("-100123 admin", PRIVATE, "admins are persons"),
    ],
)
def test_what_a_grant_cannot_mean_is_said(given, incoming, why):
    with pytest.raises(BadRequest, match=why):
        granting(given, incoming)


def test_revoking_takes_a_number_a_reply_or_the_group():
    assert revoking("11", PRIVATE) == Meant(11)
    assert revoking("", REPLY) == Meant(ANN, name="Ann")
    assert revoking("here", IN_GROUP) == Meant(GROUP, name="Desk")
    with pytest.raises(BadRequest, match="change hands"):
        revoking("@ann", PRIVATE)


async def test_a_person_is_granted_told_and_revoked_and_each_step_is_in_the_audit(room):
    await room.say(ANN, "hello")
    done, told = await room.say(ADMIN, f"/grant {ANN} reporter")
    assert done.text == "Person 11 (11) may now ask, search and read digests."
    assert (told.chat_id, told.text) == (ANN, "You have access now: you may ask, search and read digests.\n/help shows how.")
    (gone,) = await room.say(ADMIN, f"/revoke {ANN}")
    assert "has no access any more" in gone.text
    assert await room.database.people.member(ANN) is None
    (again,) = await room.say(ADMIN, f"/revoke {ANN}")
    assert "had no access" in again.text
    assert [n.action for n in await room.database.audit.latest(5)] == ["revoked", "granted"]


async def test_an_admin_is_made_only_after_asking_and_admins_by_settings_stay(room):
    (asked,) = await room.say(ADMIN, f"/grant {BOB} admin")
    assert await room.database.people.member(BOB) is None
    (done,) = await room.press(ADMIN, asked, "Yes")
    assert "as an admin" in done.text
    (kept,) = await room.say(BOB, f"/revoke {ADMIN}")
    assert "ADMIN_IDS" in kept.text
    (no,) = await room.say(ADMIN, "/grant @eve reporter")
    assert "numeric ids" in no.text


async def test_a_group_is_granted_inside_it_and_a_person_by_reply(room):
    room.api.chat(GROUP, kind="supergroup", title="Night desk")
    (done,) = await room.say(ADMIN, "/grant here reporter", GROUP)
    assert "Night desk" in done.text and "ask, search" in done.text
    assert (await room.database.people.chat(GROUP)).role is Role.REPORTER
    ann = {"message_id": 5, "date": 1, "chat": {"id": GROUP, "type": "supergroup", "title": "Night desk"}, "text": "hi"}
    said = ann | {"from": {"id": ANN, "is_bot": False, "first_name": "Ann"}}
    await room.say(ADMIN, "/grant subscriber", GROUP, reply_to_message=said)
    assert (await room.database.people.member(ANN)).role is Role.SUBSCRIBER
    (refused,) = await room.say(ANN, "/grant 13 reporter", GROUP)
    assert refused.text == "Only admins may do this."
    (gone,) = await room.say(ADMIN, "/revoke here", GROUP)
    assert "no access any more" in gone.text
    assert (await room.database.people.chat(GROUP)).role is Role.STRANGER


async def test_an_invitation_lets_one_person_in_once(room):
    (link,) = await room.say(ADMIN, "/invite reporter")
    token = link.text.split("start=")[1].strip()
    assert link.buttons[0]["copy_text"]["text"].endswith(token)
    await room.say(ANN, f"/start {token}")
    assert (await room.database.people.member(ANN)).role is Role.REPORTER
    await room.say(EVE, f"/start {token}")
    assert await room.database.people.member(EVE) is None
    (refused,) = await room.say(ADMIN, "/invite admin")
    assert "made by /grant" in refused.text
    (late,) = await room.say(ADMIN, "/invite subscriber")
    room.later(days=4)
    await room.say(EVE, f"/start {late.text.split('start=')[1].strip()}")
    assert await room.database.people.member(EVE) is None


async def test_a_request_is_decided_once_by_the_first_admin_and_the_asker_is_told(room):
    await room.grant(BOB, Role.ADMIN)
    room.api.chat(BOB)
    room.api.chat(ADMIN)
    (stranger,) = await room.say(EVE, "/start")
    _, *notices = await room.press(EVE, stranger, "Ask for access")
    mine, bobs = sorted(notices, key=lambda n: n.chat_id)
    (listed, request) = await room.say(ADMIN, "/people")
    assert "admin: 1" in listed.text.replace("Person 1 (1)", "1") and "Person 12 (12)" in listed.text
    assert words(request) == ["Reporter", "Subscriber", "Deny"]
    done, told = await room.press(ADMIN, mine, "subscriber")
    assert "is a subscriber now" in done.text and not done.buttons
    assert told.chat_id == EVE and "You have access now" in told.text
    (late,) = await room.press(BOB, bobs, "Deny")
    assert "decided already" in late.text
    assert (await room.database.people.member(EVE)).role is Role.SUBSCRIBER


async def test_a_denied_person_hears_it_and_has_no_role(room):
    room.api.chat(ADMIN)
    (stranger,) = await room.say(EVE, "/start")
    _, notice = await room.press(EVE, stranger, "Ask for access")
    _, told = await room.press(ADMIN, notice, "Deny")
    assert (told.chat_id, told.text) == (EVE, "The admins did not give you access.")
    assert await room.database.people.member(EVE) is None


class StumblesOnce:
    """The audit of a store that is away for a moment: after the deed, before the answer is written down."""

    def __init__(self, audit):
        self.audit, self.away = audit, True

    async def note(self, line):
        if self.away:
            self.away = False
            raise StoreError("away")
        await self.audit.note(line)


async def test_a_decision_repeated_after_a_crash_is_still_this_admins_and_the_asker_is_told(api, bot, archive):
    room = Room(api, bot, archive, audit=StumblesOnce(archive.audit))
    await room.engine.launch()
    api.chat(ADMIN)
    (stranger,) = await room.say(EVE, "/start")
    _, notice = await room.press(EVE, stranger, "Ask for access")
    done, told = await room.press(ADMIN, notice, "reporter")
    assert "Person 13 (13) is a reporter now." in done.text
    assert told.chat_id == EVE and "You have access now" in told.text
    await room.engine.close()
