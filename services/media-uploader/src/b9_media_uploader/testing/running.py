"""The uploader as tests run it: pages to give it, the service itself, and what it says."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import uuid4

from b9_common.events import (
    AssetKind,
    AssetRef,
    ContentPage,
    MediaUploaded,
    Options,
    Owner,
    Platform,
    Walk,
)
from b9_common.heartbeat import Report
from b9_common.identity import Identity
from b9_common.messaging import Broker, Consumer, Delivery, Puller, Source, each
from b9_common.service import App
from b9_common.settings import SharedSettings
from b9_common.topology import MEDIA_UPLOADER, PERSISTER_MEDIA, content_subject
from b9_media_uploader.__main__ import main
from b9_media_uploader.settings import Settings


def asset(url: str, kind: AssetKind = AssetKind.COVER, *, media_id: str | None = None) -> AssetRef:
    """An asset behind *url*, of an item nobody has seen before."""
    return AssetRef(media_id=media_id or uuid4().hex, kind=kind, owner_id="7", url=url)


def page(*assets: AssetRef, request_id: str = "r1", n: int = 0, mirror: bool = True) -> ContentPage:
    """A page that names *assets*."""
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
        options=Options(mirror_media=mirror),
        observed_at=datetime.now(UTC),
    )


async def publish(broker: Broker, event: ContentPage) -> None:
    """Give *event* to whoever reads content."""
    await broker.publish_event(content_subject(event.platform), event, msg_id=event.key)


@asynccontextmanager
async def running(settings: Settings, nats_url: str) -> AsyncIterator[App[Settings]]:
    """The whole service in this process, at work, and stopped in order at the end."""
    app = App(
        name="media-uploader",
        settings=settings,
        shared=SharedSettings(nats_url=nats_url),
        identity=Identity(service="media-uploader", instance=uuid4().hex),
    )
    task = asyncio.create_task(main(app))
    try:
        while app.report is Report and not task.done():  # noqa: ASYNC110  main tells no other way
            await asyncio.sleep(0.01)
        yield app
    finally:
        app.stop.set()
        await task


async def told(
    broker: Broker, count: int, timeout_s: float = 20.0
) -> list[Delivery[MediaUploaded]]:
    """The next *count* outcomes, as they came."""
    got: list[Delivery[MediaUploaded]] = []
    done = asyncio.Event()

    async def keep(delivery: Delivery[MediaUploaded]) -> None:
        got.append(delivery)
        if len(got) >= count:
            done.set()

    source = Source([Puller(broker, PERSISTER_MEDIA)])
    consumer = Consumer(broker, source, each(keep), MediaUploaded)
    async with asyncio.timeout(timeout_s):
        await consumer.run(done)
    await source.close()
    return got


async def outcomes(broker: Broker, count: int, timeout_s: float = 20.0) -> list[MediaUploaded]:
    """The next *count* outcomes."""
    return [delivery.event for delivery in await told(broker, count, timeout_s)]


async def settled(broker: Broker, timeout_s: float = 10.0) -> None:
    """Return once every page was settled."""
    subject = f"CONSUMER.INFO.{MEDIA_UPLOADER.stream}.{MEDIA_UPLOADER.name}"
    async with asyncio.timeout(timeout_s):
        while True:
            info = await broker.api_request(subject)
            if info["num_pending"] == info["num_ack_pending"] == 0:
                return
            await asyncio.sleep(0.02)
