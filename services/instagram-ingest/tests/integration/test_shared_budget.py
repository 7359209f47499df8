import asyncio
from bisect import bisect_left
from typing import Any

from ingest_bench import Bench, set_limits

from b9_devstack.testing.bench import Simulator, eventually

CREATORS = 60
CALLS_EACH = 5


def in_the_fullest_second(calls: list[dict[str, Any]]) -> int:
    """By when they reached the provider, which may have stood still before it answered."""
    times = sorted(call["t"] for call in calls)
    return max(bisect_left(times, at + 1.0) - number for number, at in enumerate(times))


async def test_two_processes_use_their_budget_and_the_provider_counts_none_above(
    bench: Bench, simulator: Simulator
) -> None:
    await set_limits(bench.broker, rate_per_s=55.0)
    await simulator.set(latency_ms=200)
    await asyncio.gather(bench.start(), bench.start())
    warm = [f"w{number}.x" for number in range(4)]
    for name in warm:
        await bench.request(name, request_id=name, reels=0, posts=1)
    await eventually(bench.queue_is_empty)

    for number in range(CREATORS):
        await bench.request(f"n{number}.x", request_id=f"n{number}", reels=30, posts=10)
    await eventually(bench.queue_is_empty, within_s=25)
    counted = await simulator.calls()

    assert counted["total"] >= CREATORS * CALLS_EACH + len(warm)
    assert counted["total"] == len(counted["calls"])
    assert in_the_fullest_second(counted["calls"]) <= 55
