"""How often one caller may ask: a bucket of tokens each."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from b9_api.http.problems import Problem

MAX_BUCKETS: Final = 10_000


class Left(Struct, frozen=True):
    """What a caller has left after one call."""

    limit: int
    remaining: int
    reset_s: int

    def headers(self) -> dict[str, str]:
        """As clients read it."""
        return {
            "ratelimit-limit": str(self.limit),
            "ratelimit-remaining": str(self.remaining),
            "ratelimit-reset": str(self.reset_s),
        }


class Buckets:
    """
    *burst* calls at once and *per_s* a second over time, for each caller, in this process.

    A bucket nobody has touched for longest makes room; by then it would be full, or nearly.
    """

    def __init__(
        self, *, per_s: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_s = per_s
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> Left:
        """One call of *caller*. Raises a 429 `Problem` where none is left."""
        now = self._clock()
        tokens, at = self._buckets.get(caller, (float(self._burst), now))
        tokens = min(float(self._burst), tokens + (now - at) * self._per_s)
        allowed = tokens >= 1
        tokens -= 1 if allowed else 0
        self._buckets[caller] = (tokens, now)
        self._buckets.move_to_end(caller)
        while len(self._buckets) > MAX_BUCKETS:
            self._buckets.popitem(last=False)
        left = Left(self._burst, int(tokens), math.ceil((self._burst - tokens) / self._per_s))
        if allowed:
            return left
        wait_s = max(1, math.ceil((1 - tokens) / self._per_s))
        raise Problem(
            429,
            "rate_limited",
            "too many calls of this caller",
            headers={"Retry-After": str(wait_s), **left.headers()},
        )
