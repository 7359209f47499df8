"""Which egress proxy to use next: those that fail are left alone for a while, then tried again."""

import random
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

FIRST_REST_S: Final = 15.0
MAX_REST_S: Final = 900.0
JITTER: Final = 0.25
# One answer that breaks off tells nothing of who broke it; so many in a row through one proxy do.
SUSPECT_AT: Final = 3


@dataclass
class _Health:
    failures: int = 0
    suspicions: int = 0
    resting_until: float = 0.0
    probing: bool = False


class ProxyHealth:
    """
    The health of *number* proxies, known by their places in the list.

    A failed one rests, each time twice as long, up to a quarter of an hour; then a single call
    tries it. Every `pick` is followed by one of `worked`, `failed`, `suspected` or `left`.
    """

    def __init__(
        self,
        number: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._proxies = [_Health() for _ in range(number)]
        self._clock = clock
        self._jitter = jitter
        self._next = 0

    def pick(self, tried: Collection[int] = ()) -> int | None:
        """The next one in turn that is not resting and was not *tried*, or None."""
        now, number = self._clock(), len(self._proxies)
        for step in range(number):
            place = (self._next + step) % number
            health = self._proxies[place]
            if place in tried or health.probing or health.resting_until > now:
                continue
            self._next = place + 1
            health.probing = health.failures > 0
            return place
        return None

    def worked(self, place: int) -> None:
        """An answer came through it."""
        self._proxies[place] = _Health()

    def failed(self, place: int) -> float:
        """Nothing could be reached through it; for how long it is left alone."""
        health = self._proxies[place]
        now = self._clock()
        if not health.probing and health.resting_until > now:
            # Others that were under way when it failed: one failure, not many.
            return health.resting_until - now
        rest_s = min(FIRST_REST_S * 2.0 ** min(health.failures, 10), MAX_REST_S)
        rest_s *= self._jitter(1 - JITTER, 1 + JITTER)
        self._proxies[place] = _Health(failures=health.failures + 1, resting_until=now + rest_s)
        return rest_s

    def suspected(self, place: int) -> None:
        """It was reached, but no whole answer came: its fault or Reddit's."""
        health = self._proxies[place]
        health.suspicions += 1
        if health.probing or health.suspicions >= SUSPECT_AT:
            self.failed(place)

    def left(self, place: int) -> None:
        """The call was given up before it told anything."""
        self._proxies[place].probing = False

    def retry_in_s(self) -> float:
        """How long until one of them may be tried; 0 if one may be tried now."""
        now = self._clock()
        return max(min(health.resting_until for health in self._proxies) - now, 0.0)

    @property
    def resting(self) -> int:
        """How many are left alone now."""
        now = self._clock()
        return sum(health.resting_until > now for health in self._proxies)
