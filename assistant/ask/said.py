"""Asked what somebody said: the sentences in which he speaks about it, not those that only name him. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.ask.query import Query, Word
from assistant.ask.sentence_signs import Sentence, headline_terms, stands
from assistant.people import is_he, words
from assistant.speech import NAME, is_attributed, quotations, speeches
from assistant.words import Post

LEAST = 6  # words of a sentence without a quotation: "Holm said so on Monday." says nothing


def spoken(query: Query, found: Sequence[Sentence]) -> list[Sentence]:
    """Those of `found` in which `query.speaker` says something about the rest of the question.

    A person is known under any spelling of the name, or by an office that the posts give him ("the mayor"); a body ("the fire service") by
    its words in a sentence that lets somebody speak.
    """
    named = words(query.speaker)
    posts = {s.passage.post.id: s.passage.post for s in found}
    person = _in_office(query.speaker, tuple(posts.values())) or named
    whose = tuple(w for w in query.words if w.text in named)
    about = tuple(w for w in query.words if w not in whose)
    titles = headline_terms(found)
    his = {post_id: _speeches(post, person) for post_id, post in posts.items()}
    return [
        s
        for s in found
        if s.part == "text" and _says(s, whose, his[s.passage.post.id]) and _is_about(s, about, titles[s.passage.post.id])
    ]


def _in_office(office: str, posts: Sequence[Post]) -> tuple[str, ...]:
    """The name that stands most often behind an office written small, or before it: "Mayor Ilse Brandt", "Strand, the chief engineer"."""
    title = re.sub(r"^(?:the|our|their)\s+", "", office.strip(), flags=re.IGNORECASE)
    if title != title.casefold() or not title:
        return ()
    told = re.compile(
        rf"(?i:\b{re.escape(title)}),?\s+({NAME})|({NAME}),\s+(?:the\s+|a\s+)?(?:[\w’'-]+\s+){{0,4}}(?i:{re.escape(title)})\b"
    )
    named = (m[1] or m[2] for post in posts for m in told.finditer(post.text))
    most = Counter(filter(None, map(words, named))).most_common(1)
    return most[0][0] if most else ()


def is_quoted(sentence: Sentence) -> bool:
    """Whether it holds words in quotation marks."""
    return bool(quotations(sentence.text))


def _speeches(post: Post, person: tuple[str, ...]) -> list[tuple[int, int]]:
    text = post.text
    return [(s.start, s.end) for s in speeches(text) if any(is_he(text[a:b], person, text) for a, b in (s.speaker, *s.beside))]


def _says(sentence: Sentence, whose: Sequence[Word], his: Sequence[tuple[int, int]]) -> bool:
    if not is_quoted(sentence) and len(sentence.text.split()) < LEAST:
        return False
    if any(a <= sentence.start and sentence.end <= b for a, b in his):
        return True
    named = bool(whose) and not any(w.is_name for w in whose) and all(stands(w, sentence.terms) for w in whose)
    return named and is_attributed(sentence.passage.post.text, sentence.start, sentence.end)


def _is_about(sentence: Sentence, about: Sequence[Word], title: frozenset[str]) -> bool:
    """It, its neighbours or its post's headline have a word of what is asked about."""
    if not about:
        return True
    return any(stands(w, sentence.context | title) for w in about)
