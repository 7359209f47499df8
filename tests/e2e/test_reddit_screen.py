"""Somebody waits before a screen while scans that can wait fill the budget."""

import asyncio
from pathlib import Path

import pytest
from tests.e2e.conftest import IMPATIENT, SMALL
from tests.support.world import FOR_REDDIT, until, world

from b9_devstack.supervisor import StackOptions

SCREEN_S = 5.0
# So few calls a second that the finds of one discovery would take a minute.
RATE_PER_S = 2.0
LATER = "SELECT count(*) FROM requests WHERE lane = 'later' AND finished_at IS NULL"
# Finds are looked at as they come, not on another day.
ENV = {"reddit-ingest": IMPATIENT["reddit-ingest"]}

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
        calls = (await busy.reddit("GET", "calls?limit=0"))["total"]
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        status, told = await busy.ask(
            "POST", "subreddits/fetch-single", {"subreddit_name": "few_shown"}
        )
        took_s = loop.time() - asked_at
        found, user = await busy.ask("POST", "reddit/users/discover", {"username": "some_potter"})
        took_too_s = loop.time() - asked_at - took_s

        assert await busy.value(LATER) > 5, "nobody waited any more"
        assert (status, told["name"], told["counts"]["posts"]) == (200, "few_shown", 7)
        assert (found, user["user"]["username"]) == (200, "some_potter")
        assert max(took_s, took_too_s) <= SCREEN_S
        made = (await busy.reddit("GET", "calls?limit=0"))["total"] - calls
        assert made <= (took_s + took_too_s + 1) * RATE_PER_S + 1, "it was not the budget's doing"
