"""An add is a row, its stages, its event and its message, in one transaction."""

import asyncio
from uuid import UUID

import msgspec
import pytest
from services.api.tests.integration.api_harness import Harness

from b9_common.events import CreatorRequested, Depth, Kind


async def test_an_add_is_accepted_while_nobody_relays(api: Harness) -> None:
    answer = await api.add("  @NASA ", niche="space")

    told = answer.json()
    assert answer.status == 202
    assert (told["status"], told["progress"], told["deduplicated"]) == ("queued", 2, False)
    assert told["links"]["self"] == f"/api/requests/{told['request_id']}"
    stages = await api.owner.fetch("SELECT stage, state FROM request_stages ORDER BY seq")
    assert [tuple(row) for row in stages] == [
        ("accepted", "done"),
        ("profile", "pending"),
        ("content", "pending"),
        ("rows", "pending"),
        ("media", "pending"),
        ("analytics", "pending"),
    ]
    row = await api.owner.fetchrow("SELECT * FROM outbox")
    assert (row["stream"], row["subject"]) == ("REQUESTS", "creator.requested.instagram.now")
    assert row["msg_id"] == f"{told['request_id']}:1"
    command = msgspec.json.decode(row["payload"], type=CreatorRequested)
    assert (command.target, command.kind, command.depth) == (
        "nasa",
        Kind.CREATOR_ADD,
        Depth(reels=90, posts=30),
    )
    params = await api.owner.fetchval("SELECT params FROM requests")
    assert msgspec.json.decode(params) == {"review_status": "ok", "niche": "space"}
    assert await api.count("request_events") == 1


async def test_a_request_reaches_its_stream_and_leaves_the_outbox(api: Harness) -> None:
    told = (await api.add("nasa")).json()
    relay = await api.relay()

    assert await relay.turn() == 1
    await relay.settled()

    assert (await api.count("outbox"), await api.messages("REQUESTS")) == (0, 1)
    assert UUID(told["request_id"]).version == 7


async def test_a_second_add_of_one_name_is_the_same_request(api: Harness) -> None:
    first = (await api.add("nasa")).json()

    again = await api.add("https://www.instagram.com/NASA/?hl=en")

    assert again.status == 200
    assert again.json()["request_id"] == first["request_id"]
    assert again.json()["deduplicated"] is True
    assert (await api.count("requests"), await api.count("outbox")) == (1, 1)


async def test_twenty_adds_at_once_make_one_request(api: Harness) -> None:
    answers = await asyncio.gather(*(api.add("nasa") for _ in range(20)))

    assert sorted(answer.status for answer in answers) == [200] * 19 + [202]
    assert len({answer.json()["request_id"] for answer in answers}) == 1
    assert (await api.count("requests"), await api.count("outbox")) == (1, 1)


@pytest.mark.parametrize(
    "name", ["", "  ", "two words", "naïve", "x" * 31, "a/b", "instagram.com/p/x"]
)
async def test_an_invalid_name_is_refused_and_leaves_no_row(api: Harness, name: str) -> None:
    answer = await api.add(name)

    assert (answer.status, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["field"] == "username"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (await api.count("requests"), await api.count("outbox")) == (0, 0)
