"""One new creator on an idle stack: accepted to last row, beside the provider's own time."""

import asyncio
import statistics
from typing import Final

from benchmarks.arrivals import watch
from benchmarks.frame import Bench, Figure
from benchmarks.stacks import database, gateway, until_ended

LATENCY_MS: Final = 300
# The longest chain of calls that wait for one another: a profile and 8 pages of reels.
CHAIN: Final = 9
BAR: Final = 1.25
REST_S: Final = 1.0


async def measure(bench: Bench) -> list[Figure]:
    """Add creators one after another, each when the one before has wholly ended."""
    took: list[float] = []
    simulator = ("--latency-ms", str(LATENCY_MS))
    async with (
        bench.stack("new-creator", simulator_args=simulator) as stack,
        gateway(stack) as client,
        database(stack) as connection,
    ):
        # The first is not counted: processes that just started have yet to import and connect.
        for number in range(bench.sized(13, 3)):
            accepted = await client.add(f"newcomer{number}")
            arrivals = await watch(connection, accepted.request_id, 60)
            if number:
                took.append(arrivals[-1].seen_at - accepted.at)
            await until_ended(connection, [accepted.request_id], 120)
            await asyncio.sleep(REST_S)
    ideal_s = CHAIN * LATENCY_MS / 1_000
    return [
        Figure(
            name="new_creator",
            what=f"new creator: 202 to last row, in units of {CHAIN} x {LATENCY_MS} ms",
            value=statistics.median(took) / ideal_s,
            unit="x",
            bar=BAR,
            at_most=True,
            detail={
                "creators": len(took),
                "median_s": statistics.median(took),
                "fastest_s": min(took),
                "slowest_s": max(took),
            },
        )
    ]
