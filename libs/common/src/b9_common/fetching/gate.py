"""Why nothing may be fetched now: people first, then the provider, then the room behind us."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from b9_common.breaker import Breaker
from b9_common.control import UNKNOWN, ControlView
from b9_common.errors import OutageError
from b9_common.events import Platform
from b9_common.fetching.errors import WaitError
from b9_common.fetching.ports import SpendingBudget

STOPPED_S: Final = 30.0
PAUSED: Final = "paused"
PAID_CALLS_STOPPED: Final = "paid_calls_stopped"
CONTROL_UNKNOWN: Final = "control_unknown"


class Room(Protocol):
    """Whether the readers behind us keep up; see `b9_common.admission.Admission`."""

    async def refusal(self) -> str | None:
        """Why nothing more should be fetched, or None."""
        ...


class Gate:
    """
    Asked before the next request is pulled: what would make it wait keeps it in its queue.

    Awaited by the loop; `permission` is what a request in hand asks before each call. Only *paid*
    calls end with the kill switch for spending.
    """

    def __init__(
        self,
        platform: Platform,
        *,
        paid: bool,
        control: ControlView,
        breaker: Breaker,
        budget: SpendingBudget,
        room: Room,
        stop: asyncio.Event,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._platform = platform
        self._paid = paid
        self._control = control
        self._breaker = breaker
        self._budget = budget
        self._room = room
        self._stop = stop
        self._clock = clock

    async def __call__(self) -> str | None:
        """Why not to pull now, or None."""
        if stopped := self._control.paused(self._platform) or self._unpaid():
            return stopped
        if (wait_s := self._breaker.retry_in_s()) > 0:
            return f"breaker open for {wait_s:.0f} s: {self._breaker.reason}"
        if budget := await self._budget.stopped():
            return str(budget)
        return await self._room.refusal()

    def permission(self) -> None:
        """See `Permission`."""
        if self._stop.is_set():
            raise OutageError("stopping", delay_s=1.0)
        until = datetime.fromtimestamp(self._clock() + STOPPED_S, UTC)
        if why := self._control.paused(self._platform):
            raise WaitError(_word(why, PAUSED), until)
        if why := self._unpaid():
            raise WaitError(_word(why, PAID_CALLS_STOPPED), until)

    def _unpaid(self) -> str | None:
        """Why nothing may be paid for now, or None if it may or if nothing is."""
        return self._control.paid_calls_blocked() if self._paid else None


def _word(why: str, stopped: str) -> str:
    """What a request that waits is told: that somebody *stopped* it only where somebody did."""
    return CONTROL_UNKNOWN if why.startswith(UNKNOWN) else stopped
