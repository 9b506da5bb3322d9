"""What every sentence passes before a reader sees it. Pure; fails closed.

    Claim -> locate its quotes, or find its support -> Evidence -> rules: numbers, dates, names, negation, attribution, quotation
    marks, coverage, reader -> Stands(Proven) or Falls(reasons)

It decides; it does not repair or log. That it failed itself is counted (failures.py).
Only here (and nowhere outside gate/) a `Proven` is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.gate import (
    attribution,
    coverage,
    dates,
    failures,
    names,
    negation,
    numbers,
    order,
    quotes,
    reader,
    speakers,
    substitution,
    translation,
)
from assistant.gate.evidence import Case, Evidence, case, of_sentences, verbatim
from assistant.gate.prepared import Prepared, prepare, prepare_all
from assistant.gate.reason import Reason
from assistant.gate.tokens import Token, read, tokens
from assistant.text import Folded, fold
from assistant.words import Claim, Post, Proven, Quote

MAX_CLAIM = 4000  # characters; longer is no claim


@dataclass(frozen=True, slots=True)
class Stands:
    """`attribution`: the source's own words for who says so, where the claim does not; whoever shows the claim must show them too."""

    proven: Proven
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Falls:
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """All reasons as one text, for the writer's second try and for the log."""
        return " ".join(reason.words for reason in self.reasons)


Verdict = Stands | Falls


def prove(claim: Claim, posts: Sequence[Post | Prepared], *, original: str = "", translated: bool = False) -> Verdict:
    """Prove one claim against the posts shown to its writer (quote numbers count them from 1).

    Without quotes the gate finds the sentence that bears it itself. `translated`: the claim is in another language than the posts;
    then `original` (verbatim) bears it and is shown beside it, and only digits, dates and names are compared. Never raises: an
    exception inside is Falls with code "error". Prepare posts once (`prepare_all`) where many claims meet the same ones.
    """
    try:
        return _prove(claim, prepare_all(posts), original, translated)
    except Exception as exc:  # noqa: BLE001 - fails closed: whatever goes wrong in here, the claim is not shown; it is counted
        return _failed(exc, len(str(claim.text)))


def prove_all(claims: Sequence[Claim], posts: Sequence[Post | Prepared]) -> tuple[Verdict, ...]:
    """Prove each claim; posts are prepared once."""
    ready = prepare_all(posts)
    return tuple(prove(claim, ready) for claim in claims)


def restore(text: str, stored: Sequence[Quote], posts: Mapping[int, Post | Prepared]) -> Verdict:
    """Prove a stored claim again from its quotes by offset; `posts` by version id. A changed byte, and it falls."""
    try:
        return _restore(text, tuple(stored), posts)
    except Exception as exc:  # noqa: BLE001 - fails closed
        return _failed(exc, len(str(text)))


def excerpt(post: Post | Prepared, start: int, end: int) -> Verdict:
    """A verbatim slice of a post's text as a claim of its own, its own quote; passes the same rules."""
    try:
        ready = prepare(post)
        text = ready.post.text[start:end]
        return _restore(text, (Quote(ready.post.version.id, start, end, text),), {ready.post.version.id: ready})
    except Exception as exc:  # noqa: BLE001 - fails closed
        return _failed(exc, 0)


def _failed(error: Exception, length: int) -> Falls:
    failures.count(error)
    return Falls((Reason("error", f"The gate itself failed: {type(error).__name__}.", 0, length),))


def _prove(claim: Claim, posts: tuple[Prepared, ...], original: str, translated: bool) -> Verdict:
    if translated:
        return _translated(claim, posts, original)
    if len(claim.text) > MAX_CLAIM:
        return _empty(claim.text)
    said = fold(claim.text)
    found, words = read(said.text)
    if not found:
        return _empty(claim.text)
    if not claim.quotes:
        evidence = coverage.support(found, words, posts)
        if evidence is None:
            return Falls((Reason("support", "No sentence of the posts bears this.", 0, len(claim.text)),))
        return _verdict(claim.text, said, found, evidence, quoted=False)
    places = [_located(number, text, posts) for number, text in claim.quotes]
    missing = [quotes.not_found(n, claim.quotes[n - 1][1]) for n, p in enumerate(places, start=1) if not p]
    if missing:
        return Falls(tuple(missing))
    return _verdict(claim.text, said, found, _evidence([p[0] for p in places]))


def _translated(claim: Claim, posts: tuple[Prepared, ...], original: str) -> Verdict:
    sought = [(n, original) for n in range(1, len(posts) + 1)] if original else list(claim.quotes)
    places = [p for n, text in sought if (p := _located(n, text, posts))]
    if not places or (not original and len(places) < len(sought)):
        return Falls((quotes.not_found(1, original or "".join(text for _, text in claim.quotes)),))
    evidence = _evidence([p[0] for p in (places[:1] if original else places)])
    against = tuple(translation.check(case(claim.text, fold(claim.text), tokens(claim.text), evidence)))
    shown = original or " ".join(quote.text for quote in evidence.quotes)
    return Falls(against) if against else Stands(Proven(claim.text, evidence.quotes, shown))


def _located(number: int, text: str, posts: tuple[Prepared, ...]) -> tuple[tuple[Prepared, Quote], ...]:
    if not 1 <= number <= len(posts):
        return ()
    return tuple((posts[number - 1], quote) for quote in quotes.locate(text, posts[number - 1]))


def _evidence(located: Sequence[tuple[Prepared, Quote]]) -> Evidence:
    numbered: dict[int, tuple[Prepared, list[int]]] = {}
    for post, quote in located:
        entry = numbered.setdefault(post.post.version.id, (post, []))
        entry[1].extend([-1] if quote.part == "title" else post.sentences_of(quote.start, quote.end))
    return of_sentences(list(numbered.values()), tuple(quote for _, quote in located))


def _restore(text: str, stored: tuple[Quote, ...], posts: Mapping[int, Post | Prepared]) -> Verdict:
    located = []
    for number, quote in enumerate(stored, start=1):
        ready = prepare(posts[quote.version_id]) if quote.version_id in posts else None
        if ready is None or not _stands_at(quote, ready):
            return Falls((quotes.not_found(number, quote.text),))
        located.append((ready, quote))
    said = fold(text)
    found = tokens(said.text)
    if not located or not found:
        return _empty(text)
    return _verdict(text, said, found, _evidence(located))


def _empty(text: str) -> Falls:
    return Falls((Reason("empty", "The claim says nothing that can be found in a source.", 0, len(text)),))


def _stands_at(quote: Quote, post: Prepared) -> bool:
    whole = post.post.title if quote.part == "title" else post.post.text
    return 0 <= quote.start < quote.end and whole[quote.start : quote.end] == quote.text


def _verdict(text: str, said: Folded, claim: tuple[Token, ...], evidence: Evidence, *, quoted: bool = True) -> Verdict:
    """`said` is the claim's text folded, and `claim` its tokens: what is judged. Reasons point at the text as it was written."""
    plain = said if said.text == text else fold(said.text)
    found = case(said.text, plain, claim, evidence)
    if against := judge(found, quoted=quoted):
        return Falls(tuple(against if said is plain else _where_written(against, said)))
    return Stands(Proven(text, evidence.quotes), "" if quoted else attribution.dropped(found))


def _where_written(against: Sequence[Reason], said: Folded) -> Iterator[Reason]:
    for reason in against:
        start, end = said.span(reason.start, reason.end) if reason.start < reason.end else (0, 0)
        yield replace(reason, start=start, end=end)


def judge(found: Case, *, quoted: bool = True) -> list[Reason]:
    """All that speaks against a claim. What its words come to was measured when its support was found, if it came without quotes.

    Of what stands word for word in one sentence only what it leaves out can speak against it, and whom it speaks to.
    """
    if verbatim(found):
        against = [*negation.dropped(found), *reader.check(found)]
    else:
        against = [*_of_the_words(found), *reader.check(found)]
        against += coverage.check(found) if quoted else []
    if quoted and (said := attribution.dropped(found)):
        against.append(Reason("attribution", f"The source does not say this itself: {said!r}.", 0, len(found.text)))
    return sorted(against, key=lambda reason: reason.start)


def _of_the_words(found: Case) -> list[Reason]:
    return [
        *numbers.check(found),
        *dates.check(found),
        *names.check(found),
        *negation.check(found),
        *substitution.check(found),
        *order.check(found),
        *attribution.check(found),
        *speakers.check(found),
        *quotes.check_quoted(found.folded, found.evidence.texts),
    ]
