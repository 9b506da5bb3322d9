"""What holds for any post and any claim: how it is typed changes no verdict, and no digit, day, name or "not" can be changed unseen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assistant.gate import failures, prepare, prove
from assistant.gate import verdict as verdicts
from assistant.gate.tokens import tokens
from assistant.sentences import sentences
from assistant.text import fold
from assistant.words import Claim
from tests.gate.posts import a_post, ask, codes, stands

SENTENCES = (
    "Harbour master Olena Marsh said the Tidewick ferry carried 1,200 passengers on Tuesday, up 28% from June.",
    "Mayor Tom Harrow approved the $3 million plan to repair the North Bridge before the storm season begins.",
    "Police have not arrested anyone over the fire at the paper mill, which killed two workers and injured 14.",
    "“We will not sell the field,” Judge Ruth Ames said, “and nobody else’s offer – not even Bolt’s – counts.”",
    "Temperatures in Jarrow reached 41 degrees Celsius on Monday; crews worked 3 to 5 hours on the 322-foot tower.",
    "The council voted 7-4 for the 24-hour line at 9:30 p.m. and it will cost €2.4 million, or 12,000 a day.",
)
POSTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True)
TYPED = {
    '"': "“”„‟″«»＂",
    "'": "‘’‚‛′ʼ",
    "-": "‐‑–—−",
    " ": "\u00a0\u202f\u2009\u2003",
    "": "\u00ad\u200b\u2060\ufeff",
}
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def retyped(text: str, chance: Random, *, marks: bool = True) -> str:
    """The same text under folding: other quotation marks, dashes and spaces, and signs nobody sees."""
    out = []
    for letter in fold(text).text if marks else text:
        unseen = chance.choice(TYPED[""]) if letter == " " and chance.random() < 0.3 else ""
        out.append(chance.choice([letter, *(TYPED.get(letter, "") if marks or letter != '"' else "")]) + unseen)
    return "".join(out)


def changed(sentence: str, data: st.DataObject) -> str:
    """Sometimes as it is, sometimes with a digit, a name or a "not" changed: verdicts of both kinds are compared."""
    swaps = (("2", "3"), ("Marsh", "Ames"), ("not ", ""), ("Tuesday", "Friday"), ("before", "after"), ("said", "claimed"))
    old, new = data.draw(st.sampled_from([("", ""), ("", ""), *swaps]))
    return sentence.replace(old, new, 1) if old else sentence


@settings(deadline=None)
@given(POSTS, st.data(), st.integers(0, 10**9))
def test_how_a_claim_its_quote_or_its_post_is_typed_changes_no_verdict(said: list[str], data: st.DataObject, seed: int) -> None:
    text = " ".join(said)
    sentence = data.draw(st.sampled_from(said))
    claim, chance = changed(sentence, data), Random(seed)
    for quotes in ((sentence,), ()):
        plain = ask(fold(claim).text, fold(text).text, *(fold(q).text for q in quotes))
        other = ask(retyped(claim, chance), retyped(text, chance, marks=False), *(retyped(q, chance) for q in quotes))
        assert codes(plain) == codes(other), (claim, plain, other)


@settings(deadline=None)
@given(POSTS, st.data())
def test_a_number_with_a_digit_changed_falls_unless_the_post_says_the_other(said: list[str], data: st.DataObject) -> None:
    text = " ".join(said)
    sentence = data.draw(st.sampled_from(said))
    places = [m.start() for m in re.finditer(r"\d", sentence)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != sentence[at]]))
    claim = sentence[:at] + digit + sentence[at + 1 :]
    assume({t.key for t in tokens(claim)} - {t.key for t in tokens(text)})  # "09:30" is 9:30
    assert not stands(ask(claim, text, sentence)), claim
    assert not stands(ask(claim, text)), claim


@settings(deadline=None)
@given(st.integers(0, 9_999), st.integers(0, 9_999), st.booleans())
def test_a_number_in_words_is_that_number_and_no_other(number: int, other: int, written: bool) -> None:
    sentence = "The council of Tidewick counted {} damaged homes along the river after the flood in March."
    one, told = (spelled(number), f"{number}") if written else (f"{number}", spelled(number))
    assert stands(ask(sentence.format(told), sentence.format(one), sentence.format(one)))
    if other != number:
        false = f"{other}" if written else spelled(other)
        assert not stands(ask(sentence.format(false), sentence.format(one), sentence.format(one)))


def spelled(n: int) -> str:
    """English, as newspapers write it: "two thousand five hundred and twelve"."""
    if n >= 1000:
        rest = n % 1000
        return f"{spelled(n // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{spelled(rest)}" if rest else "")
    if n >= 100:
        return f"{spelled(n // 100)} hundred" + (f" and {spelled(n % 100)}" if n % 100 else "")
    small = ("zero", *HOURS, *"thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if n < 20:
        return small[n]
    return tens[n // 10 - 2] + (f"-{small[n % 10]}" if n % 10 else "")


@settings(deadline=None)
@given(st.dates(date(2001, 1, 1), date(2035, 1, 1)), st.integers(0, 6), st.integers(1, 300))
def test_a_weekday_is_the_day_that_the_post_saw(day: Any, back: int, off: int) -> None:
    then, false = day - timedelta(days=back), day - timedelta(days=back) + timedelta(days=off)
    text = f"The old lighthouse of Tidewick closed on {then:%A} and its keeper left for the mainland with nine cats."
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    made = a_post(text)
    post = replace(made, version=replace(made.version, first_seen=at), published=at)

    def told(when: Any) -> bool:
        claim = text.replace(f"on {then:%A}", f"on {when:%B} {when.day}")
        return stands(prove(Claim(claim, ((1, text),)), [post]))

    assert told(then)
    assert not told(false)


@settings(deadline=None)
@given(st.sampled_from(SENTENCES), st.data())
def test_a_not_put_in_or_taken_out_falls(sentence: str, data: st.DataObject) -> None:
    verbs = [m.end() for m in re.finditer(r"\b(?:said|approved|reached|worked|voted|have|will|carried)\b", sentence)]
    at = data.draw(st.sampled_from(verbs))
    text = " ".join(SENTENCES)
    assume(not sentence[at:].startswith(" not"))
    for claim in (f"{sentence[:at]} not{sentence[at:]}", sentence.replace(" not ", " ", 1)):
        if claim != sentence:
            assert not stands(ask(claim, text, sentence)), claim
            assert not stands(ask(claim, text)), claim


@settings(deadline=None)
@given(st.sampled_from(["Olena Marsh", "Tom Harrow", "Ruth Ames"]), st.sampled_from(["Mr ", "Mrs. ", "Ms. ", "Dr. ", "Mr. "]))
def test_an_honorific_changes_nothing(name: str, title: str) -> None:
    text = f"{name} opened the new pier of Tidewick on Monday with the council and 200 guests from the islands."
    titled = text.replace(name, title + name.split()[-1])
    assert stands(ask(titled, text, text))
    assert stands(ask(text.replace(name, name.split()[-1]), titled, titled))
    assert not stands(ask(text.replace(name, title + "Strand"), text, text))


@settings(deadline=None)
@given(st.sampled_from(SENTENCES))
def test_a_verbatim_sentence_stands_with_its_quote_and_without(sentence: str) -> None:
    text = " ".join(SENTENCES)
    assert stands(ask(sentence, text, sentence))
    assert stands(ask(sentence, text))
    start, end = next(s for s in sentences(text) if text[slice(*s)] == sentence)
    assert stands(verdicts.excerpt(a_post(text), start, end))


RULES = (
    "numbers",
    "dates",
    "names",
    "negation",
    "substitution",
    "order",
    "attribution",
    "speakers",
    "quotes",
    "coverage",
    "reader",
)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_breaks_lets_nothing_through_and_is_counted(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    sentence, told = SENTENCES[0], SENTENCES[0].replace("1,200", "1200")
    assert stands(ask(told, sentence, sentence))
    name = "check_quoted" if rule == "quotes" else "check"
    monkeypatch.setattr(getattr(verdicts, rule), name, broken)
    failures.taken()
    assert codes(ask(told, sentence, sentence)) == {"error"}
    assert failures.taken() == {"ZeroDivisionError": 1}


def test_the_rules_that_are_broken_here_are_all_there_are() -> None:
    source = Path(verdicts.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"\*?(\w+)\.check(?:_quoted)?\(", source)) - {"translation"} == set(RULES)
    assert prepare(a_post("A post.")).post.text == "A post."
