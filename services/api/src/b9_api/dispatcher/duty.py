"""A leader's recurring task: done while leading, late rather than never when something is down."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from b9_api.dispatcher.lease import Lease, NotLeaderError
from b9_common.errors import ConflictError, OutageError

log = logging.getLogger(__name__)

AFTER_FAILURE_S: Final = 1.0
# Touched at least this often even while another process leads.
IDLE_TURN_S: Final = 5.0


@dataclass(kw_only=True)
class Duty:
    """*turn* says how much it did; there may be more at once after *full*."""

    name: str
    every_s: float
    turn: Callable[[], Awaitable[int]]
    full: int = 0
    wake: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, lease: Lease, touch: Callable[[], None]) -> None:
        """Repeat until cancelled. *touch* is called at every turn."""
        while True:
            touch()
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE_TURN_S):
                    await lease.leading.wait()
            if lease.leading.is_set():
                await self._pause(await self._once())

    async def _once(self) -> float:
        """One turn; how long to rest after it."""
        try:
            done = await self.turn()
        except (NotLeaderError, OutageError, ConflictError) as exc:
            log.warning("%s: %s", self.name, exc)
            return max(AFTER_FAILURE_S, self.every_s)
        return 0.0 if self.full and done >= self.full else self.every_s

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.wake.wait()
        self.wake.clear()
