"""What the provider's headers say of its window, and what follows for the next calls."""

import asyncio
from datetime import UTC, datetime

import msgspec
import pytest
from libs.common.tests.unit.budget_fakes import FakeStore

from b9_common.allowance import GRACE_S, MAX_WINDOW_S, Window, heard, merge, told
from b9_common.budget import (
    LOW,
    PACE,
    RATE_WINDOW,
    RESERVE,
    UNDER_WAY_S,
    Budget,
    BudgetLease,
    BudgetStopError,
    Limits,
    ensure,
    stop_of,
    take,
)
from b9_common.metrics import Gauge, value_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
PLAIN = Budget(rate_per_s=20.0, daily_cap=1_000_000, burst=10, pace=0.98, day="2026-11-22")


def budget(**changes: object) -> Budget:
    return msgspec.structs.replace(PLAIN, **changes)


def in_window(remaining: float, lasts_s: float = 60.0, **changes: object) -> Budget:
    ends_at = NOON + lasts_s + GRACE_S
    return budget(window_remaining=remaining, window_ends_at=ends_at, **changes)


def lease_of(store: FakeStore) -> BudgetLease:
    async def no_time(_seconds: float) -> None:
        await asyncio.sleep(0)

    return BudgetLease(store, "reddit", clock=lambda: NOON, sleep=no_time)


def entry_of(store: FakeStore) -> Budget:
    assert store.entry is not None
    return store.entry


def test_slots_are_spread_over_what_is_left_of_the_window() -> None:
    _, slots = take(in_window(remaining=63.0, tat=NOON), NOON, 3)

    assert slots[2] - slots[1] == pytest.approx(1.0)


def test_a_person_s_limit_holds_however_much_is_left() -> None:
    tight = in_window(remaining=10_000.0)

    assert tight.gap_s(NOON) == tight.interval_s == pytest.approx(1 / (20 * 0.98))


def test_a_window_that_is_over_binds_nobody() -> None:
    over = in_window(remaining=0.0, lasts_s=-GRACE_S)

    after, slots = take(over, NOON, 3)

    assert stop_of(over, NOON) is None
    assert len(slots) == 3
    assert (after.window_remaining, after.window_ends_at) == (None, None)


def test_at_the_reserve_calls_stop_until_the_window_ends() -> None:
    stop = stop_of(in_window(remaining=float(RESERVE)), NOON)

    assert stop is not None
    assert (stop.reason, stop.until.timestamp()) == (RATE_WINDOW, NOON + 60 + GRACE_S)


def test_slots_that_are_taken_leave_so_many_less_and_never_the_reserve() -> None:
    after, slots = take(in_window(remaining=RESERVE + 2.0, lasts_s=0.4), NOON, 5)

    assert len(slots) == 2
    assert after.window_remaining == RESERVE


def test_slots_far_ahead_are_not_taken() -> None:
    _, slots = take(in_window(remaining=RESERVE + 6.0), NOON, 5)

    assert len(slots) == 1


def test_the_rate_in_use_is_the_tighter_of_both_and_none_while_stopped() -> None:
    assert budget().rate_in_use(NOON) == pytest.approx(20 * 0.98)
    assert in_window(remaining=RESERVE + 30.0).rate_in_use(NOON) == pytest.approx(0.5)
    assert in_window(remaining=0.0).rate_in_use(NOON) == 0.0
    assert budget(stopped_until=NOON + 1).rate_in_use(NOON) == 0.0


KNOWN = Window(remaining=500.0, ends_at=NOON + 60)


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        # Of the same window the less hopeful view wins, of its end too.
        (Window(remaining=400.0, ends_at=NOON + 61), Window(remaining=400.0, ends_at=NOON + 60)),
        (Window(remaining=600.0, ends_at=NOON + 59), Window(remaining=500.0, ends_at=NOON + 59)),
        # A later end is another window, which holds what it says.
        (Window(remaining=999.0, ends_at=NOON + 90), Window(remaining=999.0, ends_at=NOON + 90)),
        # The end was thought too late: the same window.
        (Window(remaining=400.0, ends_at=NOON + 30), Window(remaining=400.0, ends_at=NOON + 30)),
        # The last words of a window that was followed by the known one.
        (Window(remaining=2.0, ends_at=NOON + 1), KNOWN),
        (Window(remaining=2.0, ends_at=NOON - 1), KNOWN),
    ],
)
def test_what_an_answer_says_is_weighed_against_what_is_known(
    said: Window, believed: Window
) -> None:
    assert merge(KNOWN, said, NOON) == believed


def test_the_first_word_is_believed_but_not_of_a_window_that_is_over() -> None:
    assert merge(None, KNOWN, NOON) == KNOWN
    assert merge(None, KNOWN, NOON + 61) is None


@pytest.mark.parametrize(("remaining", "reset_s"), [(-5.0, -1.0), (0.0, 0.0), (-0.0, 1e12)])
def test_absurd_headers_stop_us_for_a_quarter_of_an_hour_at_most(
    remaining: float, reset_s: float
) -> None:
    window = told(remaining, reset_s, NOON)

    assert window.remaining == 0.0
    assert NOON + GRACE_S <= window.ends_at <= NOON + MAX_WINDOW_S + GRACE_S


def test_of_a_window_first_heard_of_what_others_have_under_way_is_taken_off() -> None:
    said = told(963.0, 60.0, NOON)

    first = heard(budget(), said, NOON)
    again = heard(first, said, NOON)

    # Sixteen calls a second, so sixteen of others' that no answer counts yet.
    assert first.window_remaining == pytest.approx(963.0 - 16.0)
    assert again == first


async def test_what_an_answer_says_travels_with_the_next_lease_and_costs_no_write() -> None:
    store = FakeStore(in_window(1_000.0))
    lease = lease_of(store)
    await lease.acquire()
    writes = store.writes

    await lease.observe(900.0, 60.0, NOON)
    unwritten = (store.writes, entry_of(store).window_remaining)
    await lease.acquire()

    assert unwritten == (writes, 999.0)
    assert store.writes == writes + 1
    assert entry_of(store).window_remaining == 899.0


async def test_calls_under_way_are_taken_off_what_an_answer_says() -> None:
    store = FakeStore(in_window(1_000.0))
    lease = lease_of(store)
    for _ in range(4):
        await lease.acquire()

    await lease.observe(900.0, 60.0, NOON)
    await lease.acquire()

    # Three were under way when the answer came, and one more is now.
    assert entry_of(store).window_remaining == 900.0 - 3 - 1


async def test_a_call_that_was_not_made_is_not_under_way() -> None:
    store = FakeStore(in_window(1_000.0))
    lease = lease_of(store)
    for _ in range(3):
        await lease.acquire()
    lease.give_back()

    await lease.observe(900.0, 60.0, NOON)
    await lease.acquire()

    # One of three is still under way; the one given back would have been another.
    assert entry_of(store).window_remaining == 900.0 - 1 - 1


async def test_a_call_that_nobody_told_the_end_of_is_forgotten() -> None:
    store = FakeStore(in_window(1_000.0, lasts_s=600.0))
    lease = lease_of(store)
    for _ in range(4):
        await lease.acquire()

    await lease.observe(900.0, 600.0 - UNDER_WAY_S - 1, NOON + UNDER_WAY_S + 1)
    await lease.acquire()

    assert entry_of(store).window_remaining == 900.0 - 1


async def test_little_left_is_told_to_everybody_at_once_and_only_once() -> None:
    store = FakeStore(in_window(1_000.0))
    lease = lease_of(store)
    for _ in range(3):
        await lease.acquire()
    writes = store.writes

    for remaining in (12.0, 11.0, 10.0):
        await lease.observe(remaining, 60.0, NOON)

    assert LOW >= 10.0
    assert store.writes == writes + 1
    assert entry_of(store).window_remaining == 10.0


async def test_none_left_stops_every_process_until_the_window_ends() -> None:
    store = FakeStore(in_window(1_000.0, lasts_s=45.0))
    one, other = lease_of(store), lease_of(store)
    await one.acquire()

    await one.observe(0.0, 45.0, NOON)
    stop = await other.stopped()

    assert stop is not None
    assert (stop.reason, stop.until.timestamp()) == (RATE_WINDOW, NOON + 45 + GRACE_S)
    with pytest.raises(BudgetStopError, match=RATE_WINDOW):
        await other.acquire()


async def test_a_slot_too_far_ahead_is_not_waited_for_and_not_spent() -> None:
    store = FakeStore(in_window(remaining=RESERVE + 1.0, tat=NOON))

    with pytest.raises(BudgetStopError, match=RATE_WINDOW) as caught:
        await lease_of(store).acquire(patience_s=10)

    assert caught.value.until.timestamp() == pytest.approx(NOON + 60, abs=1)
    assert entry_of(store).spent_today == 0


async def test_what_could_not_be_told_at_once_is_told_with_the_next_lease() -> None:
    store = FakeStore(in_window(1_000.0))
    lease = lease_of(store)
    await lease.acquire()

    store.down = True
    await lease.observe(RESERVE + 10.0, 60.0, NOON)
    store.down = False
    await lease.acquire()

    assert entry_of(store).window_remaining == RESERVE + 9.0


async def test_the_rate_and_what_is_left_of_the_window_are_measured() -> None:
    store = FakeStore(in_window(remaining=RESERVE + 31.0))

    await lease_of(store).acquire()

    assert value_of(Gauge.RATE_WINDOW, provider="reddit") == RESERVE + 30.0
    assert value_of(Gauge.RATE_IN_USE, provider="reddit") == pytest.approx(0.5)


async def test_a_person_s_pace_and_burst_reach_the_entry() -> None:
    store = FakeStore(budget(pace=PACE, burst=1))
    limits = Limits(rate_per_s=1.6, daily_cap=100_000, pace=0.98, burst=8, version=2)

    made = await ensure(store, "reddit", limits, spent_today=0, clock=lambda: NOON)

    assert (made.pace, made.burst) == (0.98, 8)
    assert made.interval_s == pytest.approx(1 / (1.6 * 0.98))


def test_an_entry_written_before_there_were_windows_can_still_be_read() -> None:
    old = b'{"rate_per_s":55.0,"daily_cap":9,"tat":1.5,"day":"2026-11-22","spent_today":3}'

    read = msgspec.json.decode(old, type=Budget)

    assert (read.pace, read.burst, read.window_at(NOON)) == (PACE, 1, None)
