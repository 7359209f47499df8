"""The database, read; and written by the two commands of the devstack that may."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import asyncpg

from b9_cli.running import CommandError
from b9_devstack.supervisor.files import FoundStack

CONNECT_S: Final = 5.0
STATEMENT_S: Final = 30.0
READER: Final = "b9_reader"
OWNER: Final = "b9_owner"

Row = dict[str, Any]


class Database:
    """One connection, every statement bounded."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def rows(self, sql: str, *values: object) -> list[Row]:
        """What *sql* gives."""
        return [dict(row) for row in await self._connection.fetch(sql, *values)]

    async def row(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        row = await self._connection.fetchrow(sql, *values)
        return None if row is None else dict(row)

    async def value(self, sql: str, *values: object) -> Any:
        """The first column of the first row."""
        return await self._connection.fetchval(sql, *values)

    async def execute(self, sql: str, *values: object) -> None:
        """Run *sql*; only the owner's connection may change anything."""
        await self._connection.execute(sql, *values)


@asynccontextmanager
async def connected(
    stack: FoundStack, role: str = READER, *, statement_s: float = STATEMENT_S
) -> AsyncIterator[Database]:
    """The database of *stack* as *role*. Raises `CommandError` when it does not answer."""
    try:
        connection = await asyncpg.connect(
            stack.dsn(role), timeout=CONNECT_S, command_timeout=statement_s, statement_cache_size=0
        )
    except (OSError, TimeoutError, asyncpg.PostgresError) as exc:
        raise CommandError(f"PostgreSQL does not answer: {exc!r}") from exc
    try:
        yield Database(connection)
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as exc:
        raise CommandError(f"PostgreSQL: {exc}") from exc
    finally:
        await connection.close(timeout=CONNECT_S)
