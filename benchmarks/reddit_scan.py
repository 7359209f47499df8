"""Scans of many communities by two ingests: how much of Reddit's budget is used, and never more."""

from typing import Any, Final

from benchmarks.frame import Bench, Figure
from benchmarks.stacks import REDDIT, database, gateway, set_rate, simulator, until_ended

WINDOW_S: Final = 60
PER_WINDOW: Final = 6_000
RATE: Final = PER_WINDOW / WINDOW_S
BAR: Final = 0.95
# About, rules and two listings.
CALLS: Final = 4
# Small ones: what is measured is how calls are spread, not how fast this machine stores posts.
POSTS: Final = 5
# Reddit counts by the minute, so what a slow moment left unused may follow at once: with the pace
# of 0.97, no minute holds more than 5,870.
BURST: Final = 50
AT_ONCE: Final = 100
SIMULATOR: Final = (
    "--rate-limit", str(PER_WINDOW), "--rate-window-s", str(WINDOW_S), "--posts", str(POSTS),
)  # fmt: skip


async def measure(bench: Bench) -> list[Figure]:
    """Ask for scans faster than they may be made, and count calls; then go on past a window."""
    communities = bench.sized(500, 100)
    async with (
        bench.stack("reddit-scan", reddit_ingests=2, reddit_simulator_args=SIMULATOR) as stack,
        gateway(stack) as client,
        database(stack) as connection,
    ):

        async def scanned(names: str, number: int) -> dict[str, int]:
            ids: list[str] = []
            for at in range(0, number, AT_ONCE):
                some = range(at, min(at + AT_ONCE, number))
                ids += await client.add_communities([f"{names}{one}" for one in some])
            return await until_ended(connection, ids, 180)

        await set_rate(stack, connection, RATE, provider=REDDIT, burst=BURST)
        # Processes that just started have yet to import, connect and fetch a token.
        await scanned("early", 32)
        await simulator(stack.reddit_simulator_url, "POST", "reset", {})
        bench.say("reddit-scan: measuring")
        ended = await scanned("crowd", communities)
        calls = await simulator(stack.reddit_simulator_url, "GET", "calls?limit=100000")
        bench.say("reddit-scan: on into the next window")
        await scanned("more", bench.sized(1_100, 0))
        windows = await simulator(stack.reddit_simulator_url, "GET", "windows")
    return _figures(calls, windows, ended, communities)


def _figures(
    calls: dict[str, Any], windows: dict[str, Any], ended: dict[str, int], communities: int
) -> list[Figure]:
    times = sorted(call["t"] for call in calls["calls"])
    span_s = times[-1] - times[0]
    return [
        Figure(
            name="reddit_budget_used",
            what=f"scan of {communities} subreddits: share of {PER_WINDOW}/min used",
            value=(len(times) - 1) / span_s / RATE,
            unit="x",
            bar=BAR,
            at_most=False,
            detail={
                "calls": len(times),
                "calls_needed": communities * CALLS,
                "seconds": span_s,
                "without_the_first_burst": (len(times) - BURST) / span_s / RATE,
                **{f"requests_{status}": number for status, number in ended.items()},
            },
        ),
        Figure(
            name="reddit_refused",
            what="scan: calls answered with 429",
            value=windows["refused"],
            unit="calls",
            bar=0,
            at_most=True,
        ),
        Figure(
            name="reddit_max_window",
            what=f"scan: calls in the fullest window of {WINDOW_S} s, counted by the simulator",
            value=windows["max_used"],
            unit="calls",
            bar=PER_WINDOW,
            at_most=True,
            detail={
                "windows": len(windows["windows"]),
                "fullest_second": windows["max_window_1s"],
            },
        ),
    ]
