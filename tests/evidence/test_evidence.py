"""Evidence that stands by itself: what is made holds, and no byte can be changed without being found."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evidence.document import document, of_digest, seal, spelled
from assistant.evidence.page import data_in, page
from assistant.evidence.verify import holds, verify
from assistant.words import (
    Answer,
    Digest,
    DigestItem,
    Passage,
    Period,
    Post,
    Question,
    Quote,
    Receipt,
    StoredAnswer,
    StoredClaim,
    StoredDigest,
    Version,
)

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TITLE = "River Ash peaked at 5.1 metres overnight"
TEXT = "The River Ash peaked at 5.1 metres at Millgate shortly after midnight, the Rivers Agency said. “Nobody was hurt,” said Ruth Calder."
SAID = "The River Ash peaked at 5.1 metres at Millgate shortly after midnight, the Rivers Agency said."


def stored(title: str = TITLE, text: str = TEXT, **post) -> StoredAnswer:
    version = Version(3, 7, 1, title, text, sha256(f"{title}\n{text}".encode()).hexdigest(), NOW, "Ada", "en")
    known: dict[str, Any] = {"outlet": "Tideway Radio", "url": "https://radio.example/1", "published": NOW} | post
    cited = Post(id=7, source_id=1, key="tr-1", version=version, first_seen=NOW, **known)
    claims = (
        StoredClaim(SAID, (Quote(3, 0, len(SAID), SAID),)),
        StoredClaim(title, (Quote(3, 0, len(title), title, "title"),)),
    )
    receipt = Receipt(sources=1, posts=1, written_by="a-model", prompt="abc", embedded_by="local")
    return StoredAnswer(Answer(Question("q", "How high?", NOW), (), (cited,), (), receipt, 5), claims, NOW)


SETTINGS = {"ANSWER_MODEL": "a-model", "RERANK_PASSAGES": "False"}
MADE = document(stored(), NOW, SETTINGS)
DATA = spelled(MADE)
PAGE = page(MADE)


@pytest.mark.parametrize(("file", "count"), [(PAGE, 7), (DATA, 6)], ids=["the page", "its data alone"])
def test_what_is_made_holds_and_says_so_in_words(file, count):
    findings = verify(file.encode())
    assert holds(findings), [f.words for f in findings if not f.holds]
    assert len(findings) == count
    assert (MADE["how"]["written_by"], MADE["how"]["prompt"], MADE["how"]["embedded_by"]) == ("a-model", "abc", "local")
    assert MADE["settings"] == SETTINGS


SIDE = "Elsewhere it was 4.8 metres, the harbour office said."


def with_a_side() -> StoredAnswer:
    """Of a post that is only a passage: the answer does not list it."""
    version = Version(4, 8, 2, "Lower", f"It rained. {SIDE}", sha256(f"Lower\nIt rained. {SIDE}".encode()).hexdigest(), NOW)
    post = Post(8, 2, "Harbour Gazette", "hg-1", "https://gazette.example/1", version, NOW, NOW)
    made = stored()
    answer = replace(made.answer, passages=(Passage(1, post, 0, len(post.text), 0.5),))
    return replace(made, answer=answer, sides=(StoredClaim(SIDE, (Quote(4, 11, 11 + len(SIDE), SIDE),)),))


BESIDE = page(document(with_a_side(), NOW, SETTINGS))


def test_a_sentence_set_beside_the_answer_is_proven_with_its_post_and_is_no_part_of_the_answer():
    made = document(with_a_side(), NOW, SETTINGS)
    assert SIDE not in made["answer"]["text"] and [v["outlet"] for v in made["versions"]] == ["Tideway Radio", "Harbour Gazette"]
    assert f"<mark>{SIDE}</mark>" in BESIDE and "side by side" in BESIDE
    assert [f.words for f in verify(BESIDE.encode()) if "Beside" in f.words] == [
        f"Beside it, sentence 1 stands on 1 quote: «{SIDE}»"
    ]


def test_a_changed_side_is_found_even_where_all_else_was_made_to_fit():
    made = document(with_a_side(), NOW, SETTINGS)
    forged = json.loads(spelled(made).replace("4.8 metres", "9.8 metres"))
    forged["versions"][1] = made["versions"][1]
    whole = page(forged | {"seal": seal(forged)})
    wrong = [f.words for f in verify(whole.encode()) if not f.holds]
    assert len(wrong) == 1 and wrong[0].startswith("Beside it, sentence 1 does not stand")


def test_a_file_of_the_time_before_sides_still_holds():
    older = {name: value for name, value in MADE.items() if name != "sides"} | {"look": 1}
    older["seal"] = seal(older)
    assert holds(verify(page(older).encode())) and holds(verify(spelled(older).encode()))


def test_an_answer_given_before_and_shown_again_has_its_evidence_too():
    receipt = Receipt(
        newest=NOW, answered_at=NOW - timedelta(hours=1), period=Period(NOW - timedelta(days=1), None, "today"), seconds=0.5
    )
    again = replace(stored(), answer=replace(stored().answer, receipt=receipt))
    whole = page(document(again, NOW, {}))
    assert holds(verify(whole.encode())) and "First answered" in whole and "12 Mar 2026 08:00" in whole


@settings(max_examples=500, deadline=None)
@given(st.sampled_from([PAGE.encode(), DATA.encode(), BESIDE.encode()]), st.data())
def test_any_changed_byte_is_found_and_told_in_words(body, data):
    at, byte = data.draw(st.integers(0, len(body) - 1)), data.draw(st.integers(0, 255))
    findings = verify(body[:at] + bytes([byte]) + body[at + 1 :])
    assert holds(findings) == (byte == body[at]), f"byte {at}"
    assert all(f.words for f in findings)


@pytest.mark.parametrize("body", [PAGE.encode(), DATA.encode()], ids=["the page", "its data alone"])
@pytest.mark.parametrize("edit", [lambda b: b[:-1], lambda b: b + b"\n", lambda b: b[: len(b) // 2], lambda b: b" " + b])
def test_what_is_cut_or_added_is_found(body, edit):
    assert not holds(verify(edit(body)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        pytest.param("peaked at 5.1", "peaked at 6.1", "SHA-256", id="the text of the post"),
        pytest.param("“Nobody", "“Somebody", "SHA-256", id="what no quote touches"),
        pytest.param('"start": 0', '"start": 1', "does not stand", id="an offset"),
    ],
)
def test_a_change_sealed_anew_is_found_by_what_it_breaks(old, new, words):
    made = json.loads(DATA.replace(old, new))
    made |= {"seal": seal(made)}
    for file in (spelled(made), page(made)):
        assert any(words in f.words for f in verify(file.encode()) if not f.holds)


def test_a_sentence_put_in_and_sealed_anew_falls_at_the_gate():
    made = json.loads(DATA)
    made["claims"][0]["text"] = "The River Ash peaked at 9.7 metres at Millgate."
    made["answer"]["text"] = "\n".join(c["text"] for c in made["claims"])
    findings = verify(page(made | {"seal": seal(made)}).encode())
    assert [f.words.split(":")[0] for f in findings if not f.holds] == ["Sentence 1 does not stand"]


def test_a_page_that_shows_other_than_its_data_is_found_near_the_place():
    (wrong,) = [f.words for f in verify(PAGE.replace("peaked at 5.1", "peaked at 8.1", 1).encode()) if not f.holds]
    assert wrong.startswith("The page was changed") and "peaked at 8.1 metres" in wrong
    made = MADE | {"look": 99}
    (other,) = [f.words for f in verify(page(made | {"seal": seal(made)}).encode()) if not f.holds]
    assert "another version of this program" in other


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "newsroom-evidence/1"}', b"[" * 100_000, b"{" * 100_000, b'{"format": 1e999}',
             b"<!doctype html>", PAGE.partition("<pre")[0].encode(), DATA.replace('"id": 3', '"id": 1e999').encode()]
)  # fmt: skip
def test_what_is_no_evidence_is_said_to_be_none(body):
    findings = verify(body)
    assert not holds(findings)
    assert all(f.words for f in findings)


# --- what a reader of the page sees -----------------------------------------------------------------------------------


class Seen(HTMLParser):
    """Elements, attributes and the words between them."""

    def __init__(self, whole: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(whole)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data


def test_the_page_shows_sentences_quotes_versions_and_how_it_came_to_be():
    seen = Seen(PAGE.partition("<details>")[0])
    for words in (
        "How high?", "1. " + SAID, "Tideway Radio", "By Ada.", f"Characters 0 to {len(SAID)} of the text of version 1",
        "12 Mar 2026 09:00 (UTC)", TEXT, sha256(f"{TITLE}\n{TEXT}".encode()).hexdigest(), "a-model", "abc", "ANSWER_MODEL", MADE["seal"],
    ):  # fmt: skip
        assert words in seen.words, words
    assert re.findall("<mark>(.*?)</mark>", PAGE) == [TITLE, SAID]
    assert {a["href"] for t, a in seen.tags if t == "a"} == {
        "#v3", "https://radio.example/1", "https://radio.example/1#:~:text=River%20Ash%20peaked%20at%205.1%20metres%20overnight",
        "https://radio.example/1#:~:text=The%20River%20Ash%20peaked%20at%205.1%20metres%20at%20Millgate%20shortly%20after%20midnight"
        "%2C%20the%20Rivers%20Agency%20said.",
    }  # fmt: skip


def test_hostile_text_is_shown_and_does_nothing():
    evil = '<script>alert(1)</script><img src=x onerror=alert(1)> </pre><pre id="data"> \u202eevil\u2066 &lt;b&gt; \x1b[31m'
    hostile = stored(evil, f"{SAID} {evil}", outlet=evil, url="javascript:alert(1)")
    hostile = replace(hostile, answer=replace(hostile.answer, question=replace(hostile.answer.question, text=evil)))
    whole = page(document(hostile, NOW, {evil: evil}))
    seen = Seen(whole)
    assert not {t for t, _ in seen.tags} & {"script", "img", "link", "iframe", "form"}
    assert all(not name.startswith("on") for _, attrs in seen.tags for name in attrs)
    assert [a["href"] for t, a in seen.tags if t == "a" and not str(a["href"]).startswith("#")] == []
    assert evil.partition(" ")[0] in seen.words and not re.search("[\u202e\u2066\x1b]", whole.partition("<details>")[0])
    assert data_in(whole) == spelled(document(hostile, NOW, {evil: evil}))
    assert [f.words for f in verify(whole.encode()) if not f.holds and "Sentence 2" not in f.words] == []


def test_a_digest_has_its_evidence_too_with_the_headlines_of_stories_told_by_them_alone():
    post = stored().answer.posts[0]
    asks = replace(post, id=8, version=replace(post.version, id=4, post_id=8, title="Who will pay?"))
    items = tuple(DigestItem(f"s{n}", "new", p, (), (p,)) for n, p in enumerate((post, post, asks)))
    digest = Digest(21, NOW - timedelta(days=1), NOW, items, slot=NOW, searched=9, id=6)
    made = document(of_digest(StoredDigest(digest, (stored().claims[:1], (), ()), NOW + timedelta(minutes=1))), NOW, {}, "digest")
    assert [c["text"] for c in made["claims"]] == [SAID, TITLE], "a headline that asks states nothing"
    whole = page(made)
    assert holds(verify(whole.encode()))
    assert "Evidence of digest 6" in whole and "sent <time" in whole and "<h2>Question" not in whole


def test_a_page_under_embargo_says_so_on_top():
    whole = page(document(stored(embargo_until=NOW + timedelta(hours=3)), NOW, {}))
    assert "under embargo until" in whole.partition("<h2>")[0] and "12 Mar 2026 12:00" in whole.partition("<h2>")[0]
    assert "under embargo" not in PAGE
