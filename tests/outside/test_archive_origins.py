from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from assistant.collect import journey
from assistant.outside.schema.posts import post_bands
from assistant.words import Period
from tests.collect.test_origins import EDITED, OTHER, WIRE
from tests.fakes import FakeEmbed
from tests.outside.archive_cases import NOW, a_source, hours, kept_and_indexed, read, scope, unit


async def nothing(*_):
    return None


async def indexed(database):
    await journey.index_new(posts=database.posts, embed=FakeEmbed(), breathe=nothing, told=lambda _: None)


async def test_copies_of_several_sources_are_known_by_their_origin_and_an_edit_parts_them(database):
    sources = [await a_source(database, name) for name in ("one", "two", "three")]
    texts = (WIRE, EDITED, WIRE)
    for number, (source, text) in enumerate(zip(sources, texts, strict=True)):
        await database.posts.keep(source.id, read(f"a{number}", text=text, published=hours(5 - number)), NOW)
        await indexed(database)
    posts = await database.posts.latest(scope(*sources), 9)
    assert {p.origin for p in posts} == {1} and [p.origin_id for p in posts] == [1, 1, 0]
    await database.posts.keep(sources[1].id, read("a1", text=OTHER, published=hours(4)), NOW)
    await indexed(database)
    assert [p.origin for p in await database.posts.by_ids([1, 2, 3])] == [1, 2, 1]


async def test_bands_are_forgotten_when_no_copy_can_come(database):
    one, two = await a_source(database), await a_source(database, "two")
    await database.posts.keep_many(one.id, [read("old", text=WIRE, published=hours(24 * 6)), read("new", text=OTHER)], NOW)
    await indexed(database)
    await database.posts.sweep_bands(NOW)
    async with database.connections.read() as connection:
        held = (await connection.execute(select(post_bands.c.post_id, func.count()).group_by(post_bands.c.post_id))).all()
    assert [row[0] for row in held] == [2]
    await database.posts.keep(two.id, read("b", text=OTHER), NOW)
    await indexed(database)
    assert [p.origin for p in await database.posts.by_ids([3])] == [2]


async def test_embargoed_posts_are_left_out_where_the_scope_says_so_and_enter_when_the_embargo_ends(database):
    source = await a_source(database)
    title = "EMBARGOED UNTIL 22 November 2026 18:00 GMT: Ferry report"
    held, _ = await kept_and_indexed(
        database, source, read("h", title=title, text="ferry", published=hours(3)), read("o", text="ferry", published=hours(2))
    )
    assert held.embargo_until == NOW + timedelta(hours=6)
    for until, found in ((None, 2), (NOW, 1), (NOW + timedelta(hours=6), 2)):
        mine = replace(scope(source), open_at=until)
        chunks = await database.posts.search(["ferry"], mine, 9)
        assert len(chunks) == found == len(await database.posts.latest(mine, 9))
        assert len(await database.posts.candidates([1, 2], mine, "test-4", unit(1, 0, 0, 0))) == found
        assert (await database.posts.extent(mine)).posts == found
    evening = Period(NOW, NOW + timedelta(days=1))
    after = replace(scope(source, period=evening), open_at=NOW + timedelta(hours=20))
    assert [p.id for p in await database.posts.latest(after, 9)] == [held.id], "it is news when its embargo ends"
    assert not await database.posts.latest(scope(source, period=evening), 9)
    changed, _ = await database.posts.keep(source.id, read("h", title="Ferry report", text="ferry", published=hours(3)), NOW)
    assert changed.embargo_until is None


async def test_posts_from_before_a_source_was_added_are_old_and_stay_so(database):
    source = await a_source(database, news_from=hours(24))
    await database.posts.keep_many(source.id, [read("a", published=hours(30)), read("b", published=hours(2)), read("c")], NOW)
    await database.posts.keep(source.id, read("a", text="Changed.", published=hours(30)), NOW)
    assert [p.old for p in await database.posts.by_ids([1, 2, 3])] == [True, False, True], (
        "undated ones of the first reading are old"
    )


async def test_the_language_of_a_text_is_kept_where_none_is_declared_or_the_declared_one_cannot_be(database):
    source = await a_source(database)
    ukrainian = "Міська рада вирішила, що міст буде відкрито навесні, і мер погодився."
    given = [("", WIRE), ("", ukrainian), ("en-us", ukrainian), ("sv", "Kommunen beslutade att bron ska öppnas."), ("de", OTHER)]
    posts = [read(str(n), title="", text=text, language=language) for n, (language, text) in enumerate(given)]
    kept = await database.posts.keep_many(source.id, posts, NOW)
    assert [p.version.language for p, _ in kept] == ["en", "uk", "uk", "sv", "en"]
