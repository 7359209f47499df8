"""
The five cases in which the predecessor answered success, proved where it did not look: in the
database, in the object store's ledger, by the simulator's own counters and in the exported spans.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from tests.support.operator import Operator
from tests.support.traces import broken_in
from tests.support.world import World, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

COUNTS = """
SELECT c.username, c.followers_count, c.full_name, c.niche, c.review_status,
       (SELECT count(*) FROM instagram_reels r WHERE r.creator_id = c.ig_user_id) AS reels,
       (SELECT count(*) FROM instagram_posts p WHERE p.creator_id = c.ig_user_id) AS posts,
       (SELECT count(*) FROM media_assets m
         WHERE m.owner_id = c.ig_user_id AND m.state = 'stored') AS stored,
       (SELECT count(*) FROM media_assets m WHERE m.owner_id = c.ig_user_id) AS assets
  FROM instagram_creators c WHERE lower(c.username) = lower($1)
"""


async def post(instagram: World, body: object) -> tuple[int, Any]:
    """One add as a client sends it."""
    async with instagram.http.post(
        f"{instagram.stack.gateway_url}/api/instagram/creator/add",
        json=body,
        headers={"Authorization": f"Bearer {instagram.stack.token}"},
    ) as response:
        return response.status, await response.json()


async def added(instagram: World, body: dict[str, Any]) -> dict[str, Any]:
    """One add to its end; the request's row."""
    status, answer = await post(instagram, body)
    assert status in {200, 202}, answer
    return await instagram.followed(answer["request_id"])


async def decided(instagram: World, name: str, niche: str) -> None:
    """Wait for a person's word: it is applied by its own role, in a turn of its own."""

    async def applied() -> bool:
        (creator,) = await instagram.rows(COUNTS, name)
        return bool(creator["niche"] == niche)

    await until(applied, 20)


async def calls(instagram: World, name: str) -> int:
    """How many calls for *name* the provider itself counted."""
    counted = await instagram.simulator("GET", f"calls?username={name}&limit=1000")
    return len(counted["calls"])


async def test_a_valid_creator_is_whole_for_twelve_calls_in_one_trace(
    instagram: World, tmp_path: Path
) -> None:
    row = await added(
        instagram, {"username": "https://www.instagram.com/Valid.One/", "niche": "space"}
    )

    assert (row["status"], row["target"]) == ("completed", "valid.one")
    await decided(instagram, "valid.one", "space")
    (creator,) = await instagram.rows(COUNTS, "valid.one")
    assert creator["followers_count"] is not None
    assert creator["full_name"] is not None
    assert (creator["reels"], creator["posts"]) == (90, 30)
    assert (creator["niche"], creator["review_status"]) == ("space", "ok")
    assert creator["stored"] == creator["assets"] > 120
    ran = await Operator(instagram.stack, tmp_path).b9("verify", "@valid.one")
    assert ran.code == 0, ran.said  # every object is there, with the size and the hash of its row
    assert await calls(instagram, "valid.one") == 12
    booked = "SELECT count(*) FROM api_calls WHERE request_id = $1::uuid"

    async def all_booked() -> bool:
        # They are told beside the content.
        return bool(await instagram.value(booked, str(row["id"])) >= 12)

    await until(all_booked, 20)
    assert await instagram.value(booked, str(row["id"])) == 12

    services = {"gateway", "dispatcher", "instagram-ingest", "persister", "media-uploader"}
    assert await broken_in(instagram, row["trace_id"], services) == []


async def test_the_same_again_is_one_row_a_refresh_and_keeps_the_niche(instagram: World) -> None:
    await added(instagram, {"username": "again.one", "niche": "first"})
    await decided(instagram, "again.one", "first")
    before = await calls(instagram, "again.one")
    row = await added(instagram, {"username": "@AGAIN.one"})

    assert row["status"] == "completed"
    (creator,) = await instagram.rows(COUNTS, "again.one")
    assert (creator["reels"], creator["posts"], creator["niche"]) == (90, 30, "first")
    assert await calls(instagram, "again.one") - before == 5
    await added(instagram, {"username": "again.one", "niche": "second"})
    await decided(instagram, "again.one", "second")


async def test_the_same_while_active_is_deduplicated(instagram: World) -> None:
    first, second = await asyncio.gather(
        post(instagram, {"username": "slow.twin"}), post(instagram, {"username": "slow.twin"})
    )
    assert {first[0], second[0]} == {200, 202}
    assert first[1]["request_id"] == second[1]["request_id"]
    assert sorted([first[1]["deduplicated"], second[1]["deduplicated"]]) == [False, True]
    assert await instagram.value("SELECT count(*) FROM requests WHERE target = 'slow.twin'") == 1


@pytest.mark.parametrize("name", ["thisuserdoesnotexist4711", "missing.person", "ghost.person"])
async def test_an_unknown_user_fails_at_once_for_one_call(instagram: World, name: str) -> None:
    row = await added(instagram, {"username": name})

    assert (row["status"], row["error_code"]) == ("failed", "target_not_found")
    assert await instagram.rows(COUNTS, name) == []
    assert await calls(instagram, name) == 1


@pytest.mark.parametrize("name", ["", "   ", "@", "two words", "a" * 31, "semi;colon", "ünïcode"])
async def test_an_invalid_name_is_refused_without_row_or_call(instagram: World, name: str) -> None:
    await instagram.idle()
    rows = await instagram.value("SELECT count(*) FROM requests")
    paid = (await instagram.simulator("GET", "calls"))["total"]
    status, answer = await post(instagram, {"username": name})

    assert status == 422, answer
    assert await instagram.value("SELECT count(*) FROM requests") == rows
    assert (await instagram.simulator("GET", "calls"))["total"] == paid


async def test_two_at_once_have_each_their_own_counts(instagram: World) -> None:
    rows = await asyncio.gather(
        added(instagram, {"username": "both.left"}),
        added(instagram, {"username": "few.both.right"}),
    )
    assert [row["status"] for row in rows] == ["completed", "completed"]
    (left,), (right,) = (
        await instagram.rows(COUNTS, "both.left"),
        await instagram.rows(COUNTS, "few.both.right"),
    )
    assert (left["reels"], left["posts"]) == (90, 30)
    assert (right["reels"], right["posts"]) == (13, 5)
