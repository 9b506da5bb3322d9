"""The "/" menu of a private chat follows its person's role, and costs nothing while nothing changes."""

from dataclasses import replace

import pytest
from telegram import BotCommandScopeChat

from assistant.chat.handlers import menu
from assistant.chat.menus import Menus
from assistant.chat.telegram import set_menu
from assistant.words import Role
from tests.chat.room import GROUP, Room

ANN = 11


@pytest.fixture
async def newsroom(room: Room):
    room.put = 0

    async def put(chat_id, its):
        room.put += 1
        await set_menu(room.bot, chat_id, its)

    def restart():
        room.front = replace(room.front, menus=Menus(menu, put, room.database.people))

    room.restart = restart
    restart()
    return room


async def offered(room: Room) -> set[str]:
    return {c.command for c in await room.bot.get_my_commands(BotCommandScopeChat(ANN))}


def names(role: Role) -> set[str]:
    return {name for name, _ in menu(role)}


async def test_a_menu_is_set_when_somebody_writes_and_again_only_when_the_role_changes(newsroom):
    await newsroom.grant(ANN, Role.REPORTER)
    await newsroom.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.REPORTER)
    await newsroom.say(ANN, "/help")
    newsroom.restart()
    await newsroom.say(ANN, "/help")
    assert newsroom.put == 1
    await newsroom.database.people.revoke(ANN)
    await newsroom.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.STRANGER)


async def test_strangers_and_groups_have_the_menu_of_all(newsroom):
    await newsroom.say(ANN, "/help")
    await newsroom.grant_group(GROUP, Role.REPORTER)
    await newsroom.say(ANN, "/help", chat=GROUP)
    assert newsroom.put == 0


async def test_a_menu_that_telegram_does_not_take_now_is_set_with_the_next_message(newsroom):
    await newsroom.grant(ANN, Role.REPORTER)
    newsroom.api.fail_next("setMyCommands", error=500)
    (said,) = await newsroom.say(ANN, "/help")
    assert "/search" in said.text and await offered(newsroom) == set()
    await newsroom.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.REPORTER)
