"""Holding an answer back until something happens, within bounds."""

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final
from uuid import UUID

from b9_api.adapters.reading import State

PREFER_WAIT: Final = re.compile(r"(?:^|[,;\s])wait\s*=\s*\"?(\d{1,6})\"?(?:$|[,;\s])")
# Wake-ups come before the commit they speak of, and may be lost: look again this often.
POLL_S: Final = 0.5
SETTLE_S: Final = 0.03

ReadState = Callable[[UUID], Awaitable[State | None]]
Changed = Callable[[State, State], bool]


def wanted_wait_s(prefer: str | None, longest_s: float) -> float:
    """How long the caller is ready to wait (RFC 7240), at most *longest_s*; 0 if not at all."""
    found = PREFER_WAIT.search(prefer or "")
    return min(float(found[1]), longest_s) if found else 0.0


def ended(_: State, now: State) -> bool:
    """Wait for the end."""
    return now.terminal


def changed(before: State, now: State) -> bool:
    """Wait for anything new."""
    return now.terminal or now != before


class Waiting:
    """
    Waits for requests, at most *capacity* at once; beyond that, answers come at once.

    Woken by messages of the broker, and by looking again where none come.
    """

    def __init__(
        self,
        read: ReadState,
        *,
        capacity: int,
        clock: Callable[[], float] = time.monotonic,
        poll_s: float = POLL_S,
    ) -> None:
        self._read = read
        self._free = capacity
        self._clock = clock
        self._poll_s = poll_s
        self._waiters: dict[str, set[asyncio.Event]] = defaultdict(set)

    def wake(self, request_id: str) -> None:
        """Something was said about that request."""
        for event in self._waiters.get(request_id, ()):
            event.set()

    async def until(self, request_id: UUID, enough: Changed, seconds: float) -> bool:
        """Wait until *enough* is true of the request, at most *seconds*; whether it waited."""
        if seconds <= 0 or self._free <= 0:
            return False
        self._free -= 1
        event = asyncio.Event()
        waiters = self._waiters[str(request_id)]
        waiters.add(event)
        try:
            await self._watch(request_id, enough, event, self._clock() + seconds)
        finally:
            self._free += 1
            waiters.discard(event)
            if not waiters:
                self._waiters.pop(str(request_id), None)
        return True

    async def _watch(
        self, request_id: UUID, enough: Changed, event: asyncio.Event, deadline: float
    ) -> None:
        before = await self._read(request_id)
        now = before
        while before is not None and now is not None and not enough(before, now):
            left = deadline - self._clock()
            if left <= 0:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, self._poll_s)):
                    await event.wait()
                    await asyncio.sleep(SETTLE_S)
            event.clear()
            now = await self._read(request_id)
