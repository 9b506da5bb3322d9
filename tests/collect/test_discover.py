import pytest

from assistant.collect.discover import candidates
from tests.collect.asked import rss

SITE = "https://harbour.example/news/"
KNOWN = [
    (
        "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
        "",
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
    ),
    (
        "https://www.youtube.com/@harbour",
        '<script>{"externalId":"UCabcdefghijklmnopqrstuv"}</script>',
        "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
    ),
    ("https://www.youtube.com/playlist?list=PL1", "", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
    ("https://mastodon.example/@ida", "", "https://mastodon.example/@ida.rss"),
    ("https://mastodon.example/users/ida", "", "https://mastodon.example/@ida.rss"),
    ("https://bsky.app/profile/ida.harbour.example", "", "https://bsky.app/profile/ida.harbour.example/rss"),
    ("https://www.reddit.com/r/harbour/", "", "https://www.reddit.com/r/harbour/.rss"),
    ("https://github.com/harbour/tide", "", "https://github.com/harbour/tide/releases.atom"),
    ("https://github.com/harbour", "", "https://github.com/harbour.atom"),
    ("https://t.me/harbourpost", "", "https://t.me/s/harbourpost"),
    ("https://t.me/s/harbourpost?before=7", "", "https://t.me/s/harbourpost"),
    ("https://harbour.substack.com/p/tide", "", "https://harbour.substack.com/feed"),
]


@pytest.mark.parametrize(("url", "page", "feed"), KNOWN)
def test_feeds_of_known_hosts_come_first(url, page, feed):
    assert candidates(page.encode(), url)[0].url == feed


def test_feeds_that_a_page_names_come_in_its_order_with_those_of_comments_last():
    page = """<head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
      <link rel='alternate' type='application/atom+xml' title='Harbour &amp; sea' href='/atom'>
      <link rel="alternate" type="application/json+oembed" href="/oembed?x"><link rel="alternate" hreflang="uk" href="/uk">
      <link rel="alternate" type="application/feed+json" href="/feed.json"></head>"""
    found = candidates(page.encode(), SITE)
    assert [(one.url, one.title) for one in found] == [
        ("https://harbour.example/atom", "Harbour & sea"),
        ("https://harbour.example/feed.json", "https://harbour.example/feed.json"),
        ("https://harbour.example/comments/feed", "Comments"),
    ]


def test_links_to_feeds_come_before_the_usual_places_and_those_of_other_sites_not_at_all():
    page = '<body><a href="/rss/all">RSS</a><a href="https://elsewhere.example/feed">theirs</a></body>'
    found = candidates(page.encode(), SITE)
    assert (found[0].url, found[0].sure) == ("https://harbour.example/rss/all", "linked")
    assert {one.sure for one in found[1:]} == {"usual"}
    assert not [one for one in found if "elsewhere" in one.url]


def test_a_page_that_names_nothing_leaves_the_usual_places_and_news_sitemaps():
    found = candidates(b"<html></html>", SITE)
    assert found[0].url == "https://harbour.example/news/feed"
    assert "https://harbour.example/feed" in [one.url for one in found]
    assert found[-1].kind == "sitemap"


def test_a_feed_is_its_own_only_candidate():
    found = candidates(rss("<item><title>A</title></item>").encode(), "https://harbour.example/rss")
    assert [(one.url, one.sure) for one in found] == [("https://harbour.example/rss", "is")]


@pytest.mark.parametrize("url", ["", "notes.txt", "javascript:alert(1)", "http://[broken", "ftp://harbour.example/"])
def test_odd_addresses_have_no_candidates(url):
    assert candidates(b'<link rel="alternate" type="application/rss+xml" href="javascript:x">', url) == ()
