"""Stories as they are written down, on both databases."""

from datetime import timedelta

from tests.outside.archive_cases import NOW, a_source, hours, read


async def placed(database):
    """Three posts of the last hours, one of long ago; the newest is read first."""
    source = await a_source(database)
    names = (("new", 1), ("old", 900), ("mid", 5), ("early", 9))
    posts = [read(name, published=hours(ago)) for name, ago in names]
    return [post for post, _ in await database.posts.keep_many(source.id, posts, NOW)]


async def test_posts_without_a_story_are_found_by_their_time_and_from_an_id_on(database):
    new, old, mid, early = await placed(database)
    stories = database.stories
    assert [p.key for p in await stories.unplaced(hours(48), 0, 9)] == ["early", "mid", "new"]
    assert [p.key for p in await stories.unplaced(hours(48), 0, 2)] == ["early", "mid"]
    assert [p.key for p in await stories.unplaced(hours(48), new.id, 9)] == ["early", "mid"]
    await database.posts.withdraw(mid.id, NOW)
    await stories.place([(early, early.id)])
    assert await stories.unplaced(hours(48), 0, 9) == [new]
    assert await stories.unplaced(hours(2000), 0, 1) == [old]


async def test_a_post_is_placed_once_and_the_first_who_places_it_counts(database):
    new, _, mid, early = await placed(database)
    stories = database.stories
    await stories.place([(early, early.id), (mid, early.id)])
    await stories.place([(mid, mid.id), (new, new.id)])
    await stories.place([])
    assert await stories.of([new.id, mid.id, early.id, 999]) == {early.id: early.id, mid.id: early.id, new.id: new.id}
    assert await stories.of([]) == {}


async def test_the_newest_placed_posts_come_oldest_first_with_their_stories_and_old_ones_are_forgotten(database):
    new, old, mid, early = await placed(database)
    stories = database.stories
    await stories.place([(post, early.id) for post in (new, old, mid, early)])
    assert await stories.open(hours(48), 2) == [(mid, early.id), (new, early.id)]
    assert [post.key for post, _ in await stories.open(NOW - timedelta(days=90), 9)] == ["old", "early", "mid", "new"]
    assert await stories.sweep(hours(48)) == 1 and await stories.of([old.id]) == {}
