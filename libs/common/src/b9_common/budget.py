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
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from typing import Final, Protocol
from uuid import uuid4

import msgspec

from b9_common.allowance import (
    DAILY_CAP,
    MISSING,
    MISSING_RETRY_S,
    PACE,
    RATE_WINDOW,
    RESERVE,
    Budget,
    BudgetStopError,
    Limits,
    Window,
    day_end,
    heard,
    merge,
    on_day,
    stop_of,
    take,
    told,
)
from b9_common.errors import ConflictError, OutageError
from b9_common.kv import TypedKv
from b9_common.messaging.connection import Broker
from b9_common.metrics import Gauge, set_gauge
from b9_common.topology import BUDGET
from b9_common.turns import Turns, Urgency

# What callers need is found here, wherever it is reckoned.
__all__ = [
    "DAILY_CAP",
    "MISSING",
    "PACE",
    "RATE_WINDOW",
    "RESERVE",
    "Budget",
    "BudgetLease",
    "BudgetStopError",
    "BudgetStore",
    "Limits",
    "budget_kv",
    "day_end",
    "ensure",
    "on_day",
    "stop_of",
    "take",
]

LEASE: Final = 5
# A slot this far in the past is given back: used late, it would crowd the next ones. Where calls
# may come in bursts, those of a burst may come late as well.
LATE_S: Final = 0.03
# Waking this late for a slot is as much of those 64 ms as we may take ourselves.
WOKE_LATE_S: Final = 0.05
LATE_TRIES: Final = 3
PATIENCE_S: Final = 10.0
# Who stood in line this long would be taken for silent; better to say so and come again.
LINE_S: Final = 60.0
LINE_RETRY_S: Final = 30.0
CAS_TRIES: Final = 40
CAS_PAUSE_S: Final = 0.004
OUTAGE_PAUSE_S: Final = 0.25
VIEW_AGE_S: Final = 1.0
# So little of a window is told to everybody at once, not with the next lease.
LOW: Final = RESERVE + 4 * LEASE
# A call that nobody told the end of has ended by now.
UNDER_WAY_S: Final = 30.0
UNDER_WAY: Final = 1_000

UNREADABLE: Final = "budget_unreadable"
CROWDED: Final = "budget_crowded"


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

    The more urgent callers are served first, equals in the order they came. Safe for any number
    of tasks of one loop.
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
        self._turns = Turns()
        self._slots: deque[float] = deque()
        self._slots_day = ""
        self._interval_s = 0.0
        self._slack_s = 0.0
        self._last_use = 0.0
        self._waiting = 0
        self._unused = 0
        self._under_way: deque[float] = deque(maxlen=UNDER_WAY)
        self._said: Window | None = None
        self._seen: Budget | None = None
        self._seen_at = float("-inf")
        self.quota_remaining: int | None = None

    async def acquire(
        self, urgency: Urgency = Urgency.NOW, *, patience_s: float = PATIENCE_S
    ) -> None:
        """
        Return at the moment one call may be made; it counts as spent.

        Waits its turn behind other callers, a minute at most. Raises `BudgetStopError` after that,
        and when calls are stopped for longer than *patience_s*; `OutageError` when the budget could
        not be read for as long.
        """
        self._waiting += 1
        try:
            async with AsyncExitStack() as stack:
                await self._in_line(stack, urgency)
                deadline = self._clock() + patience_s
                # Where every turn of the loop is late, nothing is gained by being picky.
                for _ in range(LATE_TRIES):
                    slot = self._in_hand()
                    if slot is None:
                        slot = await self._lease(deadline)
                    if await self._reached(slot):
                        break
                    self._unused += 1
                else:
                    self._unused -= 1
                self._last_use = self._clock()
                self._under_way.append(self._last_use)
        finally:
            self._waiting -= 1

    async def _in_line(self, stack: AsyncExitStack, urgency: Urgency) -> None:
        """Wait for the turn, which is held until *stack* is left."""
        try:
            await stack.enter_async_context(self._turns.turn(urgency, LINE_S))
        except TimeoutError:
            raise BudgetStopError(CROWDED, self._clock() + LINE_RETRY_S) from None

    async def _reached(self, slot: float) -> bool:
        """Wait for *slot*; False where the loop woke too late to use it."""
        if (pause := self._due(slot) - self._clock()) > 0:
            await self._sleep(pause)
        return self._clock() - slot <= WOKE_LATE_S + self._slack_s

    def _due(self, slot: float) -> float:
        """
        When *slot* may be used: a loop that woke late must not hurry to catch up.

        That would be a burst, so it may where bursts are allowed.
        """
        return slot if self._slack_s else max(slot, self._last_use + self._interval_s)

    def give_back(self) -> None:
        """The permit just acquired was not used: it is credited with the next lease."""
        self._unused += 1
        if self._under_way:
            self._under_way.pop()

    async def observe(self, remaining: float, reset_s: float, now: float) -> None:
        """
        An answer that came at *now* said that *remaining* calls are left for *reset_s* seconds.

        What is under way here is taken off. Every process learns of it with our next lease, or at
        once when little is left. Never raises: what cannot be written goes with the next lease.
        """
        if self._under_way:
            self._under_way.popleft()
        self._forget_ended(now)
        remaining -= len(self._under_way)
        if remaining - len(self._slots) <= LOW:
            self._drop_slots()
        said = told(remaining - len(self._slots), reset_s, now)
        self._said = merge(self._said, said, now) or said
        known = None if self._seen is None else self._seen.window_at(now)
        believed = merge(known, said, now)
        if believed is None or believed.remaining > LOW:
            return
        if known is None or believed.remaining < known.remaining:
            with suppress(BudgetStopError, OutageError, ConflictError):
                await self._settle(lambda entry, _now: entry)

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
            if max(self._due(slot), self._clock()) - slot <= LATE_S + self._slack_s:
                return slot
            self._unused += 1
        return None

    def _forget_ended(self, now: float) -> None:
        """Let go of calls that must have ended, though nobody told."""
        while self._under_way and now - self._under_way[0] > UNDER_WAY_S:
            self._under_way.popleft()

    def _drop_slots(self) -> None:
        self._unused += len(self._slots)
        self._slots.clear()

    async def _lease(self, deadline: float) -> float:
        """Take as many slots as there are callers waiting, at most five; the first of them."""
        while True:
            try:
                return await self._lease_once(deadline)
            except BudgetStopError as stop:
                ends = stop.until.timestamp()
                if ends > deadline:
                    raise
                await self._sleep(max(ends - self._clock(), 0.0) + 0.001)
            except OutageError:
                if self._clock() > deadline:
                    raise
                await self._sleep(OUTAGE_PAUSE_S)

    async def _lease_once(self, deadline: float) -> float:
        taken: list[float] = []

        def lease(entry: Budget, now: float) -> Budget:
            nonlocal taken
            if stop := stop_of(entry, now):
                raise stop
            after, taken = take(entry, now, min(max(self._waiting, 1), LEASE))
            if taken[0] > deadline and entry.gap_s(now) > entry.interval_s:
                # So little is left of the window that nobody should hold a line for it.
                raise BudgetStopError(RATE_WINDOW, taken[0])
            return after

        self._slots_day = (await self._settle(lease)).day
        self._slots.extend(taken)
        return self._slots.popleft()

    async def _settle(self, change: Callable[[Budget, float], Budget]) -> Budget:
        """Write what was not used and what was said of the window, and *change* on top of it."""
        unused, said = 0, self._said

        def settled(entry: Budget, now: float) -> Budget:
            nonlocal unused
            unused = self._unused
            entry = _credited(on_day(entry, now), unused, self._slots_day)
            if said is not None:
                entry = heard(entry, said, now)
            if self.quota_remaining is not None:
                entry = msgspec.structs.replace(entry, quota_remaining=self.quota_remaining)
            return change(entry, now)

        entry = await self._change(settled)
        self._unused -= unused
        if self._said is said:
            self._said = None
        self._interval_s = entry.interval_s
        self._slack_s = (entry.burst - 1) * entry.interval_s
        return entry

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
            self._measure(changed, now)
            return changed
        raise OutageError(f"budget/{self._provider}: {CAS_TRIES} other writers came first")

    def _measure(self, entry: Budget, now: float) -> None:
        set_gauge(Gauge.RATE_IN_USE, entry.rate_in_use(now), provider=self._provider)
        if window := entry.window_at(now):
            set_gauge(Gauge.RATE_WINDOW, window.remaining, provider=self._provider)


def _credited(entry: Budget, unused: int, leased_on: str) -> Budget:
    """*entry* with *unused* permits back; those *leased_on* another day were that day's."""
    left = entry.window_remaining
    return msgspec.structs.replace(
        entry,
        spent_today=max(entry.spent_today - (unused if entry.day == leased_on else 0), 0),
        window_remaining=None if left is None else left + unused,
    )


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
        pace=limits.pace,
        version=limits.version,
    )
