"""Plain text: notes, articles, and live blogs copied from their pages. The first one below is of an invented town."""

import pytest

from assistant.collect.plain import looks_like_heading
from tests.collect.asked import parsed, shared

COPIED = """Aldermoor flood live: Ferry services stop as river passes 4-metre mark, council says
The river is expected to peak tonight as volunteers fill sandbags along Quay Street
Become a supporter of the Aldermoor Gazette
Our reporters are out in the rain because you need to know what is going on. Your gift keeps us there.
We never charge you for safety news.Ferry services across the Alder have stopped after the river passed four metres, the council said.
“We have no choice,” harbour master Ida Quay said. “You cannot land a ferry on a flooded pier.”
14:05
Three families leave homes on Quay Street overnight
Three families were taken to the school hall during the night, the fire service said.
What comes next?
The hall has room for another forty people, and we were told that blankets are on their way.
13:40
School to stay closed on Tuesday, head teacher says
The school will not open on Tuesday.
Stay home if you can! The hall is needed for families from Quay Street tonight.
— Aldermoor School (@aldermoorschool) November 4, 2025
Is the bridge at Millford still open?
It is, the police say, but only for walkers.
Sign up to our evening newsletter
Comments
"""


def test_a_copied_live_blog_becomes_its_posts_without_appeals_and_labels():
    posts = parsed(COPIED, "flood.txt").posts
    assert [post.title for post in posts] == [
        "Aldermoor flood live: Ferry services stop as river passes 4-metre mark, council says",
        "Three families leave homes on Quay Street overnight",
        "School to stay closed on Tuesday, head teacher says",
        "Is the bridge at Millford still open?",
    ]
    everything = "\n".join(post.title + post.text for post in posts)
    assert not [word for word in ("supporter", "gift", "charge", "newsletter", "Comments", "14:05") if word in everything]
    assert "Ferry services across the Alder have stopped" in posts[0].text
    assert "“We have no choice,”" in posts[0].text
    assert "blankets are on their way" in posts[1].text and "What comes next?" in posts[1].text
    assert "@aldermoorschool" in posts[2].text and "Stay home if you can!" in posts[2].text


SEED_TITLES = (
    "targeted by Ukrainian fire", "drone attack", "50 Russian drones", "Kharkiv", "EU chief", "congratulates", "Medics",
    "South Korea and EU",
    "German foreign minister", "HIMARS", "pro-EU president",
)  # fmt: skip
FURNITURE = (
    "Your support",
    "donation",
    "paywalls",
    "Comments",
    "commenting",
    "Subscribe",
    "bookmark",
    "Join ",
    "crucial",
    "A Word",
    "critical moment",
)


def test_the_seed_becomes_its_posts_each_with_its_heading():
    file = next(iter(sorted(shared("seed").glob("*.txt"))))
    found = parsed(file.read_bytes(), str(file))
    assert found.kind == "liveblog"
    assert len(found.posts) == len(SEED_TITLES)
    for post, part in zip(found.posts, SEED_TITLES, strict=True):
        assert part in post.title
        assert not [words for words in FURNITURE if words in post.title + post.text]
    assert "@ZelenskyyUa" in found.posts[5].text and "@sandumaiamd" in found.posts[5].text
    assert found.posts[0].text.count("North Korean troops have been hit") == 1
    assert len({post.key for post in found.posts}) == len(found.posts)


HEADINGS = [
    ("Three killed after building near the harbour hit", True),
    ("Council ‘has no choice’ over ferry, Ida Quay says", True),
    ("Паром до Олдермора зупинили через негоду", True),
    ("港口今天早上因暴风雨关闭", True),
    ("The council said so on Monday.", False),
    ("“We have no choice,” she said.", False),
    ("— Aldermoor School (@aldermoorschool) November 4, 2025", False),
    ("https://harbour.example/a b c d", False),
    ("Background", False),
    ("He said: “We will not open the pier.”", False),
    ("They will decide tomorrow…", False),
]


@pytest.mark.parametrize(("line", "is_heading"), HEADINGS)
def test_headlines_are_told_from_paragraphs(line, is_heading):
    assert looks_like_heading(line) is is_heading


def test_an_article_with_subheadings_stays_one_post_known_by_its_address():
    text = (
        "Ferry stops over flood\n\nThe ferry has stopped.\n\nBackground\n\nIt has stopped before.\n\nWhat now?\n\nNobody knows."
    )
    found = parsed(text, "notes/ferry.txt")
    assert (found.kind, found.posts[0].title, found.posts[0].key) == ("text", "Ferry stops over flood", "notes/ferry.txt")
    assert found.posts[0].text == "The ferry has stopped.\n\nBackground\n\nIt has stopped before.\n\nWhat now?\n\nNobody knows."


def test_markdown_marks_are_no_text():
    found = parsed("# Ferry **stops** today\n\nThe [ferry](https://h.example/a) has `stopped`.", "note.md")
    assert (found.posts[0].title, found.posts[0].text) == ("Ferry stops today", "The ferry has stopped.")


def test_paragraphs_wrapped_at_a_fixed_width_are_joined():
    wrapped = "\n\n".join(
        [
            "The ferry across the Alder stopped on Monday because the river had\nrisen above the mark of four metres, the council\nsaid."
        ]
        * 3
    )
    assert "river had risen above" in parsed(wrapped, "note.txt").posts[0].text


def test_a_dated_line_gives_the_time_of_its_update():
    text = "".join(
        f"{n} November 2025 10:0{n}\nThe ferry number {n} has stopped\nIt stopped at pier {n} in the morning.\n"
        for n in (3, 2, 1)
    )
    assert [str(post.published)[:10] for post in parsed(text, "x.txt").posts] == ["2025-11-03", "2025-11-02", "2025-11-01"]
