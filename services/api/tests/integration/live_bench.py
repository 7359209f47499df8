"""How soon many viewers are told of what happens, and what that costs the gateway."""

import re
import time
from array import array
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import msgspec
from benchmarks.viewers import Ear, happen, listening
from services.api.tests.integration.api_harness import TOKEN, eventually
from services.api.tests.integration.test_processes import (
    Client,
    dispatcher_environment,
    gateway_environment,
    process,
)

from b9_devstack.ports import free_port
from b9_devstack.testing import Database as TemporaryDatabase


@dataclass(frozen=True)
class Figures:
    """What was measured; latency is from before the insert to the viewer's socket."""

    viewers: int
    events_per_s: float
    delivered: int
    wanted: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    rss_mib: float
    cpu_share: float


async def measure(
    database: TemporaryDatabase, nats_url: str, *, viewers: int, per_s: int, seconds: float
) -> Figures:
    """One gateway and one dispatcher, as they are run, and so many viewers of all requests."""
    port = free_port()
    async with AsyncExitStack() as stack:
        environment = gateway_environment(database, nats_url, port)
        # All these viewers are one caller.
        environment |= {"B9_API__RATE_BURST": "5000", "B9_API__RATE_PER_S": "5000"}
        gateway = stack.enter_context(process("b9_api", environment))
        dispatcher = dispatcher_environment(database, nats_url, "bench")
        stack.enter_context(process("b9_api.dispatcher", dispatcher))
        http = await stack.enter_async_context(aiohttp.ClientSession())
        await eventually(Client(http, port).is_up, 40)
        ears, latencies = await stack.enter_async_context(listening(port, viewers, TOKEN))
        cpu, began = _cpu_s(gateway.pid), time.monotonic()
        sent = await happen(database.owner_dsn, per_s, seconds)
        took = time.monotonic() - began
        share = (_cpu_s(gateway.pid) - cpu) / took
        await eventually(lambda: _all(ears, sent), 20)
        return Figures(
            viewers=viewers,
            events_per_s=sent / took,
            delivered=sum(ear.events for ear in ears),
            wanted=sent * viewers,
            p50_ms=_quantile(latencies, 0.50),
            p95_ms=_quantile(latencies, 0.95),
            p99_ms=_quantile(latencies, 0.99),
            rss_mib=_peak_mib(gateway.pid),
            cpu_share=share,
        )


async def _all(ears: Sequence[Ear], sent: int) -> bool:
    return all(ear.events >= sent or ear.lost for ear in ears)


def _quantile(found: "array[float]", share: float) -> float:
    return sorted(found)[int(share * (len(found) - 1))] * 1_000


def _peak_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1_024


def _cpu_s(pid: int) -> float:
    times = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / 100


def told(figures: Figures) -> str:
    """As JSON, for whoever keeps them."""
    return msgspec.json.encode(figures).decode()
