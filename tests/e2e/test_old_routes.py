"""The old routes beside processes that freeze, stop and start, and the upstreams' own counters."""

import asyncio
from datetime import datetime
from typing import Any, Final

import pytest
from tests.support.world import World, until

from b9_common.events import Platform

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

# Heartbeats come every three seconds; without one for ten, nobody is taken to be at work. The rest
# is what a busy machine may stand still.
STALE_WITHIN_S: Final = 18
# Nothing is read by it, and it counts towards no limit.
SIGNING_IN: Final = "/api/v1/access_token"


async def told(calm: World, path: str) -> dict[str, Any]:
    status, answer = await calm.ask("GET", path)
    assert status == 200, answer
    return answer


async def state(calm: World, platform: str) -> str:
    shown = await told(calm, f"{platform}/scraper/status")
    return str(shown["system_health"]["scraper"])


async def counted(calm: World, platform: str) -> tuple[int, int, int]:
    """Today's calls by the route, by the rows, and by the upstream itself."""
    shown = (await told(calm, f"{platform}/scraper/status-detailed"))["statistics"]
    rows = await calm.value("SELECT count(*) FROM api_calls WHERE platform = $1", platform)
    ask = calm.simulator if platform == Platform.INSTAGRAM else calm.reddit
    log = await ask("GET", "calls?limit=1")
    made = log["total"] - log["by_endpoint"].get(SIGNING_IN, 0)
    return shown["daily_api_calls"], rows, made


async def until_counted(calm: World, platform: str, at_least: int) -> int:
    """The number of calls, once all three agree."""
    found: set[int] = set()

    async def agreed() -> bool:
        nonlocal found
        found = set(await counted(calm, platform))
        return len(found) == 1 and min(found) >= at_least

    await until(agreed, 30)
    return found.pop()


async def test_calls_and_costs_are_those_that_the_upstream_counted(calm: World) -> None:
    request = await calm.add("counted.one")
    assert (await calm.followed(request))["status"] == "completed"

    number = await until_counted(calm, "instagram", 12)
    rate = (await told(calm, "instagram/scraper/success-rate"))["stats"]
    costs = (await told(calm, "instagram/scraper/cost-metrics"))["metrics"]

    # It counts from the last start of the scraper, which other tests stop and start.
    began = datetime.fromisoformat(rate["since"])
    since = await calm.value(
        "SELECT count(*) FROM api_calls WHERE platform = 'instagram' AND at >= $1", began
    )
    assert (rate["total_requests"], rate["success_rate"]) == (since, 100)
    assert since >= 12
    assert costs["api_calls_today"] == number
    assert costs["daily_cost"] == round(number * costs["cost_per_request"], 9)


async def test_what_was_added_is_in_the_stats(calm: World) -> None:
    before = (await told(calm, "stats"))["stats"]["rows"]
    creator = await calm.add("another.one")
    community = await calm.seek("counted_pics")
    for request in (creator, community):
        assert (await calm.followed(request))["status"] == "completed"
    query = "SELECT count(*) FROM {}"

    async def counted_too() -> bool:
        rows = (await told(calm, "stats"))["stats"]["rows"]
        truth = {table: await calm.value(query.format(table)) for table in rows}
        grown = rows["instagram_reels"] - before["instagram_reels"] >= 90
        found = rows["reddit_subreddits"] > before["reddit_subreddits"]
        return bool(rows == truth and grown and found)

    await until(counted_too, 30)
    number = await until_counted(calm, "reddit", 1)
    shown = await told(calm, "reddit/scraper/reddit-api-stats")
    assert shown["daily_calls"] == number
    assert shown["remaining"] == shown["daily_limit"] - number


async def test_a_stopped_scraper_calls_nobody_until_it_is_started(calm: World) -> None:
    async def now(wanted: str) -> bool:
        return await state(calm, "instagram") == wanted

    await until(lambda: now("running"), 20)
    await calm.idle()
    status, stopped = await calm.ask("POST", "instagram/scraper/stop")
    await until(lambda: now("stopped"), 20)
    before = (await calm.simulator("GET", "calls?limit=1"))["total"]
    request = await calm.add("patient.one")
    await asyncio.sleep(2)
    meanwhile = (await calm.simulator("GET", "calls?limit=1"))["total"]
    again = await calm.ask("POST", "instagram/scraper/stop")
    started, _ = await calm.ask("POST", "instagram/scraper/start")
    row = await calm.followed(request)
    await until(lambda: now("running"), 20)

    assert (status, stopped["status"], stopped["desired"]["enabled"]) == (202, "stopping", False)
    assert meanwhile == before
    assert (again[0], again[1]["status"]) == (200, "already_stopped")
    assert (started, row["status"]) == (202, "completed")


async def test_a_frozen_scraper_is_stale_within_its_limit_and_healthy_again_after(
    calm: World,
) -> None:
    frozen = [calm.server(f"{platform}-ingest-1") for platform in Platform]
    for child in frozen:
        child.pause()
    try:

        async def stale() -> bool:
            return {await state(calm, platform) for platform in Platform} == {"stale"}

        await until(stale, STALE_WITHIN_S)
        # By then the bucket has forgotten them; nobody runs for all that.
        for platform in Platform:
            start = await calm.ask("POST", f"{platform}/scraper/start")
            assert start[1]["status"] == "already_running"
            assert start[1]["observed"]["state"] == "stale"
    finally:
        for child in frozen:
            child.resume()

    async def running() -> bool:
        shown = [await told(calm, f"{platform}/scraper/health") for platform in Platform]
        return all(one["healthy"] and one["status"] == "running" for one in shown)

    await until(running, 20)
