"""Questions that are alike, answered by one reading that began after all of them were asked."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Together:
    """
    However many ask the same at once, it is read by one at a time.

    Who asks while it is being read waits for the next reading, which all who came meanwhile share.
    So nobody is told of rows that are older than their question: this keeps no answer. At most one
    reading and one that comes after it stand for each question that somebody waits for.
    """

    def __init__(self) -> None:
        self._coming: dict[Hashable, asyncio.Task[Any]] = {}
        self._reading: dict[Hashable, asyncio.Task[Any]] = {}

    @property
    def waited_for(self) -> int:
        """How many readings are being made, or are to come."""
        return len(self._coming) + len(self._reading)

    async def ask(self, alike: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """What *read*, or that of another who asks for *alike*, answers; raises what it raises."""
        turn: asyncio.Task[T] | None = self._coming.get(alike)
        if turn is None:
            turn = self._coming[alike] = asyncio.create_task(self._turn(alike, read))
            turn.add_done_callback(_looked_at)
        # Who gives up waiting must not take it from the others.
        return await asyncio.shield(turn)

    async def _turn(self, alike: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        before = self._reading.get(alike)
        if before is not None:
            await asyncio.wait([before])
        # Whoever asks from here on is too late for this one.
        self._reading[alike] = self._coming.pop(alike)
        try:
            return await read()
        finally:
            del self._reading[alike]


def _looked_at(turn: "asyncio.Task[Any]") -> None:
    """Nobody may be left to be told of a failure."""
    if not turn.cancelled():
        turn.exception()
