"""Yes and no, up and down: a draft's sentence that says the opposite of the sentences that bear it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.lexicon import DENYING, DIRECTIONS, ENDING
from assistant.check.reading import Said, key, same_name
from assistant.check.slots import verbal
from assistant.gate.lexicon import DENIAL, SPEECH
from assistant.gate.tokens import Token, tokens

Poles = frozenset[tuple[int, int]]
REACH = 3  # words behind a "no" that it may turn round
COMPANY = 5  # words around an opposite among which the draft's own must be
_VAGUE = frozenset("other others another same different first last next following such more most all every some only".split())
LONG_ENOUGH = 4  # letters of a word that a prefix may turn round
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
MINE, THEIRS = 4, 6  # words around a word in which its company is looked for, in the draft and in the post
SURE = 0.6  # share of the draft's words that the post must have for a "no" to contradict; below, it is only shown


def turned(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each "no" that only one of the two has before the same words, and for each opposite."""
    return [
        *_for_or_against(said, bearing),
        *_measured(said, bearing),
        *_directions(said, bearing),
        *_of_the_same(said, bearing),
        *_prefixed(said, bearing),
        *_added(said, bearing),
        *_dropped(said, bearing),
    ]


_SIDED = re.compile(
    r"\b(?P<verb>vot|rul|argu|campaign|sp[eo]ak|spoke|decid|testif|protest|demonstrat|rall|lobb|fought|march)\w*\s+(?:\w+\s+)?"
    r"(?P<side>for|against|in favou?r of)\b|\b(?P<with>sid(?:ed|ing) with)\b",
    re.IGNORECASE,
)
_JUDGING = ("rul", "decid", "vot")


def _for_or_against(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """ "Voted for the delay" where the post has "voted against the delay": small words that no key keeps."""
    text, sentences = bearing.post.post.text, bearing.post.sentences
    theirs = [m for n in bearing.sentences for m in _SIDED.finditer(text, sentences[n].start, sentences[n].end)]
    for mine in _SIDED.finditer(said.text):
        what = _behind(said.text, mine.end())
        same = [m for m in theirs if _one_act(m, mine) and what & _behind(text, m.end())]
        if same and all(_is_against(m) != _is_against(mine) for m in same):
            part = "side" if mine["side"] else "with"
            yield Difference("direction", mine.start(part), mine.end(part), same[0]["side"] or same[0]["with"])


def _one_act(one: re.Match[str], other: re.Match[str]) -> bool:
    verbs = [(m["verb"] or "").lower() for m in (one, other)]
    return verbs[0] == verbs[1] or ("" in verbs and any(v in _JUDGING for v in verbs))


def _behind(text: str, at: int) -> set[str]:
    """The keys of the next words."""
    return {key(t) for t in tokens(text, at, min(len(text), at + 60))[:3]}


def _is_against(found: re.Match[str]) -> bool:
    return (found["side"] or "").lower() == "against"


def _denies(token: Token) -> bool:
    return token.kind == "not" or token.word in DENIAL or token.word in DENYING


def _negated(tokens: Sequence[Token], text: str) -> dict[int, int]:
    """The tokens that stand behind a "no", within its reach and clause, each with that "no"."""
    found: dict[int, int] = {}
    for n, token in enumerate(tokens):
        far = token.word == "far" and n + 1 < len(tokens) and text[token.end : tokens[n + 1].start].strip().startswith("from")
        doubled = n > 0 and tokens[n - 1].kind == "not" and not token.clause  # "no doubt", "not deny"
        if not (_denies(token) or far) or doubled or _alone_in_quotes(text, token):
            continue
        longer = n + 1 < len(tokens) and tokens[n + 1].word == "longer"
        for k in range(n + 1, min(len(tokens), n + 1 + (REACH if longer else _reach(token)))):
            if (tokens[k].clause and k > n + 1) or tokens[k].word == "only":
                break
            found.setdefault(k, n)
    return found


def _alone_in_quotes(text: str, token: Token) -> bool:
    """A "no" vote."""
    return text[max(0, token.start - 1) : token.start] in tuple("\"“'‘") and text[token.end : token.end + 1] in tuple("\"”'’")


def _reach(token: Token) -> int:
    return 1 if token.word in ("without", "no", "nor") else 2 if token.kind == "not" else REACH


def _added(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A "no" of the draft before words that the post states, and nowhere denies."""
    text = bearing.post.post.text
    seen: set[int] = set()
    for i, no in _negated(said.tokens, said.text).items():
        token = said.tokens[i]
        if no in seen or said.in_quotes(no) or token.kind != "word" or said.is_name(i):
            continue
        if any(key(t) == said.keys[no] for t in bearing.core) or _opposed(said.tokens[i - 1 : i + 1], bearing.core):
            continue
        if (said.tokens[no].word in DENIAL and _NOT_GUILTY.search(_told(bearing))) or not_for_years(said, bearing):
            continue
        stated = _stated(said, i, bearing, text)
        if stated and not any(stated) and not _denied(said.keys[i], (*bearing.core, *bearing.near)):
            seen.add(no)
            yield Difference("negation", said.tokens[no].start, token.end, denies=True, sure=bearing.cover >= SURE)


_NOT_GUILTY = re.compile(r"\bnot guilty\b", re.IGNORECASE)
_FOR_YEARS = re.compile(r"\b(?:for|in|since)\b[^.]*\b(?:years|decades|months|weeks)\b", re.IGNORECASE)
_NEVER_SO = re.compile(r"\bfirst\b|\b\w{3,}est\b", re.IGNORECASE)


def _told(bearing: Bearing) -> str:
    """The bearing sentences as they stand."""
    return " ".join(bearing.post.post.text[s.start : s.end] for s in (bearing.post.sentences[n] for n in bearing.sentences))


def not_for_years(said: Said, bearing: Bearing) -> bool:
    """ "Not so close for 59 years" is "the first time so close in 59 years"."""
    return bool(_FOR_YEARS.search(said.text) and _NEVER_SO.search(_told(bearing)))


def _stated(said: Said, i: int, bearing: Bearing, text: str) -> list[bool]:
    """For each place of the bearing sentences that has the draft's word i in its company: is it denied there?"""
    mine = {said.keys[n] for n in range(max(0, i - MINE), min(len(said.keys), i + MINE + 1)) if n != i}
    found = []
    for n in bearing.sentences:
        tokens = bearing.post.sentences[n].tokens
        denied = _negated(tokens, text)
        for j, token in enumerate(tokens):
            near = {key(t) for t in tokens[max(0, j - THEIRS) : j + THEIRS + 1] if t is not token}
            if key(token) == said.keys[i] and mine & near:
                found.append(j in denied or any(t.word in ENDING or _denies(t) for t in tokens[max(0, j - 1) : j + 3]))
    return found


def _denied(of: str, stated: Sequence[Token]) -> bool:
    """Whether the word, or one grown together with it ("no layoffs"), stands there behind a "no"."""
    return any(
        (key(t) == of or t.key.startswith(of)) and any(map(_denies, stated[max(0, n - REACH) : n])) for n, t in enumerate(stated)
    )


def _opposed(tokens: Sequence[Token], core: Sequence[Token]) -> bool:
    return any(_opposite(t, o) for t in tokens for o in core)


def _dropped(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A "no" of the post before words that the draft states, and that the post states nowhere around."""
    if _negated(said.tokens, said.text):
        return
    denied = [(bearing.post.sentences[n].tokens, k, no) for n in bearing.sentences for k, no in _of(bearing, n).items()]
    for core, k, no in denied:
        i = next((i for i, own in enumerate(said.keys) if own == key(core[k]) and said.tokens[i].kind == "word"), -1)
        if i < 0 or said.is_name(i) or _opposed(said.tokens, (core[no],)) or said.tokens[i].word in ENDING | _VAGUE:
            continue
        enough = 1 if core is bearing.main else 2
        if not _stands_without(said, i, (*bearing.core, *bearing.near)) and _in_company(said, i, core, k) >= enough:
            begin = _predicate(said, i, core[no - 1] if no else None)
            yield Difference("negation", begin, said.tokens[i].end, core[no].word, sure=bearing.cover >= SURE)
            return


_AUXILIARIES = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should|to|also)\s+)+$",
    re.IGNORECASE,
)


def _predicate(said: Said, i: int, before: Token | None) -> int:
    """Where that begins which the post denies: the word with its auxiliaries, or with the verb before the post's "no"."""
    verb = said.tokens[i - 1] if i and not said.tokens[i].clause else None
    if before and verb and said.keys[i - 1] == key(before) and verbal(verb) and verb.word not in SPEECH:
        i -= 1
    led = _AUXILIARIES.search(said.text[: said.tokens[i].start])
    return led.start() if led else said.tokens[i].start


def _prefixed(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """ "Known" where the post has "unknown", and the other way round."""
    around = {t.word for t in (*bearing.core, *bearing.near)}
    for i, token in enumerate(said.tokens):
        word = token.word
        if token.kind != "word" or token.name or said.in_quotes(i) or word in around or len(word) < LONG_ENOUGH:
            continue
        mine = {said.keys[n] for n in range(max(0, i - MINE), min(len(said.keys), i + MINE + 1)) if n != i}
        for j, other in enumerate(bearing.core):
            opposite = any(other.word == p + word or word == p + other.word for p in _PREFIXES) and len(other.word) >= LONG_ENOUGH
            if opposite and mine & {key(t) for t in bearing.core[max(0, j - THEIRS) : j + THEIRS + 1] if t is not other}:
                yield Difference("negation", token.start, token.end, other.word)
                break


def _stands_without(said: Said, i: int, stated: Sequence[Token]) -> bool:
    """Whether the word stands there before the same word, with no "no" before it: what is stated is not denied."""
    return any(
        key(t) == said.keys[i]
        and not any(_denies(o) or o.word == "far" for o in stated[max(0, n - REACH) : n])
        and (said.keys[i + 1 : i + 2] == tuple(map(key, stated[n + 1 : n + 2])))
        for n, t in enumerate(stated)
    )


def _of(bearing: Bearing, n: int) -> dict[int, int]:
    return _negated(bearing.post.sentences[n].tokens, bearing.post.post.text)


def _in_company(said: Said, i: int, core: Sequence[Token], at: int) -> int:
    """How many words around the draft's stand around the post's too: the same thing is spoken of."""
    mine = {said.keys[n] for n in range(max(0, i - 4), min(len(said.keys), i + 5)) if n != i}
    theirs = {key(t) for t in core[max(0, at - 7) : at + 8] if t is not core[at]}
    return len(mine & theirs)


def _directions(said: Said, bearing: Bearing) -> Iterator[Difference]:
    core, main = bearing.core, bearing.main
    here = {key(t) for t in main}
    for i, token in enumerate(said.tokens):
        poles = _poles(said.tokens, i)
        if not poles or said.in_quotes(i) or said.keys[i] in here or any(poles & _poles(main, n) for n in range(len(main))):
            continue
        around = {said.keys[n] for n in range(max(0, i - 4), min(len(said.keys), i + 5)) if n != i}
        if _beside_a_neighbour(said, i, bearing.near):
            continue
        for j, other in enumerate(core):
            near = {key(t) for t in core[max(0, j - COMPANY) : j + COMPANY + 1]}
            if _against(poles, _poles(core, j)) and key(other) not in said.keys and around & near:
                yield Difference("direction", token.start, token.end, other.word)
                break


def _of_the_same(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """What a name does in the draft against what the same name does right beside the bearing sentences ("Armenia denied it")."""
    for run in said.names:
        i = run[-1] + 1
        poles = DIRECTIONS.get(said.tokens[i].word) if i < len(said.tokens) else None
        if not poles or said.tokens[i].clause:
            continue
        for n in {k for s in bearing.sentences for k in (s - 1, s, s + 1) if 0 <= k < len(bearing.post.sentences)}:
            pairs = pairwise(bearing.post.sentences[n].tokens)
            theirs = [
                o for t, o in pairs if same_name(t, said.tokens[run[-1]]) and _against(poles, DIRECTIONS.get(o.word, frozenset()))
            ]
            if theirs and said.keys[i] not in bearing.company.sets[n]:
                yield Difference(
                    "direction", said.tokens[i].start, said.tokens[i].end, theirs[0].word, sure=n in bearing.sentences
                )
                break


def _measured(said: Said, bearing: Bearing) -> Iterator[Difference]:
    """A number told with one direction ("rose 0.2%") that the post tells with the opposite one only."""
    for i, token in enumerate(said.tokens):
        mine = _direction_of(said.tokens, i) if token.kind == "number" and not said.in_quotes(i) else None
        if mine is None:
            continue
        poles = _poles(said.tokens, mine)
        theirs = [
            (s.tokens, at)
            for s in bearing.company.sentences
            for j, t in enumerate(s.tokens)
            if t.key == token.key and (at := _direction_of(s.tokens, j)) is not None
        ]
        against = [s[at].word for s, at in theirs if _against(poles, _poles(s, at))]
        if against and len(against) == len(theirs):
            yield Difference("direction", said.tokens[mine].start, said.tokens[mine].end, against[0])


_UP_AND_DOWN = DIRECTIONS["rose"] | DIRECTIONS["fell"]


def _direction_of(tokens: Sequence[Token], i: int) -> int | None:
    """The word of direction beside a number, within its clause."""
    for n in (i - 1, i - 2, i + 1):
        between = tokens[min(n, i) + 1 : max(n, i) + 1]
        if 0 <= n < len(tokens) and _poles(tokens, n) & _UP_AND_DOWN and not any(t.clause for t in between):
            return n
    return None


def _beside_a_neighbour(said: Said, i: int, tokens: Sequence[Token]) -> bool:
    """Whether the very word stands there too, beside the word that it stands beside in the draft ("a negative test")."""
    beside = {said.keys[n] for n in (i - 1, i + 1, i + 2) if 0 <= n < len(said.keys)}
    return any(
        t.word == said.tokens[i].word and beside & {key(o) for o in (*tokens[max(0, j - 1) : j], *tokens[j + 1 : j + 3])}
        for j, t in enumerate(tokens)
    )


def _poles(tokens: Sequence[Token], i: int) -> Poles:
    """ "Up" and "down" count beside a number ("up 17 cents"); elsewhere they are half of many verbs."""
    word = tokens[i].word
    if word in ("up", "down") and any(0 <= n < len(tokens) and tokens[n].kind == "number" for n in (i - 1, i + 1)):
        return DIRECTIONS["rose" if word == "up" else "fell"]
    return DIRECTIONS.get(word, frozenset())


def _opposite(one: Token, other: Token) -> bool:
    return _against(DIRECTIONS.get(one.word, frozenset()), DIRECTIONS.get(other.word, frozenset()))


def _against(mine: Poles, theirs: Poles) -> bool:
    return not mine & theirs and any(axis == a and pole != p for axis, pole in mine for a, p in theirs)
