import asyncio
from datetime import UTC, datetime

from b9_common.events import FetchFinished, FetchOutcome, Platform
from b9_common.fetching.publishing import ContentPublisher
from b9_common.messaging.connection import Broker
from b9_devstack.servers import NatsServer


def marker(drive: int = 1) -> FetchFinished:
    return FetchFinished(
        request_id="r1",
        drive=drive,
        run=1,
        leg=1,
        platform=Platform.INSTAGRAM,
        outcome=FetchOutcome.EMPTY,
        finished_at=datetime.now(UTC),
    )


async def stored(broker: Broker) -> int:
    info = await broker.api_request("STREAM.INFO.CONTENT")
    return int(info["state"]["messages"])


async def test_what_is_published_twice_is_stored_once(broker: Broker) -> None:
    publish, event = ContentPublisher(broker), marker()

    await publish(event)
    await publish(event)

    assert await stored(broker) == 1


async def test_a_page_in_hand_outlasts_a_broker_that_dies_and_comes_back(
    broker: Broker, nats: NatsServer
) -> None:
    nats.kill()
    publishing = asyncio.create_task(ContentPublisher(broker)(marker()))
    await asyncio.sleep(1.0)
    waited = not publishing.done()

    await nats.start_again()
    await publishing

    assert waited
    assert await stored(broker) == 1
