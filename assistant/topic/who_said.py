"""«Who said that?»: the speaker of what was answered last, as the cited posts name him. Pure; it proves nothing.

the claims of the last answer -> the sentences that they quote -> who speaks there, or a sentence before that names him
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.sentences import sentences
from assistant.speech import is_attributed, speeches
from assistant.terms import terms
from assistant.words import Post, StoredClaim

_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|und|et|y|а|і|и|و)\s+)?"
    r"(?:who\s+(?:exactly\s+)?(?:said|says|claimed|claims|told (?:you|them|us))(?:\s+(?:that|this|it|so))?"
    r"(?:\s+exactly)?|says who|who is the source|whose words (?:are|were) (?:that|these|those|they)|according to who(?:m)?"
    r"|wer\s+(?:hat\s+)?(?:das|dies|so was)?\s*(?:gesagt|sagt|behauptet|behauptete|sagte)(?:\s+(?:das|dies))?|wer sagt das|laut wem"
    r"|qui\s+(?:a\s+dit|dit|l['’]a dit|a affirmé)(?:\s+(?:ça|cela|ceci))?|selon qui"
    r"|qui[eé]n\s+(?:lo\s+|ha\s+)?(?:dijo|dice|dicho|afirmó)(?:\s+(?:eso|esto))?|según qui[eé]n"
    r"|хто\s+(?:це\s+|таке\s+)?(?:сказав|сказала|каже|заявив|говорить|стверджує)(?:\s+(?:це|таке))?"
    r"|кто\s+(?:это\s+|такое\s+)?(?:сказал|сказала|говорит|заявил|утверждает)(?:\s+(?:это|такое))?"
    r"|من\s+(?:الذي\s+)?(?:قال|صرح|يقول)(?:\s+(?:ذلك|هذا))?)\W*$",
    re.IGNORECASE,
)
MOST = 3  # claims


def asks_who(text: str) -> bool:
    """Whether a question asks for the speaker of what was answered, and for nothing else."""
    return bool(_ASKS.match(" ".join(text.split())))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from: sentences by offsets into the post's text, first the one that names the speaker, where it stands apart.

    `speaker` is empty where the sentence itself has an unnamed one ("the fire service said"), or nobody (`own`: the outlet says so)."""

    post: Post
    spans: tuple[tuple[int, int], ...]
    speaker: str
    own: bool


def sources_of(claims: Sequence[StoredClaim], posts: Mapping[int, Post]) -> tuple[Source, ...]:
    """Of each claim's first quote, once a sentence; `posts` by version id. Those with a speaker; where none has one, the outlets' own."""
    found: dict[tuple[int, int], Source] = {}
    for claim in claims[:MOST]:
        quote = next((q for q in claim.quotes if q.version_id in posts), None)
        if quote is not None:
            post = posts[quote.version_id]
            one = _source(post, *((quote.start, quote.end) if quote.part == "text" else _told_in_text(post)))
            found.setdefault((one.post.id, one.spans[-1][0]), one)
    named = [s for s in found.values() if not s.own]
    return tuple(named or found.values())


def _told_in_text(post: Post) -> tuple[int, int]:
    """The sentence that tells what the headline says: most of its terms, the first of several."""
    title = set(terms(post.title, post.version.language))
    found = sentences(post.text) or ((0, 0),)
    return max(found, key=lambda s: len(title & set(terms(post.text[slice(*s)], post.version.language))))


def _source(post: Post, start: int, end: int) -> Source:
    told = next((s for s in speeches(post.text) if s.start < end and s.end > start), None)
    if told is None:
        here = next(((a, b) for a, b in sentences(post.text) if a < end and b > start), (start, end))
        return Source(post, (here,), "", own=not is_attributed(post.text, *here))
    a, b = told.speaker
    naming = next((s for s in sentences(post.text) if s[0] <= a and b <= s[1]), told.speaker)
    apart = naming[1] <= told.start
    return Source(post, (naming, (told.start, told.end)) if apart else ((told.start, told.end),), post.text[a:b], own=False)


def in_words(found: Sequence[Source]) -> str:
    """Who says so, in a sentence."""
    said = dict.fromkeys(f"{s.speaker} (as {s.post.outlet} has it)" for s in found if s.speaker)
    if said:
        told = f"Said by {', and by '.join(said)}"
        return told if all(s.speaker for s in found) else f"{told}; where no name is given, the sentence itself says who"
    if not all(s.own for s in found):
        return "The sentence itself says who, without a name"
    own = dict.fromkeys(
        f"{s.post.outlet}'s own report{f', by {s.post.version.author}' if s.post.version.author else ''}" for s in found
    )
    return f"Nobody is named as saying this: it is {', and '.join(own)}"
