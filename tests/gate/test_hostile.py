"""Whatever comes in, the gate gives a verdict in bounded time, and what it cannot read falls. Nothing it lets through is not its post's."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.gate import Falls, Stands, prepare, prove, restore
from assistant.gate.tokens import tokens
from assistant.text import fold
from assistant.words import Claim, Quote
from tests.gate.posts import a_post, codes

ANYTHING = st.text(st.characters(), max_size=300)  # all of Unicode, halves of characters too
SECONDS = 10.0  # of one core, for one claim; an ordinary one takes a thousandth
WORD = "The harbour of Tidewick was dredged on Monday by 40 men. "

HOSTILE = {
    "a claim of 100,000 characters": (WORD * 1750, WORD),
    "a post of 100,000 characters": (WORD, WORD * 1750),
    "number words without end": ("one hundred and " * 240, "one hundred and " * 2000),
    "digits without end": ("9" * 3900, "9" * 100_000),
    "quotation marks alone": ('"' * 3900, '"' * 100_000),
    "quotations of one letter": ('"a" said B, ' * 300, '"a" said B, ' * 2000),
    "names turned round": (" ".join(f"N{i}x Q" for i in range(600)), " ".join(f"N{i}x Q" for i in reversed(range(3000)))),
    "figures turned round": (" ".join(str(i) for i in range(900)), " ".join(str(i) for i in reversed(range(4000)))),
    "words turned round": (" ".join(f"w{chr(97 + i % 26)}{i}" for i in range(500)), " ".join(f"w{i}" for i in range(4000))),
    "blanks": (" " * 3000 + "a", " " * 100_000 + "a"),
    "not not not": ("not " * 990, "not " * 6000),
    "marks on one letter": ("e" + "\u0301" * 3900, "e" + "\u0301" * 100_000),
    "halves of characters": ("\ud800 \udfff said" * 200, "\ud800 \udfff said" * 2000),
    "scripts without blanks": ("河" * 3900, "河" * 100_000),
    "dots and commas": ("1.,1.,1" * 500, "1.,1.,1" * 3000),
    "months": ("May 5 " * 650, "May 6 " * 4000),
    "ordinals and clocks": ("7 p 7.30 a.m 1st " * 200, "7 p 7.30 a.m 1st " * 1500),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_gets_its_verdict_in_bounded_time(kind: str) -> None:
    claim, text = HOSTILE[kind]
    post = a_post(text)
    begun = time.process_time()
    verdicts = [prove(Claim(claim), [post]), prove(Claim(claim, ((1, claim[:2000]),)), [post])]
    verdicts.append(prove(Claim(claim), [post], original=text[:500], translated=True))
    spent = time.process_time() - begun
    assert all("error" not in codes(v) for v in verdicts), verdicts
    assert spent < SECONDS


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_breaks_the_gate_and_what_stands_is_quoted_to_the_letter(claim: str, text: str, title: str) -> None:
    post = a_post(text, title)
    for said in (claim, text[:150], f"{title} said: “{claim}”"):
        for quotes in ((), ((1, text[:80]),), ((1, claim),)):
            verdict = prove(Claim(said, quotes), [post])
            assert "error" not in codes(verdict), verdict
            if isinstance(verdict, Stands):
                for quote in verdict.proven.quotes:
                    whole = title if quote.part == "title" else text
                    assert whole[quote.start : quote.end] == quote.text


@settings(max_examples=50, deadline=None)
@given(ANYTHING, st.integers(-5, 400), st.integers(-5, 400), ANYTHING)
def test_no_stored_quote_breaks_it(text: str, start: int, end: int, quoted: str) -> None:
    verdict = restore(text, [Quote(1, start, end, quoted)], {1: a_post(text)})
    assert "error" not in codes(verdict), verdict
    if text[max(0, start) : max(0, end)] != quoted:
        assert isinstance(verdict, Falls)


@settings(max_examples=50, deadline=None)
@given(ANYTHING)
def test_tokens_lie_in_their_text_in_order(text: str) -> None:
    found = tokens(text)
    assert all(0 <= t.start < t.end <= len(text) and t.key for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert prepare(a_post(text)).text.text == fold(text).text
