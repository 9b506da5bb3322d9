"""The nightly check: the answers and digests of the day proven again from storage by the same gate; what came of it, kept for /health."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from assistant.chat.admins import to_each
from assistant.chat.turn import Draft
from assistant.evidence.verify import is_intact
from assistant.gate import Falls, Verdict, failures
from assistant.gate.again import claim_again
from assistant.layout import ago, heading, say, text
from assistant.wiring.house import House
from assistant.words import Post, StoredClaim

log = logging.getLogger(__name__)

NAME = "verified"
FAILED = "gate:failed"  # how often the gate itself failed, by kind of error, and when last
DAY = timedelta(days=1)
LONGEST = timedelta(days=7)  # after days without a check, so much is made up for


@dataclass(frozen=True, slots=True)
class Checked:
    """`passed` and `fallen` are sentences proven again now; `repaired` and `dropped` what the gate did when they were written."""

    at: datetime
    answers: int = 0
    digests: int = 0
    passed: int = 0
    repaired: int = 0
    dropped: int = 0
    fallen: tuple[str, ...] = ()  # "answer 5: why"

    @property
    def words(self) -> str:
        said = f"{self.passed:,} passed, of {self.answers:,} answers and {self.digests:,} digests"
        said += f", {self.repaired:,} were repaired and {self.dropped:,} dropped when written"
        return said + (f", {len(self.fallen):,} DO NOT STAND ANY MORE" if self.fallen else "")


async def check_day(house: House) -> Checked:
    """Prove the last day again, and what a missed night left out; keep what came of it. Raises StoreError."""
    now = house.clock()
    last = await last_check(house)
    since = min(now - DAY, max(last.at, now - LONGEST)) if last else now - DAY
    answers = await house.database.answers.between(since, now)
    digests = await house.database.digests.between(since, now)
    passed, repaired, dropped = 0, 0, 0
    fallen: list[str] = []
    for answer_id in answers:
        stored = await house.database.answers.get(answer_id)
        if stored is None:
            continue
        posts = {p.version.id: p for p in (*stored.answer.posts, *(p.post for p in stored.answer.passages))}
        wrong = await asyncio.to_thread(_fallen, stored.shown, posts)
        passed += len(stored.shown) - len(wrong)
        fallen += [f"answer {answer_id}: {why}" for why in wrong]
        repaired += stored.answer.receipt.repaired
        dropped += stored.answer.receipt.dropped
    for digest_id in digests:
        made = await house.database.digests.get(digest_id)
        for item, claims in zip(made.digest.items, made.claims, strict=True) if made else ():
            wrong = await asyncio.to_thread(_fallen, claims, {p.version.id: p for p in (*item.posts, item.post)})
            passed += len(claims) - len(wrong)
            fallen += [f"digest {digest_id}: {why}" for why in wrong]
    done = Checked(now, len(answers), len(digests), passed, repaired, dropped, tuple(fallen))
    await house.database.settings.put(NAME, asdict(done) | {"at": now.isoformat(), "fallen": fallen[:100]}, now)
    for why in fallen:
        log.error("The nightly check: %s", why)
    return done


def _fallen(claims: Sequence[StoredClaim], posts: Mapping[int, Post]) -> list[str]:
    """Why each sentence that does not stand does not: its quotes are slices of what is stored, so that must be what was read."""
    damaged = {
        n: f"«{p.title}», version {p.version.number}, has not its SHA-256." for n, p in posts.items() if not is_intact(p.version)
    }
    return [why for claim in claims if (why := _damage(claim, damaged) or _against(claim_again(claim, posts)))]


def _damage(claim: StoredClaim, damaged: Mapping[int, str]) -> str:
    return next((damaged[quote.version_id] for quote in claim.quotes if quote.version_id in damaged), "")


def _against(verdict: Verdict) -> str:
    return verdict.words if isinstance(verdict, Falls) else ""


async def last_check(house: House) -> Checked | None:
    kept = await house.database.settings.get(NAME)
    if not isinstance(kept, dict):
        return None
    return Checked(**kept | {"at": datetime.fromisoformat(kept["at"]), "fallen": tuple(kept["fallen"])})


async def line(house: House) -> tuple[str, str]:
    """For /health: what the last check found, and when; and how often the gate failed itself."""
    last, failed = await last_check(house), await _failures(house)
    return ("Proofs checked again", (f"{last.words}; {ago(last.at, house.clock())}" if last else "not yet") + failed)


async def note_failures(house: House) -> None:
    """Write down how often the gate itself failed since the last time: each is a sentence that was not shown. Raises StoreError."""
    if not (taken := failures.taken()):
        return
    log.error("The gate itself failed: %s", taken)
    kept = await house.database.settings.get(FAILED) or {}
    counted = {kind: kept.get("kinds", {}).get(kind, 0) + taken.get(kind, 0) for kind in {*kept.get("kinds", {}), *taken}}
    await house.database.settings.put(FAILED, {"kinds": counted, "at": house.clock().isoformat()}, house.clock())


async def _failures(house: House) -> str:
    await note_failures(house)
    if not (kept := await house.database.settings.get(FAILED)):
        return "; the gate itself never failed"
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(kept["kinds"].items()))
    last = ago(datetime.fromisoformat(kept["at"]), house.clock())
    return f"; the gate itself FAILED {sum(kept['kinds'].values()):,} times ({kinds}), last {last}"


def notices(done: Checked, admins: Sequence[int]) -> list[Draft]:
    """To every admin, where something stored does not stand any more: that is damage, or a gate that became stricter."""
    if not done.fallen:
        return []
    shown = [say("{}", why) for why in done.fallen[:5]]
    return to_each(admins, (heading(say("The nightly check found sentences that do not stand any more.")), text(*shown)))
