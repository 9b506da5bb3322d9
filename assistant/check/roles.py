"""Who does what to whom: names that stand in a draft where the post has another one, though it knows both. Pure.

A place of a name is the word before it with the small words between ("moved to", "sued by"), or the verb behind it. Where the post fills
the same place with another name, and nowhere with this one, the two are swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import TITLES
from assistant.check.reading import Said, key, names_in, same_name
from assistant.check.slots import Slot, slot, verbal
from assistant.gate.lexicon import SPEECH
from assistant.gate.prepared import Sentence
from assistant.gate.tokens import Token, stem

_PREPOSITION = re.compile(r"\s(?:by|to|from|in|against|over|with|for|behind|into|at|of)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)\b[^,.;]{0,25}$", re.IGNORECASE)
_BY = re.compile(r"\s*by\s+(?:the\s+)?", re.IGNORECASE)
REACH = 40  # characters behind an active verb in which its object stands


def roles(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each name in another's place, and for who is said to have done what was done to him."""
    sentences = [bearing.post.sentences[n] for n in bearing.sentences]
    text = bearing.post.post.text
    found = list(_exchanged(said, bearing)) or list(_changed_sides(said, sentences, text))
    for run in said.names:
        if not said.in_quotes(run[0]):
            found += _place(said, run, sentences, text)
            found += _office(said, run, sentences, text)
            found += _subject(said, run, sentences, text)
            found += _turned_round(said, run, sentences, text)
    return found


_MUTUAL = frozenset(
    map(
        stem,
        "meet met talk talks talked speak spoke agree agreed agreement marry married play played face faced join joined share shared "
        "border clash ceasefire truce war deal game match final relations tie ties replace replaced succeed".split(),
    )
)
"""Who does these with whom, or in whose place, may be told from either side."""
_SIDES = ("subject", "object", "by", "from", "to", "with", "against", "into", "over", "toward", "towards", "behind")
LEADING = 8  # words within which a sentence's "X said" ends
CLOSE = 3  # words between a verb and those who do it and suffer it


def _exchanged(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """Two names that have each taken the other's side of the same words: "Ruud beat Alcaraz" for "Alcaraz beat Ruud"."""
    after = _told_from(said.tokens)
    runs = [run for run in said.names if run[0] >= after and not said.in_quotes(run[0])]
    for a, b in combinations(runs, 2):
        one, other = (slot(said.text, 0, said.tokens, run[0], run[-1] + 1) for run in (a, b))
        if one.kind not in _SIDES or other.kind not in _SIDES:
            continue
        if any(_the_other_way_round(said, (a, b), (one, other), bearing, n) for n in range(len(bearing.post.sentences))):
            first, second = (said.text[said.tokens[r[0]].start : said.tokens[r[-1]].end] for r in (a, b))
            yield Difference("name", said.tokens[a[0]].start, said.tokens[a[-1]].end, second)
            yield Difference("name", said.tokens[b[0]].start, said.tokens[b[-1]].end, first)
            return


def _told_from(tokens: Sequence[Token]) -> int:
    """Where that begins which is told: behind "X said"."""
    return next((n + 1 for n, t in enumerate(tokens[:LEADING]) if t.word in SPEECH), 0)


def _the_other_way_round(
    said: Said, runs: tuple[tuple[int, ...], tuple[int, ...]], slots: tuple[Slot, Slot], bearing: Bearing, n: int
) -> bool:
    sentence, text = bearing.post.sentences[n], bearing.post.post.text
    after = _told_from(sentence.tokens)
    found = [at for at in names_in(sentence.tokens) if at[0] >= after]
    one, other = (
        [at for at in found if any(same_name(said.tokens[i], t) for i in run for t in sentence.tokens[slice(*at)])]
        for run in runs
    )
    if len(one) != 1 or len(other) != 1 or one == other:
        return False
    theirs = [slot(text, sentence.start, sentence.tokens, *at) for at in (one[0], other[0])]
    if {slots[0].kind, slots[1].kind} == {"from", "to"}:
        return (theirs[0].kind, theirs[1].kind) == (slots[1].kind, slots[0].kind)
    if slots[0].kind != "subject" or theirs[1].kind != "subject" or theirs[0].kind not in _SIDES or other[0][0] > one[0][0]:
        return False
    if (slots[1].kind == "by") != (theirs[0].kind == "by") or slots[0].modifies != theirs[1].modifies:
        return False
    here = _pivots(said.tokens[runs[0][-1] + 1 : runs[1][0]])
    return bool(here & _pivots(sentence.tokens[other[0][1] : one[0][0]]))


def _pivots(tokens: Sequence[Token]) -> set[str]:
    return {key(t) for t in tokens if t.kind == "word" and not t.name and t.word not in SPEECH and t.key not in _MUTUAL}


def _changed_sides(said: Said, sentences: Sequence[Sentence], text: str) -> Iterator[Difference]:
    """Two words close around a third that stand in the post the other way round ("attacking the police")."""
    for i in range(1, len(said.tokens) - 1):
        if not verbal(said.tokens[i]) or said.in_quotes(i) or said.tokens[i].word in SPEECH or said.tokens[i].key in _MUTUAL:
            continue
        for sentence in sentences:
            keys = [key(t) for t in sentence.tokens]
            for j in (j for j, k in enumerate(keys) if k == said.keys[i] and verbal(sentence.tokens[j])):
                a = _shared(said.keys[max(0, i - CLOSE) : i], keys[j + 1 : j + 1 + CLOSE])
                b = _shared(said.keys[i + 1 : i + 1 + CLOSE], keys[max(0, j - CLOSE) : j])
                if not a or not b or a == b or said.keys.count(a) > 1 or said.keys.count(b) > 1:
                    continue
                one, other = said.tokens[said.keys.index(a)], said.tokens[said.keys.index(b)]
                here = said.text[one.end : other.start]
                there = text[sentence.tokens[j].end : sentence.tokens[min(len(keys), j + CLOSE) - 1].end]
                plain = not (one.name or other.name) and one.kind == other.kind == "word"
                if bool(_BY_ANYWHERE.search(here)) == bool(_BY_ANYWHERE.search(there)) and plain:
                    yield Difference("name", one.start, one.end, other.word)
                    yield Difference("name", other.start, other.end, one.word)
                    return


_BY_ANYWHERE = re.compile(r"\bby\b", re.IGNORECASE)


def _shared(mine: Sequence[str], theirs: Sequence[str]) -> str:
    return next((k for k in mine if k in theirs), "")


def _place(said: Said, run: tuple[int, ...], sentences: Sequence[Sentence], text: str) -> Iterator[Difference]:
    """Another name behind the same word and preposition."""
    first = run[0]
    if first == 0:
        return
    before, name = said.tokens[first - 1], said.tokens[first]
    between = _link(said.text[before.end : name.start])
    if before.kind != "word" or first - 1 in [i for r in said.names for i in r] or not _PREPOSITION.fullmatch(between):
        return
    others: list[str] = []
    for sentence in sentences:
        for j, token in enumerate(sentence.tokens[:-1]):
            if key(token) != said.keys[first - 1] or _link(text[token.end : sentence.tokens[j + 1].start]) != between:
                continue
            theirs = _run(sentence.tokens, j + 1)
            if not theirs or any(same_name(said.tokens[i], t) for i in run for t in theirs):
                return
            others.append(text[theirs[0].start : theirs[-1].end])
    if others:
        yield Difference("name", name.start, said.tokens[run[-1]].end, others[0])


def _office(said: Said, run: tuple[int, ...], sentences: Sequence[Sentence], text: str) -> Iterator[Difference]:
    """Another name behind the same office and, before that, the same word ("succeed Gov. Brown")."""
    first = run[0]
    if first < 2 or said.tokens[first - 1].word not in TITLES or said.tokens[first].clause:
        return
    for sentence in sentences:
        for j in range(1, len(sentence.tokens) - 1):
            theirs = _run(sentence.tokens, j + 1)
            led = {key(t) for t in sentence.tokens[max(0, j - 4) : j]}
            if key(sentence.tokens[j]) != said.keys[first - 1] or not theirs or said.keys[first - 2] not in led:
                continue
            if not any(same_name(said.tokens[i], t) for i in run for t in theirs):
                shown = text[theirs[0].start : theirs[-1].end]
                yield Difference("name", said.tokens[first].start, said.tokens[run[-1]].end, shown)
                return


def _subject(said: Said, run: tuple[int, ...], sentences: Sequence[Sentence], text: str) -> Iterator[Difference]:
    """Another name before the same clause that says which one is meant ("Brown, who was barred by term limits")."""
    last = run[-1]
    behind = said.keys[last + 1 : last + 3]
    if len(behind) < 2 or any(said.tokens[n].name for n in (last + 1, last + 2)):
        return
    between = said.text[said.tokens[last].end : said.tokens[last + 1].start].lower()
    if "who" not in between:
        return
    others: list[str] = []
    for sentence in sentences:
        for j in range(1, len(sentence.tokens) - 1):
            theirs = _back(sentence.tokens, j - 1)
            if not theirs or tuple(map(key, sentence.tokens[j : j + 2])) != behind:
                continue
            if any(same_name(said.tokens[i], t) for i in run for t in theirs):
                return
            if text[theirs[-1].end : sentence.tokens[j].start].lower() == between:
                others.append(text[theirs[0].start : theirs[-1].end])
    if others:
        yield Difference("name", said.tokens[run[0]].start, said.tokens[last].end, others[0])


def _back(tokens: Sequence[Token], at: int) -> list[Token]:
    """The name that ends there."""
    found: list[Token] = []
    for token in tokens[at::-1]:
        if not (token.name and token.kind == "word") or token.word in TITLES or token.word in SPEECH:
            break
        found.insert(0, token)
        if token.after or token.clause:
            break
    return found


def _link(between: str) -> str:
    """The small words between a word and a name, without the article."""
    return re.sub(r"\sthe\s$", " ", between.lower())


def _run(tokens: Sequence[Token], at: int) -> list[Token]:
    """The name that begins there, with what belongs to it."""
    found: list[Token] = []
    for token in tokens[at:]:
        if not (token.name and token.kind == "word") or (found and (token.clause or token.after)):
            break
        found.append(token)
    return [t for t in found if t.word not in TITLES and t.word not in SPEECH]


def _turned_round(said: Said, run: tuple[int, ...], sentences: Sequence[Sentence], text: str) -> Iterator[Difference]:
    """ "He was sued by Garland" where the post has "they sued Garland"."""
    first = run[0]
    if first == 0:
        return
    verb, name = said.tokens[first - 1], said.tokens[first]
    if verb.kind != "word" or not _BY.fullmatch(said.text[verb.end : name.start]) or not _PASSIVE.search(said.text[: verb.start]):
        return
    for sentence in sentences:
        for j, token in enumerate(sentence.tokens):
            if key(token) != said.keys[first - 1] or _PASSIVE.search(text[sentence.start : token.start]):
                continue
            behind = [t for t in sentence.tokens[j + 1 : j + 4] if t.start - token.end < REACH]
            if any(same_name(name, t) for t in behind) and "by" not in text[token.end : behind[-1].end].lower().split():
                yield Difference("name", verb.start, said.tokens[run[-1]].end, text[token.start : behind[-1].end])
                return
