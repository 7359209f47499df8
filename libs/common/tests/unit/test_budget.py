import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import msgspec
import pytest
from libs.common.tests.unit.budget_fakes import FakeStore

from b9_common import budget as budgets
from b9_common.budget import (
    DAILY_CAP,
    LATE_S,
    LEASE,
    MISSING,
    UNREADABLE,
    WOKE_LATE_S,
    Budget,
    BudgetLease,
    BudgetStopError,
    Limits,
    ensure,
    take,
)
from b9_common.errors import OutageError
from b9_common.turns import Urgency

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC).timestamp()
TODAY = "2026-11-22"


class Clock:
    """Time that passes only while somebody sleeps, each sleep *late_s* too long."""

    def __init__(self, at: float = NOON) -> None:
        self.at = at
        self.late_s = 0.0

    def __call__(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)
        self.at += seconds + self.late_s


def budget(**changes: object) -> Budget:
    plain = Budget(rate_per_s=50.0, daily_cap=1_000, day=TODAY)
    return msgspec.structs.replace(plain, **changes)


def lease_of(store: FakeStore, clock: Clock) -> BudgetLease:
    return BudgetLease(store, "provider", clock=clock, sleep=clock.sleep)


def spent(store: FakeStore) -> int:
    assert store.entry is not None
    return store.entry.spent_today


def test_slots_follow_each_other_at_the_interval_and_are_spent() -> None:
    before = budget(tat=NOON + 1)

    after, slots = take(before, NOON, 3)

    assert slots == [NOON + 1 + index * before.interval_s for index in range(3)]
    assert after.tat == NOON + 1 + 3 * before.interval_s
    assert after.spent_today == 3


def test_a_burst_may_come_at_once_after_a_pause_but_no_larger() -> None:
    _, slots = take(budget(burst=3), NOON, 5)

    assert [slot <= NOON for slot in slots] == [True, True, True, False, False]


def test_what_is_left_of_the_day_bounds_the_slots() -> None:
    _, slots = take(budget(spent_today=998), NOON, 5)

    assert len(slots) == 2


def test_a_new_day_begins_with_nothing_spent() -> None:
    after, _ = take(budget(day="2026-11-21", spent_today=1_000), NOON, 1)

    assert (after.day, after.spent_today) == (TODAY, 1)


async def test_callers_are_let_through_at_the_pace_and_in_order() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease, passed = lease_of(store, clock), list[tuple[int, float]]()

    async def call(number: int) -> None:
        await lease.acquire()
        passed.append((number, clock.at))

    await asyncio.gather(*(call(number) for number in range(12)))
    times = [at for _, at in passed]

    assert [number for number, _ in passed] == list(range(12))
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) > budget().interval_s - 1e-4
    assert spent(store) == 12


async def test_as_many_permits_are_taken_at_once_as_callers_wait_at_most_five() -> None:
    clock, store = Clock(), FakeStore(budget(tat=NOON + 1))
    lease = lease_of(store, clock)

    # The first finds nobody else waiting; while it waits for its slot, the others queue up.
    await asyncio.gather(*(lease.acquire() for _ in range(1 + LEASE + 1)))

    assert store.revision - 1 == 3
    assert spent(store) == 1 + LEASE + 1


async def test_who_waits_before_a_screen_is_not_behind_hundreds_that_nobody_waits_for() -> None:
    lease = lease_of(FakeStore(budget(tat=NOON + 1)), Clock())
    passed = list[Urgency]()

    async def call(urgency: Urgency) -> None:
        await lease.acquire(urgency)
        passed.append(urgency)

    crowd = [*[Urgency.LATER] * 30, Urgency.NOW, Urgency.INTERACTIVE]
    await asyncio.gather(*(call(urgency) for urgency in crowd))

    # The first to come had the turn already.
    assert passed[:3] == [Urgency.LATER, Urgency.INTERACTIVE, Urgency.NOW]


async def test_a_line_that_does_not_move_is_left_and_said_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "LINE_S", 0.0)
    lease = lease_of(FakeStore(budget(tat=NOON + 1)), Clock())

    results = await asyncio.gather(lease.acquire(), lease.acquire(), return_exceptions=True)

    assert results[0] is None
    assert isinstance(results[1], BudgetStopError)
    assert results[1].reason == "budget_crowded"


async def test_a_loop_that_wakes_late_does_not_hurry_to_catch_up() -> None:
    clock, store = Clock(), FakeStore(budget())
    clock.late_s = LATE_S * 2
    lease, times = lease_of(store, clock), list[float]()

    async def call() -> None:
        await lease.acquire()
        times.append(clock.at)

    await asyncio.gather(*(call() for _ in range(20)))

    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) >= budget().interval_s - 1e-4
    assert spent(store) >= 20


async def test_a_slot_that_the_loop_woke_far_too_late_for_is_not_used() -> None:
    clock, store = Clock(), FakeStore(budget(tat=NOON + 1))
    clock.late_s = WOKE_LATE_S * 2

    async def woken_late_once(seconds: float) -> None:
        await Clock.sleep(clock, seconds)
        clock.late_s = 0.0

    lease = BudgetLease(store, "provider", clock=clock, sleep=woken_late_once)
    await lease.acquire()

    assert spent(store) == 1
    assert store.entry is not None
    # The slot that was used follows the late awakening, and so does the next one.
    next_s = store.entry.tat - NOON - 1
    assert next_s == pytest.approx(2 * WOKE_LATE_S + store.entry.interval_s, abs=1e-3)


async def test_a_loop_that_is_always_late_is_let_through_all_the_same() -> None:
    clock, store = Clock(), FakeStore(budget(tat=NOON + 1))
    lease = lease_of(store, clock)
    clock.late_s = WOKE_LATE_S * 2

    await lease.acquire()

    assert spent(store) == 1


async def test_a_permit_given_back_is_credited_with_the_next_lease() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)

    await lease.acquire()
    lease.give_back()
    await lease.acquire()

    assert spent(store) == 1


async def test_a_permit_of_yesterday_is_not_credited_today() -> None:
    clock, store = Clock(MIDNIGHT - 1), FakeStore(budget())
    lease = lease_of(store, clock)

    await lease.acquire()
    lease.give_back()
    clock.at = MIDNIGHT + 1
    await lease.acquire()

    assert spent(store) == 1


async def test_rivals_are_yielded_to_and_overtaken() -> None:
    clock, store = Clock(), FakeStore(budget())
    store.rivals = 3

    await lease_of(store, clock).acquire()

    assert spent(store) == 1


async def test_a_missing_entry_means_stop() -> None:
    with pytest.raises(BudgetStopError) as caught:
        await lease_of(FakeStore(None), Clock()).acquire()

    assert caught.value.reason == MISSING


async def test_over_the_cap_nothing_is_let_through_until_midnight() -> None:
    with pytest.raises(BudgetStopError) as caught:
        await lease_of(FakeStore(budget(spent_today=1_000)), Clock()).acquire()

    assert caught.value.reason == DAILY_CAP
    assert caught.value.until.timestamp() == MIDNIGHT


async def test_a_short_stop_is_waited_out_a_long_one_is_reported() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)

    await lease.stop_until(NOON + 3, "rate_limited")
    await lease.acquire()
    waited_until = clock.at
    await lease.stop_until(waited_until + 60, "quota_exhausted")

    assert waited_until >= NOON + 3
    with pytest.raises(BudgetStopError) as caught:
        await lease.acquire()
    assert caught.value.reason == "quota_exhausted"


async def test_a_longer_stop_stands_against_a_shorter_one() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)

    await lease.stop_until(NOON + 900, "quota_exhausted")
    await lease.stop_until(NOON + 3, "rate_limited")

    stop = await lease.stopped()
    assert stop is not None
    assert stop.reason == "quota_exhausted"


async def test_permits_in_hand_are_dropped_when_the_provider_says_stop() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)
    waiting = [asyncio.create_task(lease.acquire()) for _ in range(LEASE)]
    await waiting[0]

    await lease.stop_until(clock.at + 2, "rate_limited")
    stopped_at = clock.at
    await asyncio.gather(*waiting[2:])

    assert clock.at >= stopped_at + 2


async def test_a_budget_that_cannot_be_read_is_waited_for_then_reported() -> None:
    clock, store = Clock(), FakeStore(budget())
    store.down = True

    with pytest.raises(OutageError):
        await lease_of(store, clock).acquire(patience_s=5)

    assert clock.at > NOON + 5
    stop = await lease_of(store, clock).stopped()
    assert stop is not None
    assert stop.reason == UNREADABLE


async def test_the_view_is_at_most_a_second_old() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)
    assert await lease.stopped() is None

    store.entry = None
    unnoticed = await lease.stopped()
    clock.at += 1.1

    assert unnoticed is None
    assert await lease.stopped() is not None


async def test_what_is_left_of_the_quota_travels_with_the_next_lease() -> None:
    clock, store = Clock(), FakeStore(budget())
    lease = lease_of(store, clock)
    lease.quota_remaining = 77

    await lease.acquire()

    assert store.entry is not None
    assert store.entry.quota_remaining == 77


async def test_ensuring_makes_an_entry_that_starts_a_second_from_now() -> None:
    store, limits = FakeStore(None), Limits(rate_per_s=55.0, daily_cap=9, version=4)

    made = await ensure(store, "provider", limits, spent_today=3, clock=Clock())

    assert made == store.entry
    assert (made.rate_per_s, made.daily_cap, made.version, made.spent_today) == (55.0, 9, 4, 3)
    assert made.tat == NOON + 1


async def test_ensuring_again_writes_nothing() -> None:
    store, limits = FakeStore(None), Limits(rate_per_s=55.0, daily_cap=9, version=4)
    await ensure(store, "provider", limits, spent_today=3, clock=Clock())
    before = store.revision

    await ensure(store, "provider", limits, spent_today=2, clock=Clock())

    assert store.revision == before


async def test_ensuring_never_forgets_spend_and_never_turns_limits_back() -> None:
    store = FakeStore(budget(version=5, spent_today=10, stopped_until=NOON + 9))
    older = Limits(rate_per_s=1.0, daily_cap=1, version=4)

    kept = await ensure(store, "provider", older, spent_today=3, clock=Clock())
    raised = await ensure(store, "provider", older, spent_today=30, clock=Clock())

    assert (kept.rate_per_s, kept.spent_today, kept.stopped_until) == (50.0, 10, NOON + 9)
    assert raised.spent_today == 30


async def test_limits_of_a_higher_version_lift_a_stop_those_of_the_same_do_not() -> None:
    stop = {"stopped_until": NOON + 900, "stop_reason": "quota_exhausted"}
    store = FakeStore(budget(version=5, spent_today=10, **stop))
    same = Limits(rate_per_s=50.0, daily_cap=1_000, version=5)
    higher = msgspec.structs.replace(same, version=6)

    kept = await ensure(store, "provider", same, spent_today=3, clock=Clock())
    lifted = await ensure(store, "provider", higher, spent_today=3, clock=Clock())

    assert (kept.stopped_until, kept.stop_reason) == (NOON + 900, "quota_exhausted")
    assert (lifted.stopped_until, lifted.stop_reason, lifted.spent_today) == (None, "", 10)
    assert await lease_of(store, Clock()).stopped() is None


async def test_what_was_counted_before_midnight_is_not_charged_to_the_day_after() -> None:
    store, limits = FakeStore(budget(spent_today=900)), Limits(rate_per_s=50.0, daily_cap=1_000)
    late = Clock(MIDNIGHT + 0.1)

    made = await ensure(store, "provider", limits, spent_today=900, counted_on=TODAY, clock=late)

    assert (made.day, made.spent_today) == ("2026-11-23", 0)
