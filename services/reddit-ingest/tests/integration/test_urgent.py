"""Somebody waits before a screen while hundreds of scans that can wait are under way."""

import time

import pytest
from reddit_bench import Bench, set_limits

from b9_common.events import FetchOutcome, Kind, Lane
from b9_common.messaging.connection import Broker
from b9_devstack.testing.bench import Simulator, eventually

CALLS_PER_S = 2.0
# As many as five seconds allow; that it takes no longer is asked of a whole stack.
CALLS_BEFORE_A_SCREEN = 10


@pytest.mark.parametrize("kind", [Kind.SUBREDDIT_SCAN, Kind.SUBREDDIT_DISCOVER])
async def test_who_waits_before_a_screen_is_served_while_hundreds_wait(
    broker: Broker, bench: Bench, simulator: Simulator, kind: Kind
) -> None:
    await set_limits(broker, rate_per_s=CALLS_PER_S)
    for number in range(200):
        await bench.request(
            f"birds_{number}", kind, request_id=f"later-{number}", authors=10, lane=Lane.LATER
        )
    await bench.start()
    await eventually(lambda: _asked(simulator, 5))

    asked_at = time.time()
    await bench.request("pics", Kind.SUBREDDIT_FETCH_SINGLE, request_id="now")
    marker = await bench.finished("now")
    calls = [one for one in (await simulator.calls())["calls"] if one["t"] > asked_at]
    last = max(number for number, one in enumerate(calls, start=1) if one["who"] == "pics")

    assert marker.outcome is FetchOutcome.COMPLETE
    # Counted, not timed: who stands still for a moment lets nobody else go first.
    assert last < CALLS_BEFORE_A_SCREEN


async def _asked(simulator: Simulator, number: int) -> bool:
    return int((await simulator.calls())["total"]) >= number
