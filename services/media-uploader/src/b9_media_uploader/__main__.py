"""Run the media uploader: ``python -m b9_media_uploader``."""

from contextlib import AsyncExitStack
from functools import partial

from b9_common.heartbeat import Report
from b9_common.messaging import Consumer, Puller, Source, each
from b9_common.service import App, run_service
from b9_common.topology import CONTENT, MEDIA, MEDIA_UPLOADER, TRACK
from b9_common.topology_verify import verify
from b9_media_uploader.adapters.broker_facts import Tracker, announce
from b9_media_uploader.adapters.http_source import HttpMediaSource
from b9_media_uploader.adapters.s3_objects import S3ObjectStore
from b9_media_uploader.breaking import BreakingSource
from b9_media_uploader.copying import Copier
from b9_media_uploader.gate import GatedStore
from b9_media_uploader.guard import UrlGuard
from b9_media_uploader.handler import Read, mirror_page
from b9_media_uploader.settings import Settings
from b9_media_uploader.spool import SpoolFolder


async def main(app: App[Settings]) -> None:
    """Read fetched pages, copy the files they name into the store, announce each outcome."""
    settings = app.settings
    async with AsyncExitStack() as stack:
        # Before the broker, so that it is never ready without having been asked.
        objects = await stack.enter_async_context(S3ObjectStore.connect(settings))
        app.health.check("store", objects.probe, timeout_s=4.0)
        broker = await stack.enter_async_context(app.broker())
        durables = (MEDIA_UPLOADER, MEDIA_UPLOADER.replay)
        used = (CONTENT, MEDIA, TRACK, *durables)
        await verify(broker, *used, replicas=app.shared.nats_replicas)
        await objects.verify()

        store = GatedStore(objects)
        guard = UrlGuard(settings.extra_origins)
        files = await stack.enter_async_context(HttpMediaSource.connect(guard))
        spool = SpoolFolder(settings.spool_dir, settings.spool_max_bytes)
        stack.callback(spool.close)
        copier = Copier(BreakingSource(files), store, spool, in_flight=settings.in_flight)

        handle = partial(
            mirror_page,
            copier=copier,
            announce=partial(announce, broker),
            track=Tracker(broker, app.identity),
        )
        source = Source([Puller(broker, durable) for durable in durables], fair_every=20)
        stack.push_async_callback(source.close)
        consumer = Consumer(
            broker,
            source,
            each(handle),
            Read,
            concurrency=settings.pages_in_hand,
            gate=store.why_not,
            touch=app.health.progress("pages").touch,
            alarm=partial(app.health.alarm, "pages"),
        )
        app.report = lambda: Report(
            status="waiting" if consumer.waiting else "ready",
            reason=consumer.waiting or "",
            in_hand=consumer.in_hand,
        )
        await consumer.run(app.stop)


if __name__ == "__main__":
    run_service("media-uploader", Settings, main)
