"""How much of what a bare application could answer, the gateway answers."""

import os
import statistics
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import aiohttp
from benchmarks.closed_loop import per_second, size_of
from benchmarks.frame import Bench, Figure
from benchmarks.stacks import until

from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import Command, Process
from b9_devstack.supervisor.stack import Stack

BARE_SHARE: Final = 0.5
START_S: Final = 20.0
# Enough to keep the gateway busy while its database reads.
CONNECTIONS: Final = 32
CREATORS: Final = "/api/instagram/creators"


async def throughput(bench: Bench, stack: Stack) -> Figure:
    """The gateway and the bare application in turns, in the same run; the median of rounds."""
    size = await size_of(stack.gateway_url, CREATORS, token=stack.token)
    seconds = bench.sized(5, 2)
    rates: dict[str, list[float]] = {"gateway": [], "bytes": [], "rows": []}
    async with _bare(bench, size) as bare:
        asked = {
            "gateway": (stack.gateway_url, CREATORS),
            "bytes": (bare, "/bytes"),
            "rows": (bare, "/rows"),
        }
        for _ in range(bench.sized(5, 3)):
            for name, (url, path) in asked.items():
                rates[name].append(
                    await per_second(
                        url, path, token=stack.token, connections=CONNECTIONS, seconds=seconds
                    )
                )
    median = {name: statistics.median(found) for name, found in rates.items()}
    return Figure(
        name="gateway_share_of_bare",
        what="gateway: creators list / a bare route of as many bytes, requests per second",
        value=median["gateway"] / median["bytes"],
        unit="x",
        bar=BARE_SHARE,
        at_most=False,
        detail={
            "gateway_per_s": median["gateway"],
            "bare_per_s": median["bytes"],
            "bare_objects_per_s": median["rows"],
            "share_of_bare_objects": median["gateway"] / median["rows"],
            "connections": CONNECTIONS,
            "bytes": size,
            "scale": bench.scale,
        },
    )


@asynccontextmanager
async def _bare(bench: Bench, size: int) -> AsyncIterator[str]:
    """The bare application in a process of its own; its address."""
    port = free_port()
    words = ["-m", "benchmarks.gateway_bare", "--port", str(port), "--size", str(size)]
    process = Process.start(
        Command(
            name="bare",
            argv=[sys.executable, *words],
            log=bench.folder / "bare.log",
            env=dict(os.environ),
        )
    )
    url = f"http://{LOOPBACK}:{port}"
    try:
        async with aiohttp.ClientSession() as http:
            await until(lambda: _is_up(http, f"{url}/bytes"), START_S)
        yield url
    finally:
        process.kill()


async def _is_up(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as response:
            return response.ok
    except aiohttp.ClientError:
        return False
