"""
One provider's rate, daily cap and stops, shared by every process through compare-and-set.

A missing entry means stop. Permits are evenly spaced slots in time, taken a few at a time; a slot
is spent before its call, so a crash can only over-count.
"""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol
from uuid import uuid4

import msgspec
from msgspec import Struct

from b9_common.errors import B9Error, ConflictError, OutageError
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.topology import BUDGET

LEASE: Final = 5
# Slots are this much slower than the limit: with r' = 0.94 r, calls may reach the upstream up to
# 64 ms out of step before any second of its own holds more than r of them.
PACE: Final = 0.94
# A slot this far in the past is given back: used late, it would crowd the next ones.
LATE_S: Final = 0.03
# Waking this late for a slot is as much of those 64 ms as we may take ourselves.
WOKE_LATE_S: Final = 0.05
LATE_TRIES: Final = 3
PATIENCE_S: Final = 10.0
MISSING_RETRY_S: Final = 30.0
CAS_TRIES: Final = 40
CAS_PAUSE_S: Final = 0.004
OUTAGE_PAUSE_S: Final = 0.25
VIEW_AGE_S: Final = 1.0

MISSING: Final = "budget_missing"
UNREADABLE: Final = "budget_unreadable"
DAILY_CAP: Final = "daily_cap"


class Limits(Struct, frozen=True, kw_only=True):
    """What a person allows: *burst* calls may come at once after a pause; *version* only rises."""

    rate_per_s: float
    daily_cap: int
    burst: int = 1
    version: int = 0


class Budget(Struct, frozen=True, kw_only=True):
    """
    The entry of one provider. Times are seconds since 1970, days are UTC.

    *tat* is when the next slot is free. *writer* tells apart writes that would else be equal.
    """

    rate_per_s: float
    daily_cap: int
    burst: int = 1
    version: int = 0
    tat: float = 0.0
    day: str = ""
    spent_today: int = 0
    quota_remaining: int | None = None
    stopped_until: float | None = None
    stop_reason: str = ""
    writer: str = ""

    @property
    def interval_s(self) -> float:
        """The time between two slots."""
        return 1.0 / (self.rate_per_s * PACE)


class BudgetStopError(B9Error):
    """No call may be made before *until*; *reason* is a stable word."""

    def __init__(self, reason: str, until: float) -> None:
        super().__init__(f"{reason} until {datetime.fromtimestamp(until, UTC):%F %T}Z")
        self.reason = reason
        self.until = datetime.fromtimestamp(until, UTC)


def on_day(budget: Budget, now: float) -> Budget:
    """*budget* as of *now*: what was spent on another day no longer counts."""
    today = f"{datetime.fromtimestamp(now, UTC):%F}"
    if budget.day == today:
        return budget
    return msgspec.structs.replace(budget, day=today, spent_today=0)


def day_end(now: float) -> float:
    """The next midnight, UTC."""
    today = datetime.fromtimestamp(now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1)).timestamp()


def stop_of(budget: Budget | None, now: float) -> BudgetStopError | None:
    """Why *budget* allows no call at *now*, or None if it does."""
    if budget is None:
        return BudgetStopError(MISSING, now + MISSING_RETRY_S)
    if budget.stopped_until is not None and budget.stopped_until > now:
        return BudgetStopError(budget.stop_reason, budget.stopped_until)
    if on_day(budget, now).spent_today >= budget.daily_cap:
        return BudgetStopError(DAILY_CAP, day_end(now))
    return None


def take(budget: Budget, now: float, wanted: int) -> tuple[Budget, list[float]]:
    """
    Up to *wanted* slots, spent, and the budget without them.

    GCRA: slots follow each other at the interval, the first no earlier than *now* less the burst.
    """
    budget = on_day(budget, now)
    number = min(wanted, budget.daily_cap - budget.spent_today)
    start = max(budget.tat, now - (budget.burst - 1) * budget.interval_s)
    slots = [start + index * budget.interval_s for index in range(number)]
    after = msgspec.structs.replace(
        budget,
        tat=start + number * budget.interval_s,
        spent_today=budget.spent_today + number,
    )
    return after, slots


class BudgetStore(Protocol):
    """Where budgets are kept; see `TypedKv`."""

    async def get(self, key: str) -> tuple[Budget | None, int]:
        """The entry and its revision. Raises `OutageError`."""
        ...

    async def put_cas(self, key: str, value: Budget, revision: int) -> int:
        """Write if still at *revision*. Raises `ConflictError` or `OutageError`."""
        ...


def budget_kv(broker: Broker) -> TypedKv[Budget]:
    """The bucket of budgets."""
    return TypedKv(broker, BUDGET, Budget)


class BudgetLease:
    """
    This process's share of one provider's budget: `acquire` before every call.

    Callers are served in the order they came. Safe for any number of tasks of one loop.
    """

    def __init__(
        self,
        kv: BudgetStore,
        provider: str,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._kv = kv
        self._provider = provider
        self._clock = clock
        self._sleep = sleep
        self._writer = uuid4().hex[:12]
        self._turn = asyncio.Lock()
        self._slots: deque[float] = deque()
        self._slots_day = ""
        self._interval_s = 0.0
        self._last_use = 0.0
        self._waiting = 0
        self._unused = 0
        self._seen: Budget | None = None
        self._seen_at = float("-inf")
        self.quota_remaining: int | None = None

    async def acquire(self, *, patience_s: float = PATIENCE_S) -> None:
        """
        Return at the moment one call may be made; it counts as spent.

        Waits its turn behind other callers. Raises `BudgetStopError` when calls are stopped for
        longer than *patience_s*, `OutageError` when the budget could not be read for as long.
        """
        self._waiting += 1
        try:
            async with self._turn:
                deadline = self._clock() + patience_s
                # Where every turn of the loop is late, nothing is gained by being picky.
                for _ in range(LATE_TRIES):
                    slot = self._in_hand()
                    if slot is None:
                        slot = await self._lease(deadline)
                    if await self._reached(slot):
                        return
                    self._unused += 1
                self._unused -= 1
                self._last_use = self._clock()
        finally:
            self._waiting -= 1

    async def _reached(self, slot: float) -> bool:
        """Wait for *slot*; False where the loop woke too late to use it."""
        # A loop that woke late must not hurry to catch up: that would be a burst.
        due = max(slot, self._last_use + self._interval_s)
        if (pause := due - self._clock()) > 0:
            await self._sleep(pause)
        now = self._clock()
        if now - slot > WOKE_LATE_S:
            return False
        self._last_use = now
        return True

    def give_back(self) -> None:
        """The permit just acquired was not used: it is credited with the next lease."""
        self._unused += 1

    async def stop_until(self, until: float, reason: str) -> None:
        """Stop every process until *until* (seconds since 1970); a longer stop stands."""

        def stopped(entry: Budget, _now: float) -> Budget:
            if entry.stopped_until is not None and entry.stopped_until >= until:
                return entry
            return msgspec.structs.replace(entry, stopped_until=until, stop_reason=reason)

        self._drop_slots()
        await self._change(stopped)

    async def stopped(self) -> BudgetStopError | None:
        """Why no call may be made, as of at most a second ago; never raises for an outage."""
        now = self._clock()
        if now - self._seen_at > VIEW_AGE_S:
            try:
                self._seen = (await self._kv.get(self._provider))[0]
            except (OutageError, ConflictError):
                return BudgetStopError(UNREADABLE, now + MISSING_RETRY_S)
            self._seen_at = now
        return stop_of(self._seen, now)

    def _in_hand(self) -> float | None:
        """The next slot that is not too old to be used; the others are given back."""
        while self._slots:
            slot = self._slots.popleft()
            due = max(slot, self._last_use + self._interval_s, self._clock())
            if due - slot <= LATE_S:
                return slot
            self._unused += 1
        return None

    def _drop_slots(self) -> None:
        self._unused += len(self._slots)
        self._slots.clear()

    async def _lease(self, deadline: float) -> float:
        """Take as many slots as there are callers waiting, at most five; the first of them."""
        while True:
            try:
                return await self._lease_once()
            except BudgetStopError as stop:
                ends = stop.until.timestamp()
                if ends > deadline:
                    raise
                await self._sleep(max(ends - self._clock(), 0.0) + 0.001)
            except OutageError:
                if self._clock() > deadline:
                    raise
                await self._sleep(OUTAGE_PAUSE_S)

    async def _lease_once(self) -> float:
        taken: list[float] = []
        unused = 0

        def lease(entry: Budget, now: float) -> Budget:
            nonlocal taken, unused
            entry = on_day(entry, now)
            unused = self._unused
            credit = unused if entry.day == self._slots_day else 0
            spent = max(entry.spent_today - credit, 0)
            entry = msgspec.structs.replace(entry, spent_today=spent)
            if stop := stop_of(entry, now):
                raise stop
            after, taken = take(entry, now, min(max(self._waiting, 1), LEASE))
            if self.quota_remaining is not None:
                after = msgspec.structs.replace(after, quota_remaining=self.quota_remaining)
            return after

        entry = await self._change(lease)
        self._unused -= unused
        self._slots_day = entry.day
        self._interval_s = entry.interval_s
        self._slots.extend(taken)
        return self._slots.popleft()

    async def _change(self, change: Callable[[Budget, float], Budget]) -> Budget:
        """Apply *change* by compare-and-set. Raises `BudgetStopError` where there is no entry."""
        for attempt in range(1, CAS_TRIES + 1):
            entry, revision = await self._kv.get(self._provider)
            now = self._clock()
            if entry is None:
                raise BudgetStopError(MISSING, now + MISSING_RETRY_S)
            changed = msgspec.structs.replace(change(entry, now), writer=self._writer)
            try:
                await self._kv.put_cas(self._provider, changed, revision)
            except ConflictError:
                longest = CAS_PAUSE_S * min(attempt, 8)
                await self._sleep(random.uniform(0, longest))  # noqa: S311  jitter, no secret
                continue
            self._seen, self._seen_at = changed, now
            return changed
        raise OutageError(f"budget/{self._provider}: {CAS_TRIES} other writers came first")


async def ensure(
    kv: BudgetStore,
    provider: str,
    limits: Limits,
    *,
    spent_today: int,
    counted_on: str | None = None,
    clock: Callable[[], float] = time.time,
) -> Budget:
    """
    Make the entry of *provider* say *limits*, with at least *spent_today* spent; the entry.

    What was *counted_on* another day than the present one (UTC) is not charged to it.

    What is already there but the limits stays; limits of a lower version change nothing, those of
    a higher one also lift a stop: a person decided anew. A new entry starts a second from now,
    since nobody knows what was called just before. Safe to repeat.
    """
    for _ in range(CAS_TRIES):
        stored, revision = await kv.get(provider)
        now = clock()
        today = f"{datetime.fromtimestamp(now, UTC):%F}"
        spent = spent_today if counted_on in {None, today} else 0
        wanted = _ensured(stored, limits, spent, now)
        if wanted == stored:
            return wanted
        try:
            await kv.put_cas(provider, wanted, revision)
        except ConflictError:
            await asyncio.sleep(random.uniform(0, CAS_PAUSE_S))  # noqa: S311  jitter, no secret
            continue
        return wanted
    raise OutageError(f"budget/{provider}: {CAS_TRIES} other writers came first")


def _ensured(stored: Budget | None, limits: Limits, spent_today: int, now: float) -> Budget:
    if stored is None:
        stored = Budget(rate_per_s=limits.rate_per_s, daily_cap=limits.daily_cap, tat=now + 1.0)
    today = on_day(stored, now)
    if spent_today > today.spent_today:
        today = msgspec.structs.replace(today, spent_today=spent_today)
    if stored.version > limits.version:
        return today
    if stored.version < limits.version:
        today = msgspec.structs.replace(today, stopped_until=None, stop_reason="")
    return msgspec.structs.replace(
        today,
        rate_per_s=limits.rate_per_s,
        daily_cap=limits.daily_cap,
        burst=limits.burst,
        version=limits.version,
    )
