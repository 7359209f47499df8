"""
What one provider allows, as arithmetic: evenly spaced slots, a daily cap, the provider's window.

A provider's window is what its headers last said: so many calls until a moment. Slots are never
closer than a person's limit asks, nor closer than spreading what the window still holds.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from b9_common.errors import B9Error

# Slots are this much slower than the limit: with r' = 0.94 r, calls may reach the upstream up to
# 64 ms out of step before any second of its own holds more than r of them.
PACE: Final = 0.94
MISSING_RETRY_S: Final = 30.0
# Calls of a window that are left alone.
RESERVE: Final = 3
# When a window is first heard of, other processes have calls under way that no answer counts yet:
# as many as are made in this time.
ELSEWHERE_S: Final = 1.0
# Headers tell whole seconds, rounded as they like: a window is believed to last this much longer.
GRACE_S: Final = 1.0
# Two answers of one window disagree by no more than that about its end.
SAME_WINDOW_S: Final = 2.0
# Longer windows than that are not believed: an answer gone wrong must not stop us for a day.
MAX_WINDOW_S: Final = 900.0
# Slots further ahead are not taken: what is learnt meanwhile could not change them.
AHEAD_S: Final = 2.0

MISSING: Final = "budget_missing"
DAILY_CAP: Final = "daily_cap"
RATE_WINDOW: Final = "rate_window"


class Limits(Struct, frozen=True, kw_only=True):
    """
    What a person allows: *burst* calls may come at once after a pause; *version* only rises.

    *pace* is the share of the rate that is used. It may be nearly all of it where the provider
    counts by the minute, and not where it counts by the second.
    """

    rate_per_s: float
    daily_cap: int
    burst: int = 1
    pace: float = PACE
    version: int = 0


class Window(Struct, frozen=True, kw_only=True):
    """*remaining* calls until *ends_at*, as of when both were told."""

    remaining: float
    ends_at: float


class Budget(Struct, frozen=True, kw_only=True):
    """
    The entry of one provider. Times are seconds since 1970, days are UTC.

    *tat* is when the next slot is free as far as a person's limit goes. *window_…* is what the
    provider's headers said, less what was taken since; null where they say nothing. *writer*
    tells apart writes that would else be equal.
    """

    rate_per_s: float
    daily_cap: int
    burst: int = 1
    pace: float = PACE
    version: int = 0
    tat: float = 0.0
    day: str = ""
    spent_today: int = 0
    quota_remaining: int | None = None
    window_remaining: float | None = None
    window_ends_at: float | None = None
    stopped_until: float | None = None
    stop_reason: str = ""
    writer: str = ""

    @property
    def interval_s(self) -> float:
        """The time between two slots, as far as a person's limit goes."""
        return 1.0 / (self.rate_per_s * self.pace)

    def window_at(self, now: float) -> Window | None:
        """The provider's window, if one is known that has not ended."""
        if self.window_remaining is None or self.window_ends_at is None:
            return None
        if self.window_ends_at <= now:
            return None
        return Window(remaining=self.window_remaining, ends_at=self.window_ends_at)

    def gap_s(self, now: float) -> float:
        """The time between two slots at *now*, whichever limit is the tighter."""
        window = self.window_at(now)
        if window is None:
            return self.interval_s
        usable = max(window.remaining - RESERVE, 1.0)
        # Used up by when it probably ends; in its grace there is nothing left to go wrong with.
        return max(self.interval_s, (window.ends_at - GRACE_S - now) / usable)

    def rate_in_use(self, now: float) -> float:
        """How many calls a second may be made at *now*."""
        return 0.0 if stop_of(self, now) else 1.0 / self.gap_s(now)


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
    window = budget.window_at(now)
    if window is not None and window.remaining <= RESERVE:
        return BudgetStopError(RATE_WINDOW, window.ends_at)
    return None


def take(budget: Budget, now: float, wanted: int) -> tuple[Budget, list[float]]:
    """
    Up to *wanted* slots, spent, and the budget without them; at least one where `stop_of` is none.

    GCRA: slots follow each other at the gap, the first no earlier than *now* less the burst.
    """
    budget = on_day(budget, now)
    gap = budget.gap_s(now)
    # The person's part of the gap is in *tat* already.
    start = max(budget.tat + gap - budget.interval_s, now - (budget.burst - 1) * budget.interval_s)
    number = min(wanted, budget.daily_cap - budget.spent_today, 1 + int(AHEAD_S / gap))
    window = budget.window_at(now)
    left = None
    if window is not None:
        number = min(number, max(int(window.remaining - RESERVE), 1))
        left = window.remaining - number
    slots = [start + index * gap for index in range(number)]
    after = msgspec.structs.replace(
        budget,
        tat=slots[-1] + budget.interval_s if slots else budget.tat,
        spent_today=budget.spent_today + number,
        window_remaining=left,
        window_ends_at=None if window is None else window.ends_at,
    )
    return after, slots


def told(remaining: float, reset_s: float, now: float) -> Window:
    """What an answer that came at *now* says of its window."""
    lasts_s = min(max(reset_s, 0.0), MAX_WINDOW_S) + GRACE_S
    return Window(remaining=max(remaining, 0.0), ends_at=now + lasts_s)


def merge(known: Window | None, said: Window, now: float) -> Window | None:
    """
    What is to be believed at *now*, given what was *known* and what an answer *said*.

    A later end means a new window. An earlier one is of the same window where it is still some
    way off, and the last word of a window that is over where it is not. Of two views of one
    window the less hopeful counts; its end is only ever estimated too late.
    """
    if said.ends_at <= now:
        return known
    if known is None or said.ends_at > known.ends_at + SAME_WINDOW_S:
        return said
    if said.ends_at < known.ends_at - SAME_WINDOW_S and said.ends_at <= now + SAME_WINDOW_S:
        return known
    return Window(
        remaining=min(known.remaining, said.remaining),
        ends_at=min(known.ends_at, said.ends_at),
    )


def heard(budget: Budget, said: Window, now: float) -> Budget:
    """*budget* after an answer *said* what is left."""
    known = budget.window_at(now)
    window = merge(known, said, now)
    if window is None:
        return budget
    after = msgspec.structs.replace(
        budget, window_remaining=window.remaining, window_ends_at=window.ends_at
    )
    if known is not None and window.ends_at <= known.ends_at:
        return after
    left = window.remaining - ELSEWHERE_S / after.gap_s(now)
    return msgspec.structs.replace(after, window_remaining=max(left, 0.0))
