"""Every statement is prepared against a freshly migrated database, on both PostgreSQL versions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetState,
    CallClass,
    Kind,
    Lane,
    Platform,
)
from b9_devstack.testing import Database as Stored
from b9_devstack.testing.debian import DEBIAN_15, debian_database
from b9_devstack.testing.statements import refused_by, statements_of
from b9_persister.completion import RANK

Take = Callable[..., Any]
STATEMENTS = statements_of("b9_persister")


async def test_every_statement_is_prepared_as_the_persister_on_postgresql_18(
    database: Stored,
) -> None:
    assert len(STATEMENTS) > 30
    assert await refused_by(database.persister_dsn, STATEMENTS) == {}


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_is_prepared_on_debians_postgresql_15_where_it_is_installed(
    tmp_path: Path,
) -> None:
    async with debian_database(tmp_path) as old:
        assert await refused_by(old.persister_dsn, STATEMENTS) == {}


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("requests", "platform", Platform),
        ("requests", "kind", Kind),
        ("requests", "lane", Lane),
        ("request_stages", "state", RANK),
        ("username_history", "platform", Platform),
        ("creator_relations", "platform", Platform),
        ("media_assets", "platform", Platform),
        ("media_assets", "state", AssetState),
        ("media_assets", "kind", AssetKind),
        ("request_assets", "outcome", AssetOutcome),
        ("api_calls", "call_class", CallClass),
        ("api_calls", "platform", Platform),
    ],
)
async def test_the_words_of_the_events_are_those_the_database_allows(
    rows: Take, table: str, column: str, values: Any
) -> None:
    (definition,) = await rows(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'c' AND conrelid = $1::text::regclass AND conname = $2",
        table,
        f"{table}_{column}_check",
    )

    allowed = {part.split("'")[1] for part in definition.split("::text") if "'" in part}
    assert allowed == set(values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instagram_creators SET niche = 'x'",
        "UPDATE instagram_creators SET review_status = 'ok'",
        "UPDATE instagram_creators SET tags = '{x}'",
        "UPDATE instagram_creators SET notes = 'x'",
        "INSERT INTO instagram_creators (ig_user_id, niche) VALUES ('1', 'x')",
        "DELETE FROM instagram_creators",
        "TRUNCATE instagram_reels",
        "UPDATE requests SET params = '{}'",
        "UPDATE requests SET drive = 2",
        "UPDATE system_control SET enabled = false",
        "DELETE FROM request_pages",
    ],
)
async def test_the_persister_is_refused_what_is_not_its_own(
    database: Stored, statement: str
) -> None:
    connection = await asyncpg.connect(database.persister_dsn)
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()
