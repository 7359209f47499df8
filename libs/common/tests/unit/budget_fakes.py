"""Budgets without a broker, and a provider that counts by the window."""

import asyncio
from collections.abc import Callable

from b9_common.budget import Budget, BudgetLease
from b9_common.errors import ConflictError, OutageError


class FakeStore:
    """The bucket, in memory; *rivals* change the entry just before a write of ours."""

    def __init__(self, entry: Budget | None, *, round_trip_s: float = 0.0) -> None:
        self.entry = entry
        self.revision = 1 if entry else 0
        self.rivals = 0
        self.down = False
        self.writes = 0
        self.round_trip_s = round_trip_s

    async def get(self, _key: str) -> tuple[Budget | None, int]:
        if self.down:
            raise OutageError("away")
        if self.round_trip_s:
            await asyncio.sleep(self.round_trip_s)
        return self.entry, self.revision

    async def put_cas(self, _key: str, value: Budget, revision: int) -> int:
        if self.down:
            raise OutageError("away")
        if self.round_trip_s:
            await asyncio.sleep(self.round_trip_s)
        if self.rivals:
            self.rivals -= 1
            self.revision += 1
        if revision != self.revision:
            raise ConflictError("somebody else wrote")
        self.entry, self.revision = value, self.revision + 1
        self.writes += 1
        return self.revision


class WindowServer:
    """Counts by fixed windows and refuses above the limit; its headers tell whole seconds."""

    def __init__(
        self,
        limit: int,
        lasts_s: float,
        *,
        latency_s: float = 0.25,
        clock: Callable[[], float] | None = None,
        begins: float = 0.0,
    ) -> None:
        self._clock = clock
        self._begins = begins
        self.limit = limit
        self.lasts_s = lasts_s
        self.latency_s = latency_s
        self.counts: dict[int, int] = {}
        self.refused = 0

    def spend(self, now: float, calls: int = 1) -> None:
        """*calls* that are not ours count as well."""
        window = int((now - self._begins) // self.lasts_s)
        self.counts[window] = self.counts.get(window, 0) + calls

    async def call(self, lease: BudgetLease) -> None:
        """One call: half the latency there, half of it back."""
        clock = self._clock or asyncio.get_running_loop().time
        await asyncio.sleep(self.latency_s / 2)
        now = clock()
        self.spend(now)
        window, into_s = divmod(now - self._begins, self.lasts_s)
        left = self.limit - self.counts[int(window)]
        self.refused += left < 0
        reset_s = float(int(self.lasts_s - into_s))
        await asyncio.sleep(self.latency_s / 2)
        await lease.observe(float(max(left, 0)), reset_s, clock())
