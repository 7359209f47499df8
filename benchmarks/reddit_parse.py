"""A listing of 100 posts, from its bytes to our records, beside decoding the same bytes alone."""

import gc
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import aiohttp
import msgspec
from benchmarks.frame import Bench, Figure
from msgspec import Struct

from b9_common.events import Walk
from b9_devstack.testing.bench import Simulator
from b9_reddit_ingest.keywords import load_keywords
from b9_reddit_ingest.reading import read_answer

BAR: Final = 3.0
POSTS: Final = 100
COMMUNITIES: Final = 10
ROUNDS: Final = 60
SIMULATOR: Final = "b9_devstack.reddit_simulator"


class Timing(Struct, frozen=True, kw_only=True):
    """One body: its size, and the best of many times that each way took."""

    size: int
    read_s: float
    decode_s: float

    @property
    def ratio(self) -> float:
        """How many times as long reading takes."""
        return self.read_s / self.decode_s


async def measure(bench: Bench) -> list[Figure]:
    """Time both ways on what the simulator sends."""
    rounds = bench.sized(ROUNDS, 5)
    return [_figure([_timing(body, rounds) for body in await _simulated(bench)])]


async def _simulated(bench: Bench) -> list[bytes]:
    words = ("--seed", "1", "--posts", "150", "--rate-limit", "0")
    agent = {"User-Agent": "benchmarks"}
    bodies = []
    async with (
        Simulator.running(bench.folder, SIMULATOR, *words) as simulator,
        aiohttp.ClientSession(simulator.url, headers=agent) as http,
    ):
        for number in range(COMMUNITIES):
            path = f"/r/parsed{number}/new.json?raw_json=1&limit={POSTS}"
            async with http.get(path) as response:
                bodies.append(await response.read())
    return bodies


def _posts_in(body: bytes) -> int:
    page = read_answer(Walk.TOP, 200, {}, body, now=datetime.now(UTC)).page
    return len(page.posts) if page else 0


def _timing(body: bytes, rounds: int) -> Timing:
    now, keywords = datetime.now(UTC), load_keywords()
    if _posts_in(body) < POSTS:
        raise RuntimeError(f"{_posts_in(body)} posts where {POSTS} were asked for")
    ways: tuple[Callable[[], object], ...] = (
        lambda: read_answer(Walk.TOP, 200, {}, body, now=now, keywords=keywords),
        lambda: msgspec.json.decode(body),
    )
    gc.collect()
    # In turns, so that a busy moment of the machine is nobody's alone.
    both = [[_took_s(way) for way in ways] for _ in range(rounds)]
    read_s, decode_s = map(min, zip(*both, strict=True))
    return Timing(size=len(body), read_s=read_s, decode_s=decode_s)


def _took_s(way: Callable[[], object]) -> float:
    started = time.perf_counter()
    way()
    return time.perf_counter() - started


def _figure(timings: list[Timing]) -> Figure:
    worst = max(timings, key=lambda timing: timing.ratio)
    largest = max(timings, key=lambda timing: timing.size)
    return Figure(
        name="reddit_parse",
        what=f"listing of {POSTS} posts, read: x decoding alone, the worst",
        value=worst.ratio,
        unit="x",
        bar=BAR,
        at_most=True,
        detail={
            "listings": len(timings),
            "worst_kb": worst.size / 1_000,
            "worst_read_ms": worst.read_s * 1_000,
            "worst_decode_ms": worst.decode_s * 1_000,
            "all_together": sum(one.read_s for one in timings)
            / sum(one.decode_s for one in timings),
            "largest": largest.ratio,
            "largest_kb": largest.size / 1_000,
            "largest_read_ms": largest.read_s * 1_000,
        },
    )
