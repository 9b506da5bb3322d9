"""An invented town's posts, and the shortest way to ask the gate."""

from datetime import UTC, datetime

from assistant.gate import Falls, Stands, Verdict, prove
from assistant.words import Claim, Post, Version

WEDNESDAY = datetime(2022, 7, 6, 9, 0, tzinfo=UTC)


def a_post(text: str, title: str = "News from Tidewick", *, number: int = 1, author: str = "", outlet: str = "Radio 24") -> Post:
    version = Version(number, number, 1, title, text, "", WEDNESDAY, author)
    return Post(number, 1, outlet, f"k{number}", f"https://example.org/{number}", version, WEDNESDAY, WEDNESDAY)


def ask(claim: str, text: str, *quotes: str, title: str = "News from Tidewick") -> Verdict:
    """Prove a claim against one post; without quotes the gate finds the support itself."""
    return prove(Claim(claim, tuple((1, quote) for quote in quotes)), [a_post(text, title)])


def codes(verdict: Verdict) -> set[str]:
    return {reason.code for reason in verdict.reasons} if isinstance(verdict, Falls) else set()


def stands(verdict: Verdict) -> bool:
    return isinstance(verdict, Stands)
