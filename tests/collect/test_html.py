"""Cleaning: nothing that acts survives, whatever is thrown at it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from assistant.collect import html
from tests.collect.asked import shared

ACTS = re.compile(
    r"<\s*(script|style|iframe|object|embed|form|svg|math|link|meta|base)\b|<[^>]*\s(on\w+|style|srcdoc)\s*=", re.IGNORECASE
)
RISKY = re.compile(r"<[a-z][^<>]*\s(?:href|src|poster|cite)\s*=\s*\"(?!https?://|mailto:)", re.IGNORECASE)


def assert_harmless(markup):
    safe = html.clean(markup, "https://harbour.example/")
    assert not ACTS.search(safe), safe
    assert not RISKY.search(safe), safe
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
