"""Which sentences of which post speak of what a draft's sentence says, and how much of it they cover. Pure; decides nothing yet."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.check.fit import Company, Place
from assistant.check.reading import Said, bare, key, names_of, read
from assistant.check.slots import verbal
from assistant.check.values import Value, value_of
from assistant.gate.prepared import Prepared, Sentence
from assistant.gate.quotes import check_quoted
from assistant.gate.tokens import Token
from assistant.speech import Speech, speeches
from assistant.text import fold

AROUND = 2  # neighbours of a sentence whose words belong to it too, more weakly
LEAD = 2  # so many first sentences name what the rest speaks of
NEAR = 0.5  # what a word there is worth, against one in the sentence itself
NAMED = 1.5  # what a name is worth against another word as rare: whom a sentence is about decides which post speaks of it
ADDS = 0.12  # a second sentence joins where it adds this share of the whole weight
MOST_POSTS = 3  # posts a sentence is compared with, best first
CLOSE = 0.93  # ... where they cover this share of what the best one covers


@dataclass(frozen=True)
class Told:
    """A post as it is compared: of each sentence its keys. Made once a check."""

    post: Prepared

    @cached_property
    def keys(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(map(key, s.tokens)) for s in self.post.sentences)

    @cached_property
    def all(self) -> tuple[Sentence, ...]:
        """Its sentences, and its headline as the last."""
        return (*self.post.sentences, self.post.title_sentence)

    @cached_property
    def ordered(self) -> tuple[tuple[str, ...], ...]:
        """The keys of all their tokens, in order."""
        return tuple(tuple(map(key, s.tokens)) for s in self.all)

    @cached_property
    def sets(self) -> tuple[frozenset[str], ...]:
        return tuple(map(frozenset, self.ordered))

    def text_of(self, sentence: int) -> str:
        """The text in which the offsets of that sentence count."""
        return self.post.post.text if sentence < len(self.keys) else self.post.post.title

    @cached_property
    def values(self) -> tuple[tuple[int, int, Value], ...]:
        """Each number: in which sentence, which of its tokens, and what it says."""
        return tuple(
            (n, at, value)
            for n, s in enumerate(self.all)
            for at, t in enumerate(s.tokens)
            if t.kind == "number" and (value := value_of(self.text_of(n), s.tokens, at))
        )

    @cached_property
    def lowered(self) -> frozenset[str]:
        """Keys of words that it writes without a capital letter somewhere."""
        return frozenset(t.key for s in self.post.sentences for t in s.tokens if not t.name)

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        return speeches(self.post.post.text)

    @cached_property
    def frame(self) -> frozenset[str]:
        """Headline and lead."""
        lead = (k for keys in self.keys[:LEAD] for k in keys)
        return frozenset(lead) | frozenset(map(key, self.post.title_sentence.tokens))

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(k for s in self.post.sentences for k in names_of(s.tokens)) | self._first_words

    @cached_property
    def _first_words(self) -> frozenset[str]:
        """Those that begin a sentence as its subject, stand nowhere in small letters, and look like no plural or verb."""
        begun = (s.tokens for s in self.post.sentences if s.tokens and s.tokens[0].name and not s.tokens[0].after)
        first = (t[0] for t in begun if len(t) > 1 and (t[1].clause or t[1].after or t[1].name or verbal(t[1])))
        return frozenset(
            t.key for t in first if t.key not in self.lowered and not bare(t.word).endswith(("s", "ing", "ed", "ly"))
        )


@dataclass(frozen=True, slots=True)
class Bearing:
    """`core` are the tokens of the bearing sentences (numbers in `sentences`), `main` of the one that says most,
    `near` those around them, `rest` of the post's others.

    `cover`: the share of the draft's words of substance found there, 0 to 1, rare ones counting more.
    """

    post: Prepared
    sentences: tuple[int, ...]
    main: tuple[Token, ...]
    core: tuple[Token, ...]
    near: tuple[Token, ...]
    rest: tuple[Token, ...]
    cover: float
    score: float
    told: Told
    company: Company

    @property
    def values(self) -> tuple[tuple[int, int, Value], ...]:
        return self.told.values

    def words(self, place: Place) -> str:
        """As the post writes them there."""
        tokens = self.told.all[place.sentence].tokens
        return self.told.text_of(place.sentence)[tokens[place.first].start : tokens[place.last - 1].end]


def bearings(text: str, posts: Sequence[Told]) -> tuple[Said, tuple[Bearing, ...]]:
    """The sentence read, and where posts speak of it: best first, one a post. Empty where no post has one of its words."""
    said = read(text, _known(posts))
    weight = _weights(said, posts)
    found = [b for post in posts if (b := _in_post(said, post, weight))]
    has = {id(b): _has_quotations(said, b.post) for b in found}
    found.sort(key=lambda b: (-has[id(b)], -b.score))
    close = [b for b in found[:MOST_POSTS] if has[id(b)] == has[id(found[0])] and b.score >= CLOSE * found[0].score]
    return said, tuple(close)


def _known(posts: Sequence[Told]) -> frozenset[str]:
    """What the posts write with a capital letter wherever it stands."""
    return frozenset().union(*(p.names - p.lowered for p in posts))


def _has_quotations(said: Said, post: Prepared) -> bool:
    """Whether what the draft puts in quotation marks stands in the post: then it is the one that was meant."""
    return bool(said.quoted) and not check_quoted(fold(said.text), (post.text, post.title))


def _weights(said: Said, posts: Sequence[Told]) -> dict[str, float]:
    """How much each key tells: the rarer among the posts' sentences, the more. What stands nowhere weighs as the average."""
    count: Counter[str] = Counter(k for p in posts for keys in p.keys for k in keys)
    total = sum(len(p.keys) for p in posts)
    wanted = {k for i, k in enumerate(said.keys) if said.tokens[i].kind != "not"}
    known = {k: max(math.log((total + 1) / (count[k] + 0.5)), 0.4) for k in wanted if count[k]}
    mean = sum(known.values()) / len(known) if known else 1.0
    named = {said.keys[i] for run in said.names for i in run}
    return {k: known.get(k, mean) * (NAMED if k in named else 1.0) for k in wanted}


def _in_post(said: Said, told: Told, weight: Mapping[str, float]) -> Bearing | None:
    scores = [_score(told, n, weight) for n in range(len(told.keys))]
    if not scores or max(scores) <= 0:
        return None
    first = max(range(len(scores)), key=lambda n: (scores[n], -n))
    second = _second(told, first, weight)
    return _bearing(said, told, first, tuple(sorted({first, second})), weight, scores[first])


def bearing_at(text: str, told: Told, chosen: Sequence[int], posts: Sequence[Told]) -> tuple[Said, Bearing]:
    """The sentence read, held to these sentences of the post and no others. `posts` say which words are rare."""
    said = read(text, _known(posts))
    weight = _weights(said, posts)
    first = max(chosen, key=lambda n: (_score(told, n, weight), -n))
    return said, _bearing(said, told, first, tuple(sorted(chosen)), weight, _score(told, first, weight))


def _bearing(said: Said, told: Told, first: int, chosen: tuple[int, ...], weight: Mapping[str, float], score: float) -> Bearing:
    near = _near(told, chosen)
    sentences = told.post.sentences
    core = tuple(t for n in chosen for t in sentences[n].tokens)
    around = (*(t for n in near for t in sentences[n].tokens), *told.post.title_sentence.tokens)
    rest = tuple(t for n, s in enumerate(sentences) if n not in near and n not in chosen for t in s.tokens)
    company = Company(said, told.all, told.ordered, told.sets, weight)
    cover = _cover(said, core, around, weight)
    return Bearing(told.post, chosen, sentences[first].tokens, core, around, rest, cover, score, told, company)


def _score(told: Told, n: int, weight: Mapping[str, float]) -> float:
    here = told.keys[n]
    around = frozenset().union(told.frame, *told.keys[max(0, n - AROUND) : n], *told.keys[n + 1 : n + 1 + AROUND])
    return sum(w if k in here else NEAR * w for k, w in weight.items() if k in here or k in around)


def _second(told: Told, first: int, weight: Mapping[str, float]) -> int:
    """The sentence that adds most of what the first one lacks; the first again where none adds enough."""
    rest = {k: w for k, w in weight.items() if k not in told.keys[first]}
    added = [(sum(w for k, w in rest.items() if k in keys), -abs(n - first), n) for n, keys in enumerate(told.keys) if n != first]
    best = max(added, default=(0.0, 0, first))
    return best[2] if best[0] >= ADDS * sum(weight.values()) else first


def _near(told: Told, chosen: Sequence[int]) -> list[int]:
    last = len(told.keys)
    near = {n for c in chosen for n in range(max(0, c - AROUND), min(last, c + AROUND + 1))} | set(range(min(LEAD, last)))
    return sorted(near - set(chosen))


def _cover(said: Said, core: Sequence[Token], near: Sequence[Token], weight: Mapping[str, float]) -> float:
    here, around = frozenset(map(key, core)), frozenset(map(key, near))
    wanted = {k for i, k in enumerate(said.keys) if not said.is_particular(i)}
    total = sum(weight[k] for k in wanted)
    found = sum(weight[k] * (1.0 if k in here else 0.7 if k in around else 0.0) for k in wanted)
    return found / total if total else 1.0
