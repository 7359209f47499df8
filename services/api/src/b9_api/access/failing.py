"""How often wrong credentials may be tried: less and less, from where they come."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from b9_api.access.houses import house_of
from b9_api.http.problems import Problem

MAX_REMEMBERED: Final = 10_000
# One script that goes on with a key of yesterday uses up this share of its address, and no more.
SHARE_OF_ONE: Final = 4


class Failing:
    """
    Counts wrong credentials, in this process; says 429 before they are looked up once more.

    First what failed is refused where it came from, then whatever else comes from there, but for
    credentials that were good before: a wrong script shuts nobody out of an office who works there.
    Counted when it has failed: those under way together may be a few more. What is remembered is
    bounded, and tells no credential.
    """

    def __init__(self, *, per_min: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._of_one = _Allowance(max(1, per_min // SHARE_OF_ONE), clock)
        self._of_all = _Allowance(per_min, clock)
        self._good: OrderedDict[int, None] = OrderedDict()

    def refuse(self, host: str, given: str) -> None:
        """Raise a 429 `Problem` where *given* is not to be looked up."""
        if not self._of_one.used:
            return
        where, what = house_of(host), hash(given)
        wait_s = self._of_one.wait_s((where, what))
        if not wait_s and what not in self._good:
            wait_s = self._of_all.wait_s(where)
        if wait_s:
            raise Problem(
                429,
                "too_many_failures",
                "too many wrong credentials came from there",
                headers={"Retry-After": str(math.ceil(wait_s))},
            )

    def failed(self, host: str, given: str) -> None:
        """*given* was wrong."""
        where, what = house_of(host), hash(given)
        self._good.pop(what, None)
        self._of_one.take((where, what))
        self._of_all.take(where)

    def passed(self, given: str) -> None:
        """*given* was right."""
        what = hash(given)
        self._good[what] = None
        self._good.move_to_end(what)
        if len(self._good) > MAX_REMEMBERED:
            self._good.popitem(last=False)


class _Allowance:
    """*per_min* failures of each, at once or over a minute; whoever was idle longest makes room."""

    def __init__(self, per_min: int, clock: Callable[[], float]) -> None:
        self._burst = float(per_min)
        self._per_s = per_min / 60
        self._clock = clock
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    @property
    def used(self) -> bool:
        """Whether anything failed of late."""
        return bool(self._left)

    def wait_s(self, who: Hashable) -> float:
        """Seconds until *who* may fail once more; 0 for at once."""
        return max(0.0, (1 - self._now(who)) / self._per_s)

    def take(self, who: Hashable) -> None:
        """One failure of *who*."""
        self._left[who] = (max(0.0, self._now(who) - 1), self._clock())
        self._left.move_to_end(who)
        if len(self._left) > MAX_REMEMBERED:
            self._left.popitem(last=False)

    def _now(self, who: Hashable) -> float:
        now = self._clock()
        left, at = self._left.get(who, (self._burst, now))
        return min(self._burst, left + (now - at) * self._per_s)
