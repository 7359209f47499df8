"""What the leader does besides relaying: sweeping, people's decisions, mirrors, numbers."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest
from pydantic import SecretStr
from services.api.tests.integration.api_harness import Harness

from b9_api.dispatcher.calm import Calm
from b9_api.dispatcher.housekeeping import COUNTED_ROWS, CountsFold, Numbering, Purge
from b9_api.dispatcher.human import HumanParameters
from b9_api.dispatcher.mirror import BudgetMirror, ControlMirror, StoreWatch
from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.dispatcher.sweeper import Sweeper
from b9_common.budget import Budget
from b9_common.control import PAID_CALLS, ControlEntry, StoreId, platform_key, put_control
from b9_common.events import ContentPage, CreatorRequested, Owner, Platform, Walk
from b9_common.kv import TypedKv
from b9_common.messaging import Puller
from b9_common.topology import (
    BUDGET,
    CONTROL,
    INSTAGRAM_NOW,
    PERSISTER_CONTENT,
    STORE_ID_KEY,
)

SETTINGS = DispatcherSettings(database_url=SecretStr("unused"), max_stalled_drives=2)


async def sweeper(api: Harness) -> Sweeper:
    return Sweeper(await api.lease(), api.broker, SETTINGS, Calm(api.broker, seconds=0))


async def taken(puller: Puller) -> None:
    """Acknowledge what is there; the broker may hear of it a moment after the publisher did."""
    messages = await puller.pull(100, wait_s=2)
    while messages:
        for message in messages:
            await message.ack_sync()
        messages = await puller.pull(100)
    await puller.close()


async def sent(api: Harness) -> None:
    """Relay everything and have somebody take it."""
    relay = await api.relay(api.leases[0] if api.leases else None)
    await relay.turn()
    await relay.settled()
    await taken(Puller(api.broker, INSTAGRAM_NOW))


async def silence(api: Harness, seconds: float) -> None:
    await api.owner.execute(
        "UPDATE requests SET last_event_at = now() - $1 * interval '1 second',"
        " driven_at = now() - $1 * interval '1 second'",
        seconds,
    )


async def state(api: Harness) -> dict[str, Any]:
    [row] = await api.owner.fetch("SELECT * FROM requests")
    return dict(row)


async def all_read(api: Harness) -> None:
    await taken(Puller(api.broker, PERSISTER_CONTENT))


async def publish_page(api: Harness) -> None:
    page = ContentPage(
        request_id=str(UUID(int=1)),
        drive=1,
        run=1,
        leg=1,
        walk=Walk.PROFILE,
        n=0,
        platform=Platform.INSTAGRAM,
        owner=Owner(id="1", username="somebody"),
        observed_at=datetime.now(UTC),
    )
    await api.broker.publish_event("content.fetched.instagram", page, msg_id=page.key)


async def test_a_request_that_fell_silent_is_sent_again_under_a_new_id(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await silence(api, 200)

    assert await sweep.turn() == 1

    found = await state(api)
    assert (found["status"], found["drive"], found["stalled_drives"]) == ("retrying", 2, 1)
    [row] = await api.owner.fetch("SELECT msg_id, payload FROM outbox")
    assert row["msg_id"] == f"{found['id']}:2"
    assert msgspec.json.decode(row["payload"], type=CreatorRequested).drive == 2


async def test_a_request_whose_command_still_lies_in_the_outbox_is_left_alone(
    api: Harness,
) -> None:
    await api.add("nasa")
    await silence(api, 200)

    assert await (await sweeper(api)).turn() == 0


async def test_a_request_that_is_queued_behind_others_is_left_alone(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    relay = await api.relay(api.leases[0])
    await relay.turn()
    await relay.settled()
    await api.owner.execute("UPDATE requests SET last_event_at = now() - interval '1 hour'")

    assert await sweep.turn() == 0


async def test_a_request_relayed_long_after_it_was_accepted_is_queued_all_the_same(
    api: Harness,
) -> None:
    """The broker was away, say: sent again, it would be fetched, and paid for, twice."""
    await api.add("nasa")
    await silence(api, 200)
    sweep = await sweeper(api)
    relay = await api.relay(api.leases[0])
    await relay.turn()
    await relay.settled()

    assert await sweep.turn() == 0


async def test_nothing_is_sent_again_while_facts_are_still_under_way(api: Harness) -> None:
    """Silence ends where the database's hearing does: at the oldest fact it has not read."""
    await api.add("nasa")
    impatient = SETTINGS.model_copy(update={"stalled_after_s": 0.5})
    sweep = Sweeper(await api.lease(), api.broker, impatient, Calm(api.broker, seconds=0))
    await sent(api)
    await publish_page(api)
    await silence(api, 0)
    await asyncio.sleep(1)

    assert await sweep.turn() == 0

    await all_read(api)
    assert await sweep.turn() == 1


async def test_silence_before_the_oldest_unread_fact_counts(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await silence(api, 200)
    await publish_page(api)

    assert await sweep.turn() == 1


async def test_a_wait_that_is_over_is_sent_again_and_costs_no_patience(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await api.owner.execute(
        "UPDATE requests SET status = 'waiting', waiting_reason = 'daily_cap',"
        " waiting_until = now() + interval '1 hour', last_event_at = now() - interval '1 hour'"
    )
    assert await sweep.turn() == 0

    await api.owner.execute("UPDATE requests SET waiting_until = now() - interval '1 second'")
    assert await sweep.turn() == 1

    found = await state(api)
    assert (found["status"], found["drive"], found["stalled_drives"]) == ("queued", 2, 0)
    assert found["waiting_reason"] is None


async def test_a_request_sent_too_often_in_vain_fails_by_name(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    sweep = await sweeper(api)
    for _ in range(3):
        await sent(api)
        await silence(api, 200)
        assert await sweep.turn() == 1

    found = await state(api)
    assert (found["status"], found["error_code"], found["drive"]) == ("failed", "stalled", 3)
    assert (await api.add("nasa")).json()["request_id"] != request_id


async def stages(api: Harness) -> dict[str, str]:
    found = await api.owner.fetch("SELECT stage, state FROM request_stages")
    return dict(tuple(row) for row in found)


async def test_a_request_given_up_leaves_no_stage_under_way(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await silence(api, 200)
    await api.owner.execute("UPDATE requests SET stalled_drives = 2")
    await api.owner.execute(
        "UPDATE request_stages SET state = CASE stage WHEN 'profile' THEN 'done' ELSE 'running' END"
        " WHERE stage IN ('profile', 'content', 'rows')"
    )

    assert await sweep.turn() == 1

    assert await stages(api) == {
        "accepted": "done",
        "profile": "done",
        "content": "failed",
        "rows": "failed",
        "media": "skipped",
        "analytics": "skipped",
    }


async def fetched(api: Harness) -> None:
    """The marker and every row of the current drive are there; files are awaited."""
    await api.owner.execute("UPDATE requests SET marker_drive = drive, marker_run = 1")
    await api.owner.execute(
        "UPDATE request_stages SET state = CASE stage WHEN 'media' THEN 'running' ELSE 'done' END"
        " WHERE stage <> 'analytics'"
    )


async def test_a_request_that_lacks_only_files_is_fetched_twice_more_and_then_partial(
    api: Harness,
) -> None:
    await api.add("nasa")
    patient = SETTINGS.model_copy(update={"max_stalled_drives": 20})
    sweep = Sweeper(await api.lease(), api.broker, patient, Calm(api.broker, seconds=0))
    for _ in range(3):
        await sent(api)
        await fetched(api)
        await silence(api, 400)
        assert await sweep.turn() == 1

    found = await state(api)
    assert (found["status"], found["error_code"], found["drive"]) == ("partial", "media_stalled", 3)
    after = await stages(api)
    assert (after["rows"], after["media"], after["analytics"]) == ("done", "failed", "skipped")
    told = "SELECT severity FROM request_events WHERE type = 'request_partial'"
    assert await api.owner.fetchval(told) == "warning"


async def test_a_fetch_that_stalls_does_not_use_up_the_patience_with_files(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await fetched(api)
    await api.owner.execute("UPDATE requests SET stalled_drives = 2")
    await silence(api, 400)

    assert await sweep.turn() == 1

    assert (await state(api))["status"] == "retrying"


async def test_what_follows_the_fetch_is_given_longer(api: Harness) -> None:
    await api.add("nasa")
    sweep = await sweeper(api)
    await sent(api)
    await api.owner.execute("UPDATE requests SET marker_drive = 1, marker_run = 1")
    await silence(api, 200)
    assert await sweep.turn() == 0

    await silence(api, 400)
    assert await sweep.turn() == 1


async def known(api: Harness, username: str, ig_user_id: str) -> HumanParameters:
    """The profile is committed and its request knows whose it is."""
    await api.creator(ig_user_id, username)
    await api.owner.execute("UPDATE requests SET owner_id = $1", ig_user_id)
    return HumanParameters(api.database, await api.lease())


async def decision(api: Harness) -> tuple[str | None, str | None]:
    [row] = await api.owner.fetch("SELECT review_status, niche FROM instagram_creators")
    return row["review_status"], row["niche"]


async def test_what_a_person_asked_for_is_applied_once_the_profile_is_there(api: Harness) -> None:
    await api.add("nasa", niche="space")
    human = HumanParameters(api.database, await api.lease())
    assert await human.turn() == 0
    await known(api, "nasa", "528817151")

    assert (await human.turn(), await human.turn()) == (1, 0)

    assert await decision(api) == ("ok", "space")
    [audit] = await api.owner.fetch("SELECT * FROM audit_log")
    assert (audit["action"], audit["entity_id"]) == ("creator.decided", "528817151")
    assert (await state(api))["human_applied_at"] is not None


async def test_a_decision_that_stands_is_never_overwritten(api: Harness) -> None:
    await api.add("nasa")
    human = await known(api, "nasa", "1")
    await api.owner.execute(
        "UPDATE instagram_creators SET review_status = 'non_related', niche = 'astronomy'"
    )

    assert await human.turn() == 1

    assert await decision(api) == ("non_related", "astronomy")
    assert await api.count("audit_log") == 0


async def test_more_that_was_asked_for_later_is_applied_too(api: Harness) -> None:
    await api.add("nasa")
    human = await known(api, "nasa", "1")
    await human.turn()

    await api.add("nasa", niche="space")
    await human.turn()

    assert await decision(api) == ("ok", "space")


async def test_what_was_decided_after_a_wish_stands(api: Harness) -> None:
    await api.add("nasa", niche="space")
    human = await known(api, "nasa", "1")
    path = (
        f"/api/instagram/creators/{await api.owner.fetchval('SELECT id FROM instagram_creators')}"
    )
    decided = await api.ask("PATCH", path, json={"niche": "sea", "version": 1})

    await human.turn()
    assert decided.status == 200
    assert await decision(api) == ("ok", "sea")

    await api.add("nasa", niche="moons")
    await human.turn()
    assert await decision(api) == ("ok", "moons")


async def test_a_request_that_found_nobody_lets_its_wishes_go(api: Harness) -> None:
    await api.add("nobody", niche="space")
    await api.owner.execute(
        "UPDATE requests SET status = 'failed', error_code = 'target_not_found'"
    )

    await HumanParameters(api.database, await api.lease()).turn()

    assert (await state(api))["human_applied_at"] is not None


async def test_the_machines_role_is_refused_a_persons_column(api: Harness) -> None:
    await api.creator("1", "nasa")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await api.persister.execute("UPDATE instagram_creators SET review_status = 'ok'")


async def test_an_event_committed_late_gets_the_later_number(api: Harness) -> None:
    """Its row was made first: a reader who goes by numbers must not have passed it by."""
    numbering = Numbering(api.database, await api.lease())
    request_id = UUID((await api.add("nasa")).json()["request_id"])
    insert = "INSERT INTO request_events (request_id, type, message) VALUES ($1, 'test', $2)"
    slow = api.persister.transaction()
    await slow.start()
    await api.persister.execute(insert, request_id, "made first, committed last")
    await api.owner.execute(insert, request_id, "made last, committed first")
    await numbering.turn()
    events = f"/api/requests/{request_id}/events"
    first = (await api.get(events)).json()

    await slow.commit()
    await numbering.turn()
    second = (await api.get(events, params={"after": str(first["after"])})).json()

    assert [one["message"] for one in first["items"]][1:] == ["made last, committed first"]
    assert [one["message"] for one in second["items"]] == ["made first, committed last"]


async def test_events_are_shown_only_once_they_have_a_number(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]

    assert (await api.get(f"/api/requests/{request_id}/events")).json()["items"] == []


async def test_old_events_calls_and_keys_are_purged_and_newer_ones_kept(api: Harness) -> None:
    await api.add("nasa", headers={"Idempotency-Key": "old"})
    await api.owner.execute("UPDATE request_events SET at = now() - interval '31 days'")
    await api.owner.execute("UPDATE idempotency_keys SET created_at = now() - interval '2 days'")
    for age in (31, 1):
        await api.persister.execute(
            "INSERT INTO api_calls (call_id, platform, provider, endpoint, call_class,"
            " duration_ms, at) VALUES ($1, 'instagram', 'instagram-looter', 'profile', 'ok', 1,"
            " now() - $2 * interval '1 day')",
            f"call-{age}",
            age,
        )
    await api.add("spacex", headers={"Idempotency-Key": "new"})

    assert await Purge(await api.lease(), 30).turn() == 3

    assert await api.owner.fetchval("SELECT call_id FROM api_calls") == "call-1"
    assert await api.owner.fetchval("SELECT key FROM idempotency_keys") == "new"
    assert await api.count("request_events") == 1


async def test_many_rows_by_which_a_list_is_counted_become_few_and_say_the_same(
    api: Harness,
) -> None:
    fold = CountsFold(await api.lease())
    for _ in range(COUNTED_ROWS):
        await api.owner.execute("INSERT INTO reddit_users_counted VALUES (7, false, 2)")
    assert await fold.turn() == 0

    await api.owner.execute("INSERT INTO reddit_users_counted VALUES (7, true, 1), (8, true, -1)")

    assert await fold.turn() == COUNTED_ROWS + 2 - 3
    assert await fold.turn() == 0
    assert await api.count("reddit_users_counted") == 3
    told = (await api.get("/api/reddit/users?include=counts")).json()["counts"]
    assert (told["total"], told["our_creators"]) == (2 * COUNTED_ROWS, 0)


def mirror(api: Harness) -> ControlMirror:
    return ControlMirror(api.database, api.leases[0], api.broker)


async def test_a_switch_reaches_the_workers_and_its_version_only_rises(api: Harness) -> None:
    await api.lease()
    kv = TypedKv(api.broker, CONTROL, ControlEntry)
    assert await mirror(api).turn() == 3

    await api.post("/api/control/instagram/pause", json={"reason": "too many errors"})
    assert await mirror(api).turn() == 1

    paused, _ = await kv.get(platform_key("instagram"))
    assert paused is not None
    assert (paused.enabled, paused.version, paused.reason) == (False, 2, "too many errors")
    shown = (await api.get("/api/control")).json()["items"]
    assert {one["script_name"]: one["mirrored"] for one in shown} == {
        "instagram_scraper": 2,
        "paid_calls": 1,
        "reddit_scraper": 1,
    }


async def test_a_late_mirror_cannot_turn_a_stop_back(api: Harness) -> None:
    await api.lease()
    stale = ControlEntry(enabled=True, version=1, at=datetime.now(UTC))
    await api.post("/api/control/paid-calls", json={"enabled": False})
    await mirror(api).turn()

    assert not await put_control(api.broker, PAID_CALLS, stale)

    entry, _ = await TypedKv(api.broker, CONTROL, ControlEntry).get(PAID_CALLS)
    assert entry is not None
    assert not entry.enabled


async def test_a_stop_that_the_database_has_lost_is_taken_over_from_the_broker(
    api: Harness,
) -> None:
    await api.lease()
    stop = ControlEntry(enabled=False, version=7, reason="stop", at=datetime.now(UTC))
    await put_control(api.broker, PAID_CALLS, stop)

    await mirror(api).turn()

    [row] = await api.owner.fetch(
        "SELECT enabled, version FROM system_control WHERE script_name = 'paid_calls'"
    )
    assert tuple(row) == (False, 7)


async def test_the_days_spend_comes_back_with_the_budget(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO api_calls (call_id, platform, provider, endpoint, call_class, duration_ms, at)"
        " SELECT n::text, 'instagram', 'instagram-looter', 'reels', 'ok', 1,"
        " CASE WHEN n <= 3 THEN now() ELSE now() - interval '2 days' END"
        " FROM generate_series(1, 5) AS n"
    )

    await BudgetMirror(api.database, api.broker).turn()

    entry, _ = await TypedKv(api.broker, BUDGET, Budget).get("instagram-looter")
    assert entry is not None
    assert (entry.spent_today, entry.rate_per_s, entry.daily_cap) == (3, 55.0, 10_000)
    items = (await api.get("/api/budget")).json()["items"]
    [shown] = [one for one in items if one["provider"] == "instagram-looter"]
    assert (shown["calls_today"], shown["live"]["spent_today"]) == (3, 3)


async def test_a_broker_that_lost_its_disk_gets_everything_again(api: Harness) -> None:
    await api.lease()
    control = mirror(api)
    budget = BudgetMirror(api.database, api.broker)
    watch = StoreWatch(api.database, api.leases[0], api.broker, control=control, budget=budget)
    assert await watch.turn() == 0
    await api.add("nasa")
    await api.add("done")
    await api.owner.execute("UPDATE requests SET status = 'completed' WHERE target = 'done'")
    await sent(api)
    kv = TypedKv(api.broker, CONTROL, StoreId)
    _, revision = await kv.get(STORE_ID_KEY)
    await kv.put_cas(STORE_ID_KEY, StoreId(id="another", created_at=datetime.now(UTC)), revision)
    await TypedKv(api.broker, CONTROL, ControlEntry).delete(PAID_CALLS)

    assert (await watch.turn(), await watch.turn()) == (1, 0)

    assert [row["msg_id"][-2:] for row in await api.owner.fetch("SELECT msg_id FROM outbox")] == [
        ":2"
    ]
    entry, _ = await TypedKv(api.broker, CONTROL, ControlEntry).get(PAID_CALLS)
    assert entry is not None
    assert entry.enabled


async def test_a_community_keeps_what_a_person_said_of_its_files_once_it_is_there(
    api: Harness,
) -> None:
    await api.add_subreddit("pottery", mirror_media=True)
    human = HumanParameters(api.database, await api.lease())
    assert await human.turn() == 0
    await api.subreddit("2qh", "Pottery")
    await api.owner.execute("UPDATE requests SET owner_id = '2qh'")

    assert (await human.turn(), await human.turn()) == (1, 0)

    assert await api.owner.fetchval("SELECT mirror_media FROM reddit_subreddits") is True
    [audit] = await api.owner.fetch("SELECT * FROM audit_log")
    assert (audit["action"], audit["entity_id"]) == ("subreddit.decided", "2qh")


async def test_an_account_that_was_looked_up_becomes_one_of_ours_and_stays_it(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO reddit_users (reddit_id, username) VALUES ('a', 'Somebody')"
    )
    human = HumanParameters(api.database, await api.lease())
    for _ in range(2):
        asked = asyncio.create_task(
            api.post("/api/reddit/users/discover", json={"username": "somebody"})
        )
        while await api.count("requests WHERE human_applied_at IS NULL") == 0:
            await asyncio.sleep(0.02)
        await api.owner.execute("UPDATE requests SET owner_id = 'a', status = 'completed'")
        await asked
        assert await human.turn() == 1
        assert await api.owner.fetchval("SELECT our_creator FROM reddit_users") is True
        assert await api.count("audit_log") == 1


async def test_a_scan_that_is_queued_behind_others_is_left_alone(api: Harness) -> None:
    await api.add_subreddit("pottery")
    sweep = await sweeper(api)
    relay = await api.relay(api.leases[0])
    await relay.turn()
    await relay.settled()
    await api.owner.execute("UPDATE requests SET last_event_at = now() - interval '1 hour'")

    assert await sweep.turn() == 0
