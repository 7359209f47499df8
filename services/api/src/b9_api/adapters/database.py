"""The connection pool: bounded in size and time, safe behind a transaction pooler."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from b9_api.settings import DatabaseSettings
from b9_common.errors import OutageError

CONNECT_TIMEOUT_S: Final = 3.0
ACQUIRE_TIMEOUT_S: Final = 2.0
# asyncpg gives up on a silent server only with a time-out of its own (twice this, at worst).
COMMAND_TIMEOUT_S: Final = 4.0
IDLE_CONNECTION_S: Final = 120.0
# For this transaction alone: a pooler forgets what a session was told. One round trip.
BEGIN: Final = """
BEGIN;
SET LOCAL statement_timeout = '3s';
SET LOCAL lock_timeout = '2s';
SET LOCAL idle_in_transaction_session_timeout = '{idle_s}s'
"""
IDLE_IN_TRANSACTION_S: Final = 5
# Else a plan that was made without the values is kept, though it is the wrong one for some.
PLAN_ANEW: Final = "SET LOCAL plan_cache_mode = 'force_custom_plan'"

Record: TypeAlias = asyncpg.Record
Connection: TypeAlias = "PoolConnectionProxy[Record]"

AWAY: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.ReadOnlySQLTransactionError,
    OSError,
    TimeoutError,
)


class DatabaseUnavailableError(OutageError):
    """PostgreSQL did not do it in time. What was asked may still have been committed."""


class ContentionError(DatabaseUnavailableError):
    """Another transaction was in the way and ours was undone; asking again is enough."""


class Database:
    """Transactions and single reads; raises `DatabaseUnavailableError` when the server is away."""

    def __init__(self, pool: "asyncpg.Pool[Record]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def transaction(self, idle_s: int = IDLE_IN_TRANSACTION_S) -> AsyncIterator[Connection]:
        """
        One transaction with time limits of its own; committed when the block ends well.

        Whoever stands still inside for *idle_s* seconds is thrown out by the server.
        """
        with translated():
            async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
                await connection.execute(BEGIN.format(idle_s=idle_s))
                try:
                    yield connection
                except BaseException:
                    await _roll_back(connection)
                    raise
                await connection.execute("COMMIT")

    async def fetch(self, statement: str, *args: Any) -> list[Record]:
        """All rows of one read."""
        with translated():
            async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
                return await connection.fetch(statement, *args)

    async def fetch_planned(self, statement: str, *args: Any) -> list[Record]:
        """The same, of a statement that is read by different indexes for different *args*."""
        async with self.transaction() as connection:
            await connection.execute(PLAN_ANEW)
            return await connection.fetch(statement, *args)

    async def find(self, statement: str, *args: Any) -> Record | None:
        """The first row of one read, or None."""
        with translated():
            async with self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
                return await connection.fetchrow(statement, *args)

    async def ping(self) -> None:
        """Raise unless the server answers."""
        await self.fetch("SELECT 1")


@contextmanager
def translated() -> Iterator[None]:
    """Say `DatabaseUnavailableError` for whatever means that the server is away, slow or busy."""
    try:
        yield
    except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError) as exc:
        raise ContentionError(f"database: {type(exc).__name__}: {exc}") from exc
    except AWAY as exc:
        raise DatabaseUnavailableError(f"database: {type(exc).__name__}: {exc}") from exc


async def _roll_back(connection: Any) -> None:
    """All state is local to a transaction: there is nothing else to reset, and no round trip."""
    if not connection.is_closed() and connection.is_in_transaction():
        await connection.execute("ROLLBACK")


@asynccontextmanager
async def connect(settings: DatabaseSettings, name: str) -> AsyncIterator[Database]:
    """A pool that connects when first asked: the database may be away at the start."""
    pool: asyncpg.Pool[Record] = asyncpg.create_pool(
        settings.database_url.get_secret_value(),
        min_size=0,
        max_size=settings.pool_size,
        max_inactive_connection_lifetime=IDLE_CONNECTION_S,
        statement_cache_size=settings.statement_cache_size,
        command_timeout=COMMAND_TIMEOUT_S,
        timeout=CONNECT_TIMEOUT_S,
        reset=_roll_back,
        server_settings={"application_name": name},
    )
    async with pool:
        try:
            yield Database(pool)
        finally:
            pool.terminate()
