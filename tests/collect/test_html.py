"""Cleaning: nothing that acts survives, whatever is thrown at it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assistant.collect import html
from tests.collect.asked import shared


class Seen(HTMLParser):
    """What a reader of HTML sees: elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def assert_harmless(markup: str) -> None:
    safe = html.clean(markup, "https://harbour.example/")
    seen = Seen()
    seen.feed(safe)
    for tag, attributes in seen.tags:
        assert tag in html.KEPT, safe
        assert set(attributes) <= set(html.ATTRIBUTES.get(tag, ())), safe
        for name in html.ADDRESSES & set(attributes):
            assert str(attributes[name]).startswith(("http://", "https://", "mailto:")), safe
    assert html.clean(safe, "https://harbour.example/") == safe


CLEANED = [
    ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href=" java\tscript:alert(1)">x</a>', "<a>x</a>"),
    (
        '<img src="x.png" onerror="alert(1)" alt="A &quot;quay&quot;">',
        '<img src="https://harbour.example/x.png" alt="A &quot;quay&quot;">',
    ),
    ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
    ("<svg><a xlink:href='javascript:x'>x</a></svg>y", "y"),
    ("<p>one<p>two", "<p>one</p><p>two</p>"),
    ("5 < 8 & 9 > 7", "5 &lt; 8 &amp; 9 &gt; 7"),
    ('<a href="mailto:desk@harbour.example">d</a>', '<a href="mailto:desk@harbour.example">d</a>'),
    ("<custom>kept words</custom>", "kept words"),
    ('<div class="x">a</div><div>b</div>', "<div>a</div><div>b</div>"),
    ("", ""),
]


@pytest.mark.parametrize(("markup", "safe"), CLEANED)
def test_what_says_something_stays_and_what_acts_goes(markup, safe):
    assert html.clean(markup, "https://harbour.example/") == safe


@given(st.text(alphabet=st.sampled_from(list("<>/=\"' abhrefonscript:&;#x!-[]\n")), max_size=120))
def test_no_soup_of_tags_gets_through(markup):
    assert_harmless(markup)


def test_known_attack_strings_do_nothing():
    for name in ("RSNAKE_XSS.txt", "XSS_Polyglots.txt", "xss_alert.txt"):
        for line in shared("eval", "attacks", "html", name).read_text(encoding="utf-8", errors="replace").splitlines():
            assert_harmless(line)


def test_clean_html_is_well_formed():
    safe = html.clean("<ul><li>a<li>b<br><b>c<i>d</b>e</i><table><tr><td>f")
    assert etree.fromstring(f"<x>{safe.replace('<br>', '<br/>')}</x>") is not None
