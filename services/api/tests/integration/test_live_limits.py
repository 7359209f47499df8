"""What bounds the live feed: credentials, places, buffers, and lives."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from services.api.tests.integration.api_harness import TOKEN, Harness, eventually, harness
from services.api.tests.integration.live_client import (
    Watch,
    happened,
    numbered,
    request_of,
    watching,
)
from services.api.tests.integration.test_processes import Client, gateway_environment, process

from b9_common.messaging import Broker
from b9_devstack.ports import free_port
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

SOCKETS = Path("/proc/net/tcp")
MANY = """
INSERT INTO request_events (request_id, type, message, service)
SELECT $1, 'stage_progress', repeat('x', 2000), 'persister' FROM generate_series(1, $2)
"""


async def ticket(api: Harness, *topics: str) -> str:
    answer = await api.post("/api/events/ticket", json={"topics": list(topics)})
    assert answer.status == 201, answer.body
    url: str = answer.json()["url"]
    return api.url + url


async def test_a_ticket_opens_one_stream_without_any_header(api: Harness) -> None:
    request_id = await request_of(api, "nasa")
    url = await ticket(api, "requests")
    async with aiohttp.ClientSession() as browser:
        async with browser.get(url) as response:
            watch = Watch(response)
            hello = await watch.until("hello")
            await happened(api, request_id, "now")
            await numbered(api)
            told = await watch.until("request")
        async with browser.get(url) as again:
            second = (again.status, await again.json(content_type=None))
        async with browser.get(f"{api.url}/api/events?topics=requests") as stranger:
            third = stranger.status
        async with browser.get(f"{api.url}/api/requests?{url.partition('?')[2]}") as elsewhere:
            fourth = elsewhere.status

    assert hello.data["topics"] == ["requests"]
    assert told.data["message"] == "now"
    assert (second[0], second[1]["code"]) == (401, "invalid_ticket")
    assert (third, fourth) == (401, 401)


async def test_a_ticket_used_by_many_at_once_opens_one(api: Harness) -> None:
    url = await ticket(api, "requests")
    async with aiohttp.ClientSession() as browser, contextlib.AsyncExitStack() as stack:
        answers = await asyncio.gather(
            *(stack.enter_async_context(browser.get(url)) for _ in range(8))
        )
        assert sorted(one.status for one in answers) == [200] + [401] * 7


async def test_a_ticket_is_refused_for_what_its_owner_may_not_watch(api: Harness) -> None:
    foreign = await request_of(api, "nasa", "others")
    unknown = await api.post("/api/events/ticket", json={"topics": [f"request:{foreign}"]})
    nonsense = await api.post("/api/events/ticket", json={"topics": ["nothing"]})
    assert (unknown.status, nonsense.status) == (404, 422)


async def test_one_viewer_too_many_is_told_to_come_back_and_may_once_another_left(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    async with harness(database, nats.url, broker, max_viewers=1, max_in_flight=1) as api:
        url = await ticket(api, "jobs")
        async with watching(api, "requests") as watch:
            await watch.until("hello")
            # With the only place for calls free: a stream takes none.
            refused = await api.get("/api/events", params={"topics": "requests"})
            with_ticket = await api.get(url.removeprefix(api.url))
        assert (refused.status, refused.json()["code"]) == (503, "too_many_viewers")
        assert refused.headers["Retry-After"]
        assert with_ticket.status == 503
        await eventually(lambda: opens(api))


async def opens(api: Harness) -> bool:
    async with api.http.get(f"{api.url}/api/events", params={"topics": "requests"}) as response:
        return response.status == 200


async def test_a_stream_ends_with_goodbye_after_its_life(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    async with (
        harness(database, nats.url, broker, stream_life_s=0.5) as api,
        watching(api, "requests") as watch,
    ):
        bye = await watch.until("bye")
        end = await watch.next()

    assert bye.data == {"reason": "end_of_life"}
    assert end is None


async def test_a_gateway_that_stops_tells_its_viewers_is_gone_at_once_and_wrote_no_ticket_down(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker, tmp_path: Path
) -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    headers = {"Authorization": f"Bearer {TOKEN}"}
    environment = gateway_environment(database, nats.url, port) | {"B9_LOG_LEVEL": "DEBUG"}
    written = tmp_path / "log"
    with written.open("wb") as out, process("b9_api", environment, out.fileno()) as gateway:
        async with aiohttp.ClientSession() as http:
            await eventually(Client(http, port).is_up, 25)
            wanted = {"topics": ["requests"]}
            async with http.post(
                f"{base}/api/events/ticket", json=wanted, headers=headers
            ) as answer:
                url: str = (await answer.json())["url"]
            async with http.get(base + url) as response:
                watch = Watch(response)
                await watch.until("hello")
                gateway.terminate()
                bye = await watch.until("bye", 10)
                end = await watch.next(10)
            code = await asyncio.to_thread(gateway.wait, 15)

    assert bye.data == {"reason": "stopping"}
    assert end is None
    assert code == 0
    log = written.read_text()
    assert "asked to stop" in log
    assert url.partition("ticket=")[2] not in log


@contextlib.contextmanager
def deaf(api: Harness) -> Iterator[socket.socket]:
    """A viewer who asks and does not read."""
    host, _, port = api.url.removeprefix("http://").partition(":")
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect((host, int(port)))
        connection.sendall(
            b"GET /api/events?topics=requests HTTP/1.1\r\nHost: here\r\n"
            b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n"
        )
        yield connection


async def test_a_viewer_who_does_not_read_is_dropped_and_slows_nobody(api: Harness) -> None:
    request_id = await request_of(api, "nasa")
    hub = api.services.live.hub
    with deaf(api) as connection:
        async with watching(api, "requests") as watch:
            await eventually(lambda: _viewers(api, 2))
            sent, seen = 0, 0
            while not hub.dropped:
                assert sent < 20_000, "nobody was dropped"
                await api.owner.execute(MANY, request_id, 500)
                await numbered(api)
                sent += 500
                seen = (await watch.some(500))[-1].id or 0
            last = await asyncio.to_thread(read_all, connection)
        await eventually(lambda: _viewers(api, 0))

    assert seen == sent
    assert hub.dropped == 1
    assert b'event: dropped\ndata: {"reason":"slow"}\n\n' in last


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_connection_that_takes_nothing_is_cut_and_not_kept_for_ever(api: Harness) -> None:
    request_id = await request_of(api, "nasa")
    with deaf(api) as connection:
        await eventually(lambda: _viewers(api, 1))
        while not api.services.live.hub.dropped:
            await api.owner.execute(MANY, request_id, 500)
            await numbered(api)
            await asyncio.sleep(0.2)
        assert not await _cut(connection), "nothing was held for it"
        await eventually(lambda: _cut(connection), 60)


async def _cut(connection: socket.socket) -> bool:
    """Whether the kernel has forgotten the gateway's side of it."""
    ours, theirs = connection.getpeername()[1], connection.getsockname()[1]
    pair = f"0100007F:{ours:04X} 0100007F:{theirs:04X}"
    return pair not in SOCKETS.read_text()  # noqa: ASYNC240  made by the kernel as it is read


def read_all(connection: socket.socket) -> bytes:
    """The end of what was left to read."""
    connection.settimeout(5)
    end = b""
    with contextlib.suppress(TimeoutError):
        while chunk := connection.recv(1 << 20):
            end = (end + chunk)[-10_000:]
            if end.endswith(b"0\r\n\r\n"):
                return end
    return end


async def _viewers(api: Harness, wanted: int) -> bool:
    return len(api.services.live.hub) == wanted


async def test_a_stream_ends_once_its_key_is_revoked(api: Harness) -> None:
    made = await api.post("/api/keys", json={"name": "a viewer", "scope": "read"})
    assert made.status == 201, made.body
    key = made.json()
    headers = {"Authorization": f"Bearer {key['key']}"}
    async with api.http.get(
        f"{api.url}/api/events", params={"topics": "requests"}, headers=headers
    ) as response:
        watch = Watch(response)
        await watch.until("hello")
        await api.post(f"/api/keys/{key['id']}/revoke")
        bye = await watch.until("bye", 15)

    assert bye.data == {"reason": "credentials_ended"}


async def test_who_polls_in_place_of_watching_is_told_of_nothing_new_in_few_words(
    api: Harness,
) -> None:
    request_id = await request_of(api, "nasa")
    await happened(api, request_id, "one")
    await numbered(api)
    path = f"/api/requests/{request_id}/events"
    first = await api.get(path)
    same = await api.get(path, headers={"If-None-Match": first.headers["ETag"]})
    await happened(api, request_id, "two")
    await numbered(api)
    news = await api.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status, same.status, same.body) == (200, 304, b"")
    assert [one["message"] for one in news.json()["items"]] == ["one", "two"]
