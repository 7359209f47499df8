"""The service between a real broker and a real database."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from b9_common.events import AnyPage, ContentEvent, Event, FetchFinished, MediaUploaded
from b9_common.health import Health
from b9_common.messaging import Broker, Outgoing, connect
from b9_common.topology import PERSISTER_CONTENT, content_subject, media_subject
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as Stored
from b9_devstack.testing import databases
from b9_persister.adapters.broker.positions import BrokerPositions
from b9_persister.adapters.broker.stored_messages import BrokerMessages
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.floor_store import PostgresFloors
from b9_persister.content import persist
from b9_persister.reading import Reading, consumer_of, source_of, traced
from b9_persister.settings import Settings
from b9_persister.testing.events import accept, item, page
from b9_persister.testing.reddit import post, reddit_page

Take = Callable[..., Any]
PATIENCE_S = 25.0


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        yield connected


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await true():
            await asyncio.sleep(0.05)


async def publish(broker: Broker, *events: Event) -> None:
    for event in events:
        assert isinstance(event, AnyPage | FetchFinished | MediaUploaded)
        subject = media_subject if isinstance(event, MediaUploaded) else content_subject
        await broker.publish_event(subject(event.platform), event, msg_id=event.key)


@asynccontextmanager
async def running(broker: Broker, dsn: str) -> AsyncIterator[Database]:
    """The content half of the service, as its main wires it."""
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        settings = Settings(database_url=SecretStr(dsn))
        database = await stack.enter_async_context(Database().connected(settings))
        handle = traced(partial(persist, store=PostgresContent(database)))
        reading = Reading(PERSISTER_CONTENT, handle, ContentEvent, 40, 2)
        source = source_of(reading, broker)
        stack.push_async_callback(source.close)
        consumer = consumer_of(
            reading,
            broker,
            source,
            Health(),
            floors=PostgresFloors(database),
            positions=BrokerPositions(broker),
        )
        task = asyncio.create_task(consumer.run(stop))
        try:
            yield database
        finally:
            stop.set()
            await task


async def test_pages_flow_and_one_that_is_unreadable_stops_nobody(
    broker: Broker, database: Stored, rows: Take
) -> None:
    request_id = await accept(database.owner_dsn)
    subject = content_subject("instagram")
    await publish(broker, page(request_id, n=0, items=[item("1")]))
    await broker.publish(Outgoing(subject=subject, payload=b"{rubbish", msg_id="bad"))
    await publish(broker, page(request_id, n=1, items=[item("2")]))

    async with running(broker, database.persister_dsn):

        async def stored() -> bool:
            return bool(await rows("SELECT count(*) FROM instagram_reels") == [2])

        await until(stored)
        await until(partial(_acked, broker, 3))

    info = await broker.api_request("STREAM.INFO.DEAD")
    assert info["state"]["messages"] == 1


async def test_what_stands_in_a_stream_is_read_as_it_was_published(broker: Broker) -> None:
    one = page("00000000-0000-4000-8000-000000000001", items=[item("1")])
    await publish(broker, one)

    letter = await BrokerMessages(broker).find("CONTENT", 1)

    assert letter is not None
    assert (letter.origin, letter.request_id) == (one.key, one.request_id)
    assert await BrokerMessages(broker).find("CONTENT", 2) is None


async def _acked(broker: Broker, seq: int) -> bool:
    answer = await broker.api_request(f"CONSUMER.INFO.CONTENT.{PERSISTER_CONTENT.name}")
    return bool(answer["ack_floor"]["stream_seq"] >= seq)


@pytest.mark.timeout(90)  # initdb, three starts of the server and two copies of its folder
async def test_a_database_that_fell_back_is_repaired_from_the_stream(
    broker: Broker, tmp_path: Path
) -> None:
    """A copy of the data folder takes the place of the server, as a lagging standby would."""
    async with databases(tmp_path / "pg", durable=True) as made, made.fresh() as database:
        request_id = await accept(database.owner_dsn)
        async with running(broker, database.persister_dsn):
            await publish(broker, page(request_id, n=0, items=[item("1")]))
            await until(partial(_stored, database, 1))
            await until(partial(_floor, database, 1))
        await database.server.stop()
        lagging = tmp_path / "lagging"
        await asyncio.to_thread(shutil.copytree, database.server.data, lagging, symlinks=True)
        await database.server.start()
        async with running(broker, database.persister_dsn) as pool:
            await publish(broker, page(request_id, n=1, items=[item("19")]))
            await publish(broker, reddit_page(request_id, posts=[post("p1")]))
            await until(partial(_stored, database, 3))
            await until(partial(_floor, database, 3))

            await database.server.stop()
            await asyncio.to_thread(shutil.rmtree, database.server.data)
            await asyncio.to_thread(shutil.copytree, lagging, database.server.data, symlinks=True)
            await database.server.start()

            await until(partial(_stored, database, 3))
            assert pool.connects > 1


async def _stored(database: Stored, number: int) -> bool:
    query = "SELECT (SELECT count(*) FROM instagram_reels) + (SELECT count(*) FROM reddit_posts)"
    return await _value(database, query) == number


async def _floor(database: Stored, seq: int) -> bool:
    query = "SELECT coalesce(max(ack_floor), 0) FROM consumer_floors"
    return bool(await _value(database, query) >= seq)


async def _value(database: Stored, query: str) -> int:
    connection = await asyncpg.connect(database.owner_dsn)
    try:
        return int(await connection.fetchval(query))
    finally:
        await connection.close()


@pytest.mark.timeout(90)  # initdb, and a server that recovers from a kill
async def test_nothing_is_lost_while_the_database_is_away(broker: Broker, tmp_path: Path) -> None:
    async with databases(tmp_path / "pg", durable=True) as made, made.fresh() as database:
        request_id = await accept(database.owner_dsn)
        async with running(broker, database.persister_dsn):
            await publish(broker, page(request_id, n=0, items=[item("1")]))
            await until(partial(_stored, database, 1))
            database.server.kill()
            await publish(broker, *(page(request_id, n=n, items=[item(f"{n}9")]) for n in (1, 2)))
            await asyncio.sleep(1.0)
            await database.server.restart()

            await until(partial(_stored, database, 3))
            await until(partial(_acked, broker, 3))

    info = await broker.api_request("STREAM.INFO.DEAD")
    assert info["state"]["messages"] == 0
