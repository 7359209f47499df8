"""One at a time, the more urgent first: the line before what is scarce."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import IntEnum
from itertools import count


class Urgency(IntEnum):
    """Whose turn comes first. Somebody looks at a screen, waits for a request, or for none."""

    INTERACTIVE = 0
    NOW = 1
    LATER = 2


class Turns:
    """A lock that is handed to the most urgent of those who wait, in order among equals."""

    def __init__(self) -> None:
        self._taken = False
        self._line: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._number = count()

    @asynccontextmanager
    async def turn(self, urgency: Urgency, patience_s: float) -> AsyncIterator[None]:
        """Hold the turn while the block runs. Raises `TimeoutError` after *patience_s* in line."""
        async with asyncio.timeout(patience_s):
            await self._wait(urgency)
        try:
            yield
        finally:
            self._pass_on()

    async def _wait(self, urgency: Urgency) -> None:
        if not self._taken:
            self._taken = True
            return
        mine = asyncio.get_running_loop().create_future()
        heapq.heappush(self._line, (urgency, next(self._number), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                # It became ours in the very moment we were told to leave.
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        while self._line:
            _, _, next_one = heapq.heappop(self._line)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._taken = False
