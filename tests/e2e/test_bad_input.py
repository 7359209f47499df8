"""What the world sends that it should not: each thing costs itself and nothing beside it."""

from typing import Any

import pytest
from tests.e2e.test_five_cases import added, calls
from tests.support.world import World, until

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(120)]

ROWS = """
SELECT (SELECT array_agg(media_pk) FROM instagram_reels WHERE creator_id = $1) AS reels,
       (SELECT array_agg(media_pk) FROM instagram_posts WHERE creator_id = $1) AS posts
"""


async def stored(instagram: World, owner: str) -> dict[str, set[str]]:
    (row,) = await instagram.rows(ROWS, owner)
    return {key: set(value or ()) for key, value in row.items()}


async def truth(instagram: World, name: str) -> dict[str, Any]:
    """What a faithful copy holds, as the simulator tells it: pks by list, keys of assets."""
    told: dict[str, Any] = await instagram.simulator(
        "GET", f"creators/{name}/truth?reels=90&posts=30"
    )
    for table in ("reels", "posts"):
        told[table] = {item["pk"] for item in told[table]}
    return told


@pytest.mark.parametrize(
    "kind",
    ["nopk", "objectpk", "notobject", "nul", "surrogate", "megabyte", "bigcount", "negative",
     "twice", "doublekey", "oddtypes"],
)  # fmt: skip
async def test_a_malformed_item_is_a_dead_letter_and_its_siblings_are_stored(
    instagram: World, kind: str
) -> None:
    name = f"garbage.{kind}.few.anna"
    row = await added(instagram, {"username": name})

    told = await truth(instagram, name)
    held = await stored(instagram, row["owner_id"])
    assert row["status"] == "completed"
    assert held["reels"] == told["reels"]
    assert held["posts"] == told["posts"]
    letters = await instagram.rows(
        "SELECT code, kind FROM dead_letters WHERE request_id = $1", row["id"]
    )
    assert {letter["kind"] for letter in letters} <= {"item"}
    assert len(letters) == sum(told["malformed"].values())


async def test_a_private_account_fails_at_once_and_its_profile_is_kept(instagram: World) -> None:
    row = await added(instagram, {"username": "private.person"})

    assert (row["status"], row["error_code"]) == ("failed", "target_private")
    assert await calls(instagram, "private.person") == 1
    assert await instagram.value(
        "SELECT is_private FROM instagram_creators WHERE ig_user_id = $1", row["owner_id"]
    )


async def test_gone_media_end_the_request_partial_and_the_rows_stay(instagram: World) -> None:
    row = await added(instagram, {"username": "gone.few.bea"})

    assert row["status"] == "partial"
    held = await stored(instagram, row["owner_id"])
    assert (len(held["reels"]), len(held["posts"])) == (13, 5)
    states = await instagram.rows(
        "SELECT state, count(*) AS n FROM media_assets WHERE owner_id = $1 GROUP BY state",
        row["owner_id"],
    )
    assert {one["state"] for one in states} == {"stored", "gone"}


async def test_expired_media_are_gone_and_the_rows_stay(instagram: World) -> None:
    row = await added(instagram, {"username": "expired.few.cleo"})

    assert row["status"] == "partial"
    held = await stored(instagram, row["owner_id"])
    assert (len(held["reels"]), len(held["posts"])) == (13, 5)
    states = await instagram.rows(
        "SELECT DISTINCT state FROM media_assets WHERE owner_id = $1", row["owner_id"]
    )
    assert [one["state"] for one in states] == ["gone"]


@pytest.mark.parametrize("name", ["wrongtype.few.dana", "escaping.few.eve"])
async def test_hostile_media_are_refused_and_the_rest_is_stored(
    instagram: World, name: str
) -> None:
    row = await added(instagram, {"username": name})

    assert row["status"] == "partial"
    states = await instagram.rows(
        "SELECT DISTINCT state FROM media_assets WHERE owner_id = $1", row["owner_id"]
    )
    assert {one["state"] for one in states} == {"stored", "rejected"}


@pytest.mark.parametrize(
    "name",
    ["flaky.few.fay", "limited.few.gia", "broken.few.hal", "redirecting.few.ian",
     "chunked.few.joy", "hidden.few.kim", "short.few.lea", "overlap.few.mia", "collab.few.noa"],
)  # fmt: skip
async def test_what_only_hinders_does_not_hurt(instagram: World, name: str) -> None:
    row = await added(instagram, {"username": name})

    assert row["status"] == "completed", row["error_code"]
    told = await truth(instagram, name)
    found = await instagram.rows(
        "SELECT asset_key, state FROM media_assets WHERE asset_key = ANY($1::text[])",
        list(told["assets"]),
    )
    assert {one["state"] for one in found} == {"stored"}
    for table in ("reels", "posts"):
        kept = await instagram.rows(
            f"SELECT media_pk FROM instagram_{table} WHERE media_pk = ANY($1::text[])",
            list(told[table]),
        )
        assert len(kept) == len(told[table])


@pytest.mark.parametrize("name", ["nocursor.olga", "loopcursor.pia"])
async def test_a_broken_cursor_ends_partial_and_says_so(instagram: World, name: str) -> None:
    row = await added(instagram, {"username": name})

    assert row["status"] == "partial"
    marker = row["marker"]
    assert "cursor" in str(marker)


async def test_an_account_without_content_is_complete_and_empty(instagram: World) -> None:
    row = await added(instagram, {"username": "empty.quin"})

    assert row["status"] == "completed"
    assert await stored(instagram, row["owner_id"]) == {"reels": set(), "posts": set()}


async def test_a_renamed_account_is_held_under_its_new_name(instagram: World) -> None:
    row = await added(instagram, {"username": "renamed.few.rob"})

    assert row["status"] == "completed"
    assert (
        await instagram.value(
            "SELECT username FROM instagram_creators WHERE ig_user_id = $1", row["owner_id"]
        )
        == "moved.few.rob"
    )


async def test_while_the_provider_is_down_the_request_waits_visibly_and_then_resumes(
    instagram: World,
) -> None:
    await instagram.simulator("POST", "faults", {"match": "few.waits", "kind": "unavailable"})
    request_id = await instagram.add("few.waits")
    url = f"{instagram.stack.gateway_url}/api/requests/{request_id}"
    headers = {"Authorization": f"Bearer {instagram.stack.token}"}

    async def told() -> dict[str, Any]:
        async with instagram.http.get(url, headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    seen: dict[str, Any] = {}

    async def waiting() -> bool:
        # What is shown, and why, in one answer: the next may be of the next try.
        shown = await told()
        seen.clear()
        seen.update(shown["waiting"] or {})
        return bool(shown["status"] == "waiting")

    await until(waiting, 40)
    assert seen["reason"] == "upstream_error"
    assert seen["until"] is not None

    await instagram.simulator("DELETE", "faults")

    async def completed() -> bool:
        return bool((await told())["status"] == "completed")

    await until(completed, 75)
