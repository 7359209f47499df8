"""A letter is replayed to its own durable alone; a request is driven again, never replayed."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from services.api.tests.integration.api_harness import Answer, Harness

from b9_common.events import ContentPage, MediaItem

INSERT = (
    "INSERT INTO dead_letters (durable, origin, item_index, kind, request_id, stream, seq, code,"
    " headers, payload) VALUES ($1, $2, $3, $4, $5, $6, 7, $7, $8, $9) RETURNING id"
)


async def letter(api: Harness, **given: Any) -> int:
    told = {
        "durable": "persister-content",
        "origin": "first-id",
        "item_index": -1,
        "kind": "message",
        "request_id": None,
        "stream": "CONTENT",
        "code": "unreadable",
        "headers": {"B9-Schema": "content.fetched/1", "traceparent": "00-a-b-01", "Other": "x"},
        "payload": b"{}",
        **given,
    }
    told["headers"] = msgspec.json.encode(told["headers"]).decode()
    letter_id: int = await api.persister.fetchval(INSERT, *told.values())
    return letter_id


async def replayed(api: Harness, letter_id: int) -> Answer:
    return await api.post(f"/api/dead-letters/{letter_id}/replay")


async def test_a_message_is_replayed_to_its_own_durable_with_its_first_id(api: Harness) -> None:
    letter_id = await letter(api, payload=b'{"a": 1}')

    first, second = await replayed(api, letter_id), await replayed(api, letter_id)

    assert (first.status, second.status) == (202, 202)
    rows = await api.owner.fetch("SELECT * FROM outbox ORDER BY id")
    assert [row["msg_id"] for row in rows] == [f"replay:{letter_id}:1", f"replay:{letter_id}:2"]
    assert (rows[0]["stream"], rows[0]["subject"]) == ("REPLAY", "replay.persister-content")
    assert msgspec.json.decode(rows[0]["headers"]) == {
        "B9-Schema": "content.fetched/1",
        "traceparent": "00-a-b-01",
        "B9-Replay-Of": "first-id",
        "B9-Replay-Stream": "CONTENT",
    }
    assert rows[0]["payload"] == b'{"a": 1}'
    shown = (await api.get(f"/api/dead-letters/{letter_id}")).json()
    assert (shown["replay_count"], shown["payload"]) == (2, '{"a": 1}')
    assert await api.count("audit_log") == 2


async def test_a_letter_of_a_replay_goes_to_the_main_durables_replay_again(api: Harness) -> None:
    letter_id = await letter(api, durable="replay-persister-media")

    told = (await replayed(api, letter_id)).json()

    assert told["subject"] == "replay.persister-media"


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "advisory"},
        {"durable": "persister-dead"},
        {"payload": b"x" * 1_050_000},
        {"kind": "item", "item_index": 0, "origin": "no-such-page", "payload": b"{}"},
    ],
)
async def test_what_cannot_be_replayed_is_refused_by_name(
    api: Harness, given: dict[str, Any]
) -> None:
    answer = await replayed(api, await letter(api, **given))

    assert answer.status == 409
    assert await api.count("outbox") == 0


async def test_an_unknown_letter_is_404(api: Harness) -> None:
    assert (await replayed(api, 99)).status == 404
    assert (await api.get("/api/dead-letters/99")).status == 404


async def booked_page(api: Harness) -> str:
    request_id: str = (await api.add("nasa")).json()["request_id"]
    await api.owner.execute("DELETE FROM outbox")
    await api.creator("1", "nasa")
    await api.persister.execute(
        "INSERT INTO request_pages (page_key, request_id, drive, run, leg, walk, n, owner_id,"
        " announced, rejected, observed_at)"
        " VALUES ('page', $1, 1, 1, 2, 'reels', 3, '1', 1, 1, $2)",
        request_id,
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    return request_id


async def test_an_item_is_replayed_as_its_own_page_of_one(api: Harness) -> None:
    request_id = await booked_page(api)
    item = MediaItem(media_pk="7", owner_id="1", raw=msgspec.Raw(b'{"x":1}'))
    payload = msgspec.json.encode(item)
    letter_id = await letter(api, kind="item", item_index=0, origin="page", payload=payload)

    assert (await replayed(api, letter_id)).status == 202

    [row] = await api.owner.fetch("SELECT headers, payload FROM outbox")
    page = msgspec.json.decode(row["payload"], type=ContentPage)
    assert page.key == f"{request_id}:1:2:reels:3"
    assert (page.owner.username, page.items[0].media_pk, len(page.items)) == ("nasa", "7", 1)
    assert page.observed_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert msgspec.json.decode(row["headers"])["B9-Schema"] == "content.fetched/1"


async def test_an_item_that_was_never_mapped_is_refused(api: Harness) -> None:
    await booked_page(api)
    raw = b'{"node": {"pk": 7}}'
    letter_id = await letter(api, kind="item", item_index=0, origin="page", payload=raw)

    answer = await replayed(api, letter_id)

    assert (answer.status, answer.json()["code"]) == (409, "not_mappable")


async def test_an_exhausted_request_is_driven_again(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    await api.owner.execute("DELETE FROM outbox")
    letter_id = await letter(
        api, durable="instagram-ingest-now", request_id=request_id, code="exhausted"
    )
    assert (await replayed(api, letter_id)).json()["code"] == "request_not_failed"
    await api.owner.execute("UPDATE requests SET status = 'failed', error_code = 'exhausted'")

    assert (await replayed(api, letter_id)).status == 202

    told = (await api.get(f"/api/requests/{request_id}")).json()
    assert (told["status"], told["drive"], told["error"]) == ("queued", 2, None)
    assert await api.owner.fetchval("SELECT msg_id FROM outbox") == f"{request_id}:2"


async def test_a_request_is_not_driven_again_beside_another_of_its_target(api: Harness) -> None:
    request_id = (await api.add("nasa")).json()["request_id"]
    await api.owner.execute("UPDATE requests SET status = 'failed', error_code = 'exhausted'")
    await api.add("nasa")
    letter_id = await letter(
        api, durable="instagram-ingest-now", request_id=request_id, code="exhausted"
    )

    answer = await replayed(api, letter_id)

    assert (answer.status, answer.json()["code"]) == (409, "another_active")


async def test_letters_are_listed_newest_first_in_pages(api: Harness) -> None:
    made = [await letter(api, origin=str(number)) for number in range(3)]
    await letter(api, origin="other", durable="persister-media")

    first = (await api.get("/api/dead-letters?durable=persister-content&limit=2")).json()
    rest = (
        await api.get(
            f"/api/dead-letters?durable=persister-content&limit=2&cursor={first['next_cursor']}"
        )
    ).json()

    ids = [one["id"] for one in first["items"] + rest["items"]]
    assert ids == sorted(made, reverse=True)
    assert rest["next_cursor"] is None
