"""Names of a draft's sentence against those of the sentences that bear it: who it is about, and who said it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import PLACES, TITLES
from assistant.check.reading import Said, initials, key, names_of, same_name
from assistant.gate.lexicon import SPEECH
from assistant.gate.tokens import Token

SUBJECT = 2  # a name among the first words of a sentence is its subject
BESIDE = 2  # words beside a name that say which place it has


def names(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each name that the post does not know, or that stands where the post has another one."""
    found = []
    beginnings = {s.tokens[0] for s in bearing.post.sentences if s.tokens}
    known = frozenset().union(*(names_of(s.tokens) for s in bearing.post.sentences))
    main = [t._replace(name=False) if t in beginnings and t.key not in known else t for t in bearing.main]
    for run in said.names:
        if not said.in_quotes(run[0]) and not _abbreviated(said, run, bearing):
            found += _of_run(said, run, bearing, main)
    return found


def _abbreviated(said: Said, run: tuple[int, ...], bearing: Bearing) -> bool:
    """The post has it by its first letters, or the other way round: WHO and World Health Organization."""
    tokens = (*bearing.core, *bearing.near)
    if len(run) > 1:
        short = initials([said.tokens[i] for i in run])
        return any(t.key.replace(".", "") == short and t.name for t in tokens)
    letters = said.tokens[run[0]].word.replace(".", "")
    size = len(letters)
    if not (2 <= size <= 6 and said.text[said.tokens[run[0]].start : said.tokens[run[0]].end].isupper()):
        return False
    runs = (tokens[n : n + size] for n in range(len(tokens) - size + 1))
    return any(all(t.name for t in r) and initials(r) == letters for r in runs)


def _of_run(said: Said, run: tuple[int, ...], bearing: Bearing, main: Sequence[Token]) -> list[Difference]:
    known = [_stands(said.tokens[i], bearing.main) for i in run]
    if all(known):
        return []
    start, end = said.tokens[run[0]].start, said.tokens[run[-1]].end
    other = _in_its_place(said, run, main)
    instead = " ".join(t.word.title() for t in other)
    everywhere = (*bearing.core, *bearing.near, *bearing.rest)
    strange = [i for i in run if not _stands(said.tokens[i], everywhere)]
    if strange:
        first, last = said.tokens[strange[0]], said.tokens[strange[-1]]
        if first.word in TITLES and len(strange) == 1:
            return []
        return [Difference("name", first.start, last.end, instead)]
    if not any(known) and other and not all(said.keys[i] in PLACES.values() for i in run):
        return [Difference("name", start, end, instead)]
    return []


def _stands(token: Token, tokens: Sequence[Token]) -> bool:
    return any(same_name(token, t) for t in tokens)


def _in_its_place(said: Said, run: tuple[int, ...], core: Sequence[Token]) -> list[Token]:
    """The post's name beside the words that stand beside this one in the draft, which the draft does not have; whole."""
    before = {said.keys[k] for k in range(max(0, run[0] - BESIDE), run[0])}
    behind = {said.keys[k] for k in range(run[-1] + 1, min(len(said.keys), run[-1] + 1 + BESIDE))}
    own = set(said.keys)
    for at, token in enumerate(core):
        if not _names_someone(token) or key(token) in own or (at and _names_someone(core[at - 1]) and not core[at].clause):
            continue
        end = at + 1
        while end < len(core) and _names_someone(core[end]) and not core[end].clause and not core[end].after:
            end += 1
        if any(key(t) in own for t in core[at:end]):
            continue
        left = {key(t) for t in core[max(0, at - BESIDE) : at]}
        right = {key(t) for t in core[end : end + BESIDE]}
        if before & left or (run[0] <= SUBJECT and behind & right):
            return list(core[at:end])
    return []


def _names_someone(token: Token) -> bool:
    return token.name and token.kind == "word" and token.word not in TITLES and token.word not in SPEECH
