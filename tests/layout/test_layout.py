from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import layout
from assistant.layout import address, beginning, clean, moment, plain, say, span_of_time
from assistant.layout.answers import sources
from assistant.layout.digests import story
from assistant.origin import one_each
from assistant.words import DigestItem, Excerpt, Passage, Period, Statement
from tests.layout.cases import CASES
from tests.layout.newsroom import BRIDGE, NOON, asked, post, proven, quoted

GOLDEN = Path(__file__).parents[1] / "chat" / "golden"


@pytest.mark.parametrize("name", CASES)
def test_plain_text_is_as_it_was_agreed(name):
    assert plain(CASES[name]) + "\n" == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


HIDDEN = [
    ("a\x1b[31mred\x07", "a[31mred"),
    ("one\n\n two\tthree", "one two three"),
    ("abc\u202edcba\u2066x", "abcdcbax"),
    ("half \ud800 of", "half \ufffd of"),
    ("\u2028line\u2029", "line"),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_what_a_terminal_or_a_reader_could_be_fooled_by_goes(text, shown):
    assert clean(text) == shown


ADDRESSES = [
    ("https://a.example/x?id=1&b=2", True),
    ("http://a.example", True),
    ("javascript:alert(1)", False),
    ("ftp://a.example/x", False),
    ("tg://user?id=1", False),
    ("https://user:pw@a.example/", False),
    ("https://a.example/?api_key=s3cret", False),
    ('https://a.example/"onclick=x', False),
    ("https://a.example/ b", False),
    ("https://a.example/\u202egpj", False),
    ("https:///nohost", False),
    ("https://[::1", False),
    ("https://a.example/" + "x" * 2000, False),
    ("", False),
]


@pytest.mark.parametrize(("url", "shown"), ADDRESSES, ids=[u[:30] for u, _ in ADDRESSES])
def test_only_a_posts_own_http_address_without_secrets_is_a_link(url, shown):
    made = post(9, "X", "t", "text")
    object.__setattr__(made, "url", url)
    assert address(made) == (url if shown else "")


def test_a_link_to_a_passage_opens_the_page_there():
    assert address(Excerpt(BRIDGE, 0, 40)) == f"{BRIDGE.url}#:~:text=Engineers%20closed%20the%20old%20bridge%20at%20noon."
    assert address(Excerpt(BRIDGE, 0, len(BRIDGE.text))) == (
        f"{BRIDGE.url}#:~:text=Engineers%20closed%20the%20old%20bridge%20at%20noon.,Repairs%20take%20three%20weeks%2C%20the%20mayor%20said."
    )
    assert address(Excerpt(BRIDGE, 0, 5, "title")) == f"{BRIDGE.url}#:~:text=Old%20bridge"


def test_a_beginning_ends_at_a_word_and_stays_a_slice():
    assert beginning(BRIDGE, 0, 112, 50).text == "Engineers closed the old bridge at noon. It"
    assert beginning(BRIDGE, 0, 20, 50).end == 20
    assert beginning(post(1, "X", "t", "x" * 99), 0, 99, 50).end == 50


def test_a_template_and_its_parameters_must_agree():
    assert say("{} of {}", 1234, "a\nb").text == "1,234 of a b"
    with pytest.raises(ValueError, match="1 parameters"):
        say("none", "x")


def test_times_are_the_readers_own():
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert moment(at, "Europe/Kyiv") == "25 Oct 2026 03:30"
    assert moment(at, "Asia/Kathmandu", at) == "25 Oct 06:15"
    assert span_of_time(at, at.replace(hour=5), "UTC") == "25 Oct 00:30 - 05:30"
    assert span_of_time(at, at.replace(day=26), "UTC") == "25 Oct 00:30 - 26 Oct 00:30"


def test_copies_are_named_beside_their_origin_and_counted():
    one, two, other = BRIDGE, replace(BRIDGE, id=901, origin_id=BRIDGE.id, outlet="Echo"), post(902, "Post", "A title", "A text.")
    shown = plain((sources((one, other, two), "UTC", one.at),))
    assert "(3 posts, 2 origins)" in shown and shown.count("(a copy of [1])") == 1 and "[3] Echo" in shown
    assert "1 origin)" in plain((sources((one, two), "UTC", one.at),)) and "origin" not in plain(
        (sources((one, other), "UTC", one.at),)
    )
    listed = [Passage(n, p, 0, 5) for n, p in enumerate((one, one, two, other))]
    assert [p.post.id for p in one_each(listed)] == [one.id, one.id, other.id]


def test_what_is_paid_for_or_under_embargo_says_so():
    held = replace(BRIDGE, paid=True, embargo_until=BRIDGE.at + timedelta(hours=2))
    assert "rest is paid for" in plain((sources((held,), "UTC", BRIDGE.at),))
    assert "embargoed until" in plain((sources((held,), "UTC", BRIDGE.at),))
    assert "embargoed" not in plain((sources((held,), "UTC", BRIDGE.at + timedelta(hours=2)),))


WIRE = post(21, "Wire", "Ferry aground", "The ferry ran aground, the coast guard said.")
PAPER = post(22, "Gazette", "Ferry aground", WIRE.text, minutes=5, origin_id=21)
ECHO = post(23, "Echo", "Ferry aground", WIRE.text, minutes=9, origin_id=21)


@pytest.mark.parametrize(
    ("cited", "beside", "told"),
    [
        pytest.param(WIRE, (ECHO, PAPER), "Also: Gazette, Echo (3 posts, 1 origin)", id="the first is cited"),
        pytest.param(ECHO, (PAPER, WIRE), "First published by Wire; also: Gazette (3 posts, 1 origin)", id="a copy is cited"),
        pytest.param(ECHO, (WIRE,), "First published by Wire (2 posts, 1 origin)", id="nobody else has it"),
        pytest.param(WIRE, (replace(ECHO, withdrawn_at=NOON),), "", id="a copy that was withdrawn"),
        pytest.param(WIRE, (BRIDGE,), "", id="other texts"),
    ],
)
def test_an_answer_says_who_published_its_text_first_and_who_else_carries_it(cited, beside, told):
    said = proven(cited.text, quoted(cited, cited.text))
    found = [Passage(n, p, 0, 9) for n, p in enumerate((cited, *beside))]
    shown = plain(layout.answer(asked([said], [cited], found)))
    assert [row for row in shown.split("\n") if "origin" in row] == ([told] if told else [])


def test_a_digest_lets_the_first_publisher_speak_and_names_the_copies():
    said = proven(WIRE.text, quoted(WIRE, WIRE.text))
    shown = plain(story(DigestItem("s", "new", WIRE, (said,), (WIRE, PAPER, ECHO), origins=1), "UTC", NOON))
    assert "[1] Wire 4 Nov 10:03; also Gazette, Echo (3 posts, 1 origin)" in shown


def test_a_statement_that_copies_carry_counts_as_one_origin():
    said = proven(WIRE.text, quoted(WIRE, WIRE.text))
    told = Statement(said, WIRE, Excerpt(WIRE, 23, 38), False, (WIRE, PAPER, ECHO))
    assert "Wire, 4 Nov 10:03; also Gazette, Echo (3 posts, 1 origin)" in plain(
        layout.statements("Guard", (told,), 1, Period(), "UTC", NOON)
    )
    other = replace(told, told_by=(WIRE, replace(ECHO, origin_id=0)))
    assert "; also Echo\n" in plain(layout.statements("Guard", (other,), 1, Period(), "UTC", NOON))


def test_a_headline_is_called_one_since_it_seldom_says_whose_word_it_is():
    headline = proven(BRIDGE.title, quoted(BRIDGE, BRIDGE.title, "title"))
    assert "Harbour Gazette, 4 Nov 12:03: headline: Old bridge closed after crack" in plain(
        layout.answer(asked([headline], [BRIDGE]))
    )
    made = replace(
        BRIDGE, version=replace(BRIDGE.version, title="Engineers closed the old…")
    )  # of the text's beginning, by ourselves
    assert "headline" not in plain(layout.answer(asked([proven(made.title, quoted(made, made.title, "title"))], [made])))
