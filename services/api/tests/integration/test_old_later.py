"""What cannot be done yet says so, changes nothing, and tells what is known all the same."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
from services.api.tests.integration.api_harness import Harness, harness
from services.api.tests.integration.test_old_scrapers import beat

from b9_api.old.vocabulary import all_tags
from b9_common.messaging import Broker
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

SECRET: Final = "the-secret-of-cron"
OF_CRON: Final = {"Authorization": f"Bearer {SECRET}"}
AI: Final = "/api/ai/categorization"
RELATED: Final = "/api/instagram/related-creators"


@pytest.fixture
async def with_cron(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> AsyncIterator[Harness]:
    """A gateway that knows a cron."""
    async with harness(database, nats.url, broker, cron_secret=SECRET) as made:
        yield made


MISSING: Final = [
    (f"{RELATED}/start", {"batch_size": 10, "delay_seconds": 2}, 501, "related_discovery_missing"),
    (f"{RELATED}/start", None, 501, "related_discovery_missing"),
    (f"{RELATED}/stop", None, 501, "related_discovery_missing"),
    (f"{AI}/tag-subreddits", {"limit": 10, "batch_size": 5}, 503, "categoriser_not_configured"),
    (f"{AI}/tag-subreddits", None, 503, "categoriser_not_configured"),
    ("/api/instagram/tagging/start", {"workers": 5}, 503, "categoriser_not_configured"),
    ("/api/jobs/start", {"job_type": "x", "parameters": {}}, 501, "job_runner_missing"),
    ("/api/cron/cleanup-logs?retention_days=30", None, 501, "job_runner_missing"),
    ("/api/cron/migrate-cdn-to-r2?media_type=all", None, 501, "job_runner_missing"),
]
REFUSED: Final = [
    (f"{RELATED}/start", {"batch_size": 0}),
    (f"{AI}/tag-subreddits", {"limit": "all"}),
    ("/api/jobs/start", {}),
    ("/api/cron/cleanup-logs?retention_days=366", None),
    ("/api/cron/migrate-cdn-to-r2?media_type=films", None),
]


async def test_what_nothing_here_can_do_is_refused_by_a_stable_code_and_changes_nothing(
    api: Harness,
) -> None:
    await api.subreddit("t5_1", "pics")
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'Ok'")
    before = await api.owner.fetchrow("SELECT * FROM reddit_subreddits")
    for path, body, status, code in MISSING:
        answer = await api.post(path, json=body) if body else await api.post(path)

        assert (answer.status, answer.json()["code"]) == (status, code), path
        assert answer.headers["Content-Type"] == "application/problem+json"
    assert await api.owner.fetchrow("SELECT * FROM reddit_subreddits") == before
    assert [await api.count(table) for table in ("requests", "outbox", "audit_log")] == [0, 0, 0]


async def test_what_makes_no_sense_is_told_so_first(api: Harness) -> None:
    for path, body in REFUSED:
        answer = await api.post(path, json=body) if body is not None else await api.post(path)

        assert (answer.status, answer.json()["code"]) == (422, "invalid"), path


async def test_no_job_of_the_old_kind_is_known(api: Harness) -> None:
    answer = await api.get("/api/jobs/job_1700000000000")

    assert (answer.status, answer.json()["code"]) == (404, "unknown_job")


async def test_cron_routes_open_to_their_secret_and_to_operators(with_cron: Harness) -> None:
    path = "/api/cron/cleanup-logs"
    wrong = await with_cron.post(path, headers={"Authorization": "Bearer wrong-secret-of-cron"})
    right = await with_cron.post(path, headers=OF_CRON)
    health = (await with_cron.get("/api/cron/health")).json()

    assert (wrong.status, right.status) == (401, 501)
    assert (await with_cron.post(path)).status == 501
    assert health["cron_secret_configured"] is True
    assert [one["name"] for one in health["jobs"]] == ["cleanup-logs", "migrate-cdn-to-r2"]
    assert health["available_jobs"] == []


async def test_without_a_secret_crons_health_says_so(api: Harness) -> None:
    told = (await api.get("/api/cron/health")).json()

    assert (told["cron_secret_configured"], told["status"]) == (False, "job_runner_missing")


async def test_unprocessed_creators_are_those_approved_whose_flag_is_not_set(api: Harness) -> None:
    for number in range(6):
        await api.creator(str(number), f"creator{number}")
    await api.owner.execute(
        "UPDATE instagram_creators SET review_status = 'ok' WHERE ig_user_id < '4'"
    )
    await api.owner.execute(
        "UPDATE instagram_creators SET review_status = 'non_related' WHERE ig_user_id = '4'"
    )
    await api.owner.execute(
        "UPDATE instagram_creators SET related_creators_processed = true WHERE ig_user_id = '0'"
    )
    await api.owner.execute(
        "UPDATE instagram_creators SET removed_at = now() WHERE ig_user_id = '1'"
    )

    assert (await api.get(f"{RELATED}/unprocessed-count")).json() == {"count": 2}
    status = (await api.get(f"{RELATED}/status")).json()
    assert (status["is_running"], status["total"], status["errors"]) == (False, 0, [])


async def test_the_tags_are_those_of_the_vocabulary_and_an_empty_list_is_untagged(
    api: Harness,
) -> None:
    await api.subreddit("t5_1", "pics")
    await api.owner.execute("UPDATE reddit_subreddits SET review = 'Ok', tags = '[]'")

    stats = (await api.get(f"{AI}/stats")).json()
    tags = (await api.get(f"{AI}/tags")).json()
    health = (await api.get(f"{AI}/health")).json()

    assert (stats["total_approved_subreddits"], stats["total_tagged"]) == (1, 0)
    assert (stats["untagged_remaining"], stats["tagging_progress_percent"]) == (1, 0.0)
    assert tags["all_tags"] == all_tags() == sorted(set(all_tags()))
    assert tags["total_tags"] == sum(len(values) for values in tags["tag_structure"].values())
    assert tags["categories"] == list(tags["tag_structure"])
    assert stats["tag_structure"] == tags["tag_structure"]
    assert (health["status"], health["openai_configured"]) == ("not_configured", False)


async def test_progress_of_nothing_is_null(api: Harness) -> None:
    assert (await api.get(f"{AI}/stats")).json()["tagging_progress_percent"] is None


async def test_adding_is_healthy_while_somebody_is_there_to_fetch(api: Harness) -> None:
    before = [
        (await api.get(path)).json()
        for path in ("/api/instagram/creator/health", "/api/reddit/users/health")
    ]
    await beat(api, "instagram")
    after = (await api.get("/api/instagram/creator/health")).json()

    assert [one["status"] for one in before] == ["unhealthy", "unhealthy"]
    assert before[0]["rapidapi_configured"] is None
    assert (after["status"], after["rapidapi_configured"]) == ("healthy", True)
    assert after["new_creator_config"] == {"reels_count": 90, "posts_count": 30}
