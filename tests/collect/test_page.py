from datetime import UTC, datetime

import pytest

from tests.collect.asked import SEEN, failed, parsed

PARAGRAPHS = "".join(
    f"<p>The harbour master said on day {n} that the ferry to Aldermoor would not leave before the storm is over.</p>"
    for n in range(12)
)
URL = "https://harbour.example/2026/11/ferry"


def page(head: str, body: str = PARAGRAPHS) -> str:
    menu = '<nav><a href="/a">News</a><a href="/b">Sport</a></nav>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{menu}<article><h1>Ferry stops</h1>{body}</article></body></html>'


def test_an_article_is_one_post_with_title_author_time_and_language():
    data = '{"@type":"NewsArticle","headline":"Ferry &amp; storm","datePublished":"2026-11-02T10:00:00+02:00",'
    data += '"author":[{"name":"Ida Quay"},{"name":"Bo Sand"}]}'
    found = parsed(page(f'<title>x | Harbour</title><script type="application/ld+json">{data}</script>'), url=URL)
    post = found.posts[0]
    assert (found.kind, found.language, len(found.posts)) == ("page", "en-gb", 1)
    assert (post.title, post.author) == ("Ferry & storm", "Ida Quay, Bo Sand")
    assert post.published == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert post.text.count("\n\n") == 11 and "Sport" not in post.text
    assert not post.cut


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        (
            '<meta property="og:title" content="Ferry"><meta property="article:published_time" content="2026-11-02T10:00:00Z">',
            "Ferry",
            2,
        ),
        ('<title>Ferry stops</title><meta name="pubdate" content="20261103">', "Ferry stops", 3),
        ("<title>Ferry stops</title><meta name='date' content='4 November 2026'>", "Ferry stops", 4),
    ],
)
def test_meta_elements_speak_where_linked_data_is_missing(head, title, day):
    post = parsed(page(head), url=URL).posts[0]
    assert (post.title, str(post.published)[:10]) == (title, f"2026-11-0{day}")


def test_a_date_only_shown_in_the_page_is_found():
    post = parsed(
        page("<title>Ferry stops</title>", '<time datetime="2026-11-05">5 Nov</time>' + PARAGRAPHS),
        url="https://harbour.example/ferry",
    ).posts[0]
    assert post.published is not None and post.published.date().isoformat() == "2026-11-05" and post.published <= SEEN


STUB = "<p>The harbour master said that the ferry to Aldermoor would not leave before the storm is over. Passengers wait.</p>"
CUTS = [
    ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>', STUB, True),
    ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>', STUB, True),
    ("", STUB + "<div class='wall'>Subscribe to continue reading</div>", True),
    ("", STUB + "<div>Already a subscriber? Log in</div>", True),
    ("", STUB + "<p>The council will decide on Tuesday whether the ...</p>", True),
    ("", STUB, False),
    ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>', PARAGRAPHS * 2, False),
]


@pytest.mark.parametrize(("head", "body", "cut"), CUTS)
def test_paywall_stubs_are_marked(head, body, cut):
    assert parsed(page("<title>T</title>" + head, body), url=URL).posts[0].cut is cut


def test_the_address_is_the_pages_own_where_it_is_on_the_same_host():
    own = '<link rel="canonical" href="https://www.harbour.example/2026/11/ferry-stops">'
    assert parsed(page(own), url=URL + "?utm_source=x").posts[0].url == "https://www.harbour.example/2026/11/ferry-stops"
    assert parsed(page('<link rel="canonical" href="https://agency.example/ferry">'), url=URL).posts[0].url == URL


@pytest.mark.parametrize("body", ["<html><body></body></html>", "<html><script>let x = 1</script></html>", "<!doctype html>"])
def test_a_page_without_text_says_so(body):
    assert "no article text" in failed(body, url=URL).reason
