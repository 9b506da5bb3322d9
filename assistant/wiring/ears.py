"""The alerts as a running bot keeps them, ready to be asked about a post: made anew only when a subscription has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from assistant.alerts.listening import Listening, listening
from assistant.words import Subscription


class Ears:
    def __init__(self) -> None:
        self._alerts: Sequence[Subscription] = ()
        self._made = listening(())

    async def on(self, alerts: Sequence[Subscription]) -> Listening:
        """What listens for these; the store returns the same object while nothing has changed."""
        if alerts is not self._alerts:
            self._made = await asyncio.to_thread(listening, alerts)
            self._alerts = alerts
        return self._made
