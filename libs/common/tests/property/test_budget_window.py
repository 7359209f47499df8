"""Minutes of several processes within windows that a provider counts by, in no time."""

import asyncio
from datetime import UTC, datetime

import msgspec
from libs.common.tests.property.leaping import in_no_time
from libs.common.tests.unit.budget_fakes import FakeStore, WindowServer

from b9_common.budget import RESERVE, Budget, BudgetLease, BudgetStopError

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
PLAIN = Budget(rate_per_s=20.0, daily_cap=1_000_000, burst=10, pace=0.98, day="2026-11-22")


async def work(lease: BudgetLease, server: WindowServer, until: float) -> int:
    """As many callers as there may be, until it is *until*; how often they were let through."""
    clock, calls = asyncio.get_running_loop().time, 0

    async def caller() -> None:
        nonlocal calls
        while clock() < until:
            try:
                await lease.acquire()
            except BudgetStopError as stop:
                await asyncio.sleep(max(stop.until.timestamp() - clock(), 0.0) + 0.01)
                continue
            calls += 1
            await server.call(lease)

    await asyncio.gather(*(caller() for _ in range(24)))
    return calls


def live(server: WindowServer, entry: Budget, windows: float, processes: int = 2) -> FakeStore:
    """Let *processes* call for so many *windows* of the server."""
    store = FakeStore(entry, round_trip_s=0.002)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        leases = [
            BudgetLease(store, "reddit", clock=loop.time, sleep=asyncio.sleep)
            for _ in range(processes)
        ]
        until = NOON + windows * server.lasts_s
        await asyncio.gather(*(work(lease, server, until) for lease in leases))

    in_no_time(scenario(), NOON)
    return store


def test_two_processes_use_nearly_all_of_a_window_and_none_of_their_calls_is_refused() -> None:
    server = WindowServer(limit=1_200, lasts_s=60.0)

    live(server, PLAIN, windows=2)

    assert server.refused == 0
    first, second, *_ = server.counts.values()
    assert min(first, second) >= 0.95 * 1_200


def test_a_limit_set_too_high_is_kept_within_what_the_headers_say() -> None:
    server = WindowServer(limit=1_200, lasts_s=60.0)

    live(server, msgspec.structs.replace(PLAIN, rate_per_s=50.0), windows=3, processes=4)

    assert server.refused == 0
    assert min(list(server.counts.values())[:3]) >= 0.95 * 1_200


def test_a_window_that_others_use_too_is_not_passed() -> None:
    server = WindowServer(limit=1_200, lasts_s=60.0)
    store = FakeStore(PLAIN, round_trip_s=0.002)

    async def others() -> None:
        for _ in range(50):
            await asyncio.sleep(1.0)
            server.spend(asyncio.get_running_loop().time(), 10)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        lease = BudgetLease(store, "reddit", clock=loop.time, sleep=asyncio.sleep)
        await asyncio.gather(work(lease, server, NOON + 60), others())

    in_no_time(scenario(), NOON)

    assert server.refused == 0
    assert next(iter(server.counts.values())) >= 0.95 * 1_200


def test_a_process_that_starts_in_the_middle_learns_what_is_left() -> None:
    server = WindowServer(limit=1_200, lasts_s=60.0)
    server.spend(NOON, 900)

    live(server, PLAIN, windows=1)

    assert server.refused == 0
    assert next(iter(server.counts.values())) >= 0.95 * 1_200


def test_a_window_of_a_handful_of_calls_is_used_and_not_passed() -> None:
    server = WindowServer(limit=20, lasts_s=60.0)

    live(server, msgspec.structs.replace(PLAIN, burst=1), windows=3)

    assert server.refused == 0
    assert all(count >= 20 - RESERVE - 2 for count in list(server.counts.values())[:3])
