"""The sentences of a post that tell news, without what a line opens with and the appeals, captions and bylines between them. Pure."""

from __future__ import annotations

import re

from assistant.sentences import sentences

LEAST, MOST = 40, 320  # characters of a sentence that tells: a shorter line is a label, a longer one no digest

# What a line opens with and is not part of its sentence: "KYIV, Ukraine (AP) — ", "(CNN) ", "London CNN Business — ".
_AGENCY = r"\([A-Z][\w ]{1,20}\)\s*"
DATELINE = re.compile(
    rf"^(?:{_AGENCY}(?:[—–-]{{1,2}}\s*)?"
    rf"|[A-ZÀ-ÞЀ-Я][\w.’' ,/-]{{1,50}}?(?:{_AGENCY}|\b[A-Z]{{2,7}}(?: Business)?\s*)[—–-]{{1,2}}\s+"
    r"|[A-Z]{2,7}(?: Business)? [—–-]{1,2}\s+|[A-ZÀ-ÞЀ-Я][A-ZÀ-ÞЀ-Я.’' -]{2,30}(?:,\s[\w. ]{2,20})?\s[—–-]{1,2}\s+)"
)
# No news: appeals, captions, bylines, notes of the editors and links to other texts.
NO_NEWS = re.compile(
    r"^\W*(?:sign up|subscribe|click|tap|follow|read more|read also|watch|listen|see also|related|share|advertisement|support|donate|join"
    r"|(?:photo|image|picture|video|file photo|credit|caption)s?\b\s*(?:by|:|credit)|editor[’']?s[’']? note|by [A-ZЀ-Я][\w-]+ [A-ZЀ-Я]"
    r"|(?:additional )?reporting by|writing by|this (?:story|article|post) (?:is|was|has been)|a version of this|we will use the details"
    r"|підписуйтесь|підпишіться|читайте|фото|дивіться|подписывайтесь|читайте также|смотрите|abonnieren|lesen sie|foto:)"
    r"|(?:getty images|/ap\b|/afp\b|/reuters\b|\(photo)|\bour newsletter\b|\bfree trial\b",
    re.IGNORECASE,
)
LEANS = re.compile(  # on a sentence before it
    r"^\W*(?:he|she|it|they|his|her|their|its|this|that|these|those|but|and|however|meanwhile|also|both|such|there|what|how|why|who"
    r"|він|вона|вони|це|але|однак|также|он|она|они|это|но|er|sie|es|aber|doch|il|elle|ils|mais)\b",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.!?…。؟][\"'”’»)\]]*$")


def telling(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences that tell something, in order; a dateline before one is left out."""
    found = []
    for start, end in sentences(text):
        opening = DATELINE.match(text[start:end])
        start += opening.end() if opening else 0
        line = text[start:end]
        if LEAST <= len(line) <= MOST and ENDED.search(line) and not NO_NEWS.search(line):
            found.append((start, end))
    return found
