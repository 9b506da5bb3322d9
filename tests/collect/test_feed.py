"""Feeds of every format: the product rules, one table a rule."""

import json
from datetime import UTC, datetime

import pytest

from assistant.collect import html
from tests.collect.asked import SEEN, failed, parsed, rss

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><link href="https://harbour.example/"/>{}</feed>'


def one(item: str, **kwargs):
    return parsed(rss(item), **kwargs).posts[0]


TITLES = [
    ("<title>Tide &amp;amp; time</title>", "Tide & time"),
    ("<title><![CDATA[<b>Tide</b> &#8217;n time]]></title>", "Tide ’n time"),
    ("<title>Ship &lt;MV Alder&gt; docks</title>", "Ship <MV Alder> docks"),
    ("<title>  Tide \n  time </title>", "Tide time"),
    ("<title/><description>The ferry is late. It left at nine.</description>", "The ferry is late. It left at nine."),
    (
        "<description>" + "The ferry to Aldermoor is late again today. " * 9 + "</description>",
        "The ferry to Aldermoor is late again today.",
    ),
    ("<link>https://harbour.example/7</link>", "https://harbour.example/7"),
]


@pytest.mark.parametrize(("item", "title"), TITLES)
def test_titles_are_plain_text_and_never_missing(item, title):
    assert one(f"<item>{item}</item>").title == title


LINKS = [
    ("<link>/a</link>", "https://harbour.example/a"),
    ("<link> https://harbour.example/a </link>", "https://harbour.example/a"),
    ("<link>https://harbour.example/a?x=1&y=2</link>", "https://harbour.example/a?x=1&y=2"),
    ("<guid>https://harbour.example/g</guid>", "https://harbour.example/g"),
    ('<guid isPermaLink="false">https://harbour.example/g</guid>', "https://harbour.example/"),
    ("<guid>1234</guid>", "https://harbour.example/"),
    ('<enclosure url="https://harbour.example/a.mp3" type="audio/mpeg"/>', "https://harbour.example/a.mp3"),
    ("<title>T</title>", "https://harbour.example/"),
    ("<link>javascript:alert(1)</link>", ""),
]


@pytest.mark.parametrize(("item", "url"), LINKS)
def test_links_are_absolute_and_fall_back_to_guid_enclosure_and_site(item, url):
    assert one(f"<item>{item}</item>").url == url


def test_atom_links_prefer_the_page_and_resolve_against_xml_base():
    links = '<link rel="self" href="s.xml"/><link href="page.html"/>'
    entry = f'<entry xml:base="https://b.example/x/"><id>t:1</id><title>T</title>{links}</entry>'
    assert parsed(ATOM.format(entry)).posts[0].url == "https://b.example/x/page.html"


def test_the_full_text_is_taken_before_the_summary_and_a_summary_counts_as_cut():
    content = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;All of it.&lt;/p&gt;</content:encoded>"
    full = "<description>Short.</description>" + content
    post = one(f"<item><title>T</title>{full}</item>")
    assert (post.text, post.html, post.cut) == ("All of it.", "<p>All of it.</p>", False)
    assert one("<item><title>T</title><description>Short.</description></item>").cut


def test_scripts_go_and_relative_links_in_texts_become_absolute():
    body = '&lt;p onclick="x()"&gt;See &lt;a href="/a"&gt;this&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt; now&lt;/p&gt;'
    post = one(f"<item><title>T</title><description>{body}</description></item>")
    assert post.html == '<p>See <a href="https://harbour.example/a">this</a> now</p>'
    assert post.text == "See this now"


def test_paragraphs_are_parted_by_one_blank_line():
    body = "<![CDATA[<p>One.</p><ul><li>two<li>three</ul>Four<br>five]]>"
    assert one(f"<item><description>{body}</description></item>").text == "One.\n\ntwo\nthree\n\nFour\nfive"


def test_keys_are_ids_else_links_and_survive_tracking():
    posts = parsed(
        rss("<item><guid isPermaLink='false'>n-1</guid></item><item><link>http://harbour.example/a?utm_source=rss</link></item>")
    ).posts
    assert [post.key for post in posts] == ["n-1", "https://harbour.example/a"]
    assert posts[0].guid == "n-1"


def test_dates_are_utc_the_future_is_clamped_and_authors_inherited():
    feed = rss(
        "<item><title>A</title><pubDate>Mon, 02 Nov 2026 10:00:00 +0200</pubDate></item>"
        "<item><title>B</title><pubDate>Mon, 02 Nov 2037 10:00:00 GMT</pubDate></item>",
        "<title>H</title><managingEditor>desk@harbour.example (Ida Quay)</managingEditor><language>EN-gb</language>",
    )
    found = parsed(feed)
    assert found.language == "en-gb"
    assert found.posts[0].published == datetime(2026, 11, 2, 8, tzinfo=UTC)
    assert found.posts[1].published == SEEN
    assert found.posts[0].author == "Ida Quay"


ENCODED = [
    ("windows-1251", "Паром до Олдермора запізнився", True, ""),
    ("iso-8859-1", "Fähre nach Süden fällt aus", True, ""),
    ("utf-16", "Fähre nach Süden", True, ""),
    ("utf-8", "Паром запізнився", False, "text/xml; charset=iso-8859-1"),
    ("windows-1252", "A balsa não saiu às nove por causa das condições do mar", False, ""),
    ("koi8-r", "Паром до порта опоздал", False, "text/xml; charset=koi8-r"),
    ("shift_jis", "港は今日閉鎖されました", True, ""),
]


@pytest.mark.parametrize(("encoding", "title", "declared", "content_type"), ENCODED)
def test_encodings_are_read_as_declared_or_guessed(encoding, title, declared, content_type):
    text = rss(f"<item><title>{title}</title></item>").replace("utf-8", encoding)
    body = (text if declared else text.split("?>", 1)[1]).encode(encoding)
    assert parsed(body, content_type=content_type).posts[0].title == title


def test_a_feed_that_is_not_well_formed_is_mended():
    broken = "<item><title>Tide & time &nbsp; &copy;</title><description><p>One <b>two</description></item>"
    broken += "<item><title>B</title></item>"
    assert [post.title for post in parsed(rss(broken)).posts] == ["Tide & time \xa0 ©", "B"]


def test_a_feed_cut_off_in_the_middle_gives_what_came():
    assert parsed(rss("<item><title>A</title></item><item><title>B</title>").split("</channel>")[0]).posts[0].title == "A"


@pytest.mark.parametrize(
    "text",
    [rss(""), '<feed xmlns="http://www.w3.org/2005/Atom"/>', '{"version": "https://jsonfeed.org/version/1.1", "items": []}'],
)
def test_a_feed_without_posts_is_a_feed(text):
    found = parsed(text)
    assert (found.kind, found.posts) == ("feed", ())


def test_a_json_feed_is_read_by_the_same_rules():
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "home_page_url": "https://harbour.example/", "language": "en",
        "next_url": "https://harbour.example/feed.json?page=2",
        "items": [{"id": 7, "url": "/a", "content_text": "Quay <open>.\n\nSince nine.", "authors": [{"name": "Ida"}]}],
    }  # fmt: skip
    found = parsed(json.dumps(feed))
    post = found.posts[0]
    assert (post.key, post.url, post.author) == ("7", "https://harbour.example/a", "Ida")
    assert post.text == "Quay <open>.\n\nSince nine."
    assert found.next_url == "https://harbour.example/feed.json?page=2"


def test_a_plain_json_list_of_posts_is_read():
    found = parsed('[{"title": "Tide", "body": "High.", "url": "https://h.example/1", "published": 1748943561}]', "notes.json")
    assert (found.posts[0].title, found.posts[0].text, str(found.posts[0].published)[:4]) == ("Tide", "High.", "2025")


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        ("garbage", "application/xml", "parse"), ("garbage", "application/json", "parse"), ("", "", "parse"),
        ("null", "application/json", "parse"), ("<sitemapindex/>", "application/xml", "wrong_type"), ('{"a": 1', "", "parse"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00", "image/png", "wrong_type"),
    ],
)  # fmt: skip
def test_what_is_no_feed_and_no_text_says_so(body, content_type, kind):
    found = failed(body, content_type=content_type)
    assert found.kind == kind and found.reason.startswith("Not read: ")


def test_titles_of_html_tags_that_are_words_survive():
    assert html.one_line("5 &lt; 8, ticker &lt;BIGCO&gt;") == "5 < 8, ticker <BIGCO>"
