"""Names of a draft's sentence against those of the post that it speaks of: who it is about, and where. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.fit import Place, best
from assistant.check.lexicon import PLACES, TITLES
from assistant.check.reading import Said, initials, names_in, same_name
from assistant.check.slots import Slot, slot
from assistant.gate.tokens import Token

BETTER = 0.08  # by which another name's place must fit better, where the same words govern it
FAR_BETTER = 0.2  # ... and where its place is merely alike
FITS = 0.35  # how well it must fit at all


@dataclass(frozen=True, slots=True)
class _Stands:
    """A name of the post in one of its places."""

    place: Place
    slot: Slot
    governed: bool  # by a word that governs the draft's name too


def names(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each name that the post does not know, or that stands where the post has another one."""
    found: list[Difference] = []
    for run in said.names:
        if not said.in_quotes(run[0]) and not _abbreviated(said, run, bearing):
            found += _of_run(said, run, bearing)
    return found


def _abbreviated(said: Said, run: tuple[int, ...], bearing: Bearing) -> bool:
    """The post has it by its first letters, or the other way round: WHO and World Health Organization."""
    tokens = (*bearing.core, *bearing.near, *bearing.rest)
    if len(run) > 1:
        short = initials([said.tokens[i] for i in run])
        return any(t.key.replace(".", "") == short and t.name for t in tokens)
    letters = said.tokens[run[0]].word.replace(".", "")
    size = len(letters)
    if not (2 <= size <= 6 and said.text[said.tokens[run[0]].start : said.tokens[run[0]].end].isupper()):
        return False
    runs = (tokens[n : n + size] for n in range(len(tokens) - size + 1))
    return any(all(t.name for t in r) and initials(r) == letters for r in runs)


def _of_run(said: Said, run: tuple[int, ...], bearing: Bearing) -> Iterator[Difference]:
    start, end = said.tokens[run[0]].start, said.tokens[run[-1]].end
    strange = [i for i in run if not any(same_name(said.tokens[i], t) for s in bearing.company.sentences for t in s.tokens)]
    own, rivals = _places(said, run, bearing)
    if not strange and any(o.place.sentence in bearing.sentences for o in own):
        rivals = [r for r in rivals if r.place.sentence in bearing.sentences]
    if strange:
        first, last = said.tokens[strange[0]], said.tokens[strange[-1]]
        if first.word in TITLES and len(strange) == 1:
            return
        if (alike := _partly_alike(said, run, strange, own)) and alike.fit >= FITS:
            yield Difference("name", start, end, bearing.words(alike))
            return
        instead = best([r.place for r in rivals if r.governed and r.place.fit >= FITS])
        yield Difference("name", first.start, last.end, bearing.words(instead) if instead else "")
    elif mixed := _mixed(said, run, bearing):
        yield Difference("name", mixed[0].start, mixed[1].end)
    elif other := _better(own, rivals):
        better = other.place.fit - max((o.place.fit for o in own), default=0.0)
        sure, nation = other.governed and better >= FAR_BETTER, all(said.keys[i] in PLACES.values() for i in run)
        if not nation or (sure and not other.slot.modifies):
            yield Difference("name", start, end, bearing.words(other.place), sure=sure)


def _partly_alike(said: Said, run: Sequence[int], strange: Sequence[int], own: Sequence[_Stands]) -> Place | None:
    """ "Ropery Lane" where the draft has "Ferry Lane": as many words, of which the last is the same."""
    blanks = all(said.text[said.tokens[i].end : said.tokens[j].start] == " " for i, j in pairwise(run))
    if len(run) < 2 or run[-1] in strange or not blanks:
        return None
    return best([o.place for o in own if o.place.last - o.place.first == len(run)])


def _better(own: Sequence[_Stands], rivals: Sequence[_Stands]) -> _Stands | None:
    """The other name that fits the draft's words better than this one does anywhere."""
    mine = max((o.place.fit for o in own), default=0.0)
    if any(o.governed and o.place.fit > mine - 0.05 for o in own):
        mine += FAR_BETTER - BETTER
    governed = [r for r in rivals if r.governed and r.place.fit >= max(FITS, mine + BETTER)]
    others = [r for r in rivals if r.place.fit >= max(FITS, mine + FAR_BETTER)]
    return max(governed or others, key=lambda r: r.place.fit, default=None)


def _mixed(said: Said, run: tuple[int, ...], bearing: Bearing) -> tuple[Token, Token] | None:
    """Two parts of one name that the post has apart only: the first name of one with the last name of another."""
    for i, j in pairwise(run):
        one, other = said.tokens[i], said.tokens[j]
        if said.text[one.end : other.start] != " " or one.word.endswith(("'s", "’s")):
            continue
        near = (
            any(same_name(one, t) for t in s.tokens[max(0, at - 2) : at + 3])
            for s in bearing.company.sentences
            for at, o in enumerate(s.tokens)
            if same_name(other, o)
        )
        if not any(near):
            return one, other
    return None


def _places(said: Said, run: tuple[int, ...], bearing: Bearing) -> tuple[list[_Stands], list[_Stands]]:
    """Where the post has the name or a part of it, and where, in an alike place, others that the draft has nowhere."""
    mine = slot(said.text, 0, said.tokens, run[0], run[-1] + 1)
    drafted = [said.tokens[i] for r in said.names for i in r]
    own: list[_Stands] = []
    rivals: list[_Stands] = []
    for n, sentence in enumerate(bearing.company.sentences):
        for first, last in names_in(sentence.tokens):
            tokens = sentence.tokens[first:last]
            theirs = slot(bearing.told.text_of(n), sentence.start, sentence.tokens, first, last)
            stands = _Stands(
                bearing.company.place(run, n, first, last), theirs, mine.alike(theirs) and bool(mine.beside & theirs.beside)
            )
            if any(same_name(said.tokens[i], t) for i in run for t in tokens):
                own.append(stands)
            elif first == 0 and tokens[0].key not in bearing.told.names and not tokens[0].after:
                continue  # a sentence's first word, no name elsewhere
            elif mine.alike(theirs) and not any(same_name(d, t) for d in drafted for t in tokens):
                rivals.append(stands)
    return own, rivals
