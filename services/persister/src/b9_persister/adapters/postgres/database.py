"""The connection pool: bounded in size and time, safe behind a transaction pooler."""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias, TypeVar

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from b9_common.errors import OutageError
from b9_persister.adapters.postgres.faults import ContentionError, translated
from b9_persister.settings import Settings

T = TypeVar("T")
Record: TypeAlias = asyncpg.Record
Connection: TypeAlias = "PoolConnectionProxy[Record]"

CONNECT_TIMEOUT_S: Final = 5.0
ACQUIRE_TIMEOUT_S: Final = 3.0
PING_TIMEOUT_S: Final = 2.0
# asyncpg gives up on a silent server only with a time-out of its own (twice this, at worst).
COMMAND_TIMEOUT_S: Final = 10.0
IDLE_CONNECTION_S: Final = 60.0
# For this transaction alone: a pooler forgets what a session was told.
LIMITS: Final = """
SET LOCAL statement_timeout = '8s';
SET LOCAL lock_timeout = '4s';
SET LOCAL idle_in_transaction_session_timeout = '10s'
"""
CONTENTION_TRIES: Final = 3
CONTENTION_PAUSE_S: Final = 0.1


class RolledBackError(Exception):
    """Ends a transaction that was only a try."""


class Database:
    """Transactions with time limits. *connects* counts new connections since the start."""

    def __init__(self) -> None:
        self._pool: asyncpg.Pool[Record] | None = None
        self.connects = 0

    @asynccontextmanager
    async def connected(self, settings: Settings) -> AsyncIterator["Database"]:
        """Open while the block runs. The server may be away: it is dialled when first asked."""
        pool: asyncpg.Pool[Record] = asyncpg.create_pool(
            settings.database_url.get_secret_value(),
            min_size=0,
            max_size=settings.pool_size,
            max_inactive_connection_lifetime=IDLE_CONNECTION_S,
            statement_cache_size=settings.statement_cache_size,
            command_timeout=COMMAND_TIMEOUT_S,
            timeout=CONNECT_TIMEOUT_S,
            init=self._dialled,
            reset=_roll_back,
            server_settings={"application_name": "b9-persister"},
        )
        async with pool:
            self._pool = pool
            try:
                yield self
            finally:
                pool.terminate()

    async def _dialled(self, _: Any) -> None:
        self.connects += 1

    async def ping(self) -> None:
        """Raise `OutageError` unless the server answers."""
        async with self.connection() as connection:
            await connection.fetchval("SELECT 1", timeout=PING_TIMEOUT_S)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """One connection, for a read. Errors are in the port's words."""
        if self._pool is None:
            raise OutageError("database: not connected")
        async with translated(), self._pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as connection:
            yield connection

    async def transact(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """
        Run *work* in one transaction and commit. Repeated when it met another one's locks.

        Raises `OutageError` when the server is away (it may still have committed) and
        `UnstorableError` when it refuses a value.
        """
        for attempt in range(1, CONTENTION_TRIES + 1):
            try:
                async with self.connection() as connection, connection.transaction():
                    await connection.execute(LIMITS)
                    return await work(connection)
            except ContentionError:
                if attempt == CONTENTION_TRIES:
                    raise
                await asyncio.sleep(random.uniform(0, CONTENTION_PAUSE_S * attempt))  # noqa: S311 - jitter, not a secret
        raise AssertionError

    async def attempt(self, work: Callable[[Connection], Awaitable[object]]) -> None:
        """Run *work* in one transaction and roll it back."""

        async def tried(connection: Connection) -> None:
            await work(connection)
            raise RolledBackError

        try:
            await self.transact(tried)
        except RolledBackError:
            return


async def _roll_back(connection: Any) -> None:
    """All state is local to a transaction: there is nothing else to reset, and no round trip."""
    if connection.is_in_transaction():
        await connection.execute("ROLLBACK")
