"""Who does what to whom: names that stand in a draft where the post has another one, though it knows both. Pure.

A place of a name is the word before it with the small words between ("moved to", "sued by"), or the verb behind it. Where the post fills
the same place with another name, and nowhere with this one, the two are swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import TITLES
from assistant.check.reading import Said, key, same_name
from assistant.gate.lexicon import SPEECH
from assistant.gate.prepared import Sentence
from assistant.gate.tokens import Token

_PREPOSITION = re.compile(r"\s(?:by|to|from|in|against|over|with|for|behind|into|at|of)\s", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|got)\b[^,.;]{0,25}$", re.IGNORECASE)
_BY = re.compile(r"\s*by\s+(?:the\s+)?", re.IGNORECASE)
REACH = 40  # characters behind an active verb in which its object stands


def roles(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each name in another's place, and for who is said to have done what was done to him."""
    sentences = [bearing.post.sentences[n] for n in bearing.sentences]
    text = bearing.post.post.text
    found: list[Difference] = []
    for run in said.names:
        if not said.in_quotes(run[0]):
            found += _place(said, run, sentences, text)
            found += _office(said, run, sentences, text)
            found += _subject(said, run, sentences, text)
            found += _turned_round(said, run, sentences, text)
    return found


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
    if first < 2 or said.tokens[first - 1].word not in TITLES:
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
