"""Channels and groups: posts of followed channels only, edits as versions, albums as one post; admins decide what the bot joins."""

import pytest

from assistant.words import Role
from tests.chat.newsdesk import CHANNEL, TEAM, bot_was_put, in_album, in_channel, newsdesk
from tests.chat.room import ADMIN, ANN, BOB, EVE, words


@pytest.fixture
async def desk(api, bot, archive):
    async with newsdesk(api, bot, archive) as room:
        yield room


async def follow(desk):
    (notice,) = await desk.push(bot_was_put(CHANNEL, "channel", "Lakeside Alerts", to="administrator", username="lakeside"))
    (done,) = await desk.press(ADMIN, notice, "for all")
    return done


async def posts(desk):
    return await desk.journeys.posts(Role.ADMIN, 0)


async def test_added_to_a_channel_the_admins_are_asked_and_only_then_its_posts_are_kept(desk):
    (notice,) = await desk.push(bot_was_put(CHANNEL, "channel", "Lakeside Alerts", to="administrator", username="lakeside"))
    assert notice.chat_id == ADMIN and "Lakeside Alerts" in notice.text and "Eve (13)" in notice.text
    assert await desk.push(in_channel("Ferry stops", 4)) == [] and not await posts(desk)
    (done,) = await desk.press(ADMIN, notice, "for all")
    assert "is source 1 now" in done.text and "from now on" in done.text
    assert await desk.push(in_channel("Ferry runs again\nThe ferry runs again since ten.", 5)) == []
    (post,) = await posts(desk)
    assert (post.outlet, post.title, post.text) == ("Lakeside Alerts", "Ferry runs again", "The ferry runs again since ten.")
    assert (post.key, post.url) == ("5", "https://t.me/lakeside/5")
    await desk.say(ADMIN, "/pause 1")
    await desk.push(in_channel("Not read.", 6))
    assert len(await posts(desk)) == 1


async def test_an_edit_is_a_new_version_of_the_same_post(desk):
    await follow(desk)
    await desk.push(in_channel("Two hurt\nTwo people were hurt at the quay.", 8, name=""))
    await desk.push(in_channel("Two hurt\nThree people were hurt at the quay.", 8, name="", kind="edited_channel_post"))
    (post,) = await posts(desk)
    assert "Three" in post.text and post.url == "https://t.me/c/1234567890/8"
    assert [v.number for v in await desk.database.posts.versions(post.id)] == [1, 2]


async def test_an_album_is_one_post_with_all_its_captions(desk):
    await follow(desk)
    for part in (
        in_album("", 20, "77"),
        in_album("The old bridge\nSeen from the quay.", 21, "77"),
        in_album("And from the mill.", 22, "77"),
    ):
        await desk.push(part)
    (post,) = await posts(desk)
    assert (post.title, post.text) == ("The old bridge", "Seen from the quay.\n\nAnd from the mill.")
    assert post.url == "https://t.me/lakeside/20"
    await desk.push(in_album("And from the hill.", 22, "77", kind="edited_channel_post"))
    (post,) = await posts(desk)
    assert post.text == "Seen from the quay.\n\nAnd from the hill."


async def test_a_forward_in_a_channel_keeps_its_origin_and_hidden_links_are_kept(desk):
    await follow(desk)
    there = {"id": -100_5, "type": "channel", "title": "Mayor's Office", "username": "mayor"}
    origin = {"type": "channel", "chat": there, "message_id": 3, "date": 1}
    link = [{"type": "text_link", "offset": 0, "length": 5, "url": "https://town.example/plan"}]
    await desk.push(in_channel("Plans are out.", 30, forward_origin=origin, entities=link))
    (post,) = await posts(desk)
    assert post.version.author == "Forwarded from Mayor's Office"
    assert post.text == "Plans are out.\n\nhttps://town.example/plan\n\nhttps://t.me/mayor/3"


async def test_a_command_in_a_channel_runs_nothing(desk):
    await follow(desk)
    assert await desk.push(in_channel("/pause 1", 40)) == []
    assert [s.state for s in await desk.database.sources.all()] == ["active"]


async def test_a_channel_is_followed_by_its_name_once_the_bot_is_in_it(desk):
    (ask,) = await desk.say(ADMIN, "/addsource @lakeside")
    assert "Add me there as an administrator" in ask.text
    await desk.push(in_channel("Hello", 3))
    (report,) = await desk.say(ADMIN, "/addsource https://t.me/Lakeside")
    assert "Lakeside Alerts (Telegram channel)" in report.text and words(report) == [
        "Add for all",
        "Add for reporters only",
        "Cancel",
    ]
    (secret,) = await desk.say(ADMIN, "/addsource t.me/+AbCdEf")
    assert "invitation" in secret.text


async def test_added_to_a_group_every_admin_is_asked_and_a_button_gives_it_a_role(desk):
    await desk.grant(BOB, Role.ADMIN)
    desk.api.chat(BOB)
    one, two = await desk.push(bot_was_put(TEAM, "supergroup", "Night desk", to="member"))
    assert {one.chat_id, two.chat_id} == {ADMIN, BOB} and "Night desk" in one.text
    done, hello = await desk.press(one.chat_id, one, "reporter")
    assert "may ask, search and read digests" in done.text and hello.chat_id == TEAM
    assert (await desk.database.people.chat(TEAM)).role is Role.REPORTER
    (answer,) = await desk.say(ANN, "/sources@newsroom_test_bot", TEAM)
    assert "No sources" in answer.text
    (nothing,) = await desk.press(two.chat_id, two, "Nothing")
    assert "nothing there" in nothing.text and (await desk.database.people.chat(TEAM)).role is Role.STRANGER
    assert await desk.push(bot_was_put(TEAM, "supergroup", "Night desk", to="administrator", was="member")) == []


async def test_put_out_or_blocked_nothing_is_sent_there_until_it_comes_back(desk):
    await desk.say(EVE, "/start")
    await desk.push(bot_was_put(EVE, "private", "", to="kicked", was="member"))
    assert (await desk.database.people.chat(EVE)).blocked_at
    (done,) = await desk.say(ADMIN, f"/grant {EVE} reporter")
    assert done.chat_id == ADMIN, "who blocked the bot is not written to"
    await desk.push(bot_was_put(EVE, "private", "", to="member", was="kicked"))
    assert not (await desk.database.people.chat(EVE)).blocked_at


async def test_a_name_that_changed_hands_means_the_channel_that_has_it_now(desk):
    await desk.push(in_channel("Hello", 3))
    other = {"id": CHANNEL - 1, "type": "channel", "title": "Newer", "username": "lakeside"}
    await desk.push(in_channel("Hello", 3, chat=other, sender_chat=other))
    (report,) = await desk.say(ADMIN, "/addsource @lakeside")
    assert "Newer (Telegram channel)" in report.text


async def test_an_anonymous_admin_who_adds_the_bot_is_somebody(desk):
    update = bot_was_put(TEAM, "supergroup", "Night desk", to="member")
    update["my_chat_member"]["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    (notice,) = await desk.push(update)
    assert notice.text.startswith("Somebody has added me to the group Night desk")


async def test_strangers_cannot_flood_the_admins_by_adding_the_bot_everywhere(desk):
    told = [await desk.push(bot_was_put(TEAM - n, "supergroup", f"Spam {n}", to="member")) for n in range(13)]
    assert sum(map(len, told)) == 10
