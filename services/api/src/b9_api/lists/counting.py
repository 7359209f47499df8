"""Counts of lists: at most a few seconds old, asked once however many want them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Final

KEEP_S: Final = 5.0
CAPACITY: Final = 500


class Kept:
    """Answers by key, each for *keep_s* seconds; who asks while one is made waits for that one."""

    def __init__(
        self,
        *,
        keep_s: float = KEEP_S,
        capacity: int = CAPACITY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keep_s = keep_s
        self._capacity = capacity
        self._clock = clock
        self._found: OrderedDict[str, tuple[float, asyncio.Future[Any]]] = OrderedDict()

    async def get(self, key: str, make: Callable[[], Awaitable[Any]]) -> Any:
        """What *make* answered for *key* not long ago, or answers now."""
        kept = self._found.get(key)
        if kept is not None and self._clock() - kept[0] < self._keep_s:
            # Who gives up waiting must not take it from the others.
            return await asyncio.shield(kept[1])
        making = asyncio.ensure_future(make())
        self._found[key] = (self._clock(), making)
        self._found.move_to_end(key)
        while len(self._found) > self._capacity:
            self._found.popitem(last=False)
        making.add_done_callback(lambda done: self._drop_failed(key, done))
        return await asyncio.shield(making)

    def forget(self, prefix: str) -> None:
        """Ask again for every key that begins like this: what they count has changed."""
        for key in [key for key in self._found if key.startswith(prefix)]:
            del self._found[key]

    def _drop_failed(self, key: str, done: "asyncio.Future[Any]") -> None:
        kept = self._found.get(key)
        if (done.cancelled() or done.exception() is not None) and kept and kept[1] is done:
            del self._found[key]
