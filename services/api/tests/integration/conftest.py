"""A gateway and a dispatcher over real servers, in this process."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from services.api.tests.integration.api_harness import ANSWERED, Harness, harness
from services.api.tests.integration.contracts import broken

from b9_common.messaging import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.databases import Databases
from b9_devstack.testing.servers import nats_server


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    postgres: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Harness]:
    """A gateway for those tests of a file that leave nothing behind, as what is refused does."""
    async with (
        postgres.fresh() as database,
        nats_server(tmp_path_factory.mktemp("nats")) as nats,
        connect(nats.url, "test") as broker,
    ):
        await apply(broker)
        async with harness(database, nats.url, broker) as made:
            yield made


@pytest.fixture(autouse=True)
def contract(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold the test to asking the routes that it stands for."""
    ANSWERED.clear()
    yield
    test = f"{request.path.name}::{request.node.name}"
    assert broken(test, ANSWERED) == []
