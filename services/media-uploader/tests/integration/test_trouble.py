"""What is killed, frozen or shut down in the middle loses nothing and doubles nothing."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from b9_common.events import AssetOutcome
from b9_common.messaging import Broker
from b9_common.service import EXIT_NOT_DRAINED, EXIT_OK
from b9_common.topology import MEDIA_UPLOADER
from b9_common.topology_apply import durable_config
from b9_devstack.process import Command, Process
from b9_devstack.servers import NatsServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.testing import s3_server
from b9_media_uploader.adapters.s3_objects import S3ObjectStore
from b9_media_uploader.settings import Settings
from b9_media_uploader.testing import samples
from b9_media_uploader.testing.cdn import Answer, Cdn
from b9_media_uploader.testing.running import asset, outcomes, page, publish, running, settled

JPEG = samples.jpeg(30, 20, filler=300_000)


async def until(condition: Callable[[], Awaitable[bool]], timeout_s: float = 20.0) -> None:
    async with asyncio.timeout(timeout_s):
        while not await condition():
            await asyncio.sleep(0.02)


async def asked(files: Cdn, path: str, times: int = 1) -> None:
    async def enough() -> bool:
        return files.asked[path] >= times

    await until(enough)


@contextmanager
def process(settings: Settings, nats: NatsServer, log: Path) -> Iterator[Process]:
    """The uploader as a process of its own."""
    own = {
        "S3_ENDPOINT": settings.s3_endpoint,
        "S3_ACCESS_KEY": settings.s3_access_key,
        "S3_SECRET_KEY": settings.s3_secret_key.get_secret_value(),
        "S3_REGION": REGION,
        "EXTRA_ORIGINS": str(list(settings.extra_origins)).replace("'", '"'),
        "SPOOL_DIR": str(settings.spool_dir),
    }
    environment = {f"B9_MEDIA_UPLOADER__{name}": value for name, value in own.items()}
    kept = {name: os.environ[name] for name in os.environ if name.startswith(("COVERAGE", "PATH"))}
    command = Command(
        name="media-uploader",
        argv=[sys.executable, "-m", "b9_media_uploader"],
        log=log,
        env={**kept, **environment, "B9_NATS_URL": nats.url},
    )
    child = Process.start(command)
    try:
        yield child
    finally:
        if child.running:
            child.kill()


async def redeliver_soon(broker: Broker) -> None:
    """Let what was given to a process that is gone be given to another one after a second."""
    config = durable_config(MEDIA_UPLOADER) | {"ack_wait": 10**9}
    answer = await broker.api_request(
        f"CONSUMER.CREATE.{MEDIA_UPLOADER.stream}.{MEDIA_UPLOADER.name}",
        {"stream_name": MEDIA_UPLOADER.stream, "config": config, "action": "update"},
    )
    assert "error" not in answer


async def test_killed_between_put_and_outcome_the_file_is_found_and_told_once(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings, tmp_path: Path
) -> None:
    last_piece = asyncio.Event()
    wanted = asset(files.serve("/a", Answer(body=JPEG, hold=last_piece)))
    await publish(broker, page(wanted))
    with process(settings, nats, tmp_path / "first.log") as first:
        await asked(files, "/a")
        async with S3ObjectStore.connect(settings) as store:

            async def stored() -> bool:
                return await store.find(f"instagram/{wanted.media_id}/cover-0") is not None

            nats.kill()
            last_piece.set()
            await until(stored)
            first.kill()
            await first.wait()
            await nats.restart()

    async with running(settings, nats.url):
        await redeliver_soon(broker)
        [told] = await outcomes(broker, 1)
        await settled(broker)

    assert told.outcome is AssetOutcome.ALREADY_STORED
    assert told.bytes == len(JPEG)
    assert files.asked["/a"] == 1


async def test_asked_to_stop_it_finishes_what_is_nearly_done_and_exits_in_time(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings, tmp_path: Path
) -> None:
    last_piece = asyncio.Event()
    await publish(broker, page(asset(files.serve("/a", Answer(body=JPEG, hold=last_piece)))))
    with process(settings, nats, tmp_path / "log") as child:
        await asked(files, "/a")
        stopping = asyncio.create_task(child.stop(grace_s=12))
        await asyncio.sleep(0.3)
        last_piece.set()
        ended = await stopping
    [told] = await outcomes(broker, 1)
    await settled(broker)
    assert ended.code == EXIT_OK
    assert told.outcome is AssetOutcome.STORED


async def test_asked_to_stop_it_does_not_wait_for_what_never_ends(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings, tmp_path: Path
) -> None:
    never = asyncio.Event()
    await publish(broker, page(asset(files.serve("/a", Answer(body=JPEG, hold=never)))))
    with process(settings, nats, tmp_path / "log") as child:
        await asked(files, "/a")
        ended = await child.stop(grace_s=12)
        # In order, or cancelled at its deadline; neither killed nor gone by its last resort.
        assert ended.code in {EXIT_OK, EXIT_NOT_DRAINED}
    never.set()


@pytest.fixture
async def own_s3(tmp_path: Path) -> AsyncIterator[S3Server]:
    async with s3_server(tmp_path / "own-s3") as server:
        yield server


async def test_while_the_store_is_down_work_waits_and_then_goes_on(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings, own_s3: S3Server
) -> None:
    there = settings.model_copy(
        update={"s3_endpoint": own_s3.endpoint, "s3_access_key": own_s3.access_key}
    )
    ends = [Answer(body=JPEG), Answer(body=samples.png()), Answer(status=404)]
    refs = [asset(files.serve(f"/{number}", end)) for number, end in enumerate(ends)]
    async with running(there, nats.url) as app:
        own_s3.kill()
        await publish(broker, page(*refs))

        async def is_(status: str) -> bool:
            return app.report().status == status

        await until(partial(is_, "waiting"))
        own_s3.process and await own_s3.process.wait()
        await own_s3.start()
        told = await outcomes(broker, len(refs))
        await settled(broker)
        await until(partial(is_, "ready"))

    assert sorted(one.outcome for one in told) == ["gone", "stored", "stored"]
    info = await broker.api_request(f"CONSUMER.INFO.CONTENT.{MEDIA_UPLOADER.name}")
    assert info["num_redelivered"] == 0, "an outage costs no attempt"


async def test_two_uploaders_on_one_asset_at_once_leave_one_whole_object(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    last_piece = asyncio.Event()
    wanted = asset(files.serve("/a", Answer(body=JPEG, hold=last_piece)))
    one_page = settings.model_copy(update={"pages_in_hand": 1})
    async with running(one_page, nats.url), running(one_page, nats.url):
        await publish(broker, page(wanted, request_id="first"))
        await publish(broker, page(wanted, request_id="second"))
        await asked(files, "/a", times=2)
        last_piece.set()
        told = await outcomes(broker, 2)
    async with S3ObjectStore.connect(settings) as store:
        found = await store.find(f"instagram/{wanted.media_id}/cover-0")
        body = await store._client.get_object(
            Bucket=BUCKET, Key=f"instagram/{wanted.media_id}/cover-0"
        )
        assert await body["Body"].read() == JPEG
    assert {(one.outcome, one.sha256) for one in told} == {
        (AssetOutcome.STORED, found and found.sha256)
    }


async def test_a_broker_that_comes_back_gets_the_outcome(
    broker: Broker, nats: NatsServer, files: Cdn, settings: Settings
) -> None:
    last_piece = asyncio.Event()
    await publish(broker, page(asset(files.serve("/a", Answer(body=JPEG, hold=last_piece)))))
    async with running(settings, nats.url):
        await asked(files, "/a")
        nats.kill()
        last_piece.set()
        await asyncio.sleep(0.5)
        await nats.restart()
        [told] = await outcomes(broker, 1)
        await settled(broker)
    assert told.outcome is AssetOutcome.STORED
    assert files.asked["/a"] == 1
