"""Rows of one moment, read a few at a time over a connection of their own."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import asyncpg

from b9_api.adapters.database import CONNECT_TIMEOUT_S, Record, translated
from b9_api.settings import DatabaseSettings

# Of one step, the first of which may have to sort everything.
STATEMENT_S: Final = 60
# asyncpg gives up on a silent server only with a time-out of its own.
COMMAND_TIMEOUT_S: Final = STATEMENT_S + 5.0
CLOSE_TIMEOUT_S: Final = 5.0
# Longer than the server lets anybody take nothing: whoever reads slowly is waited for.
BEGIN: Final = f"""
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = '{STATEMENT_S}s';
SET LOCAL lock_timeout = '2s';
SET LOCAL idle_in_transaction_session_timeout = '60s'
"""

Question: TypeAlias = tuple[str, Sequence[Any]]
Connection: TypeAlias = "asyncpg.Connection[Record]"


class Snapshot:
    """
    Answers of one transaction, which sees nothing that is committed after it began.

    Cursors are the transaction's, and no statement has a name: any pooler may stand between.
    """

    def __init__(self, connection: Connection, questions: Sequence[Question]) -> None:
        self._connection = connection
        self._waiting = list(enumerate(questions))
        self._cursor: str | None = None

    async def read(self, most: int) -> list[Record]:
        """Up to *most* of the next rows, one question's after the other's; none at the end."""
        with translated():
            while self._cursor is not None or self._waiting:
                if self._cursor is None:
                    self._cursor = await self._declare(*self._waiting.pop(0))
                rows = await self._connection.fetch(f"FETCH {most} FROM {self._cursor}")
                if rows:
                    return rows
                self._cursor = None
            return []

    async def _declare(self, number: int, question: Question) -> str:
        text, args = question
        name = f"b9_export_{number}"
        await self._connection.fetch(f"DECLARE {name} NO SCROLL CURSOR FOR {text}", *args)
        return name


class Snapshots:
    """Opens connections outside the pool: a page of a list never waits for them."""

    def __init__(self, settings: DatabaseSettings, name: str) -> None:
        self._dsn = settings.database_url.get_secret_value()
        self._name = name

    @asynccontextmanager
    async def open(self, questions: Sequence[Question]) -> AsyncIterator[Snapshot]:
        """
        The answers to *questions*. Raises `DatabaseUnavailableError`, here or while they are read.

        Whatever ends the block ends the statement that runs in it.
        """
        connection = await self._connect()
        try:
            with translated():
                await connection.execute(BEGIN)
            yield Snapshot(connection, questions)
            with translated():
                # A pooler throws away a connection that is left inside a transaction.
                await connection.execute("COMMIT")
        finally:
            await _close(connection)

    async def _connect(self) -> Connection:
        with translated():
            connection: Connection = await asyncpg.connect(
                self._dsn,
                statement_cache_size=0,
                command_timeout=COMMAND_TIMEOUT_S,
                timeout=CONNECT_TIMEOUT_S,
                server_settings={"application_name": self._name},
            )
            return connection


async def _close(connection: Connection) -> None:
    """The server is told, so that it stops at once; where it does not hear, the line is cut."""
    try:
        await connection.close(timeout=CLOSE_TIMEOUT_S)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
        connection.terminate()
