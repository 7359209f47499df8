"""Run the persister: ``python -m b9_persister``."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from b9_common.heartbeat import Report
from b9_common.messaging import Consumer, Puller, Source
from b9_common.service import App, run_service
from b9_common.topology import CONTENT, PERSISTER_CONTENT
from b9_common.topology_verify import verify
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.content import Content, persist
from b9_persister.settings import Settings


async def main(app: App[Settings]) -> None:
    """Read what was announced, write it to PostgreSQL, and say what is complete."""
    settings = app.settings
    async with AsyncExitStack() as stack:
        broker = await stack.enter_async_context(app.broker())
        await verify(broker, CONTENT, PERSISTER_CONTENT, PERSISTER_CONTENT.replay)
        database = await stack.enter_async_context(Database().connected(settings))
        app.health.check("database", database.ping, timeout_s=4.0)
        content = PostgresContent(database)
        source = Source(
            [Puller(broker, PERSISTER_CONTENT), Puller(broker, PERSISTER_CONTENT.replay)],
            fair_every=20,
        )
        stack.push_async_callback(source.close)
        consumer: Consumer[Content] = Consumer(
            broker,
            source,
            partial(persist, store=content),
            Content,
            batch_size=40,
            concurrency=settings.content_batches,
            touch=app.health.progress("content").touch,
        )
        app.report = lambda: Report(
            status="waiting" if consumer.waiting else "ready",
            reason=consumer.waiting or "",
            in_hand=consumer.in_hand,
        )
        async with asyncio.TaskGroup() as group:
            group.create_task(consumer.run(app.stop))


if __name__ == "__main__":
    run_service("persister", Settings, main)
