from collections.abc import AsyncIterator

import asyncpg
import pytest
from pydantic import SecretStr

from b9_devstack.testing import Database as TestDatabase
from b9_devstack.testing.fixtures import database, nats, postgres
from b9_persister.adapters.postgres.database import Database
from b9_persister.settings import Settings

__all__ = ["database", "nats", "postgres"]


def settings_for(made: TestDatabase) -> Settings:
    return Settings(database_url=SecretStr(made.persister_dsn))


@pytest.fixture
async def pool(database: TestDatabase) -> AsyncIterator[Database]:
    """As the service connects: under its own role."""
    async with Database().connected(settings_for(database)) as connected:
        yield connected


@pytest.fixture
async def owner(database: TestDatabase) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """As nobody connects but a test that looks at everything."""
    connection = await asyncpg.connect(database.owner_dsn)
    try:
        yield connection
    finally:
        await connection.close()
