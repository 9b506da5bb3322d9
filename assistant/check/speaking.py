"""Who says something in a draft's sentence, against who says it in the post: of quotations, and of what is told as said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.reading import Said, same_name
from assistant.gate.tokens import Token, tokens
from assistant.speech import Speech, speeches
from assistant.text import fold

SHORTEST = 3  # words of a quotation; shorter ones stand with anybody
ENDS = 4  # words of a quotation's beginning or end that find it where it was altered
COVERED = 0.5  # share of the draft's words that the post's sentence must have for its speaker to be the one meant


def speakers(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference where the draft names who says something, and the post names somebody else for it."""
    mine = [s for s in speeches(said.text) if s.start < len(said.text)]
    if not mine:
        return []
    speaker = mine[0].speaker
    named = [t for t in tokens(said.text, *speaker) if t.name and t.kind == "word"]
    if not named:
        return []
    found = list(_of_quotations(said, bearing, speaker, named))
    return found or list(_of_reports(said, bearing, speaker, named))


def _of_quotations(said: Said, bearing: Bearing, speaker: tuple[int, int], named: Sequence[Token]) -> Iterator[Difference]:
    post = bearing.post
    for start, end in said.quoted:
        words = fold(said.text[start:end]).text.strip().lower()
        places = _places(words, post.text.text.lower()) if len(words.split()) >= SHORTEST else []
        theirs = [_speech_at(bearing, post.text.span(at, at + 1)[0]) for at in places]
        if not places or any(s and _is_one_of(named, bearing, s) for s in theirs):
            continue
        if any(_beside(named, bearing, post.text.span(at, at + 1)[0]) for at in places):
            continue
        other = next((s for s in theirs if s), None)
        instead = post.post.text[slice(*other.speaker)] if other else ""
        yield Difference("name", *speaker, instead)
        return


def _of_reports(said: Said, bearing: Bearing, speaker: tuple[int, int], named: Sequence[Token]) -> Iterator[Difference]:
    """ "X said that ..." where the sentence that says it is another's speech and X is not named in it."""
    if said.quoted or bearing.cover < COVERED:
        return
    main = next((s for s in bearing.post.sentences if s.tokens is bearing.main), None)
    theirs = _speech_at(bearing, main.start) if main else None
    if main is None or theirs is None or _is_one_of(named, bearing, theirs) or _named_in(named, bearing.core):
        return
    yield Difference("name", *speaker, bearing.post.post.text[slice(*theirs.speaker)], sure=False)


def _places(words: str, text: str) -> list[int]:
    """Where the quotation stands; where it is not quoted to the letter, its first or its last words."""
    parts = words.split()
    some = (words, " ".join(parts[:ENDS]), " ".join(parts[-ENDS:])) if len(parts) > ENDS else (words,)
    for sought in some:
        if found := [m.start() for m in re.finditer(re.escape(sought), text)]:
            return found
    return []


def _speech_at(bearing: Bearing, at: int) -> Speech | None:
    return next((s for s in bearing.told.speeches if s.start <= at < s.end), None)


def _is_one_of(named: Sequence[Token], bearing: Bearing, speech: Speech) -> bool:
    text = bearing.post.post.text
    return any(_same_person(named, [t for t in tokens(text, *span) if t.name]) for span in (speech.speaker, *speech.beside))


def _same_person(named: Sequence[Token], theirs: Sequence[Token]) -> bool:
    """A name of both, and not the first name alone: Anna Holm is not Anna Lund."""
    shared = [t for t in named if any(same_name(t, other) for other in theirs)]
    whole = min(len(named), len(theirs)) < 2 or len(shared) >= min(len(named), len(theirs))
    return bool(shared) and (whole or same_name(named[-1], theirs[-1]))


def _named_in(named: Sequence[Token], found: Sequence[Token]) -> bool:
    return any(same_name(mine, other) for mine in named for other in found)


def _beside(named: Sequence[Token], bearing: Bearing, at: int) -> bool:
    """Named in the very sentence, where no one is known to speak, or in the one before that lets nobody speak."""
    if _speech_at(bearing, at):
        return False
    numbers = list(bearing.post.sentences_of(at, at + 1))
    near = {n for k in numbers for n in (k - 1, k, k + 1) if 0 <= n < len(bearing.post.sentences)}
    return any(_named_in(named, bearing.post.sentences[n].tokens) for n in near)
