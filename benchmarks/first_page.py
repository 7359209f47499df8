"""The first page of a creator: from fetched to its rows being committed."""

from typing import Final

from benchmarks.arrivals import watch
from benchmarks.frame import Bench, Figure, quantile
from benchmarks.stacks import database, gateway, until_ended

LATENCY_MS: Final = 100
BAR_MS: Final = 250.0


async def measure(bench: Bench) -> list[Figure]:
    """Add creators one after another, without their media, and watch their pages arrive."""
    first_ms: list[float] = []
    all_ms: list[float] = []
    simulator = ("--latency-ms", str(LATENCY_MS))
    async with (
        bench.stack("first-page", simulator_args=simulator) as stack,
        gateway(stack) as client,
        database(stack) as connection,
    ):
        # The first is not counted: processes that just started have yet to import and connect.
        for number in range(bench.sized(41, 6)):
            accepted = await client.add(f"arrival{number}", mirror_media=False)
            arrivals = await watch(connection, accepted.request_id, 60)
            await until_ended(connection, [accepted.request_id], 60)
            if number:
                took = [arrival.took_s * 1_000 for arrival in arrivals]
                first_ms.append(took[0])
                all_ms += took
    return [
        Figure(
            name="first_page",
            what="first page: fetched to rows committed, p95",
            value=quantile(first_ms, 0.95),
            unit="ms",
            bar=BAR_MS,
            at_most=True,
            detail={
                "creators": len(first_ms),
                "p50_ms": quantile(first_ms, 0.5),
                "every_page_p50_ms": quantile(all_ms, 0.5),
                "every_page_p95_ms": quantile(all_ms, 0.95),
            },
        )
    ]
