import asyncio

import pytest

from b9_common.events import StageState
from b9_common.identity import Identity
from b9_common.messaging.connection import Broker
from b9_common.tracking import MAX_BUFFERED, Tracker
from b9_devstack.servers import NatsServer

WORKER = Identity(service="worker", instance="w")


async def stored(broker: Broker) -> int:
    info = await broker.api_request("STREAM.INFO.TRACK")
    return int(info["state"]["messages"])


async def test_flushed_records_are_confirmed_in_one_batch(broker: Broker) -> None:
    tracker = Tracker(broker, WORKER)
    for number in range(50):
        tracker.stage(f"r{number}", "c", 1, "content", StageState.STARTED)
    before = await stored(broker)

    await tracker.flush()
    await tracker.flush()

    assert (before, await stored(broker)) == (0, 50)


async def test_in_the_background_records_go_out_by_themselves_and_at_the_end(
    broker: Broker,
) -> None:
    tracker = Tracker(broker, WORKER)

    async with tracker.running():
        tracker.stage("r", "c", 1, "content", StageState.STARTED)

    assert await stored(broker) == 1


async def test_records_outlast_a_broker_that_was_away_and_are_bounded(
    broker: Broker, nats: NatsServer
) -> None:
    tracker = Tracker(broker, WORKER)
    nats.kill()
    for _ in range(MAX_BUFFERED + 10):
        tracker.stage("r", "c", 1, "content", StageState.HEARTBEAT)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.0):
            await tracker.flush()

    await nats.start_again()
    await tracker.flush()

    assert await stored(broker) == MAX_BUFFERED
