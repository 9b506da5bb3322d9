"""The nouns of the newsroom, frozen, a file a subject. Floor 0: imports nothing of ours.

All times are aware UTC datetimes. All offsets are code points into the text they name.
Ids are ours (integers from SQL); keys are the outside's (what makes a thing the same thing when it is seen again).
"""

from assistant.words.alerts import Approval, ApprovalState, Following, Hit, HitState
from assistant.words.answers import AGAIN, Answer, Asker, Period, Question, Receipt, Role
from assistant.words.checks import CheckedDraft, CheckedSentence, CheckKind, CheckMark, CheckVerdict
from assistant.words.claims import Claim, Proven, Quote
from assistant.words.digests import Digest, DigestItem, Mark, QuietDoes, Shown, Story, Subscription
from assistant.words.disagreements import Disagreement, Side
from assistant.words.people import AccessRequest, Chat, Member, Noted
from assistant.words.posts import Chunk, Excerpt, IndexCounts, Passage, Post, Version
from assistant.words.sending import ButtonMade, Delivery, DeliveryState
from assistant.words.sources import (
    Audience,
    DocumentKind,
    Failed,
    FailureKind,
    Fetched,
    NotModified,
    Outcome,
    Parsed,
    ParsedPost,
    Source,
    SourceKind,
    SourceState,
    Tended,
    Tier,
    Validators,
)
from assistant.words.stored import StoredAnswer, StoredClaim, StoredDigest, Watch
from assistant.words.topics import Development, Statement, Statements, Timeline, Trend

__all__ = [
    "AGAIN",
    "AccessRequest",
    "Answer",
    "Approval",
    "ApprovalState",
    "Asker",
    "Audience",
    "ButtonMade",
    "Chat",
    "CheckKind",
    "CheckMark",
    "CheckVerdict",
    "CheckedDraft",
    "CheckedSentence",
    "Chunk",
    "Claim",
    "Delivery",
    "DeliveryState",
    "Development",
    "Digest",
    "DigestItem",
    "Disagreement",
    "DocumentKind",
    "Excerpt",
    "Failed",
    "FailureKind",
    "Fetched",
    "Following",
    "Hit",
    "HitState",
    "IndexCounts",
    "Mark",
    "Member",
    "NotModified",
    "Noted",
    "Outcome",
    "Parsed",
    "ParsedPost",
    "Passage",
    "Period",
    "Post",
    "Proven",
    "Question",
    "QuietDoes",
    "Quote",
    "Receipt",
    "Role",
    "Shown",
    "Side",
    "Source",
    "SourceKind",
    "SourceState",
    "Statement",
    "Statements",
    "StoredAnswer",
    "StoredClaim",
    "StoredDigest",
    "Story",
    "Subscription",
    "Tended",
    "Tier",
    "Timeline",
    "Trend",
    "Validators",
    "Version",
    "Watch",
]
