"""The live feed with many viewers: how late it tells them, and what it needs for that."""

import asyncio
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from benchmarks.frame import Bench, Figure, quantile
from benchmarks.stacks import peak_rss_mib, until
from benchmarks.viewers import Ear, happen, listening

from b9_devstack.supervisor.stack import Stack

SERVICES: Final = ("gateway", "dispatcher")
# All viewers are one caller here.
GATEWAY: Final = {"B9_OTLP_URL": "", "B9_API__RATE_PER_S": "5000", "B9_API__RATE_BURST": "5000"}
VIEWERS: Final = 500
PER_S: Final = 200
LATE_MS: Final = 250.0
RSS_MIB: Final = 250.0
ALL_TOLD_S: Final = 30.0


async def measure(bench: Bench) -> list[Figure]:
    """Commit events evenly while all viewers listen; from before the commit to their sockets."""
    async with bench.stack("live", services=SERVICES, env={"gateway": GATEWAY}) as stack:
        port = urlsplit(stack.gateway_url).port or 0
        async with listening(port, VIEWERS, stack.token) as (ears, latencies):
            sent = await happen(stack.owner_dsn, PER_S, bench.sized(60, 15))
            await until(lambda: _all_told(ears, sent), ALL_TOLD_S)
            late_ms = [one * 1_000 for one in latencies]
            return _figures(stack, ears, sent, late_ms)


async def _all_told(ears: Sequence[Ear], sent: int) -> bool:
    await asyncio.sleep(0)
    return all(one.events >= sent or one.lost for one in ears)


def _figures(
    stack: Stack, ears: Sequence[Ear], sent: int, late_ms: Sequence[float]
) -> list[Figure]:
    told: dict[str, float | str] = {
        "delivered": sum(one.events for one in ears),
        "not_delivered": sent * VIEWERS - sum(one.events for one in ears),
        "p50_ms": quantile(late_ms, 0.5),
        "p99_ms": quantile(late_ms, 0.99),
    }
    what = f"gateway: {VIEWERS} viewers, {PER_S} events a second"
    return [
        Figure(
            name="gateway_live_p95",
            what=f"{what}: told after, p95",
            value=quantile(late_ms, 0.95),
            unit="ms",
            bar=LATE_MS,
            at_most=True,
            detail=told,
        ),
        Figure(
            name="gateway_live_rss",
            what=f"{what}: most memory held",
            value=peak_rss_mib(stack.children["gateway-1"].pid),
            unit="MiB",
            bar=RSS_MIB,
            at_most=True,
        ),
    ]
