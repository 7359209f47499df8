"""Many refreshes at once by two ingests: how much of the paid rate is used, and never more."""

from typing import Any, Final

from benchmarks.frame import Bench, Figure
from benchmarks.stacks import database, gateway, in_turns, set_rate, simulator, until_ended

RATE: Final = 55
LATENCY_MS: Final = 200
BAR: Final = 0.90
# While preparing, nothing is measured.
PREPARING_RATE: Final = 400
AT_ONCE: Final = 16


async def measure(bench: Bench) -> list[Figure]:
    """Fetch creators, store what a refresh will name, then refresh them all and count calls."""
    names = [f"regular{number}" for number in range(bench.sized(200, 30))]
    async with (
        bench.stack("refresh", ingests=2) as stack,
        gateway(stack) as client,
        database(stack) as connection,
    ):

        async def refreshed(timeout_s: float) -> dict[str, int]:
            accepted = await in_turns(client.refresh, names, AT_ONCE)
            ids = [one.request_id for one in accepted]
            return await until_ended(connection, ids, timeout_s)

        await set_rate(stack, connection, PREPARING_RATE)
        bench.say(f"refresh: fetching {len(names)} creators")
        added = await in_turns(lambda name: client.add(name, mirror_media=False), names, AT_ONCE)
        await until_ended(connection, [one.request_id for one in added], 180)
        bench.say("refresh: storing their media")
        await refreshed(420)

        await set_rate(stack, connection, RATE)
        await simulator(stack.simulator_url, "PATCH", "config", {"latency_ms": LATENCY_MS})
        await simulator(stack.simulator_url, "POST", "reset", {})
        bench.say("refresh: measuring")
        ended = await refreshed(180)
        calls = await simulator(stack.simulator_url, "GET", "calls?limit=100000")
        downloads = await simulator(stack.simulator_url, "GET", "downloads?limit=0")
    return _figures(calls, ended, downloads["total"])


def _figures(calls: dict[str, Any], ended: dict[str, int], downloads: int) -> list[Figure]:
    times = sorted(call["t"] for call in calls["calls"])
    span_s = times[-1] - times[0]
    tenth = len(times) // 10
    middle = times[tenth:-tenth]
    return [
        Figure(
            name="refresh_budget_used",
            what=f"refresh: share of {RATE} calls/s used, first call to last",
            value=(len(times) - 1) / span_s / RATE,
            unit="x",
            bar=BAR,
            at_most=False,
            detail={
                "calls": len(times),
                "seconds": span_s,
                "without_first_and_last_tenth": (len(middle) - 1) / (middle[-1] - middle[0]) / RATE,
                # A profile picture must be seen before it can be found: one each.
                "files_downloaded": downloads,
                **{f"requests_{status}": number for status, number in ended.items()},
            },
        ),
        Figure(
            name="refresh_max_window",
            what="refresh: calls in the fullest second, counted by the provider",
            value=calls["max_window_1s"],
            unit="calls",
            bar=RATE,
            at_most=True,
        ),
    ]
