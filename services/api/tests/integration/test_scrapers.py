"""What is shown of scrapers, held against heartbeats, rows of calls, and what people want."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.test_access import stored_key
from services.api.tests.integration.test_old_scrapers import beat, call, switch_of

PATH = "/api/scrapers/reddit"
NOW = datetime.now(UTC)


async def shown(api: Harness, path: str = "") -> dict[str, Any]:
    answer = await api.get(PATH + path)
    assert answer.status == 200, answer.body
    told: dict[str, Any] = answer.json()
    return told


async def test_a_frozen_process_is_stale_at_ten_seconds_on_every_route(api: Harness) -> None:
    await beat(api, "reddit", age_s=11)

    frozen = (await shown(api))["observed"]
    old = (await api.get("/api/reddit/scraper/status")).json()["system_health"]["scraper"]
    await beat(api, "reddit", in_hand=2)
    fresh = (await shown(api))["observed"]

    assert (frozen["state"], frozen["healthy"], old) == ("stale", False, "stale")
    assert frozen["instances"][0]["status"] == "stale"
    assert 11 <= frozen["heartbeat_age_s"] < 60
    assert (fresh["state"], fresh["healthy"], fresh["in_hand"]) == ("running", True, 2)
    assert fresh["upstream"] == "closed"
    assert datetime.fromisoformat(fresh["started_at"]) < NOW


async def test_without_a_broker_nobody_knows_and_what_is_wanted_is_told(api: Harness) -> None:
    told = await shown(api)

    assert (told["desired"]["state"], told["observed"]["state"]) == ("running", "stale")
    assert told["observed"]["instances"] == []
    assert (told["cycle"]["elapsed_s"], told["cycle"]["code"]) == (None, "scheduler_missing")


async def test_what_is_wanted_is_written_once_however_often_it_is_said(api: Harness) -> None:
    stop = {"desired_state": "stopped", "reason": "a\nbreak"}
    first = await api.ask("PUT", PATH, json=stop)
    again = await api.ask("PUT", PATH, json=stop)
    stopped = await switch_of(api, "reddit")
    start = await api.ask("PUT", PATH, json={"desired_state": "running"})

    assert [one.status for one in (first, again, start)] == [202, 200, 202]
    assert (first.json()["desired"]["state"], first.json()["desired"]["reason"]) == (
        "stopped",
        "abreak",
    )
    assert stopped == (False, 2, "operator")
    assert (await switch_of(api, "reddit"))[0] is True
    actions = await api.owner.fetch("SELECT action FROM audit_log ORDER BY id")
    assert [row["action"] for row in actions] == ["control.disabled", "control.enabled"]
    for wrong in ({}, {"desired_state": "paused"}, {"desired_state": "running", "pid": 1}):
        assert (await api.ask("PUT", PATH, json=wrong)).status == 422
    assert (await api.ask("PUT", "/api/scrapers/x", json=stop)).status == 404


async def test_another_reason_for_the_same_is_kept_and_audited_and_none_is_no_other(
    api: Harness,
) -> None:
    answers = [
        await api.ask("PUT", PATH, json={"desired_state": "stopped"} | more)
        for more in ({"reason": "slow"}, {"reason": "gone"}, {}, {"reason": "gone"})
    ]

    assert [one.status for one in answers] == [202, 202, 200, 200]
    assert [one.json()["desired"]["reason"] for one in answers] == ["slow", *["gone"] * 3]
    assert await api.count("audit_log") == 2


async def test_of_many_who_want_the_same_at_once_one_is_first(api: Harness) -> None:
    stop = {"desired_state": "stopped", "reason": "x"}
    answers = await asyncio.gather(*(api.ask("PUT", PATH, json=stop) for _ in range(6)))
    old = await asyncio.gather(*(api.post("/api/reddit/scraper/start") for _ in range(6)))

    for told in (answers, old):
        assert sorted(one.status for one in told) == [200] * 5 + [202]
    assert await api.count("audit_log") == 2


async def test_whose_request_failed_last_is_told_to_its_own_organisation(api: Harness) -> None:
    await api.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    await api.add_subreddit("one")
    request_id = await api.owner.fetchval("SELECT id FROM requests")
    await call(api, "reddit", "timeout")
    await api.owner.execute("UPDATE api_calls SET request_id = $1", request_id)
    key = {"Authorization": f"Bearer {await stored_key(api, 'read', org_id='other')}"}

    own, foreign = await shown(api), (await api.get(PATH, headers=key)).json()

    assert own["last_error"]["request_id"] == str(request_id)
    assert foreign["last_error"] == own["last_error"] | {"request_id": None}


async def test_a_platform_is_paused_and_resumed_by_its_switch(api: Harness) -> None:
    paused = await api.post("/api/control/reddit/pause", json={"reason": "a test"})
    switches = {one["script_name"]: one for one in (await api.get("/api/control")).json()["items"]}
    between = (await shown(api))["desired"]
    await api.post("/api/control/reddit/resume")

    assert paused.status == 200
    assert switches["reddit_scraper"]["enabled"] is False
    assert switches["instagram_scraper"]["enabled"] is True
    assert (between["state"], between["reason"]) == ("stopped", "a test")
    assert (await shown(api))["desired"]["state"] == "running"
    assert (await switch_of(api, "reddit"))[:2] == (True, 3)


async def test_charts_add_up_to_the_rows_of_calls(api: Harness) -> None:
    for minutes, call_class in ((5, "ok"), (6, "empty"), (90, "timeout"), (600, "ok")):
        await call(api, "reddit", call_class, at=NOW - timedelta(minutes=minutes))
    await call(api, "reddit", "timeout", at=NOW - timedelta(days=2))
    await call(api, "instagram", "timeout", at=NOW)

    day, week = await shown(api, "/metrics"), await shown(api, "/metrics?window=7d")

    assert (day["requests"], day["ok"], day["failed"], day["success_pct"]) == (4, 3, 1, 75.0)
    assert (week["requests"], week["failed"]) == (5, 2)
    for told in (day, week):
        assert sum(one["requests"] for one in told["series"]) == told["requests"]
        assert sum(one["failed"] for one in told["series"]) == told["failed"]
        times = [datetime.fromisoformat(one["at"]) for one in told["series"]]
        assert times == sorted(times)
        assert {int(one.timestamp()) % int(told["step_s"]) for one in times} == {0}


async def test_errors_are_told_alike_together_and_the_last_one_with_the_scraper(
    api: Harness,
) -> None:
    assert (await shown(api))["last_error"] is None
    for minutes, call_class in ((20, "timeout"), (10, "timeout"), (5, "forbidden"), (2, "ok")):
        await call(api, "reddit", call_class, at=NOW - timedelta(minutes=minutes))
    await call(api, "instagram", "malformed")

    told = (await shown(api, "/errors?window=1h"))["items"]

    assert [(one["call_class"], one["calls"]) for one in told] == [("timeout", 2), ("forbidden", 1)]
    assert datetime.fromisoformat(told[0]["last_at"]) == NOW - timedelta(minutes=10)
    assert (await shown(api, "/errors?window=7d"))["items"] == told


async def test_the_last_error_is_the_newest_of_a_day(api: Harness) -> None:
    for hours, call_class in ((30, "malformed"), (3, "timeout"), (2, "forbidden"), (1, "ok")):
        await call(api, "reddit", call_class, at=NOW - timedelta(hours=hours))

    error = (await shown(api))["last_error"]

    assert (error["call_class"], error["endpoint"]) == ("forbidden", "x")
    assert datetime.fromisoformat(error["at"]) == NOW - timedelta(hours=2)


async def test_the_queue_is_of_ones_own_organisation_by_kind_and_status(api: Harness) -> None:
    for name in ("one", "two", "three"):
        await api.add_subreddit(name)
    await api.add("nasa")
    await api.owner.execute(
        "UPDATE requests SET status = 'waiting', waiting_reason = 'daily_cap' WHERE target = 'two'"
    )
    await api.owner.execute("INSERT INTO organizations (id, name) VALUES ('other', 'Other')")
    await api.owner.execute("UPDATE requests SET org_id = 'other' WHERE target = 'three'")

    queue = (await shown(api, "/queue"))["items"]
    work = (await shown(api))["work"]

    assert [
        (one["kind"], one["status"], one["waiting_reason"], one["requests"]) for one in queue
    ] == [
        ("subreddit_scan", "queued", None, 1),
        ("subreddit_scan", "waiting", "daily_cap", 1),
    ]
    assert (work["queued"], work["waiting"], work["running"]) == (1, 1, 0)
