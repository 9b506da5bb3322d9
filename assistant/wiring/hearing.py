"""Voice notes heard: paid from the day's budget like all that a model does."""

from __future__ import annotations

from assistant.errors import BadRequest, ModelError
from assistant.wiring.house import House


async def hear(audio: bytes, name: str, seconds: int, *, house: House) -> tuple[str, float]:
    """(what was said, its price in dollars). Raises BadRequest, in words for the asker, where it cannot be heard now."""
    if house.transcribe is None:
        raise BadRequest("I cannot listen to voice notes. Please write your question.")
    if await house.purse.may_spend():
        raise BadRequest(f"I cannot listen now: today's budget is used up until {house.purse.ends}. Please write your question.")
    cost = house.settings.transcribe_price * max(1, seconds) / 60
    try:
        said = await house.transcribe(audio, name)
    except ModelError as error:
        raise BadRequest(f"I could not listen to this: {error} Please write your question.") from error
    await house.purse.pay(cost)
    return said, cost
