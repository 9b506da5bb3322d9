"""Corrections that come as posts of their own: which older post one corrects, and which sentences about that post it takes back. Pure.

    "Correction: the Old Bridge will be closed for four weeks, not six"      a post of its own; the post that said six stays as it was

The corrected post is the one that the correction links to; else, of the same source, the one whose headline says nearly the same. A
sentence is taken back where a sentence of the correction speaks of the same and bears it no more (gate), or says that it was wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from assistant.change import ADMITS
from assistant.gate import Falls, Stands, prove
from assistant.gate.tokens import tokens
from assistant.recall.notes import is_note
from assistant.recall.touched import Cited, Touched, said_of
from assistant.sentences import sentences
from assistant.words import Claim, Excerpt, Post

BEGINNING = 600  # characters in which a post says that it corrects another
ALIKE = 0.5  # share of the shorter headline's words that both have
SAME_WORDS = 0.4  # of a sentence's words that a sentence of the correction has, with its headline: it speaks of the same
PARTICULARS = frozenset(("number", "date", "name", "negation", "direction", "quoted", "speaker"))
_LABEL = re.compile(
    r"^\W*(?:corrections?(?: (?:and|&) clarifications?)?|clarification|correction notice|korrektur|berichtigung|rectificatif|corrección|"
    r"fe de erratas|виправлення|виправлено|уточнення|спростування|исправление|исправлено|уточнение|опровержение)\s*[:–—|-]\s*",
    re.IGNORECASE,
)


def is_correction(post: Post) -> bool:
    """Whether a post says in its headline or its beginning that it corrects; of one that also changed, its versions tell more."""
    return bool(_LABEL.match(post.title) or ADMITS.search(post.title) or ADMITS.search(post.text[:BEGINNING]))


def corrected(correction: Post, older: Sequence[Post]) -> Post | None:
    """Which of the `older` posts it corrects: linked, else of the same source with a headline that says nearly the same."""
    before = [p for p in older if p.id != correction.id and p.at <= correction.at]
    linked = [p for p in before if _links(correction, p)]
    if linked:
        return max(linked, key=lambda p: p.at)
    mine = [(_alike(correction, p), p) for p in before if p.source_id == correction.source_id]
    likeness, post = max(mine, key=lambda pair: (pair[0], pair[1].at), default=(0.0, None))
    return post if likeness >= ALIKE else None


def _links(correction: Post, post: Post) -> bool:
    parts = urlsplit(post.url)
    address = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
    return len(parts.path) > 1 and re.search(rf"{re.escape(address)}(?![\w/-]|\.\w)", correction.text) is not None


def _alike(correction: Post, post: Post) -> float:
    """Of the words of the shorter headline (the correction's without its label, or the sentence that names it), how many both have."""
    theirs = {t.key for t in tokens(post.title) if t.kind != "number"}
    if len(theirs) < 3:
        return 0.0
    told = _LABEL.sub("", correction.title)
    candidates = [told] if len(list(tokens(told))) > 2 else []
    candidates += [correction.text[a:b] for a, b in sentences(correction.text[:BEGINNING])]
    shares = [len(theirs & mine) / min(len(theirs), len(mine)) for text in candidates if len(mine := _keys(text)) > 2]
    return max(shares, default=0.0)


def _keys(text: str) -> set[str]:
    return {t.key for t in tokens(text) if t.kind != "number"}


def taken_back(cited: Cited, old: Post, correction: Post) -> Touched | None:
    """What a correction does to a sentence that cites `old`; None where it does not speak of it, or bears it still."""
    spoken = [Excerpt(correction, 0, len(correction.title), "title")] if correction.title else []
    spoken += [Excerpt(correction, a, b) for a, b in sentences(correction.text)]
    against = []
    for excerpt in spoken:
        verdict = prove(Claim(cited.claim.text, ((1, excerpt.text),)), [correction])
        if isinstance(verdict, Stands) and not is_note(excerpt.text):
            return None
        if _speaks_of(cited.claim.text, excerpt, correction) and _denies(verdict, excerpt):
            against.append(excerpt)
    if not against:
        return None
    against = [excerpt for excerpt in against if excerpt.part == "text"] or against  # a headline seldom says what is wrong
    was = cited.of(old.id)
    return Touched("corrected", said_of(cited, was), was, correction, (), tuple(against[:2])) if was else None


def said_so(touched: Touched, correction: Post) -> bool:
    """Whether an edit says no more than the correction before it: every word that it put in stands there, and is not one that was said.

    A note that it was amended is no news to whoever was told why."""
    if touched.what != "changed" or not touched.places:
        return False
    parts = {"title": touched.now.title, "text": _without_notes(touched.now.text)}
    come = {t.key for place in touched.places for start, end in place.come for t in tokens(parts[place.part][start:end])}
    known = {t.key for t in tokens(f"{correction.title}\n{correction.text}")} - {t.key for t in tokens(touched.said.text)}
    return bool(come) and come <= known


def _without_notes(text: str) -> str:
    """Blanks in the place of the sentences that tell what an earlier version said: offsets stay."""
    for start, end in sentences(text):
        if is_note(text[start:end]):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _speaks_of(claim: str, excerpt: Excerpt, correction: Post) -> bool:
    mine = {t.key for t in tokens(claim)}
    theirs = {t.key for t in tokens(f"{_LABEL.sub('', excerpt.text)}")}
    around = theirs | {t.key for t in tokens(correction.title)}
    return bool(mine) and len(mine & around) >= SAME_WORDS * len(mine) and len(mine & theirs) >= 2


def _denies(verdict: Stands | Falls, excerpt: Excerpt) -> bool:
    """It falls on that sentence for a particular; or stands on one that tells what was said wrongly."""
    if isinstance(verdict, Stands):
        return is_note(excerpt.text)
    return bool({reason.code for reason in verdict.reasons} & PARTICULARS)
