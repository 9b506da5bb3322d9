"""A sentence of a draft, and the sentences of posts, read alike: tokens with keys under which a rewording is found again. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.check.lexicon import PLACES, SAME, TITLES
from assistant.gate.lexicon import SPEECH
from assistant.gate.names import plain_name
from assistant.gate.quotes import quoted_spans
from assistant.gate.tokens import Token, tokens
from assistant.text import fold

_OF_A_PLACE = frozenset(("n", "an", "ian", "i", "ese", "ish", "s"))


@dataclass(frozen=True, slots=True)
class Said:
    """A draft's sentence read: offsets count in `text`. `names` are runs of token numbers; `quoted` what stands in quotation marks."""

    text: str
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]
    names: tuple[tuple[int, ...], ...]
    quoted: tuple[tuple[int, int], ...]

    def in_quotes(self, i: int) -> bool:
        return any(a <= self.tokens[i].start < b for a, b in self.quoted)

    def is_name(self, i: int) -> bool:
        return any(i in run for run in self.names)

    def is_particular(self, i: int) -> bool:
        """Judged by itself, so that it does not count towards how much of the sentence is covered."""
        return self.tokens[i].kind in ("number", "date", "not") or self.is_name(i)


def key(token: Token) -> str:
    """The key under which a token is found in a rewording: of a group of words that say the same, of a place and its people, or a stem."""
    if token.kind != "word":
        return token.key
    word = bare(token.word)
    if word in PLACES or token.key in PLACES:
        return PLACES.get(word) or PLACES[token.key]
    return SAME.get(token.word) or SAME.get(token.key) or token.key


def bare(word: str) -> str:
    """Without the ending of a possessive."""
    return word.removesuffix("'s").removesuffix("’s").rstrip("'’") if word[-2:] in ("'s", "’s") or word[-1:] in "'’" else word


def read(text: str, known_names: Collection[str] = ()) -> Said:
    """`known_names` are keys of words that posts write with a capital letter inside a sentence: they tell a name from a beginning."""
    found = tokens(text)
    folded = fold(text)
    quoted = tuple(folded.span(a, b) for a, b in quoted_spans(folded))
    return Said(text, found, tuple(map(key, found)), _names(text, found, known_names), quoted)


def _names(text: str, found: Sequence[Token], known: Collection[str]) -> tuple[tuple[int, ...], ...]:
    runs: list[list[int]] = []
    for i, token in enumerate(found):
        if not _is_name(token, i, found, known):
            continue
        gap = text[found[i - 1].end : token.start] if i else ""
        if runs and runs[-1][-1] == i - 1 and (gap.isspace() or gap in ("-", "’s ", "'s ", " of ", " of the ", ". ")):
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(map(tuple, runs))


def _is_name(token: Token, i: int, found: Sequence[Token], known: Collection[str]) -> bool:
    if not token.name or token.kind != "word" or token.word in TITLES:
        return False
    if token.word in SPEECH:
        return token.word == "states" and i > 0 and found[i - 1].word == "united"
    if i or token.after or token.key in known:
        return True
    behind = found[1] if len(found) > 1 else None
    return bool(behind and behind.name and not behind.after and not behind.clause and token.word not in SAME)


def _belongs(people: str, place: str) -> bool:
    """Asian to Asia, Iraqi to Iraq, Vietnamese to Vietnam."""
    return len(place) >= 4 and people.startswith(place) and people[len(place) :] in _OF_A_PLACE


def initials(tokens: Sequence[Token]) -> str:
    """ "us" of United States."""
    return "".join(t.word[0] for t in tokens)


def names_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Keys of words written with a capital letter, but for the first of the sentence."""
    return frozenset(t.key for n, t in enumerate(tokens) if t.name and (n or t.after))


def names_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The names of a post's sentence, as ranges of its tokens: words with a capital letter, titles aside."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if not (token.name and token.kind == "word") or token.word in TITLES or token.word in SPEECH:
            continue
        if found and found[-1][1] == at and not token.after and not token.clause and not _owns(tokens[at - 1]):
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _owns(token: Token) -> bool:
    return token.word.endswith(("'s", "’s"))


def same_name(one: Token, other: Token) -> bool:
    mine, theirs = bare(one.word), bare(other.word)
    if key(one) == key(other) or _belongs(mine, theirs) or _belongs(theirs, mine):
        return True
    return min(len(mine), len(theirs)) >= 4 and bool(plain_name(mine)) and plain_name(mine) == plain_name(theirs)
