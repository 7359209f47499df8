"""The old routes of both scrapers tell what is wanted, what is observed, and what was called."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

import pytest
from services.api.tests.integration.api_harness import Harness

from b9_api.access.gate import OPERATOR
from b9_common.heartbeat import Heartbeat, Status
from b9_common.kv import TypedKv
from b9_common.topology import INSTANCES
from b9_devstack.servers import NatsServer

PROVIDERS: Final = {"instagram": "instagram-looter", "reddit": "reddit"}
BOTH: Final = pytest.mark.parametrize("platform", sorted(PROVIDERS))


async def call(
    api: Harness, platform: str, call_class: str = "ok", *, at: datetime | None = None
) -> None:
    """One upstream call as the persister books it."""
    await api.persister.execute(
        "INSERT INTO api_calls (call_id, platform, provider, endpoint, call_class, duration_ms,"
        " cost_usd, at) VALUES ($1, $2, $3, 'x', $4, 5, $5, $6)",
        uuid4().hex,
        platform,
        PROVIDERS[platform],
        call_class,
        Decimal("0.0003") if platform == "instagram" else Decimal(0),
        at or datetime.now(UTC),
    )


async def beat(
    api: Harness,
    platform: str,
    status: Status = "ready",
    *,
    age_s: float = 0,
    in_hand: int = 0,
    instance: str = "1",
    breaker: str = "closed",
) -> None:
    """One process of a scraper as it reports itself."""
    now = datetime.now(UTC)
    told = Heartbeat(
        service=f"{platform}-ingest",
        instance=instance,
        pid=4321,
        host="here",
        started_at=now - timedelta(hours=1),
        at=now - timedelta(seconds=age_s),
        status=status,
        in_hand=in_hand,
        extra={"breaker": breaker},
    )
    kv = TypedKv(api.broker, INSTANCES, Heartbeat)
    await kv.put(f"{told.service}.{instance}", told)


async def asked(api: Harness, platform: str, path: str) -> Mapping[str, Any]:
    answer = await api.get(f"/api/{platform}/scraper/{path}")
    assert answer.status == 200, answer.body
    told: Mapping[str, Any] = answer.json()
    return told


async def switch_of(api: Harness, platform: str) -> tuple[bool, int, str]:
    row = await api.owner.fetchrow(
        "SELECT enabled, version, updated_by FROM system_control WHERE script_name = $1",
        f"{platform}_scraper",
    )
    assert row is not None
    return row["enabled"], row["version"], row["updated_by"]


@BOTH
async def test_stop_and_start_write_what_is_wanted_once_and_tell_what_is_observed_apart(
    api: Harness, platform: str
) -> None:
    await beat(api, platform)
    path = f"/api/{platform}/scraper"

    stopped = await api.post(f"{path}/stop")
    after_stop = await switch_of(api, platform)
    again = await api.post(f"{path}/stop")
    started = await api.post(f"{path}/start")
    once_more = await api.post(f"{path}/start")

    assert [one.status for one in (stopped, again, started, once_more)] == [202, 200, 202, 200]
    assert [one.json()["status"] for one in (stopped, again, started, once_more)] == [
        "stopping",
        "already_stopped",
        "starting",
        "already_running",
    ]
    assert after_stop == (False, 2, OPERATOR.id)
    assert await switch_of(api, platform) == (True, 3, OPERATOR.id)
    # Nobody has said yet that it stopped: the wish does not pass for it.
    assert stopped.json()["desired"]["enabled"] is False
    assert stopped.json()["observed"]["state"] == "stopping"
    actions = await api.owner.fetch("SELECT action FROM audit_log ORDER BY id")
    assert [row["action"] for row in actions] == ["control.disabled", "control.enabled"]


@BOTH
async def test_an_already_started_scraper_without_a_process_is_not_told_to_run(
    api: Harness, platform: str
) -> None:
    told = (await api.post(f"/api/{platform}/scraper/start")).json()

    assert (told["status"], told["observed"]["state"]) == ("already_running", "stale")
    assert told["pid"] is None


@BOTH
async def test_what_is_observed_is_what_processes_report(api: Harness, platform: str) -> None:
    await beat(api, platform, age_s=12)
    frozen = await asked(api, platform, "health")
    await beat(api, platform, instance="2", in_hand=3)
    health = await asked(api, platform, "health")
    status = await asked(api, platform, "status")
    detailed = await asked(api, platform, "status-detailed")

    assert (frozen["status"], frozen["healthy"]) == ("stale", False)
    assert (health["status"], health["healthy"], health["pid"]) == ("running", True, 4321)
    assert [one["status"] for one in health["observed"]["instances"]] == ["stale", "ready"]
    assert (status["system_health"]["scraper"], detailed["status"]) == ("running", "running")


async def test_without_a_broker_nobody_knows(api: Harness, nats: NatsServer) -> None:
    await beat(api, "reddit")
    nats.pause()
    try:
        told = await asked(api, "reddit", "status")
    finally:
        nats.resume()

    assert told["system_health"] == {
        "database": "healthy",
        "scraper": "unknown",
        "reddit_api": "unknown",
    }
    assert told["observed"]["instances"] is None


@BOTH
async def test_calls_are_counted_by_their_classes_since_midnight(
    api: Harness, platform: str
) -> None:
    for call_class in ("ok", "ok", "empty", "rate_limited", "timeout", "not_found"):
        await call(api, platform, call_class)
    await call(api, platform, at=datetime.now(UTC) - timedelta(days=1, minutes=1))
    await call(api, next(other for other in PROVIDERS if other != platform))

    statistics = (await asked(api, platform, "status-detailed"))["statistics"]

    assert statistics["by_class"] == {
        "ok": 2, "empty": 1, "rate_limited": 1, "timeout": 1, "not_found": 1,
    }  # fmt: skip
    assert (
        statistics["daily_api_calls"],
        statistics["successful_requests"],
        statistics["failed_requests"],
    ) == (6, 3, 3)


@BOTH
async def test_the_success_rate_is_of_calls_since_the_start_and_of_none_is_null(
    api: Harness, platform: str
) -> None:
    assert (await asked(api, platform, "success-rate"))["stats"]["success_rate"] is None
    await api.owner.execute("UPDATE system_control SET updated_at = now() - interval '2 hours'")
    now = datetime.now(UTC)
    await call(api, platform, "timeout", at=now - timedelta(hours=3))
    for call_class in ("ok", "ok", "upstream_error"):
        await call(api, platform, call_class, at=now - timedelta(minutes=1))

    since_start = (await asked(api, platform, "success-rate"))["stats"]
    await api.owner.execute("UPDATE system_control SET updated_at = now() - interval '9 days'")
    of_a_day = (await asked(api, platform, "success-rate"))["stats"]

    assert (since_start["total_requests"], since_start["success_rate"]) == (3, 66.67)
    assert (of_a_day["total_requests"], of_a_day["failed_requests"]) == (4, 2)


async def test_reddits_calls_are_set_against_the_cap_of_the_day(api: Harness) -> None:
    await call(api, "reddit")
    await call(api, "reddit", "timeout")
    cap = await api.owner.fetchval("SELECT daily_cap FROM providers WHERE provider = 'reddit'")

    told = await asked(api, "reddit", "reddit-api-stats")

    assert (told["daily_calls"], told["daily_limit"], told["remaining"]) == (2, cap, cap - 2)


async def test_costs_are_calls_times_price_whoever_asked_for_them(api: Harness) -> None:
    for _ in range(12):
        await call(api, "instagram")
    await call(api, "instagram", at=datetime.now(UTC) - timedelta(days=1, minutes=1))

    told = (await asked(api, "instagram", "cost-metrics"))["metrics"]

    assert told == {
        "api_calls_today": 12,
        "daily_cost": 0.0036,
        "projected_monthly_cost": 0.108,
        "cost_per_request": 0.0003,
    }


@BOTH
async def test_there_is_no_cycle_and_none_is_made_up(api: Harness, platform: str) -> None:
    await beat(api, platform)
    told = await asked(api, platform, "cycle-status")

    assert (told["running"], told["status"], told["code"]) == (True, "Running", "scheduler_missing")
    assert told["cycle"] == {
        "start_time": None,
        "elapsed_seconds": None,
        "elapsed_formatted": "Unknown",
    }


async def test_the_breaker_of_any_process_is_the_upstreams_state(api: Harness) -> None:
    await call(api, "instagram")
    await beat(api, "instagram")
    before = await asked(api, "instagram", "status")
    await beat(api, "instagram", instance="2", breaker="five failures in a row")
    after = await asked(api, "instagram", "status")

    told = [one["system_health"]["instagram_api"] for one in (before, after)]
    assert told == ["healthy", "unhealthy"]
    assert before["last_activity"] is not None


async def test_what_is_told_of_control_is_served(api: Harness) -> None:
    told = await asked(api, "instagram", "control-info")

    for endpoint in told["endpoints"].values():
        method, path = endpoint.split(" ")
        assert (await api.ask(method, path)).status in {200, 202}
