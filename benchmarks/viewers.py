"""Viewers of the live feed, by a client that costs little itself, and events for them to see."""

import asyncio
import re
import time
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final
from uuid import uuid4

import asyncpg

SENT: Final = re.compile(rb'"sent": ?(\d+\.\d+)')
EVENT: Final = b"event: request\n"
BATCHES_PER_S: Final = 20
# Every event of every fifth viewer is timed; of the others they are counted.
TIMED: Final = 5
ASK: Final = (
    "GET /api/events?topics=requests HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {}\r\n\r\n"
)
REQUEST: Final = """
INSERT INTO requests (id, correlation_id, kind, kind_group, platform, target_kind, target)
VALUES ($1, 'of-a-bench', 'creator_add', 'content', 'instagram', 'creator', 'nasa')
"""
EVENTS: Final = """
INSERT INTO request_events (request_id, type, stage, message, data, service)
SELECT $1, 'stage_progress', 'content', 'a page of reels was stored: 12 of 90',
       jsonb_build_object('sent', $2::float8, 'page', place), 'persister'
  FROM generate_series(1, $3) AS place
"""


class Ear(asyncio.Protocol):
    """One viewer: counts, and times where it is told to."""

    def __init__(self, ask: bytes, latencies: "array[float] | None") -> None:
        self._ask = ask
        self.events = 0
        self.began = asyncio.Event()
        self.lost = False
        self._latencies = latencies
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._ask)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
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

    def connection_lost(self, _: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self.lost = True


@asynccontextmanager
async def listening(
    port: int, viewers: int, token: str
) -> AsyncIterator[tuple[list[Ear], "array[float]"]]:
    """So many open streams, and what those that are timed have measured so far, in seconds."""
    ask = ASK.format(token).encode()
    latencies: array[float] = array("d")
    ears: list[Ear] = []
    transports = []
    loop = asyncio.get_running_loop()
    try:
        for number in range(viewers):
            ear = Ear(ask, latencies if number % TIMED == 0 else None)
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
