import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from libs.common.tests.unit.budget_fakes import WindowServer

from b9_common.budget import BudgetLease, Limits, budget_kv, ensure
from b9_common.ending import end
from b9_common.messaging.connection import Broker
from b9_common.metrics import Gauge, value_of

PROVIDER = "provider"


def fullest_second(times: list[float]) -> int:
    """The most calls in any window of one second, as an upstream would count them."""
    times = sorted(times)
    return max(sum(start <= at < start + 1.0 for at in times) for start in times)


@asynccontextmanager
async def standstills() -> AsyncIterator[Callable[[], float]]:
    """How many seconds this process stood still, on a busy machine, while the block ran."""
    lost_s = 0.0

    async def look() -> None:
        nonlocal lost_s
        while True:
            due = time.monotonic() + 0.05
            await asyncio.sleep(0.05)
            late_s = time.monotonic() - due
            lost_s += late_s if late_s > 0.2 else 0.0

    looking = asyncio.create_task(look())
    try:
        yield lambda: lost_s
    finally:
        await end(looking)


async def test_four_workers_share_a_rate_and_never_pass_it(broker: Broker) -> None:
    limits = Limits(rate_per_s=40.0, daily_cap=1_000)
    await ensure(budget_kv(broker), PROVIDER, limits, spent_today=0)
    uses: list[float] = []

    async def work(lease: BudgetLease) -> None:
        for _ in range(5):
            await lease.acquire()
            uses.append(time.time())

    leases = [BudgetLease(budget_kv(broker), PROVIDER) for _ in range(4)]
    started = time.time()
    async with standstills() as lost_s:
        await asyncio.gather(*(work(lease) for lease in leases for _ in range(6)))
    took_s = time.time() - started
    entry, _ = await budget_kv(broker).get(PROVIDER)

    assert fullest_second(uses) <= 40
    assert entry is not None
    assert len(uses) == 120 <= entry.spent_today
    # Four and a bit, and what the broker may stand still.
    assert 120 / 40 <= took_s < 8 + lost_s()


async def test_a_stop_by_one_worker_stops_the_others(broker: Broker) -> None:
    limits = Limits(rate_per_s=100.0, daily_cap=1_000)
    await ensure(budget_kv(broker), PROVIDER, limits, spent_today=0)
    one, other = (BudgetLease(budget_kv(broker), PROVIDER) for _ in range(2))
    await one.acquire()
    until = time.time() + 1.0

    await other.stop_until(until, "rate_limited")
    await one.acquire()

    assert time.time() >= until


async def test_two_workers_use_a_window_of_the_headers_and_none_of_their_calls_is_refused(
    broker: Broker,
) -> None:
    # More than twice what the server allows: the headers alone hold them back.
    limits = Limits(rate_per_s=100.0, daily_cap=100_000, pace=0.98, burst=5)
    await ensure(budget_kv(broker), PROVIDER, limits, spent_today=0)
    began = time.time()
    server = WindowServer(limit=240, lasts_s=6.0, latency_s=0.05, clock=time.time, begins=began)
    until = began + 8.0

    async def work(lease: BudgetLease) -> None:
        while time.time() < until:
            await lease.acquire()
            await server.call(lease)

    leases = [BudgetLease(budget_kv(broker), PROVIDER) for _ in range(2)]
    async with standstills() as lost_s:
        await asyncio.gather(*(work(lease) for lease in leases for _ in range(8)))
    first, second, *_ = server.counts.values()

    assert server.refused == 0
    # So short a window loses a second's calls: those of others that no answer counted yet. The
    # broker may stand still for another two.
    assert first >= 0.5 * 240 * (1 - lost_s() / 6)
    assert second <= 240
    assert value_of(Gauge.RATE_IN_USE, provider=PROVIDER) > 0
