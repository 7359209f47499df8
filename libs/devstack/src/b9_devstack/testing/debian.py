"""Debian's own PostgreSQL 15, the oldest that the schema and every statement must work on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from b9_devstack.migrations import ROLES, migrate, set_role_passwords
from b9_devstack.process import Command
from b9_devstack.servers import PostgresServer
from b9_devstack.testing.databases import PASSWORD, Database

DEBIAN_15: Final = Path("/usr/lib/postgresql/15/bin")


class DebianPostgres(PostgresServer):
    """As `PostgresServer`, by Debian's programs, which know no built-in locale provider."""

    def _command(self, program: str, *args: str) -> Command:
        known = [one for one in args if "builtin" not in one]
        return replace(super()._command(program, *args), argv=[str(DEBIAN_15 / program), *known])


@asynccontextmanager
async def debian_database(folder: Path) -> AsyncIterator[Database]:
    """A migrated, empty database on Debian's PostgreSQL 15, which must be installed."""
    async with DebianPostgres(folder, password=PASSWORD, durable=False) as server:
        await migrate(server.dsn(), log=folder / "migrate.log")
        await set_role_passwords(server.dsn(), dict.fromkeys(ROLES, PASSWORD))
        yield Database(server, "b9")
