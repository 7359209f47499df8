"""How late each service's event loop runs while it is saturated, beside a loop that idles."""

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from benchmarks.frame import Bench, Figure
from benchmarks.persister_backlog import PERSISTER, announce, until_written
from benchmarks.stacks import Connection, Gateway, database, gateway, metric, only, set_rate

from b9_common.topology import ROWS, rows_subject
from b9_devstack.process import Command, Process
from b9_devstack.supervisor.stack import Stack

BAR_MS: Final = 50.0
# As long as the services' own figure looks back.
WINDOW_S: Final = 30
LAG: Final = "b9_event_loop_lag_seconds"
GATEWAY: Final = "gateway-1"
DISPATCHER: Final = "dispatcher-1"
INGEST: Final = "instagram-ingest-1"
UPLOADER: Final = "media-uploader-1"
CLIENTS: Final = 8
OUTBOX_ROWS: Final = 10_000
UNLIMITED: Final = 10_000.0

FILL_OUTBOX: Final = """
INSERT INTO outbox (stream, subject, msg_id, payload)
SELECT $1, $2, 'bench:' || gen_random_uuid(), $3 FROM generate_series(1, $4)
"""

Load = Coroutine[Any, Any, None]


async def measure(bench: Bench) -> list[Figure]:
    """Saturate one service after another, all others stopped."""
    creators = bench.sized(1_042, 100)
    async with bench.stack("loop-lag") as stack, database(stack) as connection:
        # The ingest's load is what the gateway accepted: the dispatcher sends it on.
        await set_rate(stack, connection, UNLIMITED)
        lag = _Lag(bench, stack)
        async with gateway(stack) as client:
            await lag.of(GATEWAY, _post_for_ever(client))
        await lag.of(DISPATCHER, _fill_outbox_for_ever(connection))
        await lag.of(INGEST, asyncio.sleep(WINDOW_S))
        await only(stack)
        bench.say(f"loop-lag: announcing the pages of {creators} creators")
        await connection.execute("TRUNCATE request_pages")
        await announce(bench, stack, connection, creators)
        await lag.of(PERSISTER, until_written(connection, creators, 300))
        await lag.of(UPLOADER, asyncio.sleep(WINDOW_S))
    return lag.figures


class _Lag:
    """Saturates services and keeps the figures."""

    def __init__(self, bench: Bench, stack: Stack) -> None:
        self._bench = bench
        self._stack = stack
        self.figures: list[Figure] = []

    async def of(self, child: str, load: Load) -> None:
        """Run *child* alone under *load*, to the load's end or for as long as the window is."""
        await only(self._stack, child)
        service = child.removesuffix("-1")
        self._bench.say(f"loop-lag: {service}")
        async with _idling(self._stack) as idle_p99:
            working = asyncio.create_task(load)
            try:
                await asyncio.wait({working}, timeout=self._bench.sized(WINDOW_S, 8))
                p99 = await metric(self._stack, child, LAG, quantile="0.99")
                worst = await metric(self._stack, child, LAG, quantile="1.0")
                if working.done():
                    await working
            finally:
                working.cancel()
                with suppress(asyncio.CancelledError):
                    await working
            idle = await idle_p99()
        self.figures.append(
            Figure(
                name=f"loop_lag_{service.replace('-', '_')}",
                what=f"event loop of a saturated {service}: lag p99 less an idle loop's",
                value=(p99 - idle) * 1_000,
                unit="ms",
                bar=BAR_MS,
                at_most=True,
                detail={
                    "p99_ms": p99 * 1_000,
                    "idle_p99_ms": idle * 1_000,
                    "worst_ms": worst * 1_000,
                },
            )
        )


@asynccontextmanager
async def _idling(stack: Stack) -> AsyncIterator[Callable[[], Coroutine[Any, Any, float]]]:
    """A process with an idle loop; ask once for the 99th percentile of its lag, in seconds."""
    command = Command(
        name="idle",
        argv=[sys.executable, "-m", "benchmarks.idle_loop"],
        log=stack.folder.logs / "idle.log",
    )
    process = Process.start(command)

    async def p99() -> float:
        await process.stop()
        return float(process.output().strip().rpartition("p99=")[2])

    try:
        yield p99
    finally:
        await process.stop()


async def _post_for_ever(client: Gateway) -> None:
    """Closed loops of clients that each ask for a creator, again and again."""
    numbers = itertools.count()

    async def one() -> None:
        while True:
            await client.add(f"crowd{next(numbers)}", mirror_media=False)

    async with asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(one())


async def _fill_outbox_for_ever(connection: Connection) -> None:
    """Never let the relay run out of rows."""
    payload = b"{}".ljust(600)
    while True:
        if await connection.fetchval("SELECT count(*) FROM outbox") < OUTBOX_ROWS:
            subject = rows_subject("instagram")
            await connection.execute(FILL_OUTBOX, ROWS.name, subject, payload, OUTBOX_ROWS)
        await asyncio.sleep(0.05)
