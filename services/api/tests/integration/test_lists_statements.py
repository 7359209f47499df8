"""Every statement that a list or its file becomes is one that a fresh database understands."""

from pathlib import Path

import asyncpg
import pytest
from services.api.tests.integration.list_questions import exports, questions

from b9_devstack.testing import Database as TemporaryDatabase
from b9_devstack.testing.debian import DEBIAN_15, debian_database


async def refused(dsn: str) -> dict[str, str]:
    """Which cannot be explained for the gateway's role: neither words nor privileges fit."""
    found = {}
    connection = await asyncpg.connect(dsn, command_timeout=20)
    try:
        for name, statement, args in (*questions(), *exports()):
            try:
                await connection.fetch(f"EXPLAIN {statement}", *args)
            except asyncpg.PostgresError as exc:
                found[name] = str(exc)
    finally:
        await connection.close()
    return found


async def test_every_statement_of_every_list_is_understood(database: TemporaryDatabase) -> None:
    assert len(list(questions())) > 30
    assert len(list(exports())) > 150
    assert await refused(database.gateway_dsn) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_of_every_list_is_understood_by_debians_15_where_installed(
    tmp_path: Path,
) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused(old.gateway_dsn) == {}
