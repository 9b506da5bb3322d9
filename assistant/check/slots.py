"""The place that a name has in its sentence, by form alone: behind a preposition, before a verb, behind one, or beside a comma. Pure.

"Kotek will succeed Brown in Oregon"      Kotek: subject    Brown: object    Oregon: "in"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.check.lexicon import TITLES
from assistant.check.reading import key
from assistant.gate.lexicon import SPEECH
from assistant.gate.tokens import Token

BEFORE, BEHIND = 2, 3  # words of substance beside a name that govern it
BACK = 6  # words that a phrase may have before the name that closes it
_PREPOSITIONS = frozenset(
    "in at from to by with for against of on over near into under behind between through among outside inside across toward towards "
    "like than as".split()
)
_PASSED_OVER = frozenset("the a an his her its their our this both all".split())
_PAST = frozenset(
    "was were had did said told won lost beat became began broke brought built bought came chose cut drew drove ended fell felt found got "
    "gave went grew held hit kept knew led left lent lay made met paid put ran rose saw sold sent set shot showed shut spoke spent stood "
    "stole struck swore took taught thought threw took wore wrote sued is are has have does wants says tells gives makes takes meets leads "
    "plays will would could can may might succeed beat sue".split()
)
_SAYS = frozenset(
    "said says say claimed claims argued argues added believes believed thinks thought suggested insisted alleged".split()
)
_IS_A = frozenset(
    "city town capital state province village island county country port region district university republic".split()
)
_NO_NOUN = frozenset(
    "before after over under since until against last next earlier later ago now then today yesterday tomorrow first again twice alone "
    "together not never more most less least up down out off back about around near despite without along".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[,;:()—–]")
_LISTED = re.compile(r"^\W*(?:and|or|,)\W*(?:and|or)?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """`kind`: a preposition, "subject", "object" or "apposed"; `modifies`: another noun follows ("Bono's", "the California gathering");
    `beside`: keys of what governs it."""

    kind: str
    modifies: bool
    beside: frozenset[str]

    def alike(self, other: Slot) -> bool:
        if self.modifies != other.modifies or "apposed" in (self.kind, other.kind):
            return False
        return self.kind == other.kind or {self.kind, other.kind} in ({"subject", "by"}, {"in", "at"})


def slot(text: str, start: int, tokens: Sequence[Token], first: int, last: int) -> Slot:
    """Of tokens `first:last`; `start` is where their sentence begins in `text`."""
    kind, head = _kind(text, start, tokens, first)
    before = [t for t in tokens[max(0, head - BEFORE) : head] if not t.name]
    behind = (
        [*tokens[last : last + BEHIND], *_past_the_aside(text, tokens, last)] if kind == "subject" else tokens[last : last + 1]
    )
    beside = behind if kind == "subject" else [*before, *behind]
    words = (t for t in beside if t.kind == "word" and t.word not in SPEECH and t.word not in TITLES)
    return Slot(kind, _modifies(tokens, last), frozenset(map(key, words)))


def verbal(token: Token) -> bool:
    """Whether the word looks like a verb."""
    word = token.word
    if token.name or token.kind != "word":
        return False
    return word in _PAST or word in SPEECH or (len(word) > 4 and word.endswith("ed")) or (len(word) > 5 and word.endswith("ing"))


def _modifies(tokens: Sequence[Token], last: int) -> bool:
    if tokens[last - 1].word.endswith(("'s", "’s", "s'", "s’")):
        return True
    behind = tokens[last] if last < len(tokens) else None
    if behind is None or behind.after or behind.clause or behind.name or behind.kind != "word":
        return False
    if behind.word in _NO_NOUN:
        return False
    return (not verbal(behind) or behind.word.endswith("ing")) and not behind.word.endswith(("s", "ly"))


def _past_the_aside(text: str, tokens: Sequence[Token], last: int) -> Sequence[Token]:
    """What goes on behind ", who has led departments in two cities," or ", the chief engineer,"."""
    if last >= len(tokens) or not re.match(r"\s*[,(]", text[tokens[last - 1].end : tokens[last].start]):
        return ()
    closing = next(
        (n for n in range(last + 1, len(tokens)) if re.match(r"\s*[,)]", text[tokens[n - 1].end : tokens[n].start])), len(tokens)
    )
    return tokens[closing : closing + BEHIND]


def _kind(text: str, start: int, tokens: Sequence[Token], first: int) -> tuple[str, int]:
    """The kind, and the first token of the phrase that the name closes ("festival president Pierre Lescure")."""
    at = first
    for _ in range(BACK):
        gap = text[tokens[at - 1].end if at else start : tokens[at].start]
        words = [w.lower() for w in _WORDS.findall(gap)]
        while words and words[-1] in _PASSED_OVER:
            words.pop()
        listed = bool(at and tokens[at - 1].name and _LISTED.match(gap) and ("and" in words or "or" in words))
        if words and not listed and not (words[-1] == "of" and at and tokens[at - 1].word in _IS_A):
            return (words[-1] if words[-1] in _PREPOSITIONS else "subject"), at
        if not at:
            return "subject", at
        if _BREAK.search(gap) and not listed:
            return ("apposed" if tokens[at - 1].name else "subject"), at
        if tokens[at - 1].word in _SAYS:
            return "subject", at
        if verbal(tokens[at - 1]):
            return "object", at
        at -= 1
    return "subject", at
