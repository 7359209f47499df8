import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from b9_common.messaging.connection import Broker, connect
from b9_common.topology_apply import apply
from b9_devstack.servers import NatsServer
from b9_devstack.testing.bench import Simulator

# Tests are imported one by one, without packages; what they share is found here.
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from reddit_bench import SIMULATOR, Bench, allow_everything, bench_of


@pytest.fixture
async def broker(nats: NatsServer) -> AsyncIterator[Broker]:
    """A connection to a server with the whole topology, on which everything is allowed."""
    async with connect(nats.url, "test") as connected:
        await apply(connected)
        await allow_everything(connected)
        yield connected


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[Simulator]:
    """The invented Reddit as a process of its own; it grants as many calls as are made."""
    async with Simulator.running(tmp_path, SIMULATOR, "--rate-limit", "0") as running:
        yield running


@pytest.fixture
def bench(
    nats: NatsServer, broker: Broker, simulator: Simulator, tmp_path: Path
) -> Iterator[Bench]:
    """Starts ingest processes and reads what they did."""
    made = bench_of(nats, broker, simulator, tmp_path)
    yield made
    made.kill_all()
