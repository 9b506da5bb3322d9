"""What a post is about, as weighted terms: its title first, then its beginning, then the rest. Pure; knows no other posts."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from assistant.stories.roundup import is_roundup
from assistant.terms import terms
from assistant.words import Post

BODY = 3_000  # characters of the text that are read: what follows is background
LEAD = 700  # characters that say what happened
IN_TITLE, IN_LEAD = 4.0, 1.0  # added to a term's weight of 1 for standing there; tuned on bench/data/stories.json, half "tune"
KEPT = 60  # terms of a post that are compared; more change nothing (pairs told apart: 0.984 AUC with 60, with 100 and with all)

# What opens a text and tells nothing: a bureau's dateline, an editor's note on the author or the version.
_FURNITURE = re.compile(
    r"^(?:\s*(?:editor[’']s note\s*:[^\n]*\n|a version of this (?:story|article)[^\n]*\n|sign up for [^\n]*\n|\([A-Z][\w ]{1,20}\)\s"
    r"|[A-Z][\w ,./]{0,40}\s[—–-]{1,2}\s))+",
    re.IGNORECASE,
)

# Words that stand in any news: they tell no event from another, and in a small set of posts their rarity cannot be counted.
COMMON = frozenset(
    term
    for word in (
        "the and that with from this have has had was were are been will would could should can may said says say told tell "
        "also more most than their they them there then when where which while who what why how its his her she him you your our "
        "in on at to of by he is it as an be or we no if up so do us ask asks asked asking call calls called saying "
        "for not but all any after before about into over under out off one two three first last next new now year years month "
        "months week weeks day days time times people man woman men women according report reports reported statement news "
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
        "november december morning evening night afternoon today yesterday tomorrow spokesman spokeswoman official officials "
        "government country state states city national public group part number some many other others like just make made get "
        "take going come because since during between through against only even still back down well way much very being did does "
        "latest update updates live live-updates read story article cnn reuters afp usa known need thing five photos opinion analysis"
    ).split()
    for term in terms(word, "en")
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A post's terms with their weight before rarity is counted in; `at` is the post's time, `order` its terms as they stand."""

    post_id: int
    at: datetime
    weights: dict[str, float]
    order: tuple[str, ...] = ()
    roundup: bool = False  # of many events: it joins none, and none joins it


def sketch(post: Post) -> Sketch:
    """About 1 ms. The weight of a term is (1 + log of its count) x (1 + 4 in the title + 1 in the lead)."""
    text = _FURNITURE.sub("", post.text[: BODY + LEAD])[:BODY]
    language = post.version.language
    headline = terms(post.title, language) if post.title else []
    title = frozenset(headline)
    told = terms(text, language)
    lead = frozenset(told[: _count(text, told)])
    counted = Counter(told)
    counted.update(title - counted.keys())
    weights = {
        term: (1.0 + math.log(n)) * (1.0 + IN_TITLE * (term in title) + IN_LEAD * (term in lead))
        for term, n in counted.items()
        if term not in COMMON and len(term) > 1
    }
    return Sketch(post.id, post.at, weights, (*headline, "", *told), is_roundup(post.title))


def _count(text: str, told: list[str]) -> int:
    """About how many of the text's terms stand in its lead."""
    return len(told) if len(text) <= LEAD else len(told) * LEAD // len(text)
