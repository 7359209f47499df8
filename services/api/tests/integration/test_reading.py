"""What clients are shown: lists that stay put, one request, its creator."""

from typing import Any
from uuid import uuid4

import pytest
from services.api.tests.integration.api_harness import Harness


async def listed(api: Harness, **params: Any) -> list[str]:
    answer = await api.get("/api/requests", params={k: str(v) for k, v in params.items()})
    assert answer.status == 200, answer.body
    return [one["target"] for one in answer.json()["items"]]


async def test_pages_neither_repeat_nor_miss_while_requests_come_in(api: Harness) -> None:
    for number in range(7):
        await api.add(f"creator{number}")
    # Equal times: only the id tells them apart.
    await api.owner.execute(
        "UPDATE requests SET created_at = '2026-01-01' WHERE target < 'creator5'"
    )
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await api.get("/api/requests", params=params)).json()
        seen += [one["target"] for one in page["items"]]
        await api.add(f"new{len(seen)}")
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [f"creator{number}" for number in (6, 5, 4, 3, 2, 1, 0)]


async def test_a_list_can_be_narrowed(api: Harness) -> None:
    await api.add("nasa")
    await api.add("spacex")
    await api.owner.execute("UPDATE requests SET status = 'failed' WHERE target = 'spacex'")

    assert await listed(api, status="failed") == ["spacex"]
    assert await listed(api, status="active") == ["nasa"]
    assert await listed(api, target="@NASA") == ["nasa"]
    assert await listed(api, target="r/nasa") == ["nasa"]
    assert await listed(api, kind="creator_refresh") == []
    assert await listed(api, platform="instagram", since="2020-01-01T00:00:00Z") == [
        "spacex",
        "nasa",
    ]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "query",
    [
        "status=finished",
        "kind=",
        "platform=myspace",
        "since=yesterday",
        "since=0001-01-01T00:00:00%2B14:00",
        "limit=0",
        "limit=201",
        "cursor=nonsense",
        "cursor=WyIyMDI2LTAxLTAxIiwgIngiXQ",
        "target=%00",
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(shared: Harness, query: str) -> None:
    answer = await shared.get(f"/api/requests?{query}")

    assert (answer.status, answer.json()["code"]) == (422, "invalid")


async def test_a_request_is_found_by_its_id_and_by_its_correlation(api: Harness) -> None:
    correlation = {"X-Correlation-ID": "of-this-test"}
    first = (await api.add("nasa", headers=correlation)).json()
    second = (await api.add("spacex", headers=correlation)).json()

    by_id = (await api.get(f"/api/requests/{first['request_id']}")).json()
    by_correlation = (await api.get("/api/requests/of-this-test")).json()

    assert (by_id["target"], by_id["correlation_id"]) == ("nasa", "of-this-test")
    assert by_id["stages"][0]["stage"] == "accepted"
    assert by_correlation["request_id"] == second["request_id"]
    assert set(by_correlation["matches"]) == {first["request_id"], second["request_id"]}
    assert (await api.get(f"/api/requests/{uuid4()}")).status == 404
    assert (await api.get("/api/requests/never-seen")).status == 404


async def test_a_request_shows_its_counts_its_progress_and_its_error(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    await api.persister.execute(
        "INSERT INTO request_pages (page_key, request_id, drive, run, leg, walk, n, announced,"
        " inserted, rejected, observed_at) VALUES ('a', $1, 1, 1, 1, 'reels', 0, 12, 11, 1, now())",
        request_id,
    )
    await api.persister.execute(
        "INSERT INTO request_assets (request_id, run, asset_key, outcome, bytes, finished_at)"
        " VALUES ($1, 1, 'k', 'stored', 7, now())",
        request_id,
    )
    await api.persister.execute(
        "UPDATE request_stages SET state = 'done' WHERE stage IN ('profile', 'content')"
    )
    await api.persister.execute(
        "UPDATE request_stages SET state = 'running', done_items = 6, expected_items = 12"
        " WHERE stage = 'rows'"
    )
    await api.persister.execute(
        "UPDATE requests SET status = 'waiting', waiting_reason = 'daily_cap',"
        " waiting_until = now(), error_code = 'timeout'"
    )

    told = (await api.get(f"/api/requests/{request_id}")).json()

    assert (told["progress"], told["current_stage"]) == (2 + 8 + 30 + 17, "rows")
    assert told["counts"]["walks"]["reels"]["inserted"] == 11
    assert (told["counts"]["media"], told["counts"]["media_bytes"]) == ({"stored": 1}, 7)
    assert (told["waiting"]["reason"], told["error"]["code"]) == ("daily_cap", "timeout")


async def test_a_creator_is_shown_by_the_name_it_holds_now(api: Harness) -> None:
    await api.creator("1", "Nasa")
    await api.owner.execute(
        "UPDATE instagram_creators SET niche = 'space', avg_engagement_rate = 1.5"
    )
    await api.persister.execute(
        "INSERT INTO instagram_reels (media_pk, creator_id, observed_at, content_hash)"
        " VALUES ('r1', '1', now(), 'h'), ('r2', '1', now(), 'h'), ('other', '2', now(), 'h')"
    )
    await api.persister.execute(
        "INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id, state,"
        " source_observed_at) VALUES ('a', 'instagram', 'r1', 'video', '1', 'stored', now()),"
        " ('b', 'instagram', 'r1', 'cover', '1', 'gone', now())"
    )

    told = (await api.get("/api/instagram/creators/nAsA")).json()

    assert (told["ig_user_id"], told["niche"], told["avg_engagement_rate"]) == ("1", "space", 1.5)
    counts = told["counts"]
    assert (counts["reels"], counts["posts"]) == (2, 0)
    assert (counts["media"]["stored"], counts["media"]["gone"], counts["media"]["wanted"]) == (
        1,
        1,
        0,
    )
    assert (await api.get("/api/instagram/creators/nobody")).status == 404
