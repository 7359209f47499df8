"""A gateway for exports alone, and exports read back."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import asyncpg
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types
from services.api.tests.integration.api_harness import TOKEN, Answer, eventually, settings_for

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.database import connect
from b9_api.app import create_app
from b9_api.export.exports import Exports
from b9_api.export.parts import NAME
from b9_api.server import serve
from b9_api.services import build
from b9_common.health import Health
from b9_common.identity import Identity
from b9_devstack.ports import free_port
from b9_devstack.testing import Database as TemporaryDatabase

MAX_EXPORTS = 2
EXPORTS = "/api/exports"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
BACKENDS = """
SELECT pid, state, wait_event_type, query, query_start FROM pg_stat_activity
 WHERE application_name = $1
"""


@dataclass
class Stand:
    """A gateway without a broker, and its database."""

    port: int
    http: aiohttp.ClientSession
    owner: Any
    owner_dsn: str
    exports: Exports

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def get(self, path: str, **params: Any) -> Answer:
        async with self.http.get(self.url + path, params=params) as response:
            return Answer(response.status, response.headers, await response.read())

    async def exported(self, name: str, **params: Any) -> bytes:
        answer = await self.get(f"{EXPORTS}/{name}", **params)
        assert answer.status == 200, answer.body
        return answer.body

    async def as_csv(self, name: str, **params: Any) -> list[dict[str, str]]:
        return csv_rows(await self.exported(name, **params))

    async def as_parquet(self, name: str, **params: Any) -> list[dict[str, Any]]:
        return parquet_rows(await self.exported(name, format="parquet", **params))

    async def backends(self) -> list[Any]:
        """Connections of exports that are open."""
        found: list[Any] = await self.owner.fetch(BACKENDS, NAME)
        return found

    async def written_down(self) -> list[Any]:
        """What the audit log has of exports, the newest last, once none is under way."""
        await eventually(self._idle)
        found: list[Any] = await self.owner.fetch(
            "SELECT actor, org_id, action, entity_id, after::text, request_id FROM audit_log"
            " WHERE entity = 'export' ORDER BY id"
        )
        return found

    async def _idle(self) -> bool:
        return not self.exports._under_way


@asynccontextmanager
async def standing(database: TemporaryDatabase, **more: Any) -> AsyncIterator[Stand]:
    """The gateway on a port of its own."""
    settings = settings_for(database, port=free_port(), max_exports=MAX_EXPORTS, **more)
    async with AsyncExitStack() as stack:
        pool = await stack.enter_async_context(connect(settings, "test"))
        services = build(settings, pool, BrokerLink("nats://127.0.0.1:1", "gateway"))
        stack.push_async_callback(services.exports.ended)
        asgi = create_app(
            settings,
            services,
            own_health=Health(),
            system_health=Health(),
            identity=Identity(service="gateway", instance="test"),
        )
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(asgi, settings, stop))
        stack.push_async_callback(_ended, serving, stop)
        http = await stack.enter_async_context(aiohttp.ClientSession(headers=HEADERS))
        owner = await asyncpg.connect(database.owner_dsn, command_timeout=20)
        stack.push_async_callback(owner.close)
        made = Stand(settings.port, http, owner, database.owner_dsn, services.exports)
        await eventually(lambda: _answers(made))
        yield made


async def _ended(serving: "asyncio.Task[None]", stop: asyncio.Event) -> None:
    stop.set()
    await serving


async def _answers(stand: Stand) -> bool:
    try:
        return (await stand.get("/alive")).status == 200
    except aiohttp.ClientError:
        return False


class SlowReader:
    """A client that asks for an export and takes only what it is told to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self._writer = writer

    async def head(self) -> str:
        return (await self.reader.readuntil(b"\r\n\r\n")).decode()

    async def rest(self) -> bytes:
        """All that comes until the connection ends."""
        return await self.reader.read()

    def leave(self) -> None:
        self._writer.transport.abort()


@asynccontextmanager
async def slow_reader(
    stand: Stand, name: str, query: str = "", version: str = "1.1", token: str = TOKEN
) -> AsyncIterator[SlowReader]:
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port, limit=2**14)
    writer.write(
        f"GET {EXPORTS}/{name}?{query} HTTP/{version}\r\nHost: x\r\nConnection: close\r\n"
        f"Authorization: Bearer {token}\r\n\r\n".encode()
    )
    try:
        yield SlowReader(reader, writer)
    finally:
        writer.transport.abort()
        with suppress(ConnectionError):
            await writer.wait_closed()


def csv_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def parquet_rows(body: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(body)).to_pylist()
    return rows


def schema_of(body: bytes) -> dict[str, str]:
    """What each column of a Parquet file holds."""
    return {field.name: str(field.type) for field in pq.read_schema(io.BytesIO(body))}


async def add_reels(owner: Any, last: int, *, letters: int = 10, first: int = 1) -> None:
    """Reels *first* to *last*, the newest first; every third was never counted."""
    await owner.execute(
        "INSERT INTO instagram_reels (media_pk, creator_id, creator_username, caption_text,"
        " taken_at, play_count, observed_at, content_hash)"
        " SELECT n::text, '7', 'person', repeat('x', $2), now() - n * interval '1 second',"
        " CASE WHEN n % 3 > 0 THEN n * 10 END, now(), 'h'"
        " FROM generate_series($3::int, $1::int) AS n",
        last,
        letters,
        first,
    )
