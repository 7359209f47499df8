"""Each find of a discovery becomes one scan in the lane that can wait, within the day's cap."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec
from services.api.tests.integration.api_harness import Crowded, Harness

from b9_api.dispatcher.discovered import DiscoveredScans
from b9_api.dispatcher.fill import Fill, Fullness
from b9_common.events import CreatorRequested, Kind, Options

FOUND = datetime(2026, 1, 1, tzinfo=UTC)


async def find(api: Harness, subreddit_id: str, name: str, *, minutes: int = 0) -> None:
    """A stub as the persister leaves it when a discovery mentions a community."""
    feed = name.startswith("u_")
    await api.subreddit(
        subreddit_id,
        name,
        observed_at=None,
        discovered_at=FOUND + timedelta(minutes=minutes),
        is_user_feed=feed,
    )


async def scans(
    api: Harness, *, per_day: int = 500, fill: Fullness | None = None
) -> DiscoveredScans:
    lease = api.leases[0] if api.leases else await api.lease()
    return DiscoveredScans(lease, fill or Fill(api.broker), per_day, asyncio.Event())


async def targets(api: Harness) -> list[str]:
    rows = await api.owner.fetch("SELECT target FROM requests ORDER BY target")
    return [row["target"] for row in rows]


async def test_a_find_becomes_one_scan_that_can_wait(api: Harness) -> None:
    await find(api, "2qh", "Pottery")
    duty = await scans(api)

    assert (await duty.turn(), await duty.turn()) == (1, 0)

    [row] = await api.owner.fetch("SELECT * FROM requests")
    assert (row["target"], row["kind"], row["lane"]) == ("pottery", "subreddit_scan", "later")
    assert (row["requested_by"], row["correlation_id"]) == ("dispatcher", "discovered-2qh")
    [sent] = await api.owner.fetch("SELECT subject, payload FROM outbox")
    assert sent["subject"] == "creator.requested.reddit.later"
    command = msgspec.json.decode(sent["payload"], type=CreatorRequested)
    assert (command.kind, command.options) == (Kind.SUBREDDIT_SCAN, Options(mirror_media=False))


async def test_a_find_is_not_asked_for_again_after_its_scan_has_failed(api: Harness) -> None:
    await find(api, "2qh", "pottery")
    await (await scans(api)).turn()
    await api.owner.execute("UPDATE requests SET status = 'failed'")

    assert await (await scans(api)).turn() == 0


async def test_feeds_what_was_added_by_name_and_what_was_seen_are_not_scanned(
    api: Harness,
) -> None:
    await find(api, "1", "u_somebody")
    await api.subreddit("2", "seen", discovered_at=FOUND)
    await api.subreddit("3", "added", observed_at=None)

    assert await (await scans(api)).turn() == 0
    assert await api.count("requests") == 0


async def test_a_find_that_somebody_is_scanning_already_shares_that_request(api: Harness) -> None:
    await find(api, "2qh", "Pottery")
    await api.add_subreddit("pottery")

    assert await (await scans(api)).turn() == 1

    [row] = await api.owner.fetch("SELECT lane, drive, requested_by FROM requests")
    assert tuple(row) == ("now", 1, "operator")


async def test_the_day_s_cap_holds_across_leaders_and_the_oldest_finds_come_first(
    api: Harness,
) -> None:
    for number in range(5):
        await find(api, str(number), f"find{number}", minutes=-number)

    assert await (await scans(api, per_day=3)).turn() == 3
    assert await (await scans(api, per_day=3)).turn() == 0
    assert await targets(api) == ["find2", "find3", "find4"]

    await api.owner.execute("UPDATE requests SET created_at = now() - interval '1 day'")
    assert await (await scans(api, per_day=3)).turn() == 2


async def test_scans_that_people_ask_for_do_not_use_up_the_cap(api: Harness) -> None:
    await api.add_subreddit("pottery")
    await find(api, "1", "found")

    assert await (await scans(api, per_day=1)).turn() == 1


async def test_no_scan_is_added_while_commands_pile_up(api: Harness) -> None:
    await find(api, "2qh", "pottery")

    assert await (await scans(api, fill=Crowded())).turn() == 0
    assert await api.count("requests") == 0


async def test_a_find_whose_row_is_being_written_is_left_for_the_next_turn(api: Harness) -> None:
    await find(api, "2qh", "pottery")
    writing = api.owner.transaction()
    await writing.start()
    await api.owner.execute("SELECT FROM reddit_subreddits FOR UPDATE")

    assert await (await scans(api)).turn() == 0

    await writing.rollback()
    assert await (await scans(api)).turn() == 1
