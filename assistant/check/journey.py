"""A draft's journey: cut into sentences, each searched for with its own words, each held against what was found. The only async file here.

    draft -> sentences -> find, all at once -> judge -> CheckedDraft

It stores and sends nothing, and asks no model: what it says of a sentence is what the gate's particulars say.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from assistant.check.bearing import Told
from assistant.check.draft import checked_length
from assistant.check.verdict import Finding, judge
from assistant.gate import prepare
from assistant.sentences import sentences
from assistant.words import CheckedDraft, CheckedSentence, CheckMark, Excerpt, Passage

MOST = 60  # sentences of a draft that are checked: 8,000 characters of news have 50

Find = Callable[[Sequence[str]], Awaitable[Sequence[Sequence[Passage]]]]
"""For each text the passages nearest to it, best first."""


async def check(draft: str, *, find: Find) -> CheckedDraft:
    """Every sentence with its verdict, its marks by offsets of the draft, and the posts. Raises BadRequest, and what `find` raises."""
    draft = checked_length(draft)
    spans = sentences(draft)
    looked_at = spans[:MOST]
    found = await find([draft[a:b] for a, b in looked_at])
    return await asyncio.to_thread(_checked, draft, looked_at, found, len(spans) - len(looked_at))


def _checked(draft: str, spans: Sequence[tuple[int, int]], found: Sequence[Sequence[Passage]], unread: int) -> CheckedDraft:
    told: dict[int, Told] = {}
    done = []
    for (start, end), passages in zip(spans, found, strict=True):
        posts = {p.post.version.id: p.post for p in passages}
        for version, post in posts.items():
            if version not in told:
                told[version] = Told(prepare(post))
        done.append(_sentence(start, end, judge(draft[start:end], [told[v] for v in posts])))
    return CheckedDraft(draft, tuple(done), unread)


def _sentence(start: int, end: int, finding: Finding) -> CheckedSentence:
    marks = tuple(CheckMark(d.kind, start + d.start, start + d.end, d.instead) for d in finding.differences)
    return CheckedSentence(start, end, finding.verdict, marks, _excerpts(finding))


def _excerpts(finding: Finding) -> tuple[Excerpt, ...]:
    if finding.bearing is None or finding.verdict in ("opinion", "not found"):
        return ()
    post = finding.bearing.post
    return tuple(Excerpt(post.post, post.sentences[n].start, post.sentences[n].end) for n in finding.bearing.sentences)
