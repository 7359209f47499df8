"""Each page of the dashboard by the calls it makes on its first view, and every field it shows."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.live_client import happened, numbered, request_of, watching
from services.api.tests.integration.test_old_scrapers import beat, call

NOW = datetime.now(UTC)
POST = (
    "INSERT INTO reddit_posts (reddit_id, subreddit_id, subreddit_name, author_id, score,"
    " num_comments, title, url, permalink, thumbnail, created_utc, edited, score_hidden,"
    " content_type, over_18, spoiler, stickied, locked, archived, is_self, is_video, is_gallery,"
    " is_poll, observed_at, content_hash, author_username, upvote_ratio)"
    " VALUES ($1, $2, $3, 'u1', $4, 7, 'A bowl', 'https://example.org/1', '/r/x/1', 'image', $5,"
    " false, false, 'image', false, false, false, false, false, false, false, false, false,"
    " now(), 'h', 'Potter', 0.9)"
)


async def view(api: Harness, path: str, **params: Any) -> dict[str, Any]:
    """One call of a page."""
    answer = await api.get(path, params={name: str(value) for name, value in params.items()})
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json()
    return told


def shows(item: dict[str, Any], *fields: str) -> None:
    """Every one of *fields* is told, with a value."""
    assert {name for name in fields if item.get(name) is None} == set()


@pytest.fixture
async def creators(api: Harness) -> Harness:
    """One creator to review, one approved without a niche, one with; reels of the last."""
    for number in (1, 2, 3):
        await api.creator(f"c{number}", f"person{number}")
    await api.owner.execute(
        "UPDATE instagram_creators SET full_name = 'A Person', biography = 'bowls',"
        " external_url = 'https://example.org', is_verified = true, is_private = false,"
        " is_business_account = true, followers_count = 1000 * id, discovery_date = now(),"
        " engagement_rate_cached = 4.25, avg_likes_per_post_cached = 12,"
        " avg_views_per_reel_cached = 345,"
        " review_status = CASE WHEN id > 1 THEN 'ok' END,"
        " niche = CASE WHEN id = 3 THEN 'pottery' END"
    )
    for number in (1, 2, 3):
        await asset(api, f"c{number}", "profile", f"instagram/c{number}/profile")
    for number in (1, 2):
        await api.persister.execute(
            "INSERT INTO instagram_reels (media_pk, creator_id, creator_username, caption_text,"
            " play_count, like_count, comment_count, engagement_rate, video_duration, taken_at,"
            " is_viral, viral_multiplier, observed_at, content_hash)"
            " VALUES ($1, 'c3', 'person3', 'a bowl', $2, 10, 5, 2.5, 9.5, $3, $4, 6, now(), 'h')",
            f"r{number}",
            number * 1_000,
            NOW - timedelta(hours=number),
            number == 2,
        )
        for kind in ("video", "cover"):
            await asset(api, f"r{number}", kind, f"instagram/r{number}/{kind}-0")
    return api


async def asset(api: Harness, media: str, kind: str, key: str, platform: str = "instagram") -> None:
    await api.persister.execute(
        "INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id,"
        " source_observed_at, state, object_key)"
        " VALUES ($1, $4, $2, $3, 'c', now(), 'stored', $1)",
        key,
        media,
        kind,
        platform,
    )


async def test_creator_review_is_one_call(creators: Harness) -> None:
    told = await view(
        creators,
        "/api/instagram/creators",
        review_status="none",
        sort="-followers_count",
        include="counts",
    )

    [item] = told["items"]
    shows(item, "id", "profile_pic_url", "username", "full_name", "is_verified", "is_private",
          "is_business_account", "biography", "external_url", "followers_count",
          "version")  # fmt: skip
    assert item["review_status"] is None
    counts = told["counts"]
    assert [counts[name] for name in ("total", "pending", "ok", "non_related")] == [3, 1, 2, 0]


async def test_niching_is_two_calls(creators: Harness) -> None:
    told = await view(
        creators,
        "/api/instagram/creators",
        review_status="ok",
        niche="none",
        include="counts",
    )
    niches = await view(creators, "/api/instagram/niches")

    [item] = told["items"]
    shows(item, "profile_pic_url", "username", "followers_count", "engagement_pct",
          "avg_likes_per_post", "avg_views_per_reel", "review_status")  # fmt: skip
    # As stored: nothing multiplies a percentage once more.
    assert (item["niche"], item["engagement_pct"]) == (None, 4.25)
    counts = told["counts"]
    assert [counts[name] for name in ("ok", "niched", "unniched", "untagged")] == [2, 1, 1, 2]
    assert niches["items"] == [{"niche": "pottery", "creators": 1, "ok": 1}]


async def test_reels_are_two_calls(creators: Harness) -> None:
    asked: dict[str, Any] = {"max_age_days": 1, "q": "bowl"}
    told = await view(creators, "/api/instagram/reels", sort="-play_count", **asked)
    summary = (await view(creators, "/api/instagram/reels/summary", **asked))["summary"]
    viral = await view(creators, "/api/instagram/reels", viral="true", sort="-viral_multiplier")

    assert [item["media_pk"] for item in told["items"]] == ["r2", "r1"]
    shows(told["items"][0], "creator_username", "creator_niche", "caption_text", "play_count",
          "like_count", "comment_count", "engagement_pct", "video_duration_s", "taken_at",
          "video_url", "cover_url", "thumbnail_url")  # fmt: skip
    assert summary == {
        "total_reels": 2,
        "unique_creators": 1,
        "total_views": 3_000,
        "avg_engagement_pct": 2.5,
        "viral_reels": 1,
        "top_creator": "person3",
        "top_creator_views": 3_000,
    }
    assert [item["id"] for item in viral["items"]] == ["r2"]


@pytest.fixture
async def communities(api: Harness) -> Harness:
    """One community that nobody reviewed, one Ok and tagged, one Ok and not, a user's feed."""
    rules = '[{"short_name": "Be kind", "kind": "all", "description": "d"}]'
    told: tuple[dict[str, Any], ...] = (
        {},
        {},
        {},
        {"is_user_feed": True},
        {"upstream_state": "banned"},
    )
    for number, more in enumerate(told, start=1):
        await api.subreddit(
            f"s{number}",
            f"Clay{number}",
            title="Clay",
            public_description="bowls",
            icon_img="https://example.org/i",
            subscribers=1_000 * number,
            engagement=0.25,
            subreddit_score=number,
            avg_upvotes_per_post=10 * number,
            over18=False,
            about_verification=True,
            rules_data=rules,
            **more,
        )
    await api.owner.execute(
        "UPDATE reddit_subreddits SET review = 'Ok',"
        """ tags = CASE WHEN subreddit_id = 's2' THEN '["niche:clay"]'::jsonb ELSE '[]' END,"""
        " primary_category = 'niche' WHERE subreddit_id IN ('s2', 's3')"
    )
    for community in ("s2", "s3"):
        for number in range(3):
            score, at = 100 * (number + 1), NOW - timedelta(hours=number + 1)
            name = f"Clay{community[1:]}"
            await api.persister.execute(POST, f"{community}p{number}", community, name, score, at)
    for number, kind in enumerate(("image", "cover", "image")):
        await asset(api, f"s2p{number}", kind, f"reddit/s2p{number}/{kind}-0", "reddit")
    return api


async def test_subreddit_review_is_one_call(communities: Harness) -> None:
    told = await view(
        communities,
        "/api/reddit/subreddits",
        effective_review="none",
        sort="-avg_upvotes_per_post",
        q="clay",
        include="counts",
    )

    [item] = told["items"]
    shows(item, "id", "icon_img", "name", "title", "verification_required", "over18", "has_rules",
          "subscribers", "engagement_pct", "engagement_ratio", "avg_upvotes_per_post",
          "version")  # fmt: skip
    assert (item["review"], item["engagement_pct"], item["engagement_ratio"]) == (None, 25.0, 0.25)
    counts = told["counts"]
    names = ("reviewable", "unreviewed", "ok", "user_feed", "banned", "new_today")
    assert [counts[name] for name in names] == [3, 1, 2, 1, 1, 5]
    # The rules come with the one that is opened, always in one shape.
    whole = await view(communities, f"/api/reddit/subreddits/{item['id']}")
    assert whole["rules"][0]["short_name"] == "Be kind"


async def test_categorisation_is_two_calls(communities: Harness) -> None:
    told = await view(
        communities,
        "/api/reddit/subreddits",
        review="Ok",
        untagged="true",
        sort="-subscribers",
        include="counts",
    )
    tags = await view(communities, "/api/reddit/tags")
    tagged = await view(communities, "/api/reddit/subreddits", review="Ok", tag="niche:clay")

    assert [(item["name"], item["tags"]) for item in told["items"]] == [("Clay3", [])]
    assert (told["counts"]["tagged"], told["counts"]["untagged"]) == (1, 1)
    assert tags["items"] == [{"tag": "niche:clay", "category": "niche", "subreddits": 1}]
    assert [item["name"] for item in tagged["items"]] == ["Clay2"]


async def test_posting_is_two_calls(communities: Harness) -> None:
    await account(communities)

    accounts = await view(communities, "/api/reddit/accounts", status="active")
    [own] = accounts["items"]
    told = await view(
        communities,
        "/api/reddit/recommendations",
        account_id=own["id"],
        include="counts,top_posts:2",
        posts_window="168h",
        sfw="true",
        verified="true",
        engagement_min=0.005,
    )

    shows(own, "username", "stage_name", "model_status", "assigned_tags", "total_karma",
          "avg_post_score", "posts_count", "top_subreddit")  # fmt: skip
    assert told["tags"] == ["niche:clay", "niche:bowls"]
    [item] = told["items"]
    shows(item, "icon_img", "name", "verification_required", "over18", "public_description", "tags",
          "engagement_pct", "subreddit_score", "avg_upvotes_per_post", "subscribers",
          "observed_at")  # fmt: skip
    assert item["matched_tags"] == ["niche:clay"]
    assert [post["score"] for post in item["top_posts"]] == [300, 200]
    shows(item["top_posts"][0], "title", "url", "permalink", "thumbnail", "created_utc",
          "cover_url")  # fmt: skip
    assert (told["counts"]["total"], told["counts"]["sfw"]) == (2, 2)


async def account(api: Harness) -> None:
    model = await api.owner.fetchval(
        "INSERT INTO models (stage_name, assigned_tags)"
        """ VALUES ('Ann', '["niche:clay", "niche:bowls"]') RETURNING id"""
    )
    await api.persister.execute(
        "INSERT INTO reddit_users (reddit_id, username, total_karma, avg_post_score,"
        " total_posts_analyzed, primary_subreddits, account_age_days, icon_img, created_utc,"
        " verified, is_gold) VALUES ('u1', 'Potter', 20000, 11, 3, '{Clay2}', 400, 'i', $1, true,"
        " false)",
        NOW,
    )
    await api.owner.execute(
        "UPDATE reddit_users SET model_id = $1, status = 'active', our_creator = true", model
    )


async def test_post_analysis_is_two_small_calls_over_every_match(communities: Harness) -> None:
    path = "/api/reddit/viral-posts"
    first = await view(communities, path, window_hours=72, per_subreddit=3, limit=4)
    summary = (await view(communities, f"{path}/summary", window_hours=72))["summary"]
    cursor = first["page"]["next_cursor"]
    rest = await view(communities, path, window_hours=72, per_subreddit=3, limit=4, cursor=cursor)

    item = first["items"][0]
    shows(item, "title", "subreddit_name", "permalink", "score", "num_comments", "created_utc",
          "viral_score", "content_type", "thumbnail", "author_username")  # fmt: skip
    seen = [one["id"] for one in first["items"] + rest["items"]]
    pictures = {one["id"]: one["cover_url"] for one in first["items"] + rest["items"]}
    assert pictures["s2p1"].startswith("/media/reddit/s2p1/cover-0?")
    assert pictures["s3p1"] is None
    assert (len(seen), len(set(seen)), first["counts"]["total"]) == (6, 6, 6)
    assert rest["page"]["next_cursor"] is None
    shows(summary, "total_posts", "best_subreddit", "most_discussed_subreddit", "best_hour_utc",
          "sfw_posts", "top_content_type")  # fmt: skip
    assert (summary["total_posts"], summary["most_discussed_comments"]) == (6, 21)
    other = await communities.get(path, params={"cursor": cursor, "window_hours": "24"})
    assert (other.status, other.json()["code"]) == (400, "cursor_mismatch")
    assert (await view(communities, path, q="no such words"))["items"] == []


async def test_user_analysis_is_one_call(communities: Harness) -> None:
    await account(communities)

    told = await view(communities, "/api/reddit/users", q="pot", include="counts")
    [item] = told["items"]
    profile = await view(communities, f"/api/reddit/users/{item['id']}")

    shows(item, "username", "icon_img", "total_karma", "overall_user_score", "account_age_days",
          "our_creator", "verified", "status")  # fmt: skip
    counts = told["counts"]
    names = ("total", "active_30d", "high_quality", "low", "our_creators")
    assert [counts[name] for name in names] == [1, 1, 1, 0, 1]
    assert len(profile["recent_posts"]) == 6
    shows(profile["recent_posts"][0], "title", "subreddit_name", "score", "created_utc")


async def test_models_are_one_call(communities: Harness) -> None:
    await account(communities)

    [item] = (await view(communities, "/api/models", q="ann"))["items"]

    shows(item, "id", "stage_name", "status", "assigned_tags", "created_at")
    assert item["reddit_account_count"] == 1


async def test_the_monitor_tells_desired_and_observed_apart_and_counts_calls(api: Harness) -> None:
    for number, (kind, hours) in enumerate((("ok", 1), ("ok", 2), ("timeout", 3), ("ok", 30))):
        await api.persister.execute(
            "INSERT INTO api_calls (call_id, platform, provider, endpoint, call_class,"
            " duration_ms, items, cost_usd, at)"
            " VALUES ($1, 'instagram', 'instagram-looter', '/x', $2, 100, 3, 0.0003, $3)",
            str(number),
            kind,
            NOW - timedelta(hours=hours),
        )
    await api.post("/api/control/instagram/pause", json={"reason": "a test"})

    scraper = await view(api, "/api/scrapers/instagram")
    metrics = await view(api, "/api/scrapers/instagram_scraper/metrics", window="24h")
    costs = await view(api, "/api/costs", days=2)

    assert (scraper["desired"]["state"], scraper["desired"]["reason"]) == ("stopped", "a test")
    # Nobody was heard of, and nobody is wanted.
    assert scraper["observed"]["state"] == "stopped"
    assert (metrics["requests"], metrics["ok"], metrics["success_pct"]) == (3, 2, 66.67)
    assert (metrics["p95_ms"], metrics["items"]) == (100, 9)
    assert costs["totals"]["calls"] <= 4
    shows(costs["items"][0], "day", "provider", "calls", "cost_usd")
    assert (await api.get("/api/scrapers/other")).status == 404
    assert (await view(api, "/api/scrapers/reddit/metrics"))["success_pct"] is None


async def test_the_monitor_is_one_stream(api: Harness) -> None:
    for kind in ("ok", "empty", "timeout"):
        await call(api, "instagram", kind)
    await beat(api, "instagram", in_hand=2)
    request_id = await request_of(api, "nasa")
    topics = "scraper:instagram,logs:instagram,counts:requests,jobs"
    async with watching(api, topics) as watch:
        shown: dict[str, Any] = {}
        while len(shown) < 3:
            event = await watch.next()
            assert event is not None
            if event.name != "hello":
                shown[event.data["topic"]] = event.data
        await happened(api, request_id, "12 reels")
        await numbered(api)
        line = (await watch.until("request")).data
        await api.post("/api/instagram/scraper/stop")
        stopped = (await watch.until("scraper")).data

    scraper = shown["scraper:instagram"]
    assert (scraper["desired"]["enabled"], scraper["state"], scraper["healthy"]) == (
        True,
        "running",
        True,
    )
    calls = scraper["calls_today"]
    assert (calls["requests"], calls["failed"], calls["success_pct"]) == (3, 1, 66.67)
    assert calls["cost_usd"] == 0.0009
    # There is none, and none is made up.
    assert scraper["cycle"] == {"code": "scheduler_missing"}
    assert shown["counts:requests"]["counts"]["queued"] == 1
    assert shown["jobs"]["items"] == []
    shows(line, "id", "at", "service", "severity", "message", "type", "request_id", "target")
    assert line["message"] == "12 reels"
    assert (stopped["desired"]["enabled"], stopped["state"]) == (False, "stopping")


async def test_a_monitor_that_is_shown_a_frozen_scraper_says_so(api: Harness) -> None:
    await beat(api, "reddit", age_s=11)
    async with watching(api, "scraper:reddit") as watch:
        shown = (await watch.until("scraper")).data

    assert (shown["state"], shown["healthy"]) == ("stale", False)
    assert [one["status"] for one in shown["observed"]] == ["stale"]


async def test_the_hub_s_overview_counts_rows_and_tells_how_fresh_they_are(
    creators: Harness,
) -> None:
    told = await view(creators, "/api/stats/overview")

    assert (told["counts"]["creators"], told["counts"]["reels"]) == (3, 2)
    assert told["freshness"]["reels"] is not None
    assert (told["growth"][0]["creators"], len(told["growth"])) == (3, 14)


async def test_what_belongs_to_a_creator_is_found_by_name_and_by_id(creators: Harness) -> None:
    [item] = (await view(creators, "/api/instagram/creators", q="person3"))["items"]
    await creators.persister.execute(
        "INSERT INTO instagram_follower_history (creator_id, recorded_at, followers_count)"
        " VALUES ('c3', now(), 5), ('c3', now() - interval '1 day', 4), ('c1', now(), 1)"
    )
    await creators.owner.execute("UPDATE instagram_creators SET niche = 'pottery' WHERE id = 2")

    for key in ("person3", item["id"], "@Person3"):
        own = await view(creators, f"/api/instagram/creators/{key}")
        assert (own["ig_user_id"], own["counts"]["reels"]) == ("c3", 2)
    path = f"/api/instagram/creators/{item['id']}"
    history = await view(creators, f"{path}/follower-history", sort="recorded_at")
    assert [one["followers_count"] for one in history["items"]] == [4, 5]
    reels = await view(creators, f"{path}/reels", sort="-taken_at", limit=1)
    assert [one["id"] for one in reels["items"]] == ["r1"]
    cursor = reels["page"]["next_cursor"]
    other = await creators.get(
        "/api/instagram/reels", params={"cursor": cursor, "sort": "-taken_at"}
    )
    assert (other.status, other.json()["code"]) == (400, "cursor_mismatch")
    assert (await view(creators, f"{path}/posts"))["items"] == []
    await creators.persister.execute(
        "INSERT INTO instagram_posts (media_pk, creator_id, observed_at, content_hash)"
        " VALUES ('p1', 'c3', now(), 'h'), ('p2', 'c1', now(), 'h')"
    )
    posts = await view(creators, f"{path}/posts")
    assert [one["id"] for one in posts["items"]] == ["p1"]
    [alike] = (await view(creators, f"{path}/similar"))["items"]
    assert (alike["username"], alike["same_niche"]) == ("person2", True)
    assert alike["profile_pic_url"].startswith("/media/")


async def test_posts_of_a_community_are_listed_by_score_within_a_window(
    communities: Harness,
) -> None:
    path = "/api/reddit/subreddits/clay2/posts"
    best = await view(communities, path, sort="-score", window_hours=168)
    all_posts = await view(communities, "/api/reddit/posts", subreddit="CLAY2", author="potter",
                           limit=1)  # fmt: skip

    assert [one["score"] for one in best["items"]] == [300, 200, 100]
    assert (all_posts["items"][0]["id"], all_posts["page"]["has_more"]) == ("s2p0", True)


async def test_what_was_decided_is_in_the_audit(api: Harness) -> None:
    await api.post("/api/control/reddit/pause", json={"reason": "why"})

    told = await view(api, "/api/audit", entity="switch", entity_id="reddit_scraper")

    [entry] = told["items"]
    shows(entry, "at", "actor", "action", "before", "after")
    assert (entry["after"]["reason"], entry["action"]) == ("why", "control.disabled")


async def test_logs_are_of_ones_own_organisation_by_source_and_level(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    for number, (service, severity) in enumerate(
        (("persister", "info"), ("persister", "error"), ("gateway", "error")), start=1_000
    ):
        await api.owner.execute(
            "INSERT INTO request_events (id, request_id, type, severity, message, service)"
            " VALUES ($1, $2, 'x', $3, 'said', $4)",
            number,
            request_id,
            severity,
            service,
        )

    told = await view(api, "/api/logs", source="persister", level_min="warning")
    later = await view(api, "/api/logs", after_id=1_000, request_id=request_id)
    await api.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    await api.owner.execute("UPDATE requests SET org_id = 'other'")

    assert [one["id"] for one in told["items"]] == ["1001"]
    shows(told["items"][0], "at", "source", "level", "message", "request_id")
    assert [one["id"] for one in later["items"]] == ["1002", "1001"]
    assert (await view(api, "/api/logs"))["items"] == []
    assert (await api.get("/api/logs?request_id=x")).status == 422


async def test_the_hub_shows_who_asks_and_what_they_may_do(api: Harness) -> None:
    me = await view(api, "/api/me")
    tiles = (await view(api, "/api/me/dashboards"))["items"]

    assert (me["scope"], me["org_id"]) == ("admin", "default")
    assert [tile["dashboard_id"] for tile in tiles] == ["reddit", "instagram", "models", "monitor"]
    for tile in tiles:
        shows(tile, "name", "path", "icon", "description", "display_order")
        assert tile["permissions"] == {"read": True, "write": True, "admin": True}


async def test_a_dashboard_that_was_opened_is_the_recent_one_of_whoever_opened_it(
    api: Harness,
) -> None:
    path = "/api/me/dashboards"
    never = (await view(api, path))["items"]
    first = await api.ask("PATCH", f"{path}/monitor")
    again = await api.ask("PATCH", f"{path}/monitor")
    await api.owner.execute(
        "INSERT INTO dashboard_visits (org_id, actor, dashboard_id)"
        " VALUES ('default', 'somebody', 'reddit')"
    )
    tiles = {one["dashboard_id"]: one["last_opened_at"] for one in (await view(api, path))["items"]}

    assert {one["last_opened_at"] for one in never} == {None}
    assert first.json()["last_opened_at"] < again.json()["last_opened_at"] == tiles["monitor"]
    assert (tiles["reddit"], tiles["models"]) == (None, None)
    assert (await api.ask("PATCH", f"{path}/tracking")).json()["code"] == "unknown_dashboard"
