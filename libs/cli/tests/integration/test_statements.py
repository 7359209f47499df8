"""What the checking commands ask is understood by a freshly migrated database, for their role."""

from pathlib import Path

import pytest

from b9_devstack.testing import Database
from b9_devstack.testing.debian import DEBIAN_15, debian_database
from b9_devstack.testing.statements import refused_by, statements_of

STATEMENTS = statements_of("b9_cli")


async def test_every_statement_can_be_prepared(database: Database) -> None:
    assert len(STATEMENTS) > 20
    assert await refused_by(database.reader_dsn, STATEMENTS) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_can_be_prepared_on_debians_15_where_installed(
    tmp_path: Path,
) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused_by(old.reader_dsn, STATEMENTS) == {}
