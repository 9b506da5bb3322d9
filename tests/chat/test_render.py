"""Markup is ours alone: golden messages, and hostile text that stays text."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import layout
from assistant.chat.guard import guarded
from assistant.chat.render import block, messages
from assistant.chat.split import visible
from assistant.layout import Block, Span, clean, line, say
from assistant.words import Excerpt, Passage
from tests.botapi.html import automatic, parse
from tests.layout.cases import CASES
from tests.layout.newsroom import NOON, ZONE, asked, post, proven, quoted

GOLDEN = Path(__file__).parent / "golden"
HOUSE = Path(__file__).parents[2] / "assistant"
ATTACKS = Path(__file__).parents[2].parent / "shared" / "eval" / "attacks" / "html"
OUR_COMMANDS = ("help", "sources_none")  # our own /commands stay tappable
BETWEEN = "\n----- next message -----\n"


@pytest.mark.parametrize("name", CASES)
def test_messages_are_as_they_were_agreed_and_telegram_takes_them(name):
    made = messages(CASES[name])
    for html in made:
        shown, entities = parse(html)
        assert shown and [e for e in automatic(shown, entities) if name not in OUR_COMMANDS] == []
    assert BETWEEN.join(made) + "\n" == (GOLDEN / f"{name}.html").read_text(encoding="utf-8")


# --- hostile text -------------------------------------------------------------------------------------------------

OWN = [
    "<b>bold</b> & <script>alert(1)</script>",
    '"><a href="https://evil.example">x</a>',
    "</code></b></a>",
    "&lt;b&gt; &amp; &#60;i&#62;",
    "see www.evil.example, evil.example/x or http://10.0.0.1:80/?q=<b>",
    "by @evil_name and mail@evil.example",
    "/removesource 3 or (/grant@newsroom_test_bot 5)",
    "президент.рф ✪df.ws/123 xn--80afpi2a3c.xn--p1ai",
    "{} {0} %s $name",
    "\x00\x1b[2J\u202eabc\ud800",
    "tg://user?id=1 ton://x",
]


def attacks() -> list[str]:
    return [
        row
        for file in sorted(ATTACKS.glob("*.txt"))
        for row in file.read_text(encoding="utf-8", errors="replace").splitlines()
        if row.strip()
    ]


def everywhere(text: str) -> tuple[Block, ...]:
    """A foreign text in every place where foreign text can stand."""
    hostile = post(7, text or "x", text, text, url="https://a.example/?q=" + "".join(c for c in text if c.isalnum())[:50])
    unlinked = post(8, text or "x", text, text, url=f"javascript:{text}")
    told = asked(
        [proven(text, quoted(hostile, text), original=text)],
        [hostile, unlinked],
        [Passage(1, hostile, 0, len(text))],
        note=text, written_by=text, only_sources=(text,), ill_sources=(text,), asked_as=text,
    )  # fmt: skip
    return (
        *layout.answer(told),
        *layout.answer(asked(passages=told.passages, note=text)),
        *layout.posts(say("Found for {}", text), [hostile, unlinked], ZONE, NOON),
        *layout.problem(text),
        *layout.commands([("help", text, text)]),
        Block((line(Span(Excerpt(hostile, 0, len(text)), "strong"), say("{}", text)),), "folded"),
    )


def check(text: str) -> None:
    blocks = everywhere(text)
    for html in messages(blocks):
        shown, entities = parse(html)
        links = [e["url"] for e in entities if e["type"] == "text_link"]
        assert all(url.startswith("https://a.example/?q=") for url in links), links
        assert {e["type"] for e in entities} <= {"bold", "italic", "code", "text_link", "expandable_blockquote"}
        assert [
            e
            for e in automatic(shown, entities)
            if not shown.encode("utf-16-le")[e["offset"] * 2 :].startswith("/help".encode("utf-16-le"))
        ] == []


@pytest.mark.parametrize("text", OWN)
def test_hostile_text_stays_text_wherever_it_stands(text):
    check(text)


def test_known_attacks_stay_text_wherever_they_stand():
    if not ATTACKS.exists():
        pytest.skip(f"{ATTACKS} is absent: the attack strings are not part of the project")
    found = attacks()
    assert len(found) > 100
    for text in found:
        seen, entities = parse(guarded(clean(text)) or "-")
        assert seen == (clean(text) or "-") and {e["type"] for e in entities} <= {"code"}, text
        assert automatic(seen, entities) == [], text
    for text in found[::12]:
        check(text)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60)
    | st.lists(st.sampled_from(["a", "@", ".", "com", "/", ":", "//", " ", "<", "&", "1", "ё", "(", "www"]), max_size=14).map(
        "".join
    )
)
def test_guarded_text_is_the_same_text_with_nothing_clickable(text):
    text = clean(text)
    html = guarded(text)
    assert visible(html) == text
    if text:
        shown, entities = parse(html)
        assert shown == text and automatic(shown, entities) == []


PLAIN = ["3.5 per cent, e.g. 1/2 and and/or", "He said: «No.» The U.S. did.", "12:03 - 5 p.m.", "Costs $1.5bn"]


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_text_needs_no_guard(text):
    assert "<code>" not in guarded(text)


def test_only_three_kinds_of_text_are_shown():
    for wrong in ("a model's sentence", None, 3):
        with pytest.raises(TypeError):
            block(Block(((Span(wrong),),)))  # type: ignore[arg-type]


# --- our own words ---------------------------------------------------------------------------------------------------


def calls(name: str) -> list[tuple[Path, ast.Call]]:
    trees = [(p, ast.parse(p.read_text(encoding="utf-8"))) for p in [*HOUSE.rglob("*.py"), HOUSE.parent / "bot.py"] if p.exists()]
    return [
        (p, n)
        for p, tree in trees
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and getattr(n.func, "id", getattr(n.func, "attr", "")) == name
    ]


def test_the_template_of_our_words_stands_in_our_code():
    for path, call in calls("say"):
        template = call.args[0]
        assert isinstance(template, ast.Constant) and isinstance(template.value, str), (
            f"{path}:{call.lineno}: say() takes a literal"
        )


def test_words_are_made_by_the_layout_alone():
    assert {p.relative_to(HOUSE).parts[0] for p, _ in calls("Words")} <= {"layout"}
