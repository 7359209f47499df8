from collections.abc import AsyncIterator

import pytest

from b9_common.messaging.connection import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer


@pytest.fixture
async def empty_broker(nats: NatsServer) -> AsyncIterator[Broker]:
    """A connection to a server on which nothing was applied."""
    async with connect(nats.url, "test") as connected:
        yield connected


@pytest.fixture
async def broker(empty_broker: Broker) -> Broker:
    """A connection to a server that holds the whole topology."""
    await apply(empty_broker)
    return empty_broker
