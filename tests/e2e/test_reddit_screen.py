"""Somebody waits before a screen while scans that can wait fill the budget."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.e2e.conftest import IMPATIENT, SMALL
from tests.support.world import FOR_REDDIT, World, until, world

from b9_devstack.supervisor import StackOptions

SCREEN_S = 5.0
# So few calls a second that the finds of one discovery would take a minute.
RATE_PER_S = 2.0
LATER = "SELECT count(*) FROM requests WHERE lane = 'later' AND finished_at IS NULL"
# Finds are looked at as they come, not on another day.
ENV = {"reddit-ingest": IMPATIENT["reddit-ingest"]}

# A busy machine may stand still during the first.
COMMUNITIES = ("few_shown", "few_shown_too")
ACCOUNTS = ("some_potter", "other_potter")

pytestmark = pytest.mark.timeout(120)


async def test_one_community_and_one_account_come_within_five_seconds_while_later_scans_wait(
    tmp_path: Path,
) -> None:
    options = StackOptions(
        durable=False, seed=7, services=FOR_REDDIT, env=ENV, reddit_simulator_args=SMALL
    )
    async with world(tmp_path / "stack", options) as busy:
        await busy.allow("reddit", 500, burst=50)
        await busy.followed(await busy.seek("pottery", "discover"))
        await busy.allow("reddit", RATE_PER_S)

        async def many_wait() -> bool:
            return int(await busy.value(LATER)) > 15

        await until(many_wait, 30)
        loop = asyncio.get_running_loop()
        began = loop.time()
        calls = (await busy.reddit("GET", "calls?limit=0"))["total"]
        told = await shown(busy, "subreddits/fetch-single", "subreddit_name", COMMUNITIES)
        user = await shown(busy, "reddit/users/discover", "username", ACCOUNTS)

        assert await busy.value(LATER) > 5, "nobody waited any more"
        assert told["name"] in COMMUNITIES
        assert told["counts"]["posts"] == 7
        assert user["user"]["username"] in ACCOUNTS
        made = (await busy.reddit("GET", "calls?limit=0"))["total"] - calls
        allowed = (loop.time() - began + 1) * RATE_PER_S + 1
        assert made <= allowed, "it was not the budget's doing"


async def shown(busy: World, path: str, key: str, names: tuple[str, ...]) -> dict[str, Any]:
    """What is answered in time for the first of *names* for which anything is."""
    loop = asyncio.get_running_loop()
    seen = []
    for name in names:
        asked_at = loop.time()
        status, told = await busy.ask("POST", path, {key: name})
        seen.append((name, status, loop.time() - asked_at))
        if status == 200 and loop.time() - asked_at <= SCREEN_S:
            return told
    raise AssertionError(f"nothing within {SCREEN_S} s: {seen}")
