"""Which of two stories stands first in a digest: cases an editor would not argue about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.digest.choose import choose
from assistant.words import Post, Story
from tests.stories.posts import FIRE

NOW = FIRE.at + timedelta(hours=24)
TIERS = {1: "press", 2: "agency", 3: "social", 4: "official"}


def told(first: int, outlets: int, hours: float, *, copies: bool = False, source: int = 1, title: str = "") -> Story:
    """A story of so many outlets, the last of them so many hours ago."""
    posts: list[Post] = []
    for n in range(outlets):
        version = replace(FIRE.version, id=first + n, title=title or f"Report {first}")
        at = NOW - timedelta(hours=hours, minutes=5 * (outlets - n))
        origin = first if copies and n else 0
        posts.append(
            replace(FIRE, id=first + n, outlet=f"Outlet {n}", source_id=source, published=at, version=version, origin_id=origin)
        )
    return Story(f"s{first}", tuple(posts))


CASES = {
    "ten outlets this morning over one outlet just now": (told(10, 10, 12), told(30, 1, 0.1)),
    "ten outlets a day ago over one outlet just now": (told(10, 10, 22), told(30, 1, 0.1)),
    "three outlets now over ten a day and a half ago": (told(30, 3, 0.1), told(10, 10, 36)),
    "four who report over ten who copy one agency": (told(10, 4, 3), told(30, 10, 3, copies=True)),
    "of two alike the fresher": (told(10, 2, 1), told(30, 2, 9)),
    "an official word over one outlet's": (told(10, 1, 3, source=4), told(30, 1, 2)),
    "one outlet over one social account": (told(10, 1, 5), told(30, 1, 1, source=3)),
    "three social accounts over one outlet of the same hour": (told(10, 3, 1, source=3), told(30, 1, 1)),
    "more outlets over more posts of one": (
        told(10, 2, 2),
        Story("s30", tuple(replace(p, outlet="One") for p in told(30, 8, 2).posts)),
    ),
}


@pytest.mark.parametrize(("first", "second"), CASES.values(), ids=CASES)
def test_what_matters_more_stands_first(first, second):
    for stories in ([first, second], [second, first]):
        chosen, _ = choose(stories, [], {}, NOW, 5, tiers=TIERS)  # type: ignore[arg-type]
        assert [c.story.id for c in chosen] == [first.id, second.id]


def test_a_story_that_names_the_topic_in_its_headline_stands_before_one_that_touches_it():
    named, touched = told(10, 2, 3, title="Strike at the harbour"), told(30, 2, 2, title="Council meets")
    assert [c.story.id for c in choose([touched, named], [], {}, NOW, 5)[0]] == ["s30", "s10"]
    assert [c.story.id for c in choose([touched, named], [], {}, NOW, 5, topics=("harbour",))[0]] == ["s10", "s30"]
