"""The two processes as they are started in production, frozen, blinded and left alone."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import asyncpg
import pytest
from services.api.tests.integration.api_harness import TOKEN, eventually

from b9_common.control import ControlEntry, platform_key
from b9_common.kv import TypedKv
from b9_common.messaging import Broker
from b9_common.topology import CONTROL
from b9_devstack.ports import free_port
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase

# What a process needs of the machine, and coverage's own start-up variables.
NAMES = ("PATH", "HOME", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE")
INHERITED = {key: os.environ[key] for key in NAMES if key in os.environ}


@contextmanager
def process(
    module: str, environment: dict[str, str], stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[bytes]]:
    """``python -m module``, gone when the block ends."""
    argv = [sys.executable, "-m", module]
    child: subprocess.Popen[bytes] = subprocess.Popen(
        argv, env=INHERITED | environment, stdout=stdout
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()


def gateway_environment(database: TemporaryDatabase, nats_url: str, port: int) -> dict[str, str]:
    return {
        "B9_NATS_URL": nats_url,
        "B9_API__DATABASE_URL": database.gateway_dsn,
        "B9_API__TOKEN": TOKEN,
        "B9_API__PORT": str(port),
    }


def dispatcher_environment(database: TemporaryDatabase, nats_url: str, name: str) -> dict[str, str]:
    return {
        "B9_NATS_URL": nats_url,
        "B9_INSTANCE": name,
        "B9_DISPATCHER__DATABASE_URL": database.gateway_dsn,
    }


class Client:
    """The gateway from outside."""

    def __init__(self, http: aiohttp.ClientSession, port: int) -> None:
        self._http = http
        self._url = f"http://127.0.0.1:{port}"

    async def post(self, path: str, body: dict[str, Any]) -> int:
        async with self._http.post(self._url + path, json=body) as answer:
            await answer.read()
            return answer.status

    async def add(self, username: str) -> int:
        return await self.post("/api/instagram/creator/add", {"username": username})

    async def is_up(self, path: str = "/ready") -> bool:
        try:
            async with self._http.get(self._url + path) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        yield session


@pytest.fixture
async def owner(database: TemporaryDatabase) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await asyncpg.connect(database.owner_dsn)
    yield connection
    await connection.close()


async def test_a_gateway_without_broker_and_with_a_closed_stdout_accepts_and_stops_cleanly(
    database: TemporaryDatabase, http: aiohttp.ClientSession
) -> None:
    port = free_port()
    environment = gateway_environment(database, f"nats://127.0.0.1:{free_port()}", port)
    reader, writer = os.pipe()
    os.close(reader)
    with process("b9_api", environment, stdout=writer) as gateway:
        os.close(writer)
        client = Client(http, port)
        await eventually(client.is_up, 25)

        assert await client.add("nasa") == 202
        assert not await client.is_up("/health")

        gateway.terminate()
        assert await asyncio.to_thread(gateway.wait, 12) == 0


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_dispatcher_frozen_for_twenty_seconds_does_no_harm_when_it_moves_again(
    database: TemporaryDatabase,
    nats: NatsServer,
    broker: Broker,
    http: aiohttp.ClientSession,
    owner: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    port = free_port()
    first = dispatcher_environment(database, nats.url, "first")
    second = dispatcher_environment(database, nats.url, "second")
    with (
        process("b9_api", gateway_environment(database, nats.url, port)),
        process("b9_api.dispatcher", first) as frozen,
    ):
        client = Client(http, port)
        await eventually(client.is_up, 25)
        await eventually(lambda: leads(owner, "first"), 25)
        with process("b9_api.dispatcher", second):
            adding = asyncio.create_task(add_many(client, "before", 100))
            await asyncio.sleep(0.3)
            frozen.send_signal(signal.SIGSTOP)
            await adding
            assert await owner.fetchval("SELECT count(*) FROM outbox") > 0, "nothing was caught"
            await eventually(lambda: leads(owner, "second"), 20)
            await client.post("/api/control/instagram/pause", {"reason": "stop"})
            await add_many(client, "during", 20)
            await asyncio.sleep(10)

            frozen.send_signal(signal.SIGCONT)
            await add_many(client, "after", 20)
            await eventually(lambda: settled(owner), 20)
            await asyncio.sleep(3)

    info = await broker.api_request("STREAM.INFO.REQUESTS")
    assert info["state"]["messages"] == 140
    entry, _ = await TypedKv(broker, CONTROL, ControlEntry).get(platform_key("instagram"))
    assert entry is not None
    assert (entry.enabled, entry.version) == (False, 2)
    numbers = await owner.fetch("SELECT id FROM request_events ORDER BY entry_id")
    assert len({row["id"] for row in numbers}) == 140
    assert await owner.fetchval("SELECT max(drive) FROM requests") == 1


async def add_many(client: Client, prefix: str, count: int) -> None:
    answers = [await client.add(f"{prefix}{number}") for number in range(count)]
    assert set(answers) == {202}


async def leads(owner: "asyncpg.Connection[asyncpg.Record]", name: str) -> bool:
    holder = await owner.fetchval("SELECT holder FROM leases WHERE expires_at > now()")
    return bool(holder) and holder.startswith(f"{name}:")


async def settled(owner: "asyncpg.Connection[asyncpg.Record]") -> bool:
    left: int = await owner.fetchval(
        "SELECT (SELECT count(*) FROM outbox)"
        " + (SELECT count(*) FROM request_events WHERE id IS NULL)"
    )
    return left == 0
