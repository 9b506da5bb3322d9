"""Every receipt names the sources that are ill: failing, silent, undated or gone, each as it was remembered."""

from dataclasses import replace
from datetime import timedelta

from assistant import layout
from assistant.wiring import ailing, asking
from assistant.words import Asker, Outcome, ParsedPost, Question, Role, Source
from tests.outside.archive_cases import NOW

DAY = timedelta(days=1)


async def sources(house):
    """Five of them, by what ails each; the silent one had a post every hour until five days ago."""
    made = {}
    for name in ("Well", "Failing", "Silent", "Undated", "Gone", "Long gone"):
        made[name] = await house.database.sources.add(
            Source(0, "feed", f"https://{name[:4]}.example/f", name, added_at=NOW - 30 * DAY)
        )
    hourly = [ParsedPost(str(n), f"P{n}", "", "The ferry ran.", NOW - 5 * DAY - timedelta(hours=n)) for n in range(20)]
    await house.database.posts.keep_many(made["Silent"].id, hourly, NOW - 5 * DAY)
    remember = house.database.sources.remember
    for name, source in made.items():
        first = NOW - (20 * DAY if name == "Long gone" else 5 * DAY)
        await remember(Outcome(source.id, first, None, new=5))
    await remember(Outcome(made["Well"].id, NOW, None, new=1))
    for _ in range(3):
        await remember(Outcome(made["Failing"].id, NOW, None, error="It sent a picture, which is not text."))
    await remember(Outcome(made["Silent"].id, NOW, None))
    await remember(Outcome(made["Undated"].id, NOW, None, new=1, undated=True))
    for name in ("Gone", "Long gone"):
        await remember(Outcome(made[name].id, NOW, None, error="It is gone (410).", ended=True))
    return made


async def test_a_receipt_names_every_kind_of_illness_and_nothing_that_is_well(house):
    made = await sources(house)
    await ailing.note_silent(house)
    assert await ailing.ill_titles(house, made.values()) == ("Failing", "Silent", "Undated", "Gone")
    assert await ailing.ill_titles(house, [made["Silent"], made["Well"]]) == ("Silent",), "only of those that were searched"
    question = Question("q", "When did the ferry run?", NOW, asker=Asker(1, 1, 0, Role.REPORTER))
    answer = await asking.answer(question, house=house, previous=())
    assert "Not well: Failing, Silent, Undated, Gone." in layout.plain(layout.answer(answer, "UTC"))


async def test_a_source_that_speaks_again_or_is_paused_is_silent_no_more(house):
    made = await sources(house)
    await ailing.note_silent(house)
    await house.database.sources.remember(Outcome(made["Silent"].id, NOW, None, new=1))
    await ailing.note_silent(house)
    assert "Silent" not in await ailing.ill_titles(house, made.values())
    later = replace(house, clock=lambda: NOW + 10 * DAY)
    assert "Gone" not in await ailing.ill_titles(later, made.values()), "that is no news any more"
    await house.database.sources.pause(made["Failing"].id)
    assert "Failing" not in await ailing.ill_titles(house, made.values())
