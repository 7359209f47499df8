"""Everything a smoke test looks at, opened once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiohttp

from b9_cli.client import Gateway
from b9_cli.database import Database, connected
from b9_cli.objects import Objects, bucket_of
from b9_cli.simulator_client import RedditSimulator, Simulator
from b9_common.messaging.connection import Broker, connect
from b9_devstack.otlp.reader import TelemetryReader
from b9_devstack.supervisor.files import FoundStack

HTTP_S: Final = 10.0


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The ways in: read-only but for the gateway, and the broker for the probes."""

    stack: FoundStack
    gateway: Gateway
    database: Database
    objects: Objects
    broker: Broker
    simulator: Simulator | None
    reddit: RedditSimulator | None
    http: aiohttp.ClientSession

    @property
    def telemetry(self) -> TelemetryReader:
        """What the processes exported."""
        return TelemetryReader(Path(self.stack.state.otlp_folder))


@asynccontextmanager
async def opened(stack: FoundStack) -> AsyncIterator[Surroundings]:
    """All of it; raises `CommandError` or `B9Error` for what does not answer."""
    timeout = aiohttp.ClientTimeout(total=HTTP_S)
    async with AsyncExitStack() as exits:
        http = await exits.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        simulator = reddit = None
        if stack.state.upstream == "simulator":
            bound = aiohttp.ClientSession(stack.state.simulator_url, timeout=timeout)
            simulator = Simulator(await exits.enter_async_context(bound))
        if stack.state.reddit_simulator_url:
            bound = aiohttp.ClientSession(stack.state.reddit_simulator_url, timeout=timeout)
            reddit = RedditSimulator(await exits.enter_async_context(bound))
        yield Surroundings(
            stack=stack,
            gateway=await exits.enter_async_context(Gateway.of(stack)),
            database=await exits.enter_async_context(connected(stack)),
            objects=await exits.enter_async_context(bucket_of(stack)),
            broker=await exits.enter_async_context(connect(stack.nats_url, "b9-smoke")),
            simulator=simulator,
            reddit=reddit,
            http=http,
        )
