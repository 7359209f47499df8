"""Two processes that believe the same work is theirs: one of them counts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import nats
import pytest
from tests.support.kill import paid_too_often
from tests.support.truth import against_truth
from tests.support.world import World, until, world

from b9_devstack.supervisor import StackOptions

SEED = 41
FROZEN_S = 20.0
INGESTS = ("instagram-ingest-1", "instagram-ingest-2")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


async def test_of_two_ingests_with_two_drives_of_one_request_one_walk_counts(
    tmp_path: Path,
) -> None:
    creators = ["large.a", "large.b", "large.c"]
    env = {"instagram-ingest": {"B9_INSTAGRAM_INGEST__CONCURRENT_REQUESTS": "2"}}
    options = StackOptions(seed=SEED, durable=False, ingests=2, env=env)
    async with world(tmp_path / "stack", options, config={"latency_ms": 150}) as rivals:
        for creator in creators:
            await rivals.add(creator, mirror_media=False)
        await rivals.ended()
        await rivals.simulator("POST", "reset", {})
        await _two_drives_each(rivals, creators)
        ended = await rivals.ended()
        told = await rivals.rows(
            "SELECT target, drive, marker_drive FROM requests WHERE kind = 'creator_add'"
            " AND id <> ALL ($1::uuid[])",
            list(rivals.requests.values()),
        )
        assert sorted(row["target"] for row in told) == creators
        assert all(row["drive"] == row["marker_drive"] == 2 for row in told), told
        assert {ended[creator] for creator in creators} == {"completed "}
        assert await against_truth(rivals, creators, media=False) == [], f"seed {SEED}"
        paid = (await rivals.simulator("GET", "calls?limit=0"))["paid_twice"]
        assert paid_too_often(paid, "instagram-ingest-1") == [], f"seed {SEED}"
        called = "SELECT DISTINCT instance FROM api_calls WHERE drive = 2 OR drive = 1"
        assert {row["instance"] for row in await rivals.rows(called)} == set(INGESTS)


async def _two_drives_each(rivals: World, creators: list[str]) -> None:
    """With both ingests frozen, let each creator's request be sent twice; then thaw both."""
    for name in INGESTS:
        rivals.server(name).pause()
    for creator in creators:
        body = {"mirror_media": False}
        await rivals.post(f"instagram/creators/{creator}/refresh", body)
        upgrade = await rivals.post(
            "instagram/creator/add", {"username": creator, "mirror_media": False, "full": True}
        )
        assert upgrade["upgraded"], upgrade

    async def relayed() -> bool:
        waiting: int = await rivals.value("SELECT count(*) FROM outbox WHERE stream = 'REQUESTS'")
        return waiting == 0

    await until(relayed, 20)
    for name in INGESTS:
        rivals.server(name).resume()


async def test_a_dispatcher_frozen_and_thawed_loses_doubles_and_turns_back_nothing(
    tmp_path: Path,
) -> None:
    options = StackOptions(seed=SEED, durable=False, dispatchers=2)
    async with world(tmp_path / "stack", options) as rivals, _watched(rivals) as seen:
        await rivals.add("few.before")
        holder = await rivals.value("SELECT holder FROM leases WHERE name = 'dispatcher'")
        leader = rivals.server(holder.partition(":")[0])
        leader.pause()
        thawing = asyncio.create_task(_thaw(leader.resume))
        for number in range(8):
            await rivals.add(f"few.amid{number}")
            way = "pause" if number % 2 == 0 else "resume"
            await rivals.post(f"control/reddit/{way}", {"reason": f"round {number}"})
        await thawing
        await rivals.add("few.after")
        await rivals.ended()
        other = await rivals.value("SELECT holder FROM leases WHERE name = 'dispatcher'")
        assert other != holder, "the frozen one still led: the fault did not fire"
        await _check_events(rivals, seen["events"])
        version = await rivals.value(
            "SELECT version FROM system_control WHERE script_name = 'reddit_scraper'"
        )
        assert seen["versions"] == sorted(seen["versions"]), "control was turned back"
        assert seen["versions"][-1] == version == 9
        assert await against_truth(rivals, list(rivals.requests)) == [], f"seed {SEED}"


async def _thaw(resume: Any) -> None:
    await asyncio.sleep(FROZEN_S)
    resume()


async def _check_events(rivals: World, read: list[int]) -> None:
    """A reader that resumes after the last id it saw has seen every event, each once."""

    async def numbered() -> bool:
        unseen = await rivals.value("SELECT count(*) FROM request_events WHERE id IS NULL")
        total = await rivals.value("SELECT count(*) FROM request_events")
        return bool(unseen == 0 and total == len(read))

    with suppress(TimeoutError):
        await until(numbered, 15)
    stored = [row["id"] for row in await rivals.rows("SELECT id FROM request_events ORDER BY id")]
    assert read == stored, "a resumed reader missed or saw twice"
    ends = await rivals.rows(
        "SELECT request_id::text AS id, count(*) FILTER (WHERE type = 'request_created') AS made,"
        " count(*) FILTER (WHERE type = 'request_completed') AS done"
        " FROM request_events GROUP BY request_id"
    )
    assert {(row["made"], row["done"]) for row in ends} == {(1, 1)}
    assert {row["id"] for row in ends} == set(rivals.requests.values())


@asynccontextmanager
async def _watched(rivals: World) -> AsyncIterator[dict[str, list[int]]]:
    """Read events after the last id seen, and every version of a switch, all the time."""
    seen: dict[str, list[int]] = {"events": [], "versions": []}
    connection = await nats.connect(rivals.stack.nats_url)

    async def heard(message: Any) -> None:
        seen["versions"].append(msgspec.json.decode(message.data)["version"])

    async def read_on() -> None:
        query = "SELECT id FROM request_events WHERE id > $1 ORDER BY id LIMIT 100"
        while True:
            last = seen["events"][-1] if seen["events"] else 0
            seen["events"] += [row["id"] for row in await rivals.rows(query, last)]
            await asyncio.sleep(0.05)

    await connection.subscribe("$KV.control.platform.reddit", cb=heard)
    reading = asyncio.create_task(read_on())
    try:
        yield seen
    finally:
        reading.cancel()
        await connection.close()
