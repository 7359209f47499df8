"""One migrated template, and a fresh database per test copied from it."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from b9_devstack.migrations import ROLES, migrate, set_role_passwords
from b9_devstack.servers import PostgresServer

TEMPLATE: Final = "b9_template"
MEMORY: Final = "/dev/shm"  # noqa: S108  # looked at, not written to
PASSWORD: Final = "b9-test"  # noqa: S105  # of servers that live for one test run on loopback


@dataclass(frozen=True)
class Database:
    """One database of its own; a DSN per role."""

    server: PostgresServer
    name: str

    @property
    def owner_dsn(self) -> str:
        """May do everything."""
        return self.server.dsn(database=self.name)

    @property
    def gateway_dsn(self) -> str:
        """As the gateway and the dispatcher connect."""
        return self._as("b9_gateway")

    @property
    def persister_dsn(self) -> str:
        """As the persister connects."""
        return self._as("b9_persister")

    @property
    def reader_dsn(self) -> str:
        """As the checking commands connect."""
        return self._as("b9_reader")

    def _as(self, role: str) -> str:
        return self.server.dsn(user=role, password=PASSWORD, database=self.name)


class Databases:
    """Makes fresh databases on one server."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        # In memory files are copied in half the time that their pages take; on a disk in more.
        in_memory = server.data.is_relative_to(MEMORY)
        self._strategy = "FILE_COPY" if in_memory else "WAL_LOG"
        self._numbers = itertools.count(1)

    @asynccontextmanager
    async def fresh(self) -> AsyncIterator[Database]:
        """A migrated, empty database, dropped at the end even when it is still connected to."""
        name = f"b9_test_{next(self._numbers)}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY {self._strategy}")
        try:
            yield Database(self.server, name)
        finally:
            if self.server.running:
                await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    async def _run(self, statement: str) -> None:
        connection = await asyncpg.connect(self.server.dsn(database="postgres"), command_timeout=20)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def databases(folder: Path, *, durable: bool = False) -> AsyncIterator[Databases]:
    """A PostgreSQL under *folder* with the migrated template and the passwords of the roles."""
    async with PostgresServer(folder, password=PASSWORD, durable=durable) as server:
        template = server.dsn(database=TEMPLATE)
        await migrate(template, log=folder / "migrate.log")
        await set_role_passwords(template, dict.fromkeys(ROLES, PASSWORD))
        yield Databases(server)
