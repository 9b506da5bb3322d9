"""Whether two figures count the same: what, of what sort, of which fate, place, time and part. Pure, rather no than yes."""

from __future__ import annotations

from assistant.gate.lexicon import SPEECH
from assistant.gate.tokens import stem
from assistant.stories import interval
from assistant.stories.apart import apart, scored
from assistant.stories.mention import Mention, noun
from assistant.stories.scope import cut, same_place, same_time

SHARED = 2  # words of substance that two sentences, each with its headline, share beside what is counted
_LENGTHS = frozenset(("day", "week", "month", "year", "h", "min", "s", "decade"))  # of time: every text has some
COPIED = 0.75  # share of the shorter sentence's words from which one copies the other but for its figures
WHOLE = 0.4  # share of the shorter sentence's words without which two sentences do not tell the same
SPOKEN = 0.65  # the same, of two sentences of one post
ENOUGH = 1.1  # of the whole sentence, what is close to the figure and (less) what is counted
NEAR_ENOUGH = 0.8  # the same, of figures near each other
NEARBY = 0.7  # the smaller as a share of the larger
REPEATED = 0.9  # the same, of players and teams, of whom each sentence tells another
LARGER = 40.0  # figures further apart than this factor count different things

# Words that stand in any news and tell no quantity from another.
COMMON = frozenset(
    stem(word)
    for word in (
        "said says say told tell according report reported reports statement officials official people more than also last first new"
        " now after before since year years month week day days time friday monday today yesterday not no out up there all most other"
        " one two news including according some many much number nearly about every few own take took makes make made get got"
    ).split()
)


def same_quantity(a: Mention, b: Mention) -> bool:
    """Two figures of one sentence never do."""
    if a.excerpt == b.excerpt or a.sort != b.sort or a.part != b.part or "known" in a.part or _far(a, b):
        return False
    if a.fate and b.fate and a.fate != b.fate:
        return False
    if not same_time(a.scope, b.scope) or not same_place(a.places, b.places) or _place_within(a, b) or _place_within(b, a):
        return False
    if a.rate != b.rate and a.sort not in ("", "$", "%"):
        return False
    if (a.head and not a.head & (b.head | b.near)) or (
        b.head and not b.head & (a.head | a.near)
    ):  # "an altitude of 6,000 km", "a distance of 1,080 km"
        return False
    if a.whose and b.whose and not a.whose & b.whose:  # "50 Russian drones", "80 Ukrainian drones"
        return False
    if not _counted_alike(a, b) and not _copied(a, b):
        return False
    return not interval.differ(a.amount, b.amount) or (_alike(a, b) and not apart(a, b))


def _alike(a: Mention, b: Mention) -> bool:
    """Whether sentences whose figures differ say enough of the same: the whole sentence, what is close to the figure, what is counted.

    Figures near each other are likelier to be of one thing than such of which one is many times the other. A post hardly contradicts
    itself: it has to quote two who do.
    """
    whole, close, counted = (
        _share(x, y) for x, y in ((a.around, b.around), (a.near - a.tail, b.near - b.tail), (a.tail, b.tail))
    )
    if a.excerpt.post.id == b.excerpt.post.id:
        return a.sort != "%" and whole >= SPOKEN and _spoken(a) and _spoken(b)
    if scored(a) or scored(b):
        return whole >= REPEATED
    small, large = sorted((a.value, b.value))
    if a.fate and a.fate == b.fate:  # a toll names its event in the headline
        wide = (_wide(a) & _wide(b)) - COMMON
        return len(wide) > SHARED and max(whole, _share(_wide(a), _wide(b))) >= WHOLE
    if whole < WHOLE:
        return False
    if a.sort in ("$", "%") and not a.tail & b.tail and (a.tail - COMMON or b.tail - COMMON) and whole < COPIED:
        return False
    need = ENOUGH if small < NEARBY * large else NEAR_ENOUGH
    return whole + close + 0.4 * counted >= need


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Of the words of substance of the shorter, those that both have."""
    one, other = a - COMMON, b - COMMON
    return len(one & other) / max(1, min(len(one), len(other)))


def _spoken(mention: Mention) -> bool:
    return any(t.word in SPEECH for t in cut(mention.excerpt.text))


def _counted_alike(a: Mention, b: Mention) -> bool:
    """What is counted is named by the same word, and enough of what else is said is shared."""
    counted = a.tail & b.tail - COMMON
    if not counted and not a.sort:
        return False
    same_post = a.excerpt.post.id == b.excerpt.post.id
    shared = ((a.around & b.around) if same_post else (_wide(a) & _wide(b))) - COMMON
    need = SHARED + bool(counted)
    if not counted:
        need += 2  # "$", "%": nothing is named
    elif counted == {"person"} and not (a.fate or b.fate):
        need += 2
    elif a.fate != b.fate and counted <= {"person"}:
        need += 1
    if len(shared) < need:
        return False
    if a.fate and a.fate == b.fate and "person" in counted:
        return True
    close = (a.near & b.near) - COMMON
    if a.sort in _LENGTHS:
        return len(close) > SHARED + bool(counted)
    return len(close) > bool(counted) or (bool(counted) and len(shared) > 2 * SHARED)


def _copied(a: Mention, b: Mention) -> bool:
    """The sentences are one text but for their figures, and the figures stand at the same place in it."""
    shared, least = len(a.around & b.around), min(len(a.around), len(b.around))
    return least >= 6 and shared >= COPIED * least and (a.tail == b.tail or bool(a.tail & b.tail))


def _place_within(a: Mention, b: Mention) -> bool:
    """Whether the smaller figure names a place inside that of the other: "54 in Uttar Pradesh's Kanpur", "300 in Uttar Pradesh"."""
    return bool(b.places) and a.places > b.places and a.amount.value < b.amount.value


def _far(a: Mention, b: Mention) -> bool:
    small, large = sorted((a.amount.value, b.amount.value))
    return small >= 1 and large > LARGER * max(small, 1.0)


def _wide(mention: Mention) -> frozenset[str]:
    """The words of the sentence and of its post's headline."""
    return mention.around | frozenset(noun(t) for t in cut(mention.excerpt.post.title) if t.kind == "word")
