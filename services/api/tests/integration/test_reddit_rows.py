"""What is shown of Reddit: rows, what machines suggest beside what people decided, the budget."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from services.api.tests.integration.api_harness import Harness

from b9_api.dispatcher.mirror import BudgetMirror
from b9_common.budget import Budget
from b9_common.kv import TypedKv
from b9_common.topology import BUDGET

WHEN = datetime(2026, 1, 2, tzinfo=UTC)


async def shown(api: Harness, name: str) -> dict[str, Any]:
    answer = await api.get(f"/api/reddit/subreddits/{name}")
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json()
    return told


async def post(
    api: Harness, reddit_id: str, subreddit_id: str, author_id: str, score: int = 1
) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, score,"
        " title, created_utc, edited, score_hidden, content_type, over_18, spoiler, stickied,"
        " locked, archived, is_self, is_video, is_gallery, is_poll, observed_at, content_hash)"
        " VALUES ($1, $2, 's', $3, $4, 't', now(), false, false, 'text', false, false, false,"
        " false, false, true, false, false, false, now(), 'h')",
        reddit_id,
        subreddit_id,
        author_id,
        score,
    )


async def test_a_community_is_shown_with_counts_and_how_it_was_found(api: Harness) -> None:
    await api.subreddit("src", "Source")
    await api.subreddit("2qh", "Pottery", subscribers=7, rules_data='[{"short_name": "Be kind"}]')
    for reddit_id, author in (("p1", "a"), ("p2", "a"), ("p3", "b")):
        await post(api, reddit_id, "2qh", author)
    await api.persister.execute(
        "INSERT INTO subreddit_discoveries (subreddit_id, source_id, via_user, post_id, request_id,"
        " first_seen_at, last_seen_at)"
        " VALUES ('2qh', 'src', 'someone', 'p9', gen_random_uuid(), $1, $1)",
        WHEN,
    )

    told = await shown(api, "POTTERY")
    source = await shown(api, "source")

    assert (told["name"], told["subscribers"]) == ("Pottery", 7)
    assert told["rules_data"] == [{"short_name": "Be kind"}]
    counts = told["counts"]
    assert (counts["posts"], counts["authors"], source["counts"]["discovered"]) == (3, 2, 1)
    [found] = told["lineage"]
    assert (found["source"], found["via_user"], found["post_id"]) == ("Source", "someone", "p9")


async def test_a_person_s_review_stands_beside_what_machines_suggest(api: Harness) -> None:
    await api.subreddit("1", "banned_one", upstream_state="banned")
    await api.subreddit("2", "kept_one", upstream_state="banned")
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'Ok' WHERE subreddit_id = '2'")

    suggested, decided = await shown(api, "banned_one"), await shown(api, "kept_one")

    assert (suggested["review"], suggested["effective_review"]) == (None, "Banned")
    assert suggested["suggested_evidence"] == [{"where": "upstream", "phrase": "banned"}]
    assert (decided["suggested_review"], decided["effective_review"]) == ("Banned", "Ok")


async def test_of_two_that_hold_one_name_the_newest_observed_is_shown(api: Harness) -> None:
    await api.subreddit("old", "pottery", observed_at=WHEN)
    await api.subreddit("new", "Pottery")
    await api.subreddit("stub", "pottery", observed_at=None)

    assert (await shown(api, "pottery"))["subreddit_id"] == "new"


async def test_a_name_that_only_its_state_is_known_of_is_404_and_says_so(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_target_states (kind, name_lower, state, observed_at)"
        " VALUES ('subreddit', 'gone_one', 'banned', now())"
    )

    banned = (await api.get("/api/reddit/subreddits/Gone_One")).json()

    assert (banned["status"], banned["code"]) == (404, "unknown_subreddit")
    assert "banned" in banned["detail"]
    assert (await api.get("/api/reddit/subreddits/nowhere")).status == 404
    assert (await api.get("/api/reddit/subreddits/x")).status == 422
    assert (await api.get("/api/reddit/users/nobody")).status == 404


async def listed(api: Harness, **params: str) -> list[str]:
    answer = await api.get("/api/reddit/subreddits", params=params)
    assert answer.status == 200, answer.body
    return [one["name"] for one in answer.json()["items"]]


async def test_the_list_is_paged_without_repeats_while_communities_come_in(api: Harness) -> None:
    for number in range(5):
        await api.subreddit(str(number), f"sub{number}")
    # Equal times: only the id tells them apart.
    await api.owner.execute("UPDATE reddit_subreddits SET created_at = '2026-01-01'")
    seen: list[str] = []
    cursor = None
    while True:
        params = {"limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await api.get("/api/reddit/subreddits", params=params)).json()
        seen += [one["name"] for one in page["items"]]
        await api.subreddit(f"new{len(seen)}", f"new{len(seen)}")
        cursor = page["page"]["next_cursor"]
        if cursor is None:
            break

    assert seen == [f"sub{number}" for number in (4, 3, 2, 1, 0)]


async def test_the_list_can_be_narrowed(api: Harness) -> None:
    await api.subreddit("1", "fine", upstream_state="ok")
    await api.subreddit("2", "gone", upstream_state="not_found")
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'No Seller' WHERE name = 'fine'")

    assert await listed(api, review="No Seller") == ["fine"]
    assert await listed(api, review="none") == ["gone"]
    assert await listed(api, upstream_state="not_found") == ["gone"]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "query",
    [
        "review=Good",
        "upstream_state=odd",
        "limit=0",
        "cursor=WyIyMDI2LTAxLTAxIiwgIngiXQ",
        # A number that the database's integers do not hold.
        "cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsIDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",
    ],
)
async def test_a_question_about_communities_that_makes_no_sense_is_refused(
    shared: Harness, query: str
) -> None:
    answer = await shared.get(f"/api/reddit/subreddits?{query}")

    assert (answer.status, answer.json()["code"]) == (422, "invalid")


async def test_an_account_is_shown_with_counts(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_users (reddit_id, username, karma_per_day, upstream_state)"
        " VALUES ('a', 'Some-Body', 1.5, 'suspended')"
    )
    await post(api, "p1", "1", "a")
    await post(api, "p2", "2", "a")

    told = (await api.get("/api/reddit/users/some-body")).json()

    assert (told["karma_per_day"], told["is_suspended"]) == (1.5, True)
    assert told["counts"] == {"posts": 2, "subreddits": 2}


async def test_viral_posts_are_paged_over_one_list_with_the_summary_of_all_of_it(
    api: Harness,
) -> None:
    await api.subreddit("1", "Fine")
    await api.subreddit("2", "undecided")
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'Ok' WHERE name = 'Fine'")
    for number in range(1, 6):
        await post(api, f"p{number}", "1", "a", score=number * 100)
    await post(api, "other", "2", "a", score=900)
    path = "/api/reddit/posts/viral"

    first = (await api.get(path, params={"limit": "3", "posts_per_subreddit": "4"})).json()
    await post(api, "late", "1", "a", score=1_000)
    asked = {"limit": "3", "posts_per_subreddit": "4", "cursor": first["next_cursor"]}
    second = (await api.get(path, params=asked)).json()

    assert [one["reddit_id"] for one in first["items"]] == ["p5", "p4", "p3"]
    assert [one["reddit_id"] for one in second["items"]] == ["p2"]
    assert (first["total"], first["summary"]["total_posts"]) == (4, 4)
    assert (first["summary"]["best_subreddit"], second["next_cursor"]) == ("Fine", None)
    assert second["as_of"] == first["as_of"]
    assert (await api.get(f"{path}?time_range_hours=0")).status == 422


async def test_more_viral_posts_than_ten_thousand_are_all_counted(
    api: Harness,
) -> None:
    await api.owner.execute(
        "INSERT INTO reddit_subreddits (subreddit_id, name, review)"
        " SELECT 'c' || n, 'c' || n, 'Ok' FROM generate_series(1, 101) AS n"
    )
    await api.owner.execute(
        "INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, score, title,"
        " created_utc, edited, score_hidden, content_type, over_18, spoiler, stickied, locked,"
        " archived, is_self, is_video, is_gallery, is_poll, observed_at, content_hash)"
        " SELECT 'p' || c || 'x' || n, 'c' || c, 's', n, 't', now(), false, false, 'text', false,"
        " false, false, false, false, true, false, false, false, now(), 'h'"
        " FROM generate_series(1, 101) AS c, generate_series(1, 100) AS n"
    )

    path = "/api/reddit/posts/viral?posts_per_subreddit=100&limit=1"
    told = (await api.get(path)).json()

    assert told["total"] == told["summary"]["total_posts"] == 10_100


async def test_the_budget_shows_the_provider_s_window_as_its_headers_told_it(api: Harness) -> None:
    await api.owner.execute(
        "UPDATE providers SET rate_per_s = 1.6, pace = 0.97, burst = 3, daily_cap = 1000"
        " WHERE provider = 'reddit'"
    )
    await BudgetMirror(api.database, api.broker).turn()
    kv = TypedKv(api.broker, BUDGET, Budget)
    entry, revision = await kv.get("reddit")
    assert entry is not None
    assert (entry.rate_per_s, entry.pace, entry.burst, entry.daily_cap) == (1.6, 0.97, 3, 1_000)
    told = Budget(
        rate_per_s=entry.rate_per_s,
        daily_cap=entry.daily_cap,
        day=f"{datetime.now(UTC):%F}",
        spent_today=3,
        window_remaining=40.0,
        window_ends_at=time.time() + 60,
    )
    await kv.put_cas("reddit", told, revision)

    [shown] = (await api.get("/api/reddit/budget")).json()["items"]

    assert (shown["provider"], shown["pace"], shown["live"]["spent_today"]) == ("reddit", 0.97, 3)
    assert shown["live"]["window"]["remaining"] == 40.0
    assert 50 < shown["live"]["window"]["ends_in_s"] <= 60
    assert 0 < shown["live"]["rate_in_use_per_s"] < 1
