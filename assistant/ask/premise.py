"""Whether a question takes for granted what the posts say otherwise: a figure, or that something happened. Pure; in doubt it does not.

    foremost      of a model's reply: the proven claim that it says contradicts words of the question, put first, with those words
    contradicted  without a model: the question's words that the best sentence contradicts, by its figure or its "not"

What is shown are the asker's own words, to the letter, and a proven sentence: never what a model says about either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.ask.compose import Draft
from assistant.ask.judging import Judge
from assistant.ask.query import Kind
from assistant.gate.lexicon import DENIAL
from assistant.gate.tokens import Token, tokens
from assistant.sentences import sentences
from assistant.stories.disagree import LARGER, differ
from assistant.stories.mention import Mention, mentions, noun
from assistant.text import fold
from assistant.words import Excerpt, Passage, Post, Proven, Version

LONGEST = 120  # characters of an assumption that is repeated
TAKES_FOR_GRANTED: frozenset[Kind] = frozenset(("why", "how", "when", "where", "who"))  # "did 500 die?" assumes nothing
REACH = 2  # words behind a "not" that it turns round (gate/negation.py)
SHARED = 0.6  # of the question's other words that stand in a sentence that says no to one of them
ROUND = 0.8  # a figure that is said to be round is not contradicted by one so near
WORDS = 3  # behind a figure, shown with it

_AUXILIARY = re.compile(
    r"^\W*(?:why|how|when|where)\s+(?:did|does|do|is|was|were|are|has|have|had|will|would)\s+(?P<rest>.+?)[\s?!.]*$", re.I
)
_DIE = re.compile(r"\bdie\b")  # an article in German, and so a small word to the gate
_ROUNDLY = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|some|over|under|up to|(?:more|less|fewer) than|at (?:least|most))\b", re.I
)
_NOWHEN = datetime(2000, 1, 1, tzinfo=UTC)


def foremost(claims: Sequence[Proven], drafts: Sequence[Draft], question: str, judge: Judge) -> tuple[tuple[Proven, ...], str]:
    """The claims, the first that contradicts an assumption in front, and the assumption in the asker's words; as they are, and nothing,
    where the model says none, its words are not the asker's, or the posts say what was assumed."""
    said = {draft.claim.text: draft.assumes for draft in drafts if draft.assumes}
    for claim in claims:
        words = _in_question(said.get(claim.text, ""), question)
        if words and not _says(claim, words) and not judge.holds(words):
            return (claim, *(other for other in claims if other is not claim)), words
    return tuple(claims), ""


def _says(claim: Proven, words: str) -> bool:
    """Whether the claim holds all these words, figures and "not"s: then it contradicts none of them."""
    return {t.key for t in tokens(_DIE.sub("died", words))} <= {t.key for t in tokens(claim.text)}


def _in_question(words: str, question: str) -> str:
    """The assumption where it stands in the question word for word, and is not the whole question; else nothing."""
    mine, whole = fold(words).text.strip(" ?!.").casefold(), fold(question).text.casefold()
    inside = re.search(rf"(?<!\w){re.escape(mine)}(?!\w)", whole) if mine else None
    return words.strip(" ?!.") if inside and len(tokens(mine)) > 1 and len(words) <= LONGEST else ""


def contradicted(question: str, kind: Kind, claims: Sequence[Proven], passages: Sequence[Passage]) -> str:
    """The words of the question that the first claim contradicts; nothing where any passage found bears them."""
    if not claims or kind not in TAKES_FOR_GRANTED or len(question) > 10 * LONGEST:
        return ""
    return _figure(question, claims[0], passages) or _denied(question, claims)


# --- figures --------------------------------------------------------------------------------------------------------


def _figure(question: str, claim: Proven, passages: Sequence[Passage]) -> str:
    """ "500 die", where the best sentence counts 50 of the same, and no passage speaks of 500 of anything."""
    cited = {quote.version_id for quote in claim.quotes}
    post = next((p.post for p in passages if p.post.version.id in cited), None)
    asked = mentions(_excerpt(_DIE.sub("died", question), None))
    if post is None or not asked:
        return ""
    told = mentions(_excerpt(claim.text, post))
    spoken = [m for p in passages for a, b in sentences(p.text) for m in mentions(_excerpt(p.text[a:b], p.post))]
    for figure in asked:
        against = [m for m in told if _of_the_same(figure, m)]
        alike = [m for m in spoken if m.value == figure.value or (m.sort == figure.sort and m.tail & figure.tail)]
        if against and all(_apart(figure, m) for m in (*against, *alike)):
            return _written(question, figure)
    return ""


def _apart(a: Mention, b: Mention) -> bool:
    """Whether two values cannot be the same; a round one ("about 50", "over 50") is given a fifth."""
    small, large = sorted((a.value, b.value))
    said_round = _ROUNDLY.search(a.excerpt.text) or _ROUNDLY.search(b.excerpt.text)
    return differ(a, b) and not (said_round and small > ROUND * large)


def _of_the_same(a: Mention, b: Mention) -> bool:
    """Whether two figures count the same: sort and thing or fate counted, no other day or place, and a further word in common."""
    small, large = sorted((a.value, b.value))
    if a.sort != b.sort or large > LARGER * max(small, 1.0) or (a.fate and b.fate and a.fate != b.fate):
        return False
    told = b.around | {noun(t) for t in tokens(b.excerpt.post.title)}
    days_a, days_b = ({t.key for t in tokens(m.excerpt.text) if t.kind == "date"} for m in (a, b))
    if (days_a and days_b and not days_a & days_b) or not a.whose <= told:
        return False
    if not a.tail & b.tail or (a.tail & b.tail == {"person"} and a.fate != b.fate):
        return False
    counted = a.tail | b.tail | {noun(t) for t in tokens(f"{a.fate} {b.fate}")}
    others = {w for w in a.around - counted if w not in _FATE_WORDS}
    return not others or bool(others & told)


_FATE_WORDS = frozenset(
    noun(t) for t in tokens("die died dead killed kill hurt injured missing evacuated arrested people persons")
)


def _written(question: str, figure: Mention) -> str:
    """The figure with the words behind it, up to the next sign or preposition."""
    at = question.find(figure.written)
    behind = re.match(
        rf"(?:\s+(?!(?:in|on|at|of|by|from|for|to|after|during|when)\b)[\w'’-]+){{0,{WORDS}}}",
        question[at + len(figure.written) :],
    )
    return (figure.written + (behind[0] if behind else "")).strip()[:LONGEST]


def _excerpt(text: str, post: Post | None) -> Excerpt:
    """Any text as a sentence of a post, to read its figures; of the post only the headline counts."""
    title, number = (post.title, post.id) if post else ("", 0)
    made = Post(number, 0, "", "", "", Version(0, number, 1, title, text, "", _NOWHEN), _NOWHEN, _NOWHEN)
    return Excerpt(made, 0, len(text))


# --- what did not happen --------------------------------------------------------------------------------------------


def _denied(question: str, claims: Sequence[Proven]) -> str:
    """ "the mayor resign", where the best sentence says that he has not, and none of those shown says that he has."""
    asked = _AUXILIARY.match(question)
    if asked is None:
        return ""
    words = [t for t in tokens(asked["rest"]) if t.kind == "word"]
    if len(words) < 2 or any(t.kind == "not" or t.word in DENIAL for t in tokens(question)):
        return ""
    verb = next((t for t in words if _no_before(t.key, tokens(claims[0].text))), None)
    if verb is None or any(_said_plainly(verb.key, tokens(c.text)) for c in claims):
        return ""
    others = {t.key for t in words} - {verb.key}
    told = {t.key for t in tokens(claims[0].text)}
    return asked["rest"][:LONGEST] if len(others & told) >= SHARED * len(others) else ""


def _no_before(key: str, found: Sequence[Token]) -> bool:
    return any(t.key == key and _negated(found, n) for n, t in enumerate(found))


def _said_plainly(key: str, found: Sequence[Token]) -> bool:
    return any(t.key == key and not _negated(found, n) for n, t in enumerate(found))


def _negated(found: Sequence[Token], at: int) -> bool:
    """Whether a "not" or a denial stands at most REACH words before, in the same clause, and no second one beside it."""
    if found[at].clause:
        return False
    before = []
    for token in reversed(found[max(0, at - REACH) : at]):
        before.append(token)
        if token.clause:
            break
    return sum(t.kind == "not" or t.word in DENIAL for t in before) == 1
