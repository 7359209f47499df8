"""The live feed as a viewer sees it, over a real server and a real database."""

import asyncio
from uuid import UUID, uuid4

import pytest
from services.api.tests.integration.api_harness import Harness
from services.api.tests.integration.live_client import watching

from b9_api.dispatcher.housekeeping import Numbering


async def request_of(api: Harness, name: str, org_id: str = "default") -> UUID:
    """A request as the gateway stores it, without its event."""
    request_id = uuid4()
    await api.owner.execute(
        "INSERT INTO organizations (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", org_id
    )
    await api.owner.execute(
        "INSERT INTO requests (id, org_id, correlation_id, kind, kind_group, platform,"
        " target_kind, target) VALUES ($1, $2, 'of-a-test', 'creator_add', 'content',"
        " 'instagram', 'creator', $3)",
        request_id,
        org_id,
        name,
    )
    return request_id


INSERT = "INSERT INTO request_events (request_id, type, message, service) VALUES ($1, $2, $3, $4)"


async def happened(
    api: Harness, request_id: UUID, *messages: str, service: str = "persister"
) -> None:
    for message in messages:
        await api.owner.execute(INSERT, request_id, "stage_progress", message, service)


async def numbered(api: Harness) -> None:
    """What the dispatcher does five times a second."""
    lease = api.leases[0] if api.leases else await api.lease()
    await lease.tick()
    while await Numbering(lease).turn():
        pass


async def test_a_viewer_is_told_of_what_happens_from_now_on(api: Harness) -> None:
    request_id = await request_of(api, "nasa")
    await happened(api, request_id, "before")
    await numbered(api)
    await asyncio.sleep(1.2)
    async with watching(api, "requests") as watch:
        hello = await watch.until("hello")
        await happened(api, request_id, "after")
        await numbered(api)
        told = await watch.until("request")

    assert hello.data == {"topics": ["requests"]}
    assert told.id is not None
    assert told.id > (hello.id or 0)
    assert (told.data["message"], told.data["request_id"]) == ("after", str(request_id))
    assert watch.response.headers["Content-Type"].startswith("text/event-stream")


@pytest.mark.parametrize("seen", [0, 3, 7])
async def test_who_comes_back_is_told_of_what_it_missed_and_then_of_the_rest(
    api: Harness, seen: int
) -> None:
    request_id = await request_of(api, "nasa")
    await happened(api, request_id, *map(str, range(1, 8)))
    await numbered(api)
    async with watching(api, "requests", seen) as watch:
        await watch.until("hello")
        await happened(api, request_id, "8", "9")
        await numbered(api)
        told = await watch.some(9 - seen)

    assert [one.id for one in told] == list(range(seen + 1, 10))
