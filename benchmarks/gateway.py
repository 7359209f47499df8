"""The gateway on a seeded database: lists as they are asked for, deep pages, counts, throughput."""

import os
import statistics
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, Final

import aiohttp
import asyncpg
from benchmarks.closed_loop import per_second, size_of
from benchmarks.frame import Bench, Figure, quantile
from benchmarks.open_loop import Answer, arrive
from benchmarks.stacks import until

from b9_cli.database import Database
from b9_cli.seed.seeding import seed
from b9_cli.seed.sizes import Sizes
from b9_devstack.ports import LOOPBACK, free_port
from b9_devstack.process import Command, Process
from b9_devstack.supervisor.stack import Stack

# Beside the servers: what is measured is one process and its database.
SERVICES: Final = ("gateway",)
RATE_PER_S: Final = 150.0
LIST_MS: Final = 25.0
COUNTS_MS: Final = 10.0
DEPTH_RATIO: Final = 1.2
BARE_SHARE: Final = 0.5
START_S: Final = 20.0
DEEP_PAGE: Final = 1_000
CONNECTIONS: Final = 8

# The first pages that the dashboard asks for, each list at least once.
LISTS: Final = (
    "/api/instagram/creators?review_status=none",
    "/api/instagram/creators?review_status=ok&sort=-discovery_date",
    "/api/instagram/creators?review_status=ok&niche=none",
    "/api/instagram/creators?q=amber",
    "/api/instagram/reels?max_age_days=1",
    "/api/instagram/reels?viral=true&sort=-viral_multiplier",
    "/api/instagram/reels?sort=-taken_at",
    "/api/instagram/posts",
    "/api/reddit/subreddits?review=none&sort=-avg_upvotes_per_post",
    "/api/reddit/subreddits?review=Ok&untagged=true&sort=-subscribers",
    "/api/reddit/subreddits?q=cedar",
    "/api/reddit/recommendations?sfw=true",
    "/api/reddit/posts",
    "/api/reddit/posts?sort=-score",
    "/api/reddit/users",
    "/api/reddit/users?q=willow",
    "/api/reddit/users?our_creator=true",
    "/api/reddit/accounts",
    "/api/models",
    "/api/audit",
    "/api/requests",
    "/api/requests?status=failed",
)
LARGEST: Final = "/api/reddit/posts?limit=20"
COUNTED: Final = (
    "/api/instagram/creators?include=counts&limit=1",
    "/api/reddit/subreddits?include=counts&limit=1",
    "/api/reddit/users?include=counts&limit=1",
)
CREATORS: Final = "/api/instagram/creators"


async def measure(bench: Bench) -> list[Figure]:
    """Seed a stack of its own, let it come to rest, then one figure after another."""
    async with seeded(bench) as stack, _client(stack) as http:
        await _warm(http)
        return [
            await _lists(bench, http),
            await _depth(bench, http),
            await _counts(bench, http),
            await _throughput(bench, stack),
        ]


@asynccontextmanager
async def seeded(bench: Bench) -> AsyncIterator[Stack]:
    """A stack with rows; no caller of it is held back by a rate."""
    wide = {"B9_API__RATE_PER_S": "100000", "B9_API__RATE_BURST": "100000"}
    async with bench.stack("gateway", services=SERVICES, env={"gateway": wide}) as stack:
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
async def _client(stack: Stack) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {stack.token}"}
    async with aiohttp.ClientSession(
        stack.gateway_url,
        headers=headers,
        timeout=aiohttp.ClientTimeout(total=30),
        connector=aiohttp.TCPConnector(limit=0),
    ) as http:
        yield http


async def _warm(http: aiohttp.ClientSession) -> None:
    """Every path once or twice, and that each is answered."""
    for path in (*LISTS, *COUNTED) * 2:
        async with http.get(path) as response:
            if response.status != 200:
                raise RuntimeError(f"{path}: {response.status} {await response.text()}")
            await response.read()


async def _lists(bench: Bench, http: aiohttp.ClientSession) -> Figure:
    answers = await arrive(http, LISTS, rate_per_s=RATE_PER_S, seconds=bench.sized(60, 10))
    worst = max(LISTS, key=lambda path: quantile(_ms(answers, path), 0.95))
    return Figure(
        name="gateway_lists_p95",
        what=f"gateway: first page of any list, p95 at {RATE_PER_S:.0f} a second (open loop)",
        value=quantile(_ms(answers), 0.95),
        unit="ms",
        bar=LIST_MS,
        at_most=True,
        detail={
            "requests": len(answers),
            "not_answered": sum(one.status != 200 for one in answers),
            "p50_ms": quantile(_ms(answers), 0.5),
            "p99_ms": quantile(_ms(answers), 0.99),
            "worst_list": worst,
            "worst_list_p95_ms": quantile(_ms(answers, worst), 0.95),
            "scale": bench.scale,
        },
    )


async def _depth(bench: Bench, http: aiohttp.ClientSession) -> Figure:
    """Walk as a person would scroll, then ask for both ends in turns."""
    deep = LARGEST
    for _ in range(DEEP_PAGE - 1):
        cursor = (await _told(http, deep))["page"]["next_cursor"]
        deep = f"{LARGEST}&cursor={cursor}"
    first_s: list[float] = []
    deep_s: list[float] = []
    for _ in range(bench.sized(300, 100)):
        first_s.append(await _took(http, LARGEST))
        deep_s.append(await _took(http, deep))
    return Figure(
        name="gateway_deep_page_ratio",
        what=f"gateway: page {DEEP_PAGE:,} of the largest list / page 1 (medians)",
        value=statistics.median(deep_s) / statistics.median(first_s),
        unit="x",
        bar=DEPTH_RATIO,
        at_most=True,
        detail={
            "first_ms": statistics.median(first_s) * 1_000,
            "deep_ms": statistics.median(deep_s) * 1_000,
            "scale": bench.scale,
        },
    )


async def _counts(bench: Bench, http: aiohttp.ClientSession) -> Figure:
    """Long enough for what is kept to be counted anew several times."""
    answers = await arrive(http, COUNTED, rate_per_s=20, seconds=bench.sized(30, 12))
    return Figure(
        name="gateway_counts_p95",
        what="gateway: all counts of one page, p95",
        value=quantile(_ms(answers), 0.95),
        unit="ms",
        bar=COUNTS_MS,
        at_most=True,
        detail={
            "requests": len(answers),
            "p50_ms": quantile(_ms(answers), 0.5),
            "counted_anew_ms": max(_ms(answers)),
            "scale": bench.scale,
        },
    )


async def _throughput(bench: Bench, stack: Stack) -> Figure:
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


async def _told(http: aiohttp.ClientSession, path: str) -> dict[str, Any]:
    async with http.get(path) as response:
        told: dict[str, Any] = await response.json()
    if response.status != 200:
        raise RuntimeError(f"{path}: {response.status} {told}")
    return told


async def _took(http: aiohttp.ClientSession, path: str) -> float:
    started = time.perf_counter()
    async with http.get(path) as response:
        await response.read()
    return time.perf_counter() - started


def _ms(answers: Sequence[Answer], path: str | None = None) -> list[float]:
    return [one.took_s * 1_000 for one in answers if path in {None, one.path}]
