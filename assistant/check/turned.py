"""Yes and no: a draft's sentence that denies what the sentences that bear it say, or says what they deny. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.check.bearing import Bearing
from assistant.check.difference import Difference
from assistant.check.directions import directions, opposite
from assistant.check.lexicon import DENYING, ENDING
from assistant.check.reading import Said, key
from assistant.check.slots import verbal
from assistant.gate.lexicon import DENIAL, SPEECH
from assistant.gate.tokens import Token

REACH = 3  # words behind a "no" that it may turn round
_VAGUE = frozenset("other others another same different first last next following such more most all every some only".split())
LONG_ENOUGH = 4  # letters of a word that a prefix may turn round
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
MINE, THEIRS = 4, 6  # words around a word in which its company is looked for, in the draft and in the post
SURE = 0.6  # share of the draft's words that the post must have for a "no" to contradict; below, it is only shown


def turned(said: Said, bearing: Bearing) -> list[Difference]:
    """A difference for each "no" that only one of the two has before the same words, and for each opposite."""
    return [
        *directions(said, bearing),
        *_prefixed(said, bearing),
        *_added(said, bearing),
        *_dropped(said, bearing),
    ]


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
    return any(opposite(t, o) for t in tokens for o in core)


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
