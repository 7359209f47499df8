"""Counts of lists: at most a few seconds old, asked once however many want them."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

KEEP_S: Final = 5.0
CAPACITY: Final = 500


class Kept:
    """
    Answers by key, each for *keep_s* seconds; who asks while one is made waits for that one.

    *ahead*: who asks for an answer that is past half of its time has the next one begun, so that
    of those who keep asking nobody waits.
    """

    def __init__(
        self,
        *,
        keep_s: float = KEEP_S,
        capacity: int = CAPACITY,
        ahead: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._keep_s = keep_s
        self._capacity = capacity
        self._ahead = ahead
        self._clock = clock
        self._found: OrderedDict[str, _Answer] = OrderedDict()

    async def get(self, key: str, make: Callable[[], Awaitable[Any]]) -> Any:
        """What *make* answered for *key* not long ago, or answers now."""
        kept = self._found.get(key)
        age_s = self._clock() - kept.begun if kept is not None else self._keep_s
        if kept is None or age_s >= self._keep_s:
            kept = self._begin(make)
            self._put(key, kept)
            kept.told.add_done_callback(lambda done: self._drop_failed(key, done))
        elif self._ahead and age_s >= self._keep_s / 2 and kept.following is None:
            self._follow(key, kept, make)
        # Who gives up waiting must not take it from the others.
        return await asyncio.shield(kept.told)

    def forget(self, prefix: str) -> None:
        """Ask again for every key that begins like this: what they count has changed."""
        for key in [key for key in self._found if key.startswith(prefix)]:
            del self._found[key]

    def _begin(self, make: Callable[[], Awaitable[Any]]) -> "_Answer":
        return _Answer(begun=self._clock(), told=asyncio.ensure_future(make()))

    def _put(self, key: str, answer: "_Answer") -> None:
        self._found[key] = answer
        self._found.move_to_end(key)
        while len(self._found) > self._capacity:
            self._found.popitem(last=False)

    def _follow(self, key: str, kept: "_Answer", make: Callable[[], Awaitable[Any]]) -> None:
        """Have the next answer made; it takes the place of *kept* unless that was forgotten."""
        coming = kept.following = self._begin(make)

        def ended(done: "asyncio.Future[Any]") -> None:
            failed = done.cancelled() or done.exception() is not None
            kept.following = None
            if not failed and self._found.get(key) is kept:
                self._put(key, coming)

        coming.told.add_done_callback(ended)

    def _drop_failed(self, key: str, done: "asyncio.Future[Any]") -> None:
        kept = self._found.get(key)
        failed = done.cancelled() or done.exception() is not None
        if failed and kept is not None and kept.told is done:
            del self._found[key]


@dataclass(kw_only=True)
class _Answer:
    """One answer, made or being made; *following* is the one that will take its place."""

    begun: float
    told: "asyncio.Future[Any]"
    following: "_Answer | None" = None
