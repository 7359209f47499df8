"""Requests of Reddit end by the same rules, and then their target's figures are brought up."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from b9_common.events import Event, FetchOutcome, Kind, Options, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.events import STAGES as CREATOR_STAGES
from b9_persister.testing.events import at, outcome
from b9_persister.testing.reddit import (
    about_page,
    accept_scan,
    found,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
    rules_page,
    subreddit,
    user,
    user_page,
)

Take = Callable[..., Any]
STATUS = "SELECT status, error_code, error_stage FROM requests"
STAGES = "SELECT stage, state FROM request_stages ORDER BY seq"
OFF = Options(mirror_media=False)


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept_scan(database.owner_dsn)


def scan(request_id: str, **fields: Any) -> list[Any]:
    """About, rules, and two lists, one of them with what is stickied."""
    given = {"options": OFF, **fields}
    hot = [post("p1", score=100, num_comments=10), post("p2", score=300, num_comments=None)]
    top = [post("p3", score=None, num_comments=30), post("p4", score=9_999, stickied=True)]
    return [
        about_page(request_id, **given),
        rules_page(request_id, **given),
        reddit_page(request_id, Walk.HOT, posts=hot, **given),
        reddit_page(request_id, Walk.TOP, posts=top, **given),
    ]


async def told(rows: Take) -> dict[str, Any]:
    (result,) = await rows("SELECT result FROM requests")
    decoded: dict[str, Any] = json.loads(result)
    return decoded


async def test_a_scan_completes_without_its_files_where_mirroring_is_off(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = scan(request_id)
    await take(*pages[1:])
    assert await rows(STATUS) == [("running", None, None)]
    assert dict(await rows(STAGES))["listing"] == "pending"

    await take(pages[0], reddit_marker(request_id, pages))

    assert await rows(STATUS) == [("completed", None, None)]
    assert await rows(STAGES) == [
        ("accepted", "done"),
        ("listing", "done"),
        ("content", "done"),
        ("rows", "done"),
        ("media", "skipped"),
        ("analytics", "done"),
    ]
    assert await rows("SELECT count(*) FROM media_assets") == [0]
    result = await told(rows)
    assert {key: result[key] for key in ("about", "rules", "hot", "top", "posts", "announced")} == {
        "about": 1, "rules": 1, "hot": 2, "top": 2, "posts": 4, "announced": 6,
    }  # fmt: skip
    assert await rows("SELECT owner_id, followers_count FROM requests") == [("c1", 1_000)]


async def test_a_scan_that_mirrors_waits_for_its_files(
    take: Take, rows: Take, database: Stored
) -> None:
    request_id = await accept_scan(database.owner_dsn, mirror=True)
    pages = scan(request_id, options=Options())
    await take(*pages, reddit_marker(request_id, pages))
    assert dict(await rows(STAGES))["media"] == "running"

    await take(*(outcome(one, ref) for one in pages for ref in one.assets))

    assert await rows(STATUS) == [("completed", None, None)]
    assert (await told(rows))["assets"] == {"stored": 4}


async def test_metrics_leave_out_what_is_stickied_and_what_is_hidden(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = scan(request_id)
    await take(*pages, reddit_marker(request_id, pages))

    # Scores 100 and 300, comments 10 and 30; both known of one post alone.
    assert await rows(
        "SELECT posts_analysed, avg_upvotes_per_post::float, avg_comments_per_post::float,"
        " engagement::float, subreddit_score::float, activity_score::float,"
        " image_post_avg_score::float, top_content_type, best_posting_hour, last_scraped_at"
        " FROM reddit_subreddits"
    ) == [(3, 200, 20, 0.1, 141.42, 63.25, 200, "image", 11, at(30))]


async def test_metrics_are_over_the_hundred_newest_posts(
    take: Take, rows: Take, request_id: str
) -> None:
    posts = [post(f"p{n:03d}", created_at=at(-n), score=n) for n in range(150)]
    pages = [
        about_page(request_id, options=OFF),
        *(
            reddit_page(request_id, n=n, posts=posts[n * 50 : n * 50 + 50], options=OFF)
            for n in range(3)
        ),
    ]
    await take(*pages, reddit_marker(request_id, pages))

    assert await rows(
        "SELECT posts_analysed, avg_upvotes_per_post::float FROM reddit_subreddits"
    ) == [(100, 49.5)]


async def test_a_scan_whose_about_page_failed_is_partial_and_keeps_its_lists(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = scan(request_id)[1:]
    end = reddit_marker(request_id, pages, outcome=FetchOutcome.PARTIAL, code="upstream_error")

    await take(*pages, end)

    assert await rows(STATUS) == [("partial", "upstream_error", "content")]
    stages = dict(await rows(STAGES))
    assert (stages["listing"], stages["rows"], stages["analytics"]) == ("failed", "done", "done")
    assert await rows("SELECT name, observed_at, posts_analysed FROM reddit_subreddits") == [
        ("Orbit", None, 3)
    ]


async def test_a_scan_of_a_private_community_fails_at_its_first_stage(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(refused_marker(request_id, "target_private"))

    assert await rows(STATUS) == [("failed", "target_private", "listing")]
    assert dict(await rows(STAGES))["analytics"] == "skipped"
    assert await rows("SELECT name_lower, state FROM reddit_target_states") == [
        ("orbit", "private")
    ]


async def test_a_discovery_tells_how_many_it_was_the_first_to_find(
    take: Take, rows: Take, database: Stored, request_id: str
) -> None:
    seen = [about_page(request_id, options=OFF)]
    seen.append(
        reddit_page(request_id, Walk.SUBMITTED, found=[found("c2", "New"), found("c3", "Newer")])
    )
    await take(*seen, reddit_marker(request_id, seen, kind=Kind.SUBREDDIT_DISCOVER))
    assert (await told(rows))["found"] == 2

    second = await accept_scan(database.owner_dsn, kind="subreddit_discover")
    again = [about_page(second, options=OFF, minutes=5)]
    again.append(
        reddit_page(
            second, Walk.SUBMITTED, found=[found("c3", "Newer"), found("c4", "Newest")], minutes=5
        )
    )
    await take(*again, reddit_marker(second, again, kind=Kind.SUBREDDIT_DISCOVER))

    assert await rows("SELECT result -> 'found' FROM requests WHERE id = $1", second) == ["1"]


async def test_findings_told_again_as_of_then_were_found_first_by_who_saw_them_then(
    take: Take, rows: Take, database: Stored
) -> None:
    ids = [f"00000000-0000-7000-8000-00000000000{n}" for n in (1, 2)]
    for number, request in enumerate(ids):
        await accept_scan(
            database.owner_dsn, request_id=request, kind="subreddit_discover", target=f"t{number}"
        )
        source = (f"s{number}", f"t{number}")
        about = subreddit(*source)
        seen = [about_page(request, about, options=OFF, minutes=10 * number)]
        lead = found("c2", "New", source_id=source[0])
        seen.append(reddit_page(request, Walk.SUBMITTED, found=[lead], minutes=1))
        await take(*seen, reddit_marker(request, seen, kind=Kind.SUBREDDIT_DISCOVER))

    assert await rows("SELECT result -> 'found' FROM requests ORDER BY id") == ["1", "0"]


async def test_a_discovered_account_gets_its_figures(
    take: Take, rows: Take, database: Stored
) -> None:
    request_id = await accept_scan(
        database.owner_dsn,
        kind="user_discover",
        target_kind="user",
        target="pilot",
        stages=CREATOR_STAGES,
    )
    pages = [
        user_page(request_id, user(created_at=at(-60 * 24 * 36_500)), options=OFF),
        reddit_page(
            request_id,
            Walk.SUBMITTED,
            posts=[post("p1"), post("p2", score=30, of=("c2", "Farside"), created_at=at(-90))],
            options=OFF,
        ),
    ]
    end = reddit_marker(request_id, pages, kind=Kind.USER_DISCOVER, target="pilot")

    await take(*pages, end)

    assert await rows(STATUS) == [("completed", None, None)]
    assert dict(await rows(STAGES))["profile"] == "done"
    assert await rows(
        "SELECT avg_post_score::float, avg_post_comments::float, total_posts_analyzed,"
        " primary_subreddits, cross_subreddit_activity, account_age_days >= 36500"
        " FROM reddit_users"
    ) == [(20, 2, 2, ["Farside", "Orbit"], 2, True)]
    result = await told(rows)
    assert (result["profile"], result["submitted"], result["posts"]) == (1, 2, 2)


async def test_everything_again_changes_no_status_and_no_count(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = scan(request_id)
    events: list[Event] = [*pages, reddit_marker(request_id, pages)]
    await take(*events)
    before = await rows("SELECT result, finished_at FROM requests")

    await take(*reversed(events))

    assert await rows("SELECT result, finished_at FROM requests") == before
    assert await rows("SELECT count(*) FROM request_events WHERE type = 'page_committed'") == [4]
