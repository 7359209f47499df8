"""
Fixtures over the real servers, for the root ``conftest.py`` alone.

A fixture belongs to the conftest that imports it: imported twice, one of the run would be two.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from b9_devstack.servers import NatsServer, S3Server
from b9_devstack.testing.databases import Database, Databases, databases
from b9_devstack.testing.servers import nats_server, s3_server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def postgres(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Databases]:
    """One PostgreSQL for the run, with a migrated template."""
    async with databases(tmp_path_factory.mktemp("postgres")) as made:
        yield made


@pytest_asyncio.fixture
async def database(postgres: Databases) -> AsyncIterator[Database]:
    """A migrated, empty database for this test alone."""
    async with postgres.fresh() as made:
        yield made


@pytest_asyncio.fixture
async def nats(tmp_path: Path) -> AsyncIterator[NatsServer]:
    """An empty nats-server for this test alone."""
    async with nats_server(tmp_path / "nats") as server:
        yield server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def s3(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[S3Server]:
    """One S3 server for the run, with the bucket ``b9-media``; use keys of your own."""
    async with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server
