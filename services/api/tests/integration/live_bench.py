"""How soon many viewers are told of what happens, and what that costs the gateway."""

import asyncio
import re
import time
from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import aiohttp
import asyncpg
import msgspec
from services.api.tests.integration.api_harness import TOKEN, eventually
from services.api.tests.integration.test_processes import (
    Client,
    dispatcher_environment,
    gateway_environment,
    process,
)

from b9_devstack.ports import free_port
from b9_devstack.testing import Database as TemporaryDatabase

SENT = re.compile(rb'"sent": ?(\d+\.\d+)')
EVENT = b"event: request\n"
BATCHES_PER_S = 20
# Every event of every fifth viewer is timed; of the others they are counted.
TIMED = 5
ASK = (
    "GET /api/events?topics=requests HTTP/1.1\r\nHost: here\r\n"
    f"Authorization: Bearer {TOKEN}\r\n\r\n"
).encode()
REQUEST = """
INSERT INTO requests (id, correlation_id, kind, kind_group, platform, target_kind, target)
VALUES ($1, 'of-a-bench', 'creator_add', 'content', 'instagram', 'creator', 'nasa')
"""
EVENTS = """
INSERT INTO request_events (request_id, type, stage, message, data, service)
SELECT $1, 'stage_progress', 'content', 'a page of reels was stored: 12 of 90',
       jsonb_build_object('sent', $2::float8, 'page', place), 'persister'
  FROM generate_series(1, $3) AS place
"""


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


class Ear(asyncio.Protocol):
    """One viewer: counts, and times where it is told to."""

    def __init__(self, latencies: "array[float] | None") -> None:
        self.events = 0
        self.began = asyncio.Event()
        self.lost = False
        self._latencies = latencies
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(ASK)

    def data_received(self, data: bytes) -> None:
        now = time.time()
        self.began.set()
        whole = self._rest + data
        cut = whole.rfind(b"\n\n") + 2
        if cut == 1:
            self._rest = whole
            return
        self._rest = whole[cut:]
        self.events += whole.count(EVENT, 0, cut)
        if self._latencies is not None:
            self._latencies.extend(now - float(sent) for sent in SENT.findall(whole, 0, cut))

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True


@asynccontextmanager
async def listening(port: int, viewers: int) -> AsyncIterator[tuple[list[Ear], "array[float]"]]:
    """So many open streams."""
    latencies: array[float] = array("d")
    ears: list[Ear] = []
    transports = []
    loop = asyncio.get_running_loop()
    try:
        for number in range(viewers):
            ear = Ear(latencies if number % TIMED == 0 else None)
            transport, _ = await loop.create_connection(partial(_same, ear), "127.0.0.1", port)
            transports.append(transport)
            ears.append(ear)
        await asyncio.gather(*(ear.began.wait() for ear in ears))
        yield ears, latencies
    finally:
        for transport in transports:
            transport.abort()


def _same(ear: Ear) -> Ear:
    return ear


async def happen(dsn: str, per_s: int, seconds: float) -> int:
    """Commit events evenly (an open loop: late ones do not delay what follows); how many."""
    connection = await asyncpg.connect(dsn)
    request_id = uuid4()
    await connection.execute(REQUEST, request_id)
    began = time.monotonic()
    batches = round(seconds * BATCHES_PER_S)
    for batch in range(batches):
        due = began + batch / BATCHES_PER_S
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        await connection.execute(EVENTS, request_id, time.time(), per_s // BATCHES_PER_S)
    await connection.close()
    return batches * (per_s // BATCHES_PER_S)


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
        ears, latencies = await stack.enter_async_context(listening(port, viewers))
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
