"""The "/" menu of a private chat follows its person's role, and costs nothing while nothing changes."""

from dataclasses import dataclass, replace

import pytest
from telegram import BotCommandScopeChat

from assistant.chat.handlers import menu
from assistant.chat.menus import Menu, Menus
from assistant.chat.telegram import set_menu
from assistant.words import Role
from tests.chat.room import GROUP, Room

ANN = 11


@dataclass
class Newsroom:
    room: Room
    put: int = 0

    def restart(self) -> None:
        self.room.front = replace(self.room.front, menus=Menus(menu, self.set, self.room.database.people))

    async def set(self, chat_id: int, its: Menu) -> None:
        self.put += 1
        await set_menu(self.room.bot, chat_id, its)


@pytest.fixture
async def newsroom(room: Room) -> Newsroom:
    made = Newsroom(room)
    made.restart()
    return made


async def offered(newsroom: Newsroom) -> set[str]:
    return {c.command for c in await newsroom.room.bot.get_my_commands(BotCommandScopeChat(ANN))}


def names(role: Role) -> set[str]:
    return {name for name, _ in menu(role)}


async def test_a_menu_is_set_when_somebody_writes_and_again_only_when_the_role_changes(newsroom):
    await newsroom.room.grant(ANN, Role.REPORTER)
    await newsroom.room.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.REPORTER)
    await newsroom.room.say(ANN, "/help")
    newsroom.restart()
    await newsroom.room.say(ANN, "/help")
    assert newsroom.put == 1
    await newsroom.room.database.people.revoke(ANN)
    await newsroom.room.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.STRANGER)


async def test_strangers_and_groups_have_the_menu_of_all(newsroom):
    await newsroom.room.say(ANN, "/help")
    await newsroom.room.grant_group(GROUP, Role.REPORTER)
    await newsroom.room.say(ANN, "/help", chat=GROUP)
    assert newsroom.put == 0


async def test_a_menu_that_telegram_does_not_take_now_is_set_with_the_next_message(newsroom):
    await newsroom.room.grant(ANN, Role.REPORTER)
    newsroom.room.api.fail_next("setMyCommands", error=500)
    (said,) = await newsroom.room.say(ANN, "/help")
    assert "/search" in said.text and await offered(newsroom) == set()
    await newsroom.room.say(ANN, "/help")
    assert await offered(newsroom) == names(Role.REPORTER)
