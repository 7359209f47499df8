import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from b9_common.events import AssetKind, AssetOutcome, FetchOutcome, Options, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.events import (
    accept,
    at,
    cover,
    item,
    marker,
    outcome,
    page,
    profile,
    profile_page,
)

Take = Callable[..., Any]
STATUS = "SELECT status FROM requests"
STAGES = "SELECT stage, state FROM request_stages ORDER BY seq"


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept(database.owner_dsn)


def walk_of(request_id: str, **fields: Any) -> list[Any]:
    """A profile, two pages of reels, one of posts, and the marker that lists them."""
    reels = [
        page(request_id, n=n, items=[item(f"1{n}{k:02d}") for k in range(3)], **fields)
        for n in range(2)
    ]
    posts = page(request_id, walk=Walk.POSTS, items=[item("2001"), item("2002")], **fields)
    pages = [profile_page(request_id, **fields), *reels, posts]
    return [*pages, marker(request_id, pages)]


def outcomes(pages: list[Any], result: AssetOutcome = AssetOutcome.STORED) -> list[Any]:
    return [outcome(one, ref, result) for one in pages for ref in one.assets]


async def test_a_request_completes_when_pages_marker_and_media_are_there(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    await take(*pages)
    assert await rows(STATUS) == ["running"]
    await take(end)
    assert dict(await rows(STAGES))["rows"] == "done"
    assert await rows(STATUS) == ["running"]
    assert await rows("SELECT count(full_depth_at) FROM instagram_creators") == [1]

    await take(*outcomes(pages))

    assert await rows(STATUS) == ["completed"]
    assert {state for _, state in await rows(STAGES)} == {"done"}
    assert await rows(
        "SELECT stage, expected_items, done_items, failed_items FROM request_stages"
        " WHERE stage IN ('content', 'rows', 'media') ORDER BY seq"
    ) == [("content", 9, 9, 0), ("rows", 9, 9, 0), ("media", 8, 8, 0)]
    (result,) = await rows("SELECT result FROM requests")
    told = json.loads(result)
    assert (told["reels"], told["posts"], told["assets"]) == (6, 2, {"stored": 8})


async def test_counts_at_the_edge_of_their_columns_end_a_request_all_the_same(
    take: Take, rows: Take, request_id: str
) -> None:
    absurd: dict[str, Any] = {
        "play_count": 2**63 - 1,
        "like_count": 2**62,
        "comment_count": 2**62 - 1,
    }
    pages = [profile_page(request_id), page(request_id, items=[item(n, **absurd) for n in "12"])]

    assert set(await take(*pages, marker(request_id, pages))) == {None}
    assert set(await take(*outcomes(pages))) == {None}

    assert await rows(STATUS) == ["completed"]
    assert await rows("SELECT total_views FROM instagram_creators") == [None]


async def test_figures_the_database_refuses_fail_the_analytics_and_end_the_request(
    take: Take, rows: Take, owner: Any, request_id: str
) -> None:
    await owner.execute("ALTER TABLE instagram_creators ADD CHECK (analytics_at IS NULL)")
    *pages, end = walk_of(request_id)

    assert set(await take(*pages, end)) == {None}
    assert set(await take(*outcomes(pages))) == {None}

    assert await rows("SELECT status, error_code, error_stage FROM requests") == [
        ("partial", "analytics_failed", "analytics")
    ]
    assert await rows("SELECT state, error_code FROM request_stages WHERE stage = 'analytics'") == [
        ("failed", "sqlstate_23514")
    ]
    assert await rows("SELECT count(full_depth_at) FROM instagram_creators") == [1]
    told = await rows("SELECT type FROM request_events WHERE stage IS NULL OR stage = 'analytics'")
    assert {"stage_failed", "request_partial"} <= set(told)


async def test_a_marker_may_come_before_its_pages(take: Take, rows: Take, request_id: str) -> None:
    *pages, end = walk_of(request_id)

    await take(end)
    assert dict(await rows(STAGES))["content"] == "done"
    for one in reversed(pages):
        assert await rows(STATUS) == ["running"]
        await take(one)
    await take(*outcomes(pages))

    assert await rows(STATUS) == ["completed"]


async def test_outcomes_may_come_before_their_pages(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)

    await take(*outcomes(pages))
    await take(*pages, end)

    assert await rows(STATUS) == ["completed"]
    assert await rows("SELECT DISTINCT state FROM media_assets") == ["stored"]


async def test_history_tells_each_thing_once_however_often_it_comes(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    for _ in range(2):
        await take(*pages, end)
        await take(*outcomes(pages))

    told = await rows("SELECT type, stage FROM request_events WHERE type <> 'page_committed'")
    assert len(told) == len(set(told))
    assert ("request_completed", None) in told
    assert await rows("SELECT count(*) FROM request_events WHERE type = 'page_committed'") == [4]


async def test_media_that_is_gone_makes_it_partial_and_the_rows_stay(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    await take(*pages, end)
    first, *rest = outcomes(pages)
    lost = outcome(pages[1], first.asset, AssetOutcome.GONE, reason="404")

    await take(lost, *rest)

    assert await rows("SELECT status, error_code FROM requests") == [
        ("partial", "media_incomplete")
    ]
    assert await rows("SELECT count(*) FROM instagram_reels") == [6]
    assert await rows("SELECT reason FROM media_assets WHERE state = 'gone'") == ["404"]


async def test_a_private_account_is_stored_and_the_request_failed(
    take: Take, rows: Take, request_id: str
) -> None:
    seen = profile_page(request_id, profile(is_private=True))
    end = marker(
        request_id, [seen], outcome=FetchOutcome.FAILED, code="target_private", message="private"
    )

    await take(seen, end)

    assert await rows("SELECT status, error_code, error_stage FROM requests") == [
        ("failed", "target_private", "content")
    ]
    assert await rows("SELECT is_private FROM instagram_creators") == [True]
    assert await rows("SELECT count(*) FROM outbox") == [1]


async def test_a_missing_account_leaves_no_creator(take: Take, rows: Take, request_id: str) -> None:
    await take(marker(request_id, [], outcome=FetchOutcome.FAILED, code="target_not_found"))

    assert await rows("SELECT status, error_code, error_stage FROM requests") == [
        ("failed", "target_not_found", "profile")
    ]
    assert await rows("SELECT count(*) FROM instagram_creators") == [0]


async def test_an_empty_account_completes_with_nothing(
    take: Take, rows: Take, request_id: str
) -> None:
    seen = profile_page(request_id)
    await take(seen, marker(request_id, [seen], outcome=FetchOutcome.EMPTY))

    assert await rows(STATUS) == ["completed"]
    assert await rows("SELECT reels_count, avg_engagement_rate FROM instagram_creators") == [
        (0, None)
    ]


async def test_unmirrored_media_is_skipped(take: Take, rows: Take, database: Stored) -> None:
    request_id = await accept(database.owner_dsn, mirror=False)

    await take(*walk_of(request_id, options=Options(mirror_media=False)))

    assert await rows(STATUS) == ["completed"]
    assert dict(await rows(STAGES))["media"] == "skipped"
    assert await rows("SELECT count(*) FROM media_assets") == [0]


async def test_a_marker_of_another_drive_completes_nothing(
    take: Take, rows: Take, owner: Any, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    await owner.execute("UPDATE requests SET drive = 2")

    await take(*pages, end)

    assert await rows("SELECT status, marker_drive FROM requests") == [("running", None)]
    again = marker(request_id, pages, drive=2)
    await take(again)
    await take(*outcomes(pages))
    assert await rows(STATUS) == ["completed"]


async def test_pages_a_marker_does_not_list_are_stored_and_not_counted(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    stray = page(request_id, leg=9, n=7, items=[item("9999")])

    await take(stray, *pages, end)
    await take(*outcomes(pages))

    assert await rows(STATUS) == ["completed"]
    assert await rows("SELECT expected_items FROM request_stages WHERE stage = 'rows'") == [9]
    assert await rows("SELECT count(*) FROM instagram_reels") == [7]


async def test_late_facts_change_nothing_in_the_status(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    await take(*pages, end)
    await take(*outcomes(pages))
    before = await rows("SELECT status, finished_at, result FROM requests")

    await take(page(request_id, n=9, items=[item("3001")]))
    await take(outcome(pages[1], pages[1].assets[0], AssetOutcome.FAILED))

    assert await rows("SELECT status, finished_at, result FROM requests") == before
    assert await rows("SELECT count(*) FROM instagram_reels WHERE media_pk = '3001'") == [1]


async def test_two_persisters_with_the_same_pages_end_a_request_once(
    take: Take, rows: Take, request_id: str
) -> None:
    *pages, end = walk_of(request_id)
    media = outcomes(pages)

    await asyncio.gather(
        *(take(one) for one in (*pages, end)),
        *(take(*reversed([*pages, end])) for _ in range(3)),
        *(take(*media) for _ in range(3)),
    )

    assert await rows(STATUS) == ["completed"]
    assert await rows("SELECT count(*) FROM request_events WHERE type = 'request_completed'") == [1]


async def test_many_creators_at_once_meet_no_deadlock(
    take: Take, rows: Take, database: Stored
) -> None:
    requests = [await accept(database.owner_dsn, target=f"t{n}") for n in range(6)]
    shared = [item(f"{k:04d}", like_count=k) for k in range(40)]
    pages = [
        page(one, n=n, items=shared[n * 3 : n * 3 + 20][:: -1 if n % 2 else 1], minutes=n)
        for one in requests
        for n in range(5)
    ]

    results = await asyncio.gather(*(take(*pages[n::5]) for n in range(5)))

    assert all(result is None for batch in results for result in batch)
    assert await rows("SELECT count(*) FROM request_pages") == [30]


async def test_a_state_never_falls_and_stored_beats_failed(
    take: Take, rows: Take, request_id: str
) -> None:
    one = page(request_id, items=[item("1")])
    ref = one.assets[0]
    stored = outcome(one, ref, width=10)
    failed = outcome(one, ref, AssetOutcome.FAILED, reason="timeout")

    await take(failed)
    await take(stored)
    await take(failed, outcome(one, ref, AssetOutcome.ALREADY_STORED))

    assert await rows("SELECT state, sha256, width FROM media_assets") == [("stored", "ab", 10)]
    assert await rows("SELECT outcome FROM request_assets") == ["stored"]


async def test_a_newer_profile_picture_replaces_the_older(
    take: Take, rows: Take, request_id: str
) -> None:
    ref = cover("100", kind=AssetKind.PROFILE)
    old = profile_page(request_id, assets=[ref], minutes=1)
    new = profile_page(request_id, assets=[ref], minutes=2, run=2)

    await take(outcome(new, ref, sha256="bb", object_key="n"))
    await take(outcome(old, ref, sha256="aa", object_key="o"))

    assert await rows("SELECT asset_key, object_key FROM media_assets") == [
        ("instagram/100/profile", "n")
    ]


async def test_analytics_use_the_followers_of_the_request(
    take: Take, rows: Take, request_id: str, database: Stored
) -> None:
    *pages, end = walk_of(request_id)
    await take(*pages, end)
    await take(profile_page(request_id, profile(followers_count=5), run=7, minutes=90))
    await take(*outcomes(pages))

    assert await rows("SELECT avg_engagement_rate::text FROM instagram_creators") == ["1.2"]
    assert await rows("SELECT DISTINCT engagement_rate::text FROM instagram_reels") == ["1.2"]


async def test_growth_of_nothing_is_zero_and_not_unknown(
    take: Take, rows: Take, database: Stored
) -> None:
    for minutes in (0, 60 * 24 * 8):
        request_id = await accept(database.owner_dsn)
        seen = profile_page(request_id, minutes=minutes)
        await take(seen, marker(request_id, [seen], outcome=FetchOutcome.EMPTY))

    assert await rows(
        "SELECT follower_growth_rate_daily::float8, follower_growth_rate_weekly::float8,"
        " previous_followers_count FROM instagram_creators"
    ) == [(0.0, 0.0, None)]
    assert await rows("SELECT recorded_at FROM instagram_follower_history ORDER BY 1") == [
        at(),
        at(60 * 24 * 8),
    ]
