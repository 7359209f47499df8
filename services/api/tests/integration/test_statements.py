"""Every statement is one that a freshly migrated database understands, for the gateway's role."""

import re
from pathlib import Path
from typing import TypeAlias

import asyncpg
import pytest

from b9_api.stages import ACTIVE, TERMINAL, WEIGHTS
from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.debian import DEBIAN_15, debian_database
from b9_devstack.testing.statements import needing_a_session, refused_by, statements_of

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

STATEMENTS = statements_of("b9_api")


async def test_every_statement_can_be_prepared(database: TemporaryDatabase) -> None:
    assert len(STATEMENTS) > 40
    assert await refused_by(database.gateway_dsn, STATEMENTS) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_can_be_prepared_on_debians_15_where_installed(
    tmp_path: Path,
) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused_by(old.gateway_dsn, STATEMENTS) == {}


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
    for name, statement in STATEMENTS.items():
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


def test_no_statement_leaves_anything_in_a_connection_that_a_pooler_gives_to_others() -> None:
    assert needing_a_session({"one": "SELECT pg_advisory_lock(1)"}) == ["one"]
    assert needing_a_session(STATEMENTS) == []
