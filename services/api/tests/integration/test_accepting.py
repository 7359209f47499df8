"""An add is a row, its stages, its event and its message, in one transaction."""

import asyncio
from uuid import UUID

import msgspec
import pytest
from services.api.tests.integration.api_harness import Harness

from b9_common.events import CreatorRequested, Depth, Kind

FULL = {"reels": 90, "posts": 30}


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
    [row] = await api.owner.fetch("SELECT * FROM outbox")
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


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "name", ["", "  ", "two words", "naïve", "x" * 31, "a/b", "instagram.com/p/x"]
)
async def test_an_invalid_name_is_refused_and_leaves_no_row(shared: Harness, name: str) -> None:
    answer = await shared.add(name)

    assert (answer.status, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["field"] == "username"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (await shared.count("requests"), await shared.count("outbox")) == (0, 0)


async def test_a_refused_body_names_each_field(api: Harness) -> None:
    answer = await api.post("/api/instagram/creator/add", json={"usrname": "nasa", "niche": 3})

    told = answer.json()
    assert answer.status == 422
    assert {one["field"] for one in told["errors"]} == {"username", "usrname", "niche"}
    assert told["request_id"] == answer.headers["X-Request-ID"]


async def test_half_a_surrogate_pair_is_refused_and_breaks_nothing(api: Harness) -> None:
    body = rb'{"username": "nasa", "niche": "\ud800", "\udfff": 1}'
    answer = await api.post(
        "/api/instagram/creator/add", data=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status == 422
    assert await api.count("requests") == 0


async def test_the_depth_is_small_once_a_creator_was_fetched_whole(api: Harness) -> None:
    await api.creator("1", "Known", whole=True)
    await api.creator("2", "stub")

    known = (await api.add("known")).json()
    stub = (await api.add("stub")).json()
    whole = (await api.add("other", full=True)).json()

    assert (known["depth"], stub["depth"]) == ({"reels": 30, "posts": 10}, FULL)
    assert whole["depth"] == FULL


async def test_a_refresh_of_nobody_is_404_and_of_somebody_a_request(api: Harness) -> None:
    await api.creator("1", "Known", whole=True)

    assert (await api.post("/api/instagram/creators/nobody/refresh")).status == 404
    answer = await api.post("/api/instagram/creators/KNOWN/refresh")

    assert (answer.status, answer.json()["kind"]) == (202, "creator_refresh")
    assert await api.owner.fetchval("SELECT params::text FROM requests") == "{}"


async def test_an_add_during_a_refresh_upgrades_it_by_a_new_drive(api: Harness) -> None:
    await api.creator("1", "known", whole=True)
    refresh = (await api.post("/api/instagram/creators/known/refresh")).json()

    answer = await api.add("known", niche="space", full=True)

    told = answer.json()
    assert (answer.status, told["upgraded"]) == (200, True)
    assert told["request_id"] == refresh["request_id"]
    assert (told["kind"], told["depth"], told["drive"]) == ("creator_add", FULL, 2)
    sent = await api.owner.fetch("SELECT msg_id, payload FROM outbox ORDER BY id")
    assert [row["msg_id"].rpartition(":")[2] for row in sent] == ["1", "2"]
    command = msgspec.json.decode(sent[1]["payload"], type=CreatorRequested)
    assert (command.drive, command.depth) == (2, Depth(reels=90, posts=30))
    params = await api.owner.fetchval("SELECT params FROM requests")
    assert msgspec.json.decode(params) == {"review_status": "ok", "niche": "space"}


async def test_an_add_that_wants_the_files_too_raises_a_refresh_without_them(api: Harness) -> None:
    await api.creator("1", "known", whole=True)
    path = "/api/instagram/creators/known/refresh"
    await api.post(path, json={"mirror_media": False})

    told = (await api.add("known")).json()
    again = (await api.add("known", mirror_media=False)).json()

    assert (told["upgraded"], told["drive"]) == (True, 2)
    assert (again["upgraded"], again["drive"]) == (False, 2)
    options = await api.owner.fetchval("SELECT options FROM requests")
    assert msgspec.json.decode(options) == {"mirror_media": True}
    payload = await api.owner.fetchval("SELECT payload FROM outbox ORDER BY id DESC LIMIT 1")
    assert msgspec.json.decode(payload, type=CreatorRequested).options.mirror_media


async def test_an_add_that_asks_no_more_merges_its_niche_without_a_new_drive(api: Harness) -> None:
    await api.add("nasa")

    told = (await api.add("nasa", niche="space")).json()

    assert (told["upgraded"], told["drive"], await api.count("outbox")) == (False, 1, 1)
    params = await api.owner.fetchval("SELECT params FROM requests")
    assert msgspec.json.decode(params)["niche"] == "space"


async def test_an_idempotency_key_answers_the_same_request_even_after_its_end(api: Harness) -> None:
    key = {"Idempotency-Key": "once"}
    first = (await api.add("nasa", headers=key)).json()
    await api.owner.execute("UPDATE requests SET status = 'completed', finished_at = now()")

    again = await api.add("@nasa", headers=key)
    other = await api.add("spacex", headers=key)
    without = await api.add("nasa")

    assert (again.status, again.json()["request_id"]) == (200, first["request_id"])
    assert (other.status, other.json()["code"]) == (409, "idempotency_key_reused")
    assert without.status == 202
    assert await api.count("requests") == 2


async def test_a_key_used_for_a_folded_add_stands_for_that_request(api: Harness) -> None:
    first = (await api.add("nasa")).json()
    key = {"Idempotency-Key": "folded"}
    await api.add("nasa", headers=key)
    await api.owner.execute("UPDATE requests SET status = 'completed', finished_at = now()")

    again = await api.add("nasa", headers=key)

    assert (again.status, again.json()["request_id"]) == (200, first["request_id"])


async def test_a_key_is_forgotten_after_a_day(api: Harness) -> None:
    key = {"Idempotency-Key": "daily"}
    await api.add("nasa", headers=key)
    await api.owner.execute("UPDATE idempotency_keys SET created_at = now() - interval '25 hours'")

    assert (await api.add("spacex", headers=key)).status == 202


async def test_ten_adds_at_once_under_one_key_make_one_request(api: Harness) -> None:
    key = {"Idempotency-Key": "at-once"}
    answers = await asyncio.gather(*(api.add("nasa", headers=key) for _ in range(10)))

    assert len({answer.json()["request_id"] for answer in answers}) == 1
    assert await api.count("requests") == 1


async def test_a_wait_ends_with_the_request(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    asked = asyncio.create_task(api.add("nasa", headers={"Prefer": "wait=10"}))
    done, _ = await asyncio.wait({asked}, timeout=0.3)
    assert not done

    await api.owner.execute("UPDATE requests SET status = 'completed', finished_at = now()")

    told = (await asked).json()

    assert (told["request_id"], told["status"]) == (request_id, "completed")


async def test_the_answer_of_a_new_request_is_what_is_stored(api: Harness) -> None:
    told = (await api.add("nasa")).json()

    shown = (await api.get(told["links"]["self"])).json()

    same = set(told) - {"deduplicated", "upgraded"}
    assert {key: told[key] for key in same} == {key: shown[key] for key in same}
