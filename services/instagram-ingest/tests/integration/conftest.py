import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from b9_common.messaging.connection import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing.bench import Simulator
from b9_instagram_ingest.progress import Progress

# Tests are imported one by one, without packages; what they share is found here.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from ingest_bench import SIMULATOR, Bench, allow_everything


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    """A connection to a server with the whole topology, on which everything is allowed."""
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        await allow_everything(connected)
        yield connected


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    """The invented provider as a process of its own."""
    async with Simulator.running(tmp_path, SIMULATOR) as running:
        yield running


@pytest.fixture
def bench(
    nats: NatsServer, broker: Broker, simulator: Simulator, tmp_path: Path
) -> Iterator[Bench]:
    """Starts ingest processes and reads what they did."""
    settings = {
        "PROVIDER_URL": simulator.url,
        "PROVIDER_HOST": "provider.example",
        "API_KEY": "not-a-secret-of-anybody",
        "RETRY_PAUSES_S": "[0.05, 0.1]",
        "EMPTY_PAUSES_S": "[0.05, 0.1]",
        "WAIT_S": "1",
    }
    made = Bench(
        nats,
        broker,
        simulator,
        tmp_path,
        module="b9_instagram_ingest",
        prefix="B9_INSTAGRAM_INGEST__",
        kind=Progress,
        settings=settings,
    )
    yield made
    made.kill_all()
