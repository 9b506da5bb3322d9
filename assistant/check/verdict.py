"""A draft's sentence held against the posts found for it: supported, contradicted, partly, not found or opinion. Pure.

    sentence -> read -> bearing sentences of the best posts -> figures, names, quotations, yes and no -> a verdict

One post that has it all supports a sentence that another one does not fit; else the post that speaks of it most decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.check.alike import in_the_same_words
from assistant.check.bearing import Bearing, Told, bearings
from assistant.check.classes import classes
from assistant.check.difference import Difference
from assistant.check.figures import figures
from assistant.check.fit import Company
from assistant.check.opinion import is_opinion
from assistant.check.quoted import quotations
from assistant.check.reading import Said, read
from assistant.check.roles import roles
from assistant.check.speaking import speakers
from assistant.check.turned import turned
from assistant.check.unproven import unproven
from assistant.check.whose import names
from assistant.words import CheckVerdict

# How much of a sentence's words of substance the bearing sentences have. Chosen on the tune half of bench/data/check.json.
COVERED = 0.5
SPOKEN_OF = 0.3
ENOUGH = 0.6  # below, a post says too little of a sentence to contradict it: what differs is shown, and not called wrong
FEWEST = 2  # words of substance; fewer claim nothing that could be held against a post ("What a night!")
JOINED = 0.4  # share of the words around it with which another post's sentence must have a particular
LONGEST = 1_500  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """`differences` count in the sentence; `bearing` None: no post speaks of it."""

    verdict: CheckVerdict
    differences: tuple[Difference, ...] = ()
    bearing: Bearing | None = None
    also: tuple[tuple[Told, int], ...] = ()  # sentences of other posts that have what this one lacks


def judge(text: str, posts: Sequence[Told]) -> Finding:
    """The verdict on one sentence. `posts` are those found for it."""
    text = text[:LONGEST]
    said, found = bearings(text, posts) if posts else (read(text), ())
    if text.rstrip().endswith("?") or len(said.tokens) < FEWEST:
        return Finding("opinion")
    findings = [held_against(said, bearing) for bearing in found]
    best = next((f for f in findings if f.verdict == "supported"), findings[0] if findings else Finding("not found"))
    if best.verdict != "supported" and is_opinion(said):
        return Finding("opinion")
    return _with_others(said, best, posts)


def _with_others(said: Said, best: Finding, posts: Sequence[Told]) -> Finding:
    """Facts of two posts joined in one sentence: what the first lacks may stand in another, with the same words around it. And what one
    post has otherwise than another that has it as the draft does is a disagreement of the posts: shown, and not called wrong."""
    if best.verdict not in ("partly", "contradicted") or best.bearing is None or not best.differences:
        return best
    left: list[Difference] = []
    also: list[tuple[Told, int]] = []
    for one in best.differences:
        particular = one.kind in ("name", "number", "date") and not said.quoted  # a speaker is this post's alone
        found = _in_another(said, one, best.bearing, posts) if particular else None
        also += [found] if found and not any(t is found[0] and n == found[1] for t, n in also) else []
        if not found:
            left.append(one)
        elif one.instead:
            left.append(replace(one, sure=False))
    verdict: CheckVerdict = "contradicted" if any(d.contradicts for d in left) else "partly" if left else "supported"
    return Finding(verdict, tuple(left), best.bearing, tuple(also))


def _in_another(said: Said, one: Difference, bearing: Bearing, posts: Sequence[Told]) -> tuple[Told, int] | None:
    run = [i for i, t in enumerate(said.tokens) if t.start < one.end and t.end > one.start]
    for told in posts:
        if told is bearing.told or not run:
            continue
        company = Company(said, told.all, told.ordered, told.sets, bearing.company.weight)
        for n in range(len(told.keys)):
            if all(said.keys[i] in told.sets[n] for i in run) and company.share(run, n) >= JOINED:
                return told, n
    return None


def held_against(said: Said, bearing: Bearing, at_least: float = SPOKEN_OF, enough: float = ENOUGH) -> Finding:
    """The verdict of these sentences of a post alone; "not found" where they have less than `at_least` of its words, nothing called wrong
    below `enough`."""
    if bearing.cover < at_least:
        return Finding("not found", bearing=bearing)
    against = [*quotations(said, bearing), *figures(said, bearing), *names(said, bearing), *turned(said, bearing)]
    against += [*speakers(said, bearing), *roles(said, bearing), *classes(said, bearing), *in_the_same_words(said, bearing)]
    against = _apart(against) or list(unproven(said, bearing))
    if bearing.cover < enough:
        against = [replace(d, sure=False) for d in against]
    if any(d.contradicts for d in against):
        return Finding("contradicted", tuple(against), bearing)
    return Finding("partly" if against or bearing.cover < COVERED else "supported", tuple(against), bearing)


def _apart(differences: Sequence[Difference]) -> list[Difference]:
    """In the order of the sentence, none inside another."""
    kept: list[Difference] = []
    for one in sorted(differences, key=lambda d: (d.start, not d.contradicts, -d.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
