"""What is under embargo is for reporters until its time; old posts and embargoed ones are in nobody's digest."""

from dataclasses import replace
from datetime import timedelta

from assistant.wiring import asking, digesting
from assistant.wiring.pump import Pump
from assistant.words import Asker, Question, Role, Source, Subscription
from tests.outside.archive_cases import NOW, hours, read

TEXT = "The ferry Aurora ran aground off Marrow Point early on Sunday, the coast guard said. All 214 passengers are safe."
HELD = "EMBARGOED UNTIL 18:00 GMT 22 November 2026\n\n" + TEXT


async def test_only_reporters_find_what_is_under_embargo_until_it_ends(house):
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Coast Guard"))
    await house.database.posts.keep(source.id, read("a", title="Ferry Aurora runs aground", text=HELD, published=hours(2)), NOW)
    await Pump(house).once()
    later = replace(house, clock=lambda: NOW + timedelta(hours=7))
    for role, there, found in ((Role.SUBSCRIBER, house, 0), (Role.REPORTER, house, 1), (Role.SUBSCRIBER, later, 1)):
        assert len(await asking.search("ferry Aurora", role, 1, 5, 0, house=there)) == found
        asker = Asker(1, 1, 0, role)
        question = Question(
            f"{role}{found}{there is later}", "Where did the ferry Aurora run aground?", there.clock(), asker=asker
        )
        assert len((await asking.answer(question, house=there, previous=())).passages) == found


async def test_digests_hold_no_old_posts_and_embargoed_ones_only_when_their_time_has_come(house):
    source = await house.database.sources.add(Source(0, "feed", "https://a.example/f", "Coast Guard", news_from=hours(3)))
    posts = (
        read("held", title="Ferry Aurora runs aground", text=HELD, published=hours(2)),
        read("old", title="Harbour dredged", text="The harbour was dredged to nine metres last week.", published=hours(4)),
        read(
            "new", title="Library to close", text="Councillors voted by 9 to 4 to close the public library.", published=hours(1)
        ),
    )
    await house.database.posts.keep_many(source.id, posts, NOW)
    everything = Subscription(0, 0)
    first = await digesting.digest(everything, hours(12), NOW, house=house)
    assert [item.post.key for item in first.items] == ["new"]
    evening = await digesting.digest(everything, NOW, NOW + timedelta(hours=12), house=house)
    assert [item.post.key for item in evening.items] == ["held"], (
        "it was published before this digest's time, and could not be told"
    )
