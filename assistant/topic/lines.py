"""A post's sentence for one line: what tells its news and speaks of the topic. Pure; it proves nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.stories.telling import LEANS, telling
from assistant.terms import terms
from assistant.topic.about import Topic
from assistant.words import Post

LOOKED_AT = 12  # a post's first sentences that tell something
SHORT = 170  # characters: a longer line is no line
ALIKE = 0.6  # share of a sentence's terms in another from which both say the same
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence by offsets into its post's text, with its terms and figures; `worth` orders the lines of one post."""

    post: Post
    start: int
    end: int
    terms: frozenset[str]
    figures: frozenset[str]
    worth: float
    place: int  # among the sentences of its post that tell something
    cover: float  # the share of the topic's words

    @property
    def text(self) -> str:
        return self.post.text[self.start : self.end]


def lines(topic: Topic, post: Post, looked_at: int = LOOKED_AT) -> list[Line]:
    """A post's lines, best first: near its beginning, carrying its headline and the topic, standing on their own, short."""
    language = post.version.language
    title = frozenset(terms(post.title, language))
    weight = 0.6 if topic.cover(title) else 1.2  # a post that has it in passing is told by the sentence that has it
    found = []
    for place, (start, end) in enumerate(telling(post.text)[:looked_at]):
        text = post.text[start:end]
        held = frozenset(terms(text, language))
        cover = topic.cover(held)
        worth = (
            0.6 * len(held & title) / max(1, len(title)) + weight * cover - 0.12 * place - 0.5 * bool(LEANS.match(text))
            - 0.3 * max(0, len(text) - SHORT) / SHORT
        )  # fmt: skip
        found.append(Line(post, start, end, held, frozenset(_FIGURE.findall(text)), worth, place, cover))
    return sorted(found, key=lambda line: -line.worth)


def same(a: Line, b: Line) -> bool:
    """Whether two lines say the same: most terms shared, and no figure against another."""
    if a.figures and b.figures and not a.figures & b.figures:
        return False
    return len(a.terms & b.terms) > ALIKE * max(1, min(len(a.terms), len(b.terms)))
