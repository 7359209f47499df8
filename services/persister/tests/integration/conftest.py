from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from b9_common.events import AnyPage, Event, FetchFinished, MediaUploaded
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres.content_store import PostgresContent
from b9_persister.adapters.postgres.database import Database
from b9_persister.adapters.postgres.media_store import PostgresMedia
from b9_persister.content import persist
from b9_persister.media import keep_outcomes
from b9_persister.settings import Settings
from b9_persister.testing.hands import delivery

Connection = asyncpg.Connection
Results = list[BaseException | None]


def settings_for(made: Stored) -> Settings:
    return Settings(database_url=SecretStr(made.persister_dsn))


@pytest.fixture
async def pool(database: Stored) -> AsyncIterator[Database]:
    """As the service connects: under its own role."""
    async with Database().connected(settings_for(database)) as connected:
        yield connected


@pytest.fixture
async def owner(database: Stored) -> AsyncIterator[Any]:
    """A connection that may look at everything."""
    connection = await asyncpg.connect(database.owner_dsn)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
def take(pool: Database) -> Callable[..., Any]:
    """Hand events to the handler they belong to, each call one batch."""
    content, media = PostgresContent(pool), PostgresMedia(pool)

    async def taken(*events: Event) -> Results:
        hands = [delivery(one, seq=n) for n, one in enumerate(events, start=1)]
        if isinstance(events[0], AnyPage | FetchFinished):
            return list(await persist(hands, store=content))
        assert isinstance(events[0], MediaUploaded)
        return list(await keep_outcomes(hands, store=media))

    return taken


@pytest.fixture
def rows(owner: Any) -> Callable[..., Any]:
    """What a query finds, as plain tuples (or single values)."""

    async def read(query: str, *args: Any) -> list[Any]:
        found: Sequence[Any] = await owner.fetch(query, *args)
        return [row[0] if len(row) == 1 else tuple(row) for row in found]

    return read
