"""What a sentence denies: by a verb of denial, a plain "not", or by calling it false. Pure.

A refusal ("denied bail") denies no statement; "not only", "whether or not" and "did not confirm or deny" deny nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.gate.lexicon import SPEECH
from assistant.gate.tokens import Token, stem

REACH = 14  # words behind a denial that it denies
PREDICATE = 2  # words behind a plain "not" that it turns round (gate/negation.py)
BACK = 9  # words before "is false"
FIRST = 3  # words behind a denial, no names, of which the other sentence has one

_DENIES = re.compile(
    r"(?<!-)(?<!nor )\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)"
    r"|disput(?:es|ed|ing) (?=(?:the|that|any|those|this|his|her|their|its|it|claims?|allegations?|reports?|accounts?)\b)"
    r"|reject(?:s|ed)? (?:claims?|reports?|allegations?|accusations?|suggestions?|the idea|that)"
    r"|dismiss(?:es|ed)? (?:claims?|reports?|allegations?|rumou?rs?)"
    r"|(?<!the )(?<!its )(?<!a )rul(?:es|ed|ing) out|no (?:evidence|indication|proof|sign|truth)"
    r"|without evidence|not (?:even |at all )?(?:close to )?true|untrue)\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|cannot|\w+n[’']t|no longer|stops? short|never)\b", re.I)
# What is not denied after all ("can't deny", "not ruling out"), and what a "not" only tells of some ("those who did not", "if it is not").
_TWICE = re.compile(r"(?:\bnot|\bnever|n[’']t|\bcannot|\bwithout|\bnor)\s+(?:\w+\s+)?(?:confirm (?:or|nor)\s+)?$", re.I)
_SOME = re.compile(r"\b(?:who|whose|which|if|unless|when|whether|manner that|ensure that|but)\s+(?:\w+\s+){0,3}$", re.I)
_FALSE = re.compile(
    r"\b(?:is|are|was|were|as|called|branded|calling)\s+[\"“”']*(?:false|untrue|fake|fabricated|baseless|a lie)\b",
    re.I,
)
_NO_DENIAL = re.compile(
    r"(?:not|cannot|n[’']t) \w+ (?:more|less|fewer|further) than|(?:not|n[’']t) (?:the|a) (?:first|only|last)"
    r"|not (?:only|just|least|far|yet clear|clear|immediately|to be"
    r"|all|every|necessarily|sure)\b"
    r"|whether or not|or not\b|if not\b|why not"
    r"|(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?)\s+(?:\S+\s+){0,7}?"
    r"(?:bail|entry|access|requests?|bids?|motions?|appeals?|applications?|injunctions?"
    r"|visas?|abortions?|boarding|coverage|the right|permission|parole|petitions?|challenges?|opportunit(?:y|ies)|chances?|quests?)\b"
    r"|(?:was|were|been|being|be) denied\b",
    re.I,
)
# Where what is denied ends and another statement begins: "denies it and argues that ...", "denied the plan, insisting ...".
_GOES_ON = re.compile(
    r"\b(?:and|but|while)\s+(?:\w+\s+)?(?:argu|sa(?:y|id)|insist|claim|add|call|warn|maintain|accus)\w*"
    r"|\b(?:insisting|saying|arguing|adding|calling|accusing)\b",
    re.I,
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Sgt|No|vs)\.\s*$")
COMMON = frozenset(
    stem(w)
    for w in (
        "said says say told tell according claim claims claimed allegation allegations alleged allegedly report reports reported statement"
        " officials official people more than also last first new now after before since year years month months week weeks day days time"
        " evidence indication true false fact facts even close any some all most other one two there no not deny denied denies suggests"
        " believe believes continue continues friday monday tuesday wednesday thursday saturday sunday him her his their dispute disputed"
    ).split()
)


class Denial(NamedTuple):
    """The keys that are denied, the word that denies, whether it is a plain "not"; its clause and the first keys behind it."""

    keys: frozenset[str] = frozenset()
    marker: str = ""
    plain: bool = False
    clause: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()


def clauses(text: str, found: Sequence[Token]) -> Iterator[list[Token]]:
    """The runs of words between commas, stops and dashes; the stop of "Ms." ends none."""
    run: list[Token] = []
    for t in found:
        if t.clause and run and not _TITLE.search(text[: t.start]):
            yield run
            run = []
        run.append(t)
    if run:
        yield run


def substance(found: Sequence[Token]) -> Iterator[str]:
    for t in found:
        if t.kind in ("word", "number") and t.key not in COMMON and t.word not in SPEECH:
            yield t.key


def denied(text: str, found: Sequence[Token]) -> Denial:
    """What a sentence denies, within the clause of the word that does."""
    if match := _FALSE.search(text):
        before = [t for t in found if t.end <= match.start()]
        return Denial(frozenset(substance(before[-BACK:])), match[0].split()[-1].strip("\"“”'"), False)
    runs = list(clauses(text, found))
    for words in (_DENIES, _NOT):
        for match in words.finditer(text):
            if any(_NO_DENIAL.match(text, at) for at in (match.start(), match.end() - len("not"))):
                continue
            if _NO_DENIAL.search(text, max(0, match.start() - 12), match.end() + 4):
                continue
            if (_TWICE if words is _DENIES else _SOME).search(text, 0, match.start()):
                continue
            run = next((r for r in runs if r[0].start <= match.start() <= r[-1].end), [])
            goes_on = _GOES_ON.search(text, match.end())
            behind = [t for t in run if t.start >= match.end() and (goes_on is None or t.end <= goes_on.start())][:REACH]
            plain = words is _NOT
            first = list(substance(behind))[:PREDICATE] if plain else list(substance([t for t in behind if not t.name]))[:FIRST]
            return Denial(frozenset(substance(behind)), match[0], plain, frozenset(substance(run)), frozenset(first))
    return Denial()
