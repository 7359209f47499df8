"""A gateway on a database with as many rows as life has, and a client of it."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import aiohttp
import asyncpg
from benchmarks.frame import Bench

from b9_cli.database import Database
from b9_cli.seed.seeding import seed
from b9_cli.seed.sizes import Sizes
from b9_devstack.supervisor.stack import Stack

# Beside the servers: what is measured is one process and its database.
SERVICES: Final = ("gateway",)
# Nobody receives spans here, and none of the callers is held back by a rate.
GATEWAY: Final = {
    "B9_OTLP_URL": "",
    "B9_API__RATE_PER_S": "100000",
    "B9_API__RATE_BURST": "100000",
}


@asynccontextmanager
async def seeded(bench: Bench) -> AsyncIterator[Stack]:
    """A stack with rows, as far as possible at rest."""
    async with bench.stack("gateway", services=SERVICES, env={"gateway": GATEWAY}) as stack:
        started = time.monotonic()
        pair = [await asyncpg.connect(stack.owner_dsn, command_timeout=300) for _ in range(2)]
        try:
            await seed(
                (Database(pair[0]), Database(pair[1])),
                Sizes.at(bench.scale),
                number=1,
                now=datetime.now(UTC),
            )
            await pair[0].execute("CHECKPOINT")
        finally:
            for one in pair:
                await one.close()
        bench.say(f"gateway: seeded at {bench.scale} in {time.monotonic() - started:.0f} s")
        yield stack


@asynccontextmanager
async def client(stack: Stack) -> AsyncIterator[aiohttp.ClientSession]:
    """As many connections as there are calls at once."""
    # The client would ask for a smaller answer, and then be measured at making it large again.
    headers = {"Authorization": f"Bearer {stack.token}", "Accept-Encoding": "identity"}
    async with aiohttp.ClientSession(
        stack.gateway_url,
        headers=headers,
        timeout=aiohttp.ClientTimeout(total=30),
        connector=aiohttp.TCPConnector(limit=0),
    ) as http:
        yield http
