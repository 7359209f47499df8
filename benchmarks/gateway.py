"""The gateway on a seeded database: lists as they are asked for, deep pages, counts, throughput."""

import statistics
import time
from collections.abc import Sequence
from typing import Any, Final

import aiohttp
from benchmarks.frame import Bench, Figure, quantile
from benchmarks.gateway_share import throughput
from benchmarks.gateway_world import client, seeded
from benchmarks.open_loop import Answer, arrive

RATE_PER_S: Final = 150.0
LIST_MS: Final = 25.0
COUNTS_MS: Final = 10.0
DEPTH_RATIO: Final = 1.2
DEEP_PAGE: Final = 1_000
WAIT_MS: Final = 30_000.0

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
    "/api/reddit/viral-posts",
    "/api/reddit/users",
    "/api/reddit/users?q=willow",
    "/api/reddit/users?our_creator=true",
    "/api/reddit/accounts",
    "/api/models",
    "/api/keys",
    "/api/dead-letters",
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


async def measure(bench: Bench) -> list[Figure]:
    """Seed a stack of its own, let it come to rest, then one figure after another."""
    async with seeded(bench) as stack, client(stack) as http:
        await _warm(http)
        return [
            await _lists(bench, http),
            await _depth(bench, http),
            await _counts(bench, http),
            await throughput(bench, stack),
        ]


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
    """A refusal comes soon, and is no answer: it counts as the longest wait there is."""
    return [
        one.took_s * 1_000 if one.status == 200 else WAIT_MS
        for one in answers
        if path in {None, one.path}
    ]
