"""Servers for one test: thrown away, hence killed rather than stopped."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from b9_devstack.servers import NatsServer, S3Server


@asynccontextmanager
async def nats_server(folder: Path) -> AsyncIterator[NatsServer]:
    """A nats-server under *folder*, empty: apply the topology yourself where you need it."""
    async with NatsServer(folder) as server:
        yield server
        if server.running:
            server.kill()


@asynccontextmanager
async def s3_server(folder: Path) -> AsyncIterator[S3Server]:
    """An S3 server under *folder* with the bucket ``b9-media``."""
    async with S3Server(folder) as server:
        await server.make_bucket()
        yield server
        if server.running:
            server.kill()
