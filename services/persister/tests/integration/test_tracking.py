from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from b9_common.errors import PoisonError
from b9_common.events import CallClass, CallTracked, Platform, StageState, StageTracked
from b9_common.topology import PERSISTER_TRACK
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.track_store import PostgresTrack
from b9_persister.testing.events import accept, at
from b9_persister.testing.hands import delivery
from b9_persister.track import keep_track

Take = Callable[..., Any]


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept(database.owner_dsn)


@pytest.fixture
def tell(pool: Database) -> Callable[..., Any]:
    async def told(*events: Any) -> list[Any]:
        hands = [
            delivery(one, durable=PERSISTER_TRACK, headers={"Nats-Msg-Id": f"m:{one.at}"})
            for one in events
        ]
        return list(await keep_track(hands, store=PostgresTrack(pool)))

    return told


def call(request_id: str, call_id: str, **fields: Any) -> CallTracked:
    given: dict[str, Any] = {
        "drive": 1,
        "run": 1,
        "leg": 1,
        "walk": "reels",
        "n": 0,
        "platform": Platform.INSTAGRAM,
        "provider": "instagram-looter",
        "endpoint": "reels",
        "status": 200,
        "call_class": CallClass.OK,
        "duration_ms": 300,
        "cost_usd": 0.0003,
        "service": "instagram-ingest",
        "instance": "0",
        "at": at(),
    }
    return CallTracked(request_id=request_id, call_id=call_id, **(given | fields))


def stage(request_id: str, state: StageState, minutes: float = 1, **fields: Any) -> StageTracked:
    return StageTracked(
        request_id=request_id,
        drive=1,
        stage="content",
        state=state,
        service="instagram-ingest",
        instance="0",
        at=at(minutes),
        **fields,
    )


async def test_calls_are_kept_once_and_counted(tell: Take, rows: Take, request_id: str) -> None:
    for _ in range(2):
        await tell(call(request_id, "a"), call(request_id, "b"), call(request_id, "a"))

    assert await rows("SELECT call_id, cost_usd::text FROM api_calls ORDER BY 1") == [
        ("a", "0.0003"),
        ("b", "0.0003"),
    ]
    assert await rows("SELECT result ->> 'calls', result ->> 'cost_usd' FROM requests") == [
        ("2", "0.0006")
    ]


async def test_a_call_for_no_request_is_kept_too(tell: Take, rows: Take) -> None:
    await tell(call("probe", "a"), call(str(uuid4()), "b"))

    assert await rows("SELECT request_id IS NULL FROM api_calls ORDER BY call_id") == [True, False]


async def test_a_call_that_cannot_be_stored_is_poison_alone(
    tell: Take, rows: Take, request_id: str
) -> None:
    results = await tell(
        call(request_id, "a"), call(request_id, "b", duration_ms=2**40), call(request_id, "c")
    )

    assert [type(one) for one in results] == [type(None), PoisonError, type(None)]
    assert await rows("SELECT call_id FROM api_calls ORDER BY 1") == ["a", "c"]


async def test_waiting_is_shown_until_the_worker_starts_again(
    tell: Take, rows: Take, request_id: str
) -> None:
    await tell(stage(request_id, StageState.STARTED))
    assert await rows("SELECT status FROM requests") == ["running"]

    await tell(stage(request_id, StageState.WAITING, 2, reason="daily cap", until=at(60)))
    assert await rows("SELECT status, waiting_reason, waiting_until FROM requests") == [
        ("waiting", "daily cap", at(60))
    ]

    await tell(stage(request_id, StageState.STARTED, 3))
    assert await rows("SELECT status, waiting_reason FROM requests") == [("running", None)]
    assert await rows("SELECT type FROM request_events ORDER BY entry_id") == [
        "stage_started",
        "request_waiting",
    ]


async def test_an_ended_request_hears_nothing(
    tell: Take, rows: Take, owner: Any, request_id: str
) -> None:
    await owner.execute("UPDATE requests SET status = 'completed'")

    await tell(stage(request_id, StageState.WAITING), call(request_id, "a"))

    assert await rows("SELECT status, result ->> 'calls' FROM requests") == [("completed", "1")]
