"""Whether two figures count the same: what no desk would set side by side is ruled out, the rest is weighed (stories/likeness.py). Pure."""

from __future__ import annotations

from assistant.gate.lexicon import SPEECH
from assistant.stories import interval
from assistant.stories.apart import apart, copied
from assistant.stories.likeness import COMMON, likeness
from assistant.stories.mention import Mention
from assistant.stories.scope import cut

ALIKE = 0.1  # the least score of figures that are set side by side for somebody who asked for them
SURE = 0.5  # the same, where nobody asked
AGREED = 1.0  # figures that agree are likelier to be of one thing
LARGER = 40.0  # figures further apart than this factor count different things
SPOKEN = 0.65  # share of the words of two sentences of one post that contradict each other


def same_quantity(a: Mention, b: Mention, least: float = ALIKE) -> bool:
    """Two figures of one sentence never do; of one post only where it quotes two who count the same in like words."""
    if a.excerpt == b.excerpt or a.sort != b.sort or _known(a) or _known(b) or _far(a, b):
        return False
    if a.fate and b.fate and a.fate != b.fate:
        return False
    if not (a.sort or (a.fate and a.fate == b.fate) or a.tail & b.tail - COMMON):
        return False
    if not interval.differ(a.amount, b.amount):
        return likeness(a, b) >= least - AGREED
    if a.excerpt.post.id == b.excerpt.post.id and not _two_speak(a, b):
        return False
    return (copied(a, b) or likeness(a, b) >= least) and not apart(a, b)


def _known(mention: Mention) -> bool:
    """ "The two teachers", told of before and perhaps a part; "the six people killed" is a toll."""
    return "known" in mention.part and not (mention.fate == "dead" and "person" in mention.tail)


def _two_speak(a: Mention, b: Mention) -> bool:
    one, other = a.around - COMMON, b.around - COMMON
    alike = len(one & other) >= SPOKEN * max(1, min(len(one), len(other)))
    return alike and a.sort != "%" and a.part == b.part and _spoken(a) and _spoken(b)


def _spoken(mention: Mention) -> bool:
    return any(t.word in SPEECH for t in cut(mention.excerpt.text))


def _far(a: Mention, b: Mention) -> bool:
    small, large = sorted((a.amount.value, b.amount.value))
    return small >= 1 and large > LARGER * max(small, 1.0)
