"""Every statement is one that a freshly migrated database understands, for the gateway's role."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import asyncpg
import pytest

import b9_api.sql
from b9_api.stages import ACTIVE, TERMINAL, WEIGHTS
from b9_devstack.migrations import ROLES, migrate, set_role_passwords
from b9_devstack.process import Command, Process
from b9_devstack.servers import PostgresServer
from b9_devstack.testing import Database as TemporaryDatabase

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

DEBIAN = Path("/usr/lib/postgresql/15/bin")
PASSWORD = "of-this-test"


class DebianPostgres(PostgresServer):
    """Debian's own PostgreSQL 15, which has no locale provider of its own."""

    def _command(self, program: str, *args: str) -> Command:
        made = super()._command(program, *args)
        return Command(
            name=made.name,
            argv=[str(DEBIAN / program), *args],
            log=made.log,
            env=made.env,
            mode=made.mode,
        )

    async def _initdb(self, secret: Path) -> None:
        options = ["--locale=C.UTF-8", "--encoding=UTF8", "--auth=scram-sha-256", "--no-sync"]
        options += ["--username=b9_owner", f"--pwfile={secret}", "-D", str(self.data)]
        process = Process.start(self._command("initdb", *options))
        assert (await process.wait(60)).code == 0


def statements() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(b9_api.sql.__path__):
        loaded = importlib.import_module(f"b9_api.sql.{module.name}")
        for name, value in vars(loaded).items():
            if name.isupper() and isinstance(value, str) and not name.startswith("_"):
                yield f"{module.name}.{name}", value


async def prepare_all(dsn: str) -> None:
    connection: Connection = await asyncpg.connect(dsn)
    known = dict(statements())
    assert len(known) > 40
    try:
        for name, statement in known.items():
            try:
                await connection.prepare(statement)
            except asyncpg.PostgresError as exc:
                pytest.fail(f"{name}: {exc}")
    finally:
        await connection.close()


async def test_every_statement_can_be_prepared(database: TemporaryDatabase) -> None:
    await prepare_all(database.gateway_dsn)


@pytest.mark.skipif(not DEBIAN.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_can_be_prepared_on_debians_15_where_installed(
    tmp_path: Path,
) -> None:
    async with DebianPostgres(tmp_path, password=PASSWORD, durable=False) as server:
        await migrate(server.dsn(), log=tmp_path / "migrate.log")
        await set_role_passwords(server.dsn(), dict.fromkeys(ROLES, PASSWORD))
        await prepare_all(server.dsn(user="b9_gateway", password=PASSWORD))


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("requests", "status", {*ACTIVE, *TERMINAL}),
        ("request_stages", "stage", set(WEIGHTS)),
    ],
)
async def test_the_words_of_a_request_are_those_the_database_allows(
    database: TemporaryDatabase, table: str, column: str, words: set[str]
) -> None:
    connection: Connection = await asyncpg.connect(database.owner_dsn)
    definition = await connection.fetchval(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = $1",
        f"{table}_{column}_check",
    )
    await connection.close()

    assert set(re.findall(r"'(\w+)'", definition)) == words


async def test_every_statement_is_allowed_to_the_gateways_role(database: TemporaryDatabase) -> None:
    """Preparing checks no privileges; explaining does, and writes nothing."""
    connection: Connection = await asyncpg.connect(database.gateway_dsn)
    await connection.execute("SET plan_cache_mode = force_generic_plan")
    for name, statement in statements():
        count = len((await connection.prepare(statement)).get_parameters())
        nulls = f"({', '.join(['NULL'] * count)})" if count else ""
        await connection.execute(f"PREPARE one AS {statement}")
        try:
            await connection.execute(f"EXPLAIN EXECUTE one{nulls}")
        except asyncpg.InsufficientPrivilegeError as exc:
            pytest.fail(f"{name}: {exc}")
        finally:
            await connection.execute("DEALLOCATE one")
    await connection.close()
