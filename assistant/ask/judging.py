"""Claims held against the passages that their writer was shown. Pure; to be run in a thread, as long posts take long."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.gate import Falls, Prepared, Reason, Stands, prepare_all, prove
from assistant.language import language_of
from assistant.words import Claim, Post, Proven

Judged = tuple[list[Proven], list[tuple[Claim, Falls]]]


class Judge:
    """Claims whose quotes number `posts` from 1: which stand, and which fall with their reasons. Posts are prepared once.

    `asked_in`: the language of the question. A claim in it about words of another language is a translation: its figures, dates and
    names are compared, and the verbatim original is shown beside it.
    """

    def __init__(self, posts: Sequence[Post], asked_in: str = "") -> None:
        self.posts = tuple(posts)
        self.asked_in = asked_in
        self._ready: tuple[Prepared, ...] | None = None

    def prepare(self) -> tuple[Prepared, ...]:
        """The posts as the gate reads them; long ones take a tenth of a second, so that it is worth doing while a model thinks."""
        if self._ready is None:
            self._ready = prepare_all(self.posts)
        return self._ready

    def __call__(self, claims: Sequence[Claim]) -> Judged:
        stand: list[Proven] = []
        fallen: list[tuple[Claim, Falls]] = []
        for claim in claims:
            verdict = prove(claim, self.prepare(), translated=self._translates(claim))
            if isinstance(verdict, Falls):
                fallen.append((claim, verdict))
            elif verdict.attribution:  # the source says who said so, the claim does not: it may not be stated as plain fact
                words = f"The source attributes this: {verdict.attribution}"
                fallen.append((claim, Falls((Reason("attribution", words, 0, len(claim.text)),))))
            else:
                stand.append(verdict.proven)
        return stand, fallen

    def _translates(self, claim: Claim) -> bool:
        quoted = " ".join(text for _, text in claim.quotes)
        if not self.asked_in or not quoted or language_of(claim.text) != self.asked_in:
            return False
        return language_of(quoted) not in ("", self.asked_in)

    def holds(self, text: str) -> bool:
        """Whether the posts say this."""
        return isinstance(prove(Claim(text), self.prepare()), Stands)

    def cited(self, claims: Sequence[Proven]) -> tuple[Post, ...]:
        """The posts that the claims cite, each once, in the order of first citation."""
        by_version = {post.version.id: post for post in self.posts}
        cited = dict.fromkeys(quote.version_id for claim in claims for quote in claim.quotes)
        return tuple(by_version[v] for v in cited if v in by_version)
