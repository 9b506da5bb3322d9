"""Live blogs as linked data, as page structure and as plain text. The town of these texts is invented."""

import json
from datetime import UTC, datetime

import pytest

from assistant.collect import html, liveblog, outline
from tests.collect.asked import SEEN, parsed, shared

PAGE = "https://harbour.example/live/storm"


def update(number: int, **more):
    return {
        "@type": "BlogPosting", "@id": f"{PAGE}#u{number}", "headline": f"Update number {number}",
        "datePublished": f"2026-11-0{number}T10:00:00+02:00", "articleBody": f"The storm reached pier {number} &amp; stayed.",
    } | more  # fmt: skip


def page(data: str, body: str = "<h1>Storm</h1>") -> str:
    head = f'<title>Storm live</title><script type="application/ld+json">{data}</script>'
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'


BLOG = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Storm live", "url": PAGE}
THREE = [update(3), update(2), update(1)]
SHAPES = {
    "liveBlogUpdate": json.dumps(BLOG | {"liveBlogUpdate": THREE}),
    "blogPosts": json.dumps(BLOG | {"blogPosts": THREE}),
    "blogPost of a Blog": json.dumps(BLOG | {"@type": "Blog", "blogPost": THREE}),
    "@graph": json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, BLOG | {"liveBlogUpdate": THREE}]}),
    "@graph with references": json.dumps({"@graph": [BLOG | {"liveBlogUpdate": [{"@id": one["@id"]} for one in THREE]}, *THREE]}),
    "array": json.dumps([{"@type": "WebPage"}, BLOG | {"liveBlogUpdate": THREE}]),
    "types as a list": json.dumps(BLOG | {"@type": ["LiveBlogPosting", "NewsArticle"], "liveBlogUpdate": THREE}),
    "HTML comment around": "<!-- " + json.dumps(BLOG | {"liveBlogUpdate": THREE}) + " -->",
    "CDATA around": "//<![CDATA[\n" + json.dumps(BLOG | {"liveBlogUpdate": THREE}) + "\n//]]>",
    "comma too many": json.dumps(BLOG | {"liveBlogUpdate": THREE})[:-2] + ",]}",
    "raw line breaks": json.dumps(BLOG | {"liveBlogUpdate": THREE}).replace("reached pier", "reached\npier"),
    "cut off": json.dumps(BLOG | {"liveBlogUpdate": [*THREE, update(4)]})[:-60],
    "stray quote in another": json.dumps(BLOG | {"liveBlogUpdate": [*THREE, {"x": "y"}]}).replace('"y"', '"y"y"'),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_updates_are_read_from_linked_data_of_every_shape(shape):
    found = parsed(page(SHAPES[shape]), url=PAGE)
    assert found.kind == "liveblog"
    assert [post.title for post in found.posts] == ["Update number 3", "Update number 2", "Update number 1"]
    assert found.posts[0].url == f"{PAGE}#u3"
    assert "pier 3 & stayed." in found.posts[0].text
    assert found.posts[0].published == datetime(2026, 11, 3, 8, tzinfo=UTC)


def test_a_poll_with_nothing_new_gives_the_same_keys_and_an_edit_keeps_its_key():
    before = parsed(page(SHAPES["array"]), url=PAGE)
    edited = BLOG | {"liveBlogUpdate": [update(3, articleBody="The storm left.", headline="It is over"), update(2), update(1)]}
    after = parsed(page(json.dumps(edited)), url=PAGE)
    assert [post.key for post in after.posts] == [post.key for post in before.posts]
    assert after.posts[0].text != before.posts[0].text


def test_a_pinned_update_comes_once():
    words = "The harbour master closed all piers until Thursday morning because of the storm."
    pinned = update(1, **{"@id": f"{PAGE}#pinned", "articleBody": words})
    blog = BLOG | {"liveBlogUpdate": [update(2), pinned, update(2), update(1, articleBody=words)]}
    assert len(parsed(page(json.dumps(blog)), url=PAGE).posts) == 2


def test_an_update_without_a_heading_takes_its_first_sentence():
    blog = BLOG | {"liveBlogUpdate": [update(1, headline="", articleBody="Pier two is closed. Nobody was hurt.")]}
    assert parsed(page(json.dumps(blog)), url=PAGE).posts[0].title == "Pier two is closed. Nobody was hurt."


NEXT = [
    ('<link rel="next" href="/live/storm?page=2">', f"{PAGE}?page=2"),
    ('<a class="pager older" href="?page=with:block-7">Older</a>', f"{PAGE}?page=with:block-7"),
    ('<a href="/live/storm/2">Older posts</a>', f"{PAGE}/2"),
    ('<a href="/live/other">Older stories</a>', ""),
    ('<a href="https://elsewhere.example/live/storm?page=2" rel="next">Next</a>', ""),
    ('<a href="#older">Older</a>', ""),
]


@pytest.mark.parametrize(("markup", "url"), NEXT)
def test_pagination_names_the_next_page_of_the_same_blog(markup, url):
    assert liveblog.next_page(f"<body>{markup}</body>", PAGE) == url


ENTRIES = "".join(
    f'<div class="entry" id="e{n}"><div><time datetime="2026-11-0{n}T10:00:00Z">10:00</time></div><h3>Pier {n} is closed</h3>'
    f'<p>The harbour master closed pier {n} in the morning and nobody could say when it opens.</p><div class="share">Share</div></div>'
    for n in (3, 2, 1)
)


def test_without_linked_data_the_structure_of_the_page_is_read():
    found = parsed(
        f'<html><body class="live-blog"><h1>Storm live</h1><div class="entries">{ENTRIES}</div></body></html>', url=PAGE
    )
    assert [post.title for post in found.posts] == ["Pier 3 is closed", "Pier 2 is closed", "Pier 1 is closed"]
    post = found.posts[0]
    assert post.text == "The harbour master closed pier 3 in the morning and nobody could say when it opens."
    assert (post.url, post.key, post.published) == (f"{PAGE}#e3", "e3", datetime(2026, 11, 3, 10, tzinfo=UTC))


def test_a_flat_run_of_headings_is_read_too():
    told = "".join(
        f"<h2>Pier {n} is closed</h2><p>The harbour master closed pier {n} in the morning and said no more.</p>"
        for n in (3, 2, 1)
    )
    found = parsed(f"<html><head><title>Storm live</title></head><body><article>{told}</article></body></html>", url=PAGE)
    assert [post.title for post in found.posts] == ["Pier 3 is closed", "Pier 2 is closed", "Pier 1 is closed"]


def test_a_list_of_links_to_articles_is_no_live_blog():
    links = "".join(
        f'<article id="a{n}"><h2><a href="/{n}">The harbour master closed pier {n} in the morning again</a></h2></article>'
        for n in range(9)
    )
    assert outline.read(f"<body>{links}</body>", PAGE, "Latest live", SEEN) is None


@pytest.mark.parametrize(("name", "file"), [("corkbeo", "corkbeo.ie.level.html"), ("guardian-Live", "guardian-Live.html")])
def test_real_live_blogs_give_exactly_the_updates_expected(name, file):
    wanted = json.loads(shared("eval", "liveblogs", f"{name}.expected.json").read_text(encoding="utf-8"))
    found = parsed(shared("eval", "liveblogs", file).read_bytes(), url=wanted.get("url", "https://blog.example/live"))
    assert found.title == wanted["title"]
    assert len(found.posts) == len(wanted["updates"]) == len({post.key for post in found.posts})
    for post, expected in zip(found.posts, wanted["updates"], strict=True):
        assert post.title == expected["headline"].strip()
        assert post.text.split() == html.to_text(expected["body"]).split()
        assert post.published == datetime.fromisoformat(expected["datePublished"])
        assert post.updated == datetime.fromisoformat(expected["dateModified"])
        assert post.url == expected.get("url", post.url)
        assert post.guid == expected.get("id", post.guid)
