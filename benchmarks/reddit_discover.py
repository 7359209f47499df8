"""One community and its authors on an idle stack: accepted to last row, beside Reddit's time."""

import asyncio
import statistics
from typing import Final

from benchmarks.arrivals import Arrival, watch
from benchmarks.frame import Bench, Figure
from benchmarks.stacks import REDDIT, Accepted, database, gateway, set_rate, until_ended
from msgspec import Struct

LATENCY_MS: Final = 250
# About, rules and two listings at the same time, then ten authors at the same time.
CHAIN: Final = 2
BAR: Final = 1.3
REST_S: Final = 1.0
# More than any of the calls of one discovery wait for.
UNLIMITED: Final = 1_000.0
BURST: Final = 100
SIMULATOR: Final = ("--latency-ms", str(LATENCY_MS), "--rate-limit", "0", "--posts", "150")
# What discoveries find is not scanned meanwhile: the stack is idle.
ALONE: Final = {"dispatcher": {"B9_DISPATCHER__DISCOVERED_SCANS_PER_DAY": "0"}}


class Run(Struct, frozen=True, kw_only=True):
    """One discovery: from its 202 to the last row, and the part that came after the last fetch."""

    took_s: float
    commit_s: float
    pages: int

    @property
    def ratio(self) -> float:
        """In units of what could not be faster: the chain of calls, and the commit."""
        return self.took_s / (_ideal_s() + self.commit_s)


async def measure(bench: Bench) -> list[Figure]:
    """Discover communities one after another, each when the one before has wholly ended."""
    runs: list[Run] = []
    async with (
        bench.stack("reddit-discover", reddit_simulator_args=SIMULATOR, env=ALONE) as stack,
        gateway(stack) as client,
        database(stack) as connection,
    ):
        await set_rate(stack, connection, UNLIMITED, provider=REDDIT, burst=BURST)
        # The first is not counted: processes that just started have yet to import and connect.
        for number in range(bench.sized(13, 3)):
            accepted = await client.discover(f"newfound{number}")
            arrivals = await watch(connection, accepted.request_id, 60)
            if number:
                runs.append(_run(accepted, arrivals))
            await until_ended(connection, [accepted.request_id], 120)
            await asyncio.sleep(REST_S)
    return [_figure(runs)]


def _run(accepted: Accepted, arrivals: list[Arrival]) -> Run:
    committed = arrivals[-1].seen_at
    fetched = max(arrival.observed_at.timestamp() for arrival in arrivals)
    return Run(took_s=committed - accepted.at, commit_s=committed - fetched, pages=len(arrivals))


def _ideal_s() -> float:
    return CHAIN * LATENCY_MS / 1_000


def _figure(runs: list[Run]) -> Figure:
    took = [run.took_s for run in runs]
    return Figure(
        name="reddit_discover",
        what=f"subreddit and 10 authors: 202 to last row, in {CHAIN} x {LATENCY_MS} ms + commit",
        value=statistics.median(run.ratio for run in runs),
        unit="x",
        bar=BAR,
        at_most=True,
        detail={
            "communities": len(runs),
            "median_s": statistics.median(took),
            "fastest_s": min(took),
            "slowest_s": max(took),
            # From the last answer, read in full, to its rows being seen.
            "commit_s": statistics.median(run.commit_s for run in runs),
            "without_commit": statistics.median(took) / _ideal_s(),
            "pages": statistics.median(run.pages for run in runs),
        },
    )
