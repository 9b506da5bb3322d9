"""The single way out: with a gate that lets nothing through, no sentence of any post leaves by any journey, fresh or stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.gate import failures, verdict
from assistant.wiring import alerting, asking, digesting, topics
from assistant.wiring.house import House
from assistant.words import Digest, Proven, Subscription
from tests.wiring.marrowby import MORNING, newsroom, question

EARLIER, LATER = MORNING - timedelta(days=30), MORNING + timedelta(hours=1)
ASKED = "How high was the River Ash at its peak?"


def _claims(digest: Digest | None) -> tuple[Proven, ...]:
    return tuple(claim for item in (digest.items if digest else ()) for claim in item.claims)


async def _answer(house: House, key: str) -> tuple[Proven, ...]:
    return (await asking.answer(question(ASKED, key), house=house, previous=())).claims


async def _asked_anew(house: House, key: str) -> tuple[Proven, ...]:
    """Answered before, with whatever gate there was then; shown again."""
    return (await asking.answer(question(ASKED, "before"), house=house, previous=())).claims


async def _timeline(house: House, key: str) -> tuple[Proven, ...]:
    return tuple(d.claim for d in (await topics.timeline(question("River Ash", key), 0, house=house)).developments)


async def _brief(house: House, key: str) -> tuple[Proven, ...]:
    return (await topics.brief(question("River Ash", key), house=house)).claims


async def _quotes(house: House, key: str) -> tuple[Proven, ...]:
    return tuple(s.claim for s in (await topics.quotes(question("Paul Strand", key), 5, house=house)).statements)


async def _digest(house: House, key: str) -> tuple[Proven, ...]:
    return _claims(await digesting.digest(Subscription(0, 0), EARLIER, LATER, house=house))


async def _alert(house: House, key: str) -> tuple[Proven, ...]:
    hears = Subscription(0, 0, topics=("River Ash",), instant=True)
    return _claims(await alerting.preview(hears, EARLIER, LATER, house=house))


WAYS: dict[str, Callable[[House, str], Awaitable[tuple[Proven, ...]]]] = {
    "answer": _answer,
    "stored answer": _asked_anew,
    "timeline": _timeline,
    "brief": _brief,
    "quotes": _quotes,
    "digest": _digest,
    "alert": _alert,
}


def _broken(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError


async def test_nothing_leaves_by_any_way_when_the_gate_is_shut_or_broken(tmp_path, monkeypatch) -> None:
    async with newsroom(tmp_path, vectors=False) as house:
        house = replace(house, clock=lambda: LATER)
        await _asked_anew(house, "")
        for name, way in WAYS.items():
            assert await way(house, f"open {name}"), f"nothing to be seen by the way {name}: the test proves nothing"
        failures.taken()
        monkeypatch.setattr(verdict, "judge", _broken)
        for name, way in WAYS.items():
            assert await way(house, f"shut {name}") == (), name
            assert set(failures.taken()) == {"ZeroDivisionError"}, f"{name} did not ask the gate"


@pytest.mark.parametrize("shown", ["text", "original"])
def test_a_proven_sentence_cannot_be_changed(shown: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Proven("a", (), ""), shown, "b")
