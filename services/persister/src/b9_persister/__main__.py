"""Run the persister: ``python -m b9_persister``."""

import asyncio
from contextlib import AsyncExitStack
from functools import partial

from b9_common.events import ContentEvent, MediaUploaded
from b9_common.heartbeat import Report
from b9_common.messaging import each
from b9_common.service import App, run_service
from b9_common.topology import (
    PERSISTER_ADVISORIES,
    PERSISTER_CONTENT,
    PERSISTER_DEAD,
    PERSISTER_MEDIA,
    PERSISTER_TRACK,
)
from b9_common.topology_verify import verify
from b9_persister.adapters.broker.positions import BrokerPositions
from b9_persister.adapters.broker.stored_messages import BrokerMessages
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.dead_store import PostgresDead
from b9_persister.adapters.postgres.floor_store import PostgresFloors
from b9_persister.adapters.postgres.media_store import PostgresMedia
from b9_persister.adapters.postgres.track_store import PostgresTrack
from b9_persister.content import persist
from b9_persister.dead import keep_advisory, keep_letter
from b9_persister.media import keep_outcomes
from b9_persister.reading import Reading, consumer_of, source_of, traced
from b9_persister.settings import Settings
from b9_persister.told import Track
from b9_persister.track import keep_track


async def main(app: App[Settings]) -> None:
    """Write what was announced to PostgreSQL, and say what is complete."""
    async with AsyncExitStack() as stack:
        # Before the broker, so that it is never ready without having been asked.
        database = await stack.enter_async_context(Database().connected(app.settings))
        app.health.check("database", database.ping, timeout_s=4.0)
        broker = await stack.enter_async_context(app.broker())

        content = traced(partial(persist, store=PostgresContent(database)))
        media = traced(partial(keep_outcomes, store=PostgresMedia(database)))
        track = traced(partial(keep_track, store=PostgresTrack(database)))
        letters = PostgresDead(database)
        dead = each(partial(keep_letter, store=letters))
        advisories = each(partial(keep_advisory, store=letters, messages=BrokerMessages(broker)))

        # 40 pages of a dozen items are what one transaction takes.
        readings = [
            Reading(PERSISTER_CONTENT, content, ContentEvent, 40, app.settings.content_batches),
            Reading(PERSISTER_MEDIA, media, MediaUploaded, 400),
            Reading(PERSISTER_TRACK, track, Track, 400),
            Reading(PERSISTER_DEAD, dead, bytes, 10),
            Reading(PERSISTER_ADVISORIES, advisories, bytes, 10),
        ]
        await verify(broker, *(durable for one in readings for durable in one.durables))

        consumers = []
        for reading in readings:
            source = source_of(reading, broker)
            stack.push_async_callback(source.close)
            consumers.append(
                consumer_of(
                    reading,
                    broker,
                    source,
                    app.health,
                    floors=PostgresFloors(database),
                    positions=BrokerPositions(broker),
                )
            )
        app.report = lambda: Report(
            status="waiting" if any(one.waiting for one in consumers) else "ready",
            reason="; ".join(sorted({one.waiting for one in consumers if one.waiting})),
            in_hand=sum(one.in_hand for one in consumers),
        )
        async with asyncio.TaskGroup() as group:
            for consumer in consumers:
                group.create_task(consumer.run(app.stop))


if __name__ == "__main__":
    run_service("persister", Settings, main)
