"""The root, the numbers of the whole, and metrics, under their old routes."""

from typing import Final

from services.api.tests.integration.api_harness import NOW, Harness

from b9_common.version import VERSION

JSON: Final = {"Accept": "application/json"}
COMMUNITIES: Final = (
    ("Ok", '["topic:art", "format:image"]'),
    ("Ok", '["topic:art"]'),
    ("Ok", "[]"),
    ("No Seller", '["topic:art"]'),
    (None, "[]"),
)


async def test_the_root_names_where_to_go_on_and_each_of_those_answers(api: Harness) -> None:
    told = (await api.get("/")).json()

    assert (told["service"], told["version"]) == ("B9 Dashboard API", VERSION)
    # No uploader is there to tell of the store.
    assert told["status"] == "degraded"
    for path in told["endpoints"].values():
        assert (await api.get(path)).status in {200, 503}, path


async def test_old_numbers_and_those_of_the_lists_agree_on_what_was_put_out_of_sight(
    api: Harness,
) -> None:
    for number in range(4):
        await api.creator(str(number), f"person{number}")
        await api.subreddit(f"t5_{number}", f"community{number}")
    await api.owner.execute(
        """UPDATE reddit_subreddits SET review = 'Ok', tags = '["topic:art"]'"""
        " WHERE subreddit_id <> 't5_3'"
    )
    for table, key in (("reddit_subreddits", "subreddit_id"), ("instagram_creators", "ig_user_id")):
        await api.owner.execute(f"UPDATE {table} SET removed_at = now() WHERE {key} LIKE '%0'")

    tagging = (await api.get("/api/ai/categorization/stats")).json()
    overview = (await api.get("/api/stats/overview")).json()["counts"]
    listed = {
        name: (await api.get(f"/api/{path}?include=counts")).json()["counts"]
        for name, path in (("creators", "instagram/creators"), ("subreddits", "reddit/subreddits"))
    }
    (tag,) = (await api.get("/api/reddit/tags")).json()["items"]

    told = (tagging["total_approved_subreddits"], tagging["total_tagged"])
    assert told == (listed["subreddits"]["ok"], listed["subreddits"]["tagged"]) == (2, 2)
    assert tagging["top_tags"] == [{"tag": tag["tag"], "count": tag["subreddits"]}]
    assert {name: overview[name] for name in listed} == {
        name: counts["total"] for name, counts in listed.items()
    }
    assert (overview["creators"], overview["subreddits"]) == (3, 3)


async def test_each_number_of_the_stats_is_a_count_of_rows(api: Harness) -> None:
    await api.creator("1", "nasa")
    await api.persister.execute(
        "INSERT INTO instagram_reels (media_pk, creator_id, observed_at, content_hash)"
        " VALUES ('r1', '1', now(), 'h'), ('r2', '1', now(), 'h')"
    )
    for number, (review, tags) in enumerate(COMMUNITIES):
        await api.subreddit(f"t5_{number}", f"community{number}")
        await api.owner.execute(
            "UPDATE reddit_subreddits SET review = $2, tags = $3 WHERE subreddit_id = $1",
            f"t5_{number}",
            review,
            tags,
        )

    told = (await api.get("/api/stats")).json()
    stats = told["stats"]

    assert told["status"] == "success"
    assert stats["categorization"] == {
        "total_approved_subreddits": 3,
        "total_tagged": 2,
        "untagged_remaining": 1,
        "tagging_progress_percent": 66.67,
        "top_tags": [{"tag": "topic:art", "count": 2}, {"tag": "format:image", "count": 1}],
    }
    for table, number in stats["rows"].items():
        assert number == await api.count(table), table
    assert (stats["rows"]["instagram_reels"], stats["rows"]["reddit_subreddits"]) == (2, 5)
    assert stats["scraper"] == {
        "instagram": {"status": "stale"},
        "reddit": {"status": "stale"},
    }


async def test_whoever_works_is_alive_and_ready_and_says_which_version(api: Harness) -> None:
    for path, word in (("alive", "alive"), ("ready", "ready")):
        told = await api.get(f"/{path}")
        assert (told.status, told.json()["status"]) == (200, word)
    for path in ("livez", "readyz"):
        assert (await api.get(f"/{path}")).status == 200
    assert (await api.get("/version")).json()["version"] == VERSION


async def test_health_tells_since_when(api: Harness) -> None:
    told = (await api.get("/health")).json()

    assert told["uptime_seconds"] >= 0
    assert set(told["dependencies"]) >= {"nats", "postgres", "s3"}


async def test_metrics_are_json_for_whoever_asks_for_it_and_prometheus_text_for_others(
    api: Harness,
) -> None:
    text = await api.get("/metrics")
    first = (await api.get("/metrics", headers=JSON)).json()
    await api.get("/api/control")
    await api.get("/api/nowhere")
    second = (await api.get("/metrics", headers=JSON)).json()

    assert text.headers["Content-Type"].startswith("text/plain")
    assert b"b9_http_requests_total" in text.body
    assert text.headers["Vary"] == "Accept"
    application = second["application"]
    assert application["requests"] - first["application"]["requests"] == 3
    assert application["errors"] == first["application"]["errors"]
    assert application["uptime"] >= first["application"]["uptime"] >= 0


async def test_metrics_of_the_machine_are_measured(api: Harness) -> None:
    system = (await api.get("/metrics", headers=JSON)).json()["system"]

    assert 0 < system["memory_percent"] < 100
    assert 0 < system["disk_percent"] < 100
    assert 0 <= system["cpu_percent"] <= 100
    # We have just spoken to servers over loopback.
    assert system["network_io"]["bytes_sent"] > 0
    assert system["network_io"]["bytes_recv"] > 0


async def test_who_asks_an_old_route_for_somebody_gets_the_same_row(api: Harness) -> None:
    """`fetch-single` and its neighbours live beside the lists: names do not shadow them."""
    await api.subreddit("t5_1", "pics", last_scraped_at=NOW)

    assert (await api.get("/api/reddit/subreddits/pics")).json()["subreddit_id"] == "t5_1"
    assert (await api.get("/api/reddit/users/health")).json()["service"] == "user_discovery"
