"""Pages in, objects and outcomes out: the whole service over real servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetRef,
    ContentPage,
    MediaUploaded,
    Owner,
    Platform,
    Walk,
)
from b9_common.identity import Identity
from b9_common.messaging import Broker, Consumer, Delivery, Puller, Source, each
from b9_common.service import App
from b9_common.settings import SharedSettings
from b9_common.topology import PERSISTER_MEDIA, content_subject
from b9_devstack.servers import NatsServer
from b9_media_uploader.__main__ import main
from b9_media_uploader.settings import Settings
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer, Cdn


def asset(url: str, kind: AssetKind = AssetKind.COVER, index: int = 0) -> AssetRef:
    media_id = uuid4().hex
    return AssetRef(media_id=media_id, kind=kind, index=index, owner_id="7", url=url)


def page(*assets: AssetRef, request_id: str = "r1", n: int = 0) -> ContentPage:
    return ContentPage(
        request_id=request_id,
        drive=1,
        run=1,
        leg=1,
        walk=Walk.REELS,
        n=n,
        platform=Platform.INSTAGRAM,
        owner=Owner(id="7", username="someone"),
        assets=assets,
        observed_at=datetime.now(UTC),
    )


async def publish(broker: Broker, event: ContentPage) -> None:
    await broker.publish_event(content_subject(event.platform), event, msg_id=event.key)


@asynccontextmanager
async def running(settings: Settings, nats: NatsServer) -> AsyncIterator[App[Settings]]:
    app = App(
        name="media-uploader",
        settings=settings,
        shared=SharedSettings(nats_url=nats.url),
        identity=Identity(service="media-uploader", instance="test"),
    )
    task = asyncio.create_task(main(app))
    try:
        yield app
    finally:
        app.stop.set()
        await task


async def outcomes(broker: Broker, count: int, timeout_s: float = 20.0) -> list[MediaUploaded]:
    """The next *count* outcomes on the wire."""
    got: list[MediaUploaded] = []
    done = asyncio.Event()

    async def keep(delivery: Delivery[MediaUploaded]) -> None:
        got.append(delivery.event)
        if len(got) >= count:
            done.set()

    source = Source([Puller(broker, PERSISTER_MEDIA)])
    consumer = Consumer(broker, source, each(keep), MediaUploaded)
    async with asyncio.timeout(timeout_s):
        await consumer.run(done)
    await source.close()
    return got


async def test_a_new_file_is_stored_and_its_outcome_announced(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    body = samples.jpeg(30, 20, filler=300_000)
    wanted = asset(files.serve("/a.jpg", Answer(body=body)))
    await publish(broker, page(wanted))

    async with running(settings, nats):
        [outcome] = await outcomes(broker, 1)

    assert outcome.outcome is AssetOutcome.STORED
    assert outcome.sha256 == sha256(body).hexdigest()
    assert (outcome.bytes, outcome.width, outcome.height) == (len(body), 30, 20)
    assert outcome.content_type == "image/jpeg"
    assert outcome.object_key == f"instagram/{wanted.media_id}/cover-0"
