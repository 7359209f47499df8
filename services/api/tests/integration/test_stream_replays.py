"""What a stream still holds is counted first, then sent once more to one durable alone."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from services.api.tests.integration.api_harness import Answer, Harness

from b9_common.events import StageState, StageTracked
from b9_common.messaging import Outgoing
from b9_common.topology import PERSISTER_CONTENT, PERSISTER_TRACK

ONE, OTHER = str(uuid4()), str(uuid4())
SCHEMA = "content.fetched/1"


async def publish(
    api: Harness, number: int, request_id: str = ONE, platform: str = "instagram", size: int = 10
) -> None:
    """One message as an ingest leaves it; what it says is nobody's business here."""
    await api.broker.publish(
        Outgoing(
            subject=f"content.fetched.{platform}",
            payload=b"x" * size,
            msg_id=f"page-{number}",
            headers={"B9-Request-Id": request_id, "B9-Schema": SCHEMA, "Other": "y"},
        )
    )


async def replays(api: Harness, *, headers: Mapping[str, str] | None = None, **body: Any) -> Answer:
    told = {"durable": PERSISTER_CONTENT.name, **body}
    return await api.post("/api/replays", json=told, headers=headers)


async def outbox(api: Harness) -> list[Any]:
    return list(await api.owner.fetch("SELECT * FROM outbox ORDER BY id"))


async def test_a_dry_run_counts_and_writes_nothing(api: Harness) -> None:
    for number in range(3):
        await publish(api, number)
    await publish(api, 3, OTHER, "reddit", size=20)

    told = (await replays(api)).json()

    assert (told["dry_run"], told["paid_calls"], told["run"]) == (True, 0, None)
    assert (told["messages"], told["bytes"], told["requests"], told["read"]) == (4, 50, 2, 4)
    assert told["subjects"] == {"content.fetched.instagram": 3, "content.fetched.reddit": 1}
    assert told["events"] == {SCHEMA: 4}
    assert told["writes"] == {"stream": "REPLAY", "subject": "replay.persister-content"}
    assert told["first_at"] < told["last_at"] < told["until"]
    assert told["next_cursor"] is None
    assert await outbox(api) == []
    assert await api.count("audit_log") == 0


async def test_messages_are_sent_as_they_were_to_one_durable_and_it_is_audited(
    api: Harness,
) -> None:
    await publish(api, 1)
    await publish(api, 2, OTHER)
    kept = (await replays(api)).json()

    answer = await replays(api, request_id=ONE, dry_run=False)

    told = answer.json()
    assert (answer.status, told["dry_run"], told["messages"], told["paid_calls"]) == (
        202, False, 1, 0,
    )  # fmt: skip
    [row] = await outbox(api)
    assert (row["stream"], row["subject"]) == ("REPLAY", "replay.persister-content")
    assert (row["payload"], row["msg_id"]) == (b"x" * 10, f"replay:{told['run']}:1")
    headers = msgspec.json.decode(row["headers"])
    stored_at = headers.pop("B9-Stored-At")
    assert datetime.fromisoformat(stored_at) == datetime.fromisoformat(kept["first_at"])
    assert headers == {
        "B9-Request-Id": ONE,
        "B9-Schema": SCHEMA,
        "B9-Replay-Of": "page-1",
        "B9-Replay-Stream": "CONTENT",
    }
    [entry] = await api.owner.fetch("SELECT * FROM audit_log")
    assert (entry["actor"], entry["action"]) == ("operator", "messages.replayed")
    assert (entry["entity_id"], str(entry["request_id"])) == (told["run"], ONE)
    assert msgspec.json.decode(entry["after"]) == told


async def test_time_and_subject_narrow_what_is_sent(api: Harness) -> None:
    await publish(api, 1)
    await asyncio.sleep(0.05)
    since = datetime.now(UTC)
    await asyncio.sleep(0.05)
    await publish(api, 2)
    await publish(api, 3, platform="reddit")
    await asyncio.sleep(0.05)
    until = datetime.now(UTC)
    await asyncio.sleep(0.05)
    await publish(api, 4, platform="reddit")
    span: dict[str, Any] = {"since": since.isoformat(), "until": until.isoformat()}

    both = (await replays(api, **span)).json()
    reddit = (await replays(api, **span, subject="content.fetched.reddit", dry_run=False)).json()

    assert both["subjects"] == {"content.fetched.instagram": 1, "content.fetched.reddit": 1}
    assert (reddit["messages"], reddit["run"] is None) == (1, False)
    [row] = await outbox(api)
    assert msgspec.json.decode(row["headers"])["B9-Replay-Of"] == "page-3"


async def test_more_than_one_call_may_send_goes_on_from_a_cursor(api: Harness) -> None:
    for number in range(5):
        await publish(api, number)
    since = "2020-01-01T00:00:00Z"

    first = (await replays(api, since=since, limit=2, dry_run=False)).json()
    second = (
        await replays(api, since=since, limit=2, dry_run=False, cursor=first["next_cursor"])
    ).json()
    last = (
        await replays(api, since=since, limit=2, dry_run=False, cursor=second["next_cursor"])
    ).json()

    assert [one["messages"] for one in (first, second, last)] == [2, 2, 1]
    assert last["next_cursor"] is None
    sent = [msgspec.json.decode(row["headers"])["B9-Replay-Of"] for row in await outbox(api)]
    assert sent == [f"page-{number}" for number in range(5)]


async def test_a_repeat_under_its_key_sends_nothing_more(api: Harness) -> None:
    await publish(api, 1)
    key = {"Idempotency-Key": "once"}

    first = await replays(api, request_id=ONE, dry_run=False, headers=key)
    await publish(api, 2)
    again = await replays(api, request_id=ONE, dry_run=False, headers=key)
    other = await replays(api, request_id=OTHER, dry_run=False, headers=key)
    added = await api.add("nasa", headers=key)

    assert (first.status, again.status) == (202, 200)
    assert again.json() == first.json()
    assert (other.status, other.json()["code"]) == (409, "idempotency_key_reused")
    assert added.status == 409
    assert len(await outbox(api)) == 1
    assert await api.count("audit_log") == 1


async def test_two_runs_of_the_same_are_two_messages_to_the_broker(api: Harness) -> None:
    await publish(api, 1)
    for _ in range(2):
        assert (await replays(api, request_id=ONE, dry_run=False)).status == 202

    relay = await api.relay()
    await relay.turn()
    await relay.settled()

    assert await outbox(api) == []
    assert await api.messages("REPLAY") == 2


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    ("durable", "why"),
    [
        ("instagram-ingest-now", "paid for twice"),
        ("reddit-ingest-later", "paid for twice"),
        ("persister-dead", "nothing is replayed"),
        ("replay-persister-content", "nothing is replayed"),
        ("nobody", "nothing is replayed"),
    ],
)
async def test_only_facts_are_replayed_and_the_refusal_says_why(
    shared: Harness, durable: str, why: str
) -> None:
    answer = await replays(shared, durable=durable)

    assert (answer.status, answer.json()["code"]) == (422, "not_replayable")
    assert why in answer.json()["detail"]
    assert "persister-content" in answer.json()["detail"]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "wrong",
    [
        {"dry_run": False},
        {"subject": "track.stage"},
        {"subject": "content..x"},
        {"subject": "content.fetched"},
        {"limit": 10_001},
        {"limit": 0},
        {"cursor": "0"},
        {"cursor": "x"},
        {"since": "2026-01-01T00:00:00"},
        {"since": "1066-01-01T00:00:00Z"},
        {"request_id": "1"},
        {"until_when": "now"},
    ],
)
async def test_what_makes_no_sense_is_refused(shared: Harness, wrong: dict[str, Any]) -> None:
    answer = await replays(shared, **wrong)

    assert (answer.status, answer.json()["code"]) == (422, "invalid")
    assert await outbox(shared) == []


async def test_what_no_message_can_hold_is_counted_apart(api: Harness) -> None:
    await publish(api, 1, size=1_040_000)
    await publish(api, 2)

    told = (await replays(api, since="2020-01-01T00:00:00Z", dry_run=False)).json()

    assert (told["messages"], told["too_large"], told["read"]) == (1, 1, 2)
    assert len(await outbox(api)) == 1


async def test_one_call_writes_no_more_than_a_transaction_should(api: Harness) -> None:
    for number in range(20):
        await publish(api, number, size=1_000_000)

    told = (await replays(api, since="2020-01-01T00:00:00Z", dry_run=False)).json()

    assert told["messages"] == 17
    assert told["next_cursor"] == "18"


async def test_while_earlier_replays_are_unread_more_are_refused(api: Harness) -> None:
    await publish(api, 1)
    await api.owner.execute(
        "INSERT INTO outbox (stream, subject, msg_id, payload)"
        " SELECT 'REPLAY', 'replay.persister-content', n::text,"
        "        convert_to(repeat('x', 90000000), 'UTF8')"
        " FROM generate_series(1, 3) AS n"
    )

    answer = await replays(api, request_id=ONE, dry_run=False)

    assert (answer.status, answer.json()["code"]) == (409, "replay_full")
    assert (await replays(api, request_id=ONE)).json()["messages"] == 1
    assert await api.count("outbox") == 3


async def test_other_streams_are_replayed_to_their_own_durables(api: Harness) -> None:
    await api.broker.publish_event(
        "track.stage",
        StageTracked(
            request_id=ONE, drive=1, stage="content", state=StageState.HEARTBEAT,
            service="test", instance="1", at=datetime.now(UTC),
        ),
        msg_id="told",
    )  # fmt: skip

    told = (
        await replays(
            api, durable=PERSISTER_TRACK.name, request_id=ONE, subject="track.*", dry_run=False
        )
    ).json()

    assert (told["stream"], told["messages"]) == ("TRACK", 1)
    [row] = await outbox(api)
    assert row["subject"] == "replay.persister-track"


async def test_without_the_broker_a_replay_is_unavailable(api: Harness, nats: Any) -> None:
    await nats.stop()

    answer = await replays(api)

    assert (answer.status, answer.json()["code"]) == (503, "broker_unavailable")
