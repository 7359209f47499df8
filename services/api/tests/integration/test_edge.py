"""What stands before every route, seen from outside."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from services.api.tests.integration.api_harness import TOKEN, Harness, eventually, harness

from b9_common.heartbeat import Report, beating
from b9_common.identity import Identity
from b9_common.messaging import Broker
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

LIVENESS = ["/health", "/ready", "/alive", "/livez", "/readyz", "/version"]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("path", LIVENESS)
async def test_liveness_needs_no_token(shared: Harness, path: str) -> None:
    async with aiohttp.ClientSession() as stranger, stranger.get(shared.url + path) as answer:
        assert answer.status != 401


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic wrong"}]
)
async def test_everything_else_needs_the_token(shared: Harness, headers: dict[str, str]) -> None:
    async with aiohttp.ClientSession(headers=headers) as stranger:
        for path in ("/api/requests", "/api/openapi.json", "/metrics", "/nowhere"):
            async with stranger.get(shared.url + path) as answer:
                assert answer.status == 401
                assert (await answer.json(content_type=None))["code"] == "unauthorized"


async def test_who_keeps_trying_is_told_when_to_come_back_and_others_notice_nothing(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    # So few a minute that standing still for seconds makes none of them good.
    async with harness(database, nats.url, broker, failures_per_min=4) as api:
        await keeps_trying(api)


async def keeps_trying(api: Harness) -> None:
    async def status(host: str, key: str) -> tuple[int, str | None]:
        headers = {"Authorization": f"Bearer {key}", "X-Forwarded-For": host}
        async with (
            aiohttp.ClientSession(headers=headers) as stranger,
            stranger.get(api.url + "/api/control") as answer,
        ):
            return answer.status, answer.headers.get("Retry-After")

    same = [await status("198.51.100.7", "wrong") for _ in range(3)]
    many = [await status("198.51.100.8", f"wrong {n}") for n in range(8)]

    assert [code for code, _ in same] == [401] + [429] * 2
    assert [code for code, _ in many] == [401] * 4 + [429] * 4
    assert all(1 <= int(told or 0) <= 60 for code, told in same + many if code == 429)
    assert (await status("198.51.100.8", TOKEN))[0] == 429
    assert (await status("198.51.100.9", TOKEN))[0] == 200
    assert (await status("198.51.100.8", TOKEN))[0] == 200
    assert (await status("2001:db8::1", "wrong"))[0] == 401


async def test_a_body_over_64_kib_is_refused_whatever_it_declares(api: Harness) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(80):
            yield b"x" * 1024

    declared = await api.post("/api/instagram/creator/add", data=b"x" * 65_537)
    hidden = await api.post("/api/instagram/creator/add", data=endless())

    assert (declared.status, hidden.status) == (413, 413)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("body", [b"[" * 60_000, b"{", b"", b"\xff\xfe", b'{"username": NaN}'])
async def test_a_body_that_is_no_json_is_the_callers_fault(shared: Harness, body: bytes) -> None:
    answer = await shared.post(
        "/api/instagram/creator/add", data=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status in {400, 422}
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_every_answer_carries_security_headers_and_its_ids(api: Harness) -> None:
    answer = await api.get("/api/control", headers={"X-Correlation-ID": "of-this-test"})

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Correlation-ID"] == "of-this-test"
    assert len(answer.headers["X-Request-ID"]) == 32
    assert "Server" not in answer.headers


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("given", ["short", "with space in it", "x" * 65])
async def test_a_malformed_correlation_id_is_refused_not_replaced(
    shared: Harness, given: str
) -> None:
    answer = await shared.add("nasa", headers={"X-Correlation-ID": given})

    assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "X-Correlation-ID")
    assert await shared.count("requests") == 0


async def test_headers_without_end_are_cut_off_before_they_fill_the_memory(api: Harness) -> None:
    host, _, port = api.url.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET /api/requests HTTP/1.1\r\nHost: here\r\n")
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(10):
            for number in range(200):
                writer.write(b"X-%d: %s\r\n" % (number, b"x" * 4_096))
                await writer.drain()
    answer = b""
    with contextlib.suppress(ConnectionError):
        answer = await reader.read()
    writer.close()

    assert answer.startswith(b"HTTP/1.1 400 ") or answer == b""
    assert (await api.get("/alive")).status == 200


async def test_a_wrong_path_or_method_is_a_problem_too(api: Harness) -> None:
    wrong_path, wrong_method = (
        await api.get("/api/nothing"),
        await api.get("/api/instagram/creator/add"),
    )

    assert (wrong_path.status, wrong_path.json()["code"]) == (404, "not_found")
    assert (wrong_method.status, wrong_method.json()["code"]) == (405, "method_not_allowed")


async def test_with_a_frozen_database_the_gateway_says_come_back_and_then_goes_on(
    api: Harness, database: TemporaryDatabase
) -> None:
    database.server.pause()
    try:
        async with asyncio.timeout(12):
            answer = await api.add("nasa")
    finally:
        database.server.resume()

    assert (answer.status, answer.json()["code"]) == (503, "database_unavailable")
    assert answer.headers["Retry-After"]
    assert (await api.add("nasa")).status in {200, 202}


async def test_cut_connections_are_made_again_without_anyone_noticing(api: Harness) -> None:
    for number in range(3):
        await api.owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'b9_gateway' AND datname = current_database()"
        )
        await asyncio.sleep(0.05)
        assert (await api.add(f"creator{number}")).status == 202


async def health(api: Harness) -> tuple[int, set[str]]:
    answer = await api.get("/health")
    return answer.status, set(answer.json()["problems"])


# Five seconds, and what a busy machine may stand still.
NAMED_WITHIN_S = 8.0


async def test_health_names_what_is_down_within_seconds_and_recovers(
    api: Harness, nats: NatsServer, database: TemporaryDatabase
) -> None:
    said = [Report()]
    uploader = Identity(service="media-uploader", instance="1")
    async with beating(api.broker, uploader, lambda: said[-1]):
        await eventually(lambda: is_healthy(api))

        said.append(Report(status="waiting", reason="{'store': 'refused'}"))
        await eventually(lambda: names(api, "s3"), NAMED_WITHIN_S)
        said.append(Report())
        await eventually(lambda: is_healthy(api))

        nats.kill()
        await eventually(lambda: names(api, "nats"), NAMED_WITHIN_S)
        await nats.restart()
        await eventually(lambda: is_healthy(api))

        database.server.pause()
        try:
            await eventually(lambda: names(api, "postgres"), NAMED_WITHIN_S)
        finally:
            database.server.resume()
        await eventually(lambda: is_healthy(api))


async def is_healthy(api: Harness) -> bool:
    return await health(api) == (200, set())


async def names(api: Harness, problem: str) -> bool:
    status, problems = await health(api)
    return status == 503 and problem in problems
