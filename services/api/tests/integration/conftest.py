"""A gateway and a dispatcher over real servers, in this process."""

from collections.abc import AsyncIterator, Iterator

import pytest
from services.api.tests.integration.api_harness import ANSWERED, Harness, harness
from services.api.tests.integration.contracts import broken

from b9_common.messaging import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    """A connection to a server that holds the whole topology."""
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        yield connected


@pytest.fixture
async def api(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> AsyncIterator[Harness]:
    """The gateway on a port of its own, and what a dispatcher is made of."""
    async with harness(database, nats.url, broker) as made:
        yield made


@pytest.fixture(autouse=True)
def contract(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold the test to asking the routes that it stands for."""
    ANSWERED.clear()
    yield
    test = f"{request.path.name}::{request.node.name}"
    assert broken(test, ANSWERED) == []
