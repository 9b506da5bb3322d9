"""Who may see which posts, through the whole search."""

from dataclasses import replace

from assistant.wiring import asking
from assistant.words import Asker, Role
from tests.wiring.marrowby import newsroom, question

GROUP = -1_000_000_000_077
PEAK = "How high did the River Ash rise overnight?"


async def outlets(house, key: str, asker: Asker) -> set[str]:
    answer = await asking.answer(question(PEAK, key, asker=asker), house=house, previous=())
    return {p.post.outlet for p in answer.passages}


async def test_in_a_group_the_groups_role_says_what_is_shown_even_to_an_admin(tmp_path):
    async with newsroom(tmp_path) as house:
        radio = next(s for s in await house.database.sources.all() if s.title == "Tideway Radio")
        await house.database.sources.change(replace(radio, audience="reporters"))
        await house.database.people.see_chat(GROUP, "supergroup", "Night desk")
        assert "Tideway Radio" in await outlets(house, "1", Asker(1, 1, 0, Role.ADMIN))
        assert "Tideway Radio" not in await outlets(house, "2", Asker(1, GROUP, 0, Role.ADMIN))
        await house.database.people.grant_chat(GROUP, Role.REPORTER)
        assert "Tideway Radio" in await outlets(house, "3", Asker(2, GROUP, 0, Role.REPORTER))


async def test_a_source_for_named_chats_is_seen_there_alone(tmp_path):
    async with newsroom(tmp_path) as house:
        radio = next(s for s in await house.database.sources.all() if s.title == "Tideway Radio")
        await house.database.sources.change(replace(radio, audience="chats", chats=(GROUP,)))
        await house.database.people.see_chat(GROUP, "supergroup", "Night desk")
        assert "Tideway Radio" in await outlets(house, "1", Asker(2, GROUP, 0, Role.REPORTER))
        assert "Tideway Radio" not in await outlets(house, "2", Asker(2, 2, 0, Role.REPORTER))
