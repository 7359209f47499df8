"""Every statement is prepared against a freshly migrated database, on both PostgreSQL versions."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
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
from b9_devstack.migrations import migrate
from b9_devstack.process import Command
from b9_devstack.servers import PostgresServer
from b9_devstack.servers.postgres import ENVIRONMENT
from b9_devstack.testing import Database as Stored
from b9_persister.adapters.postgres import sql
from b9_persister.completion import RANK

Take = Callable[..., Any]
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")


def statements() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(sql.__path__):
        found = importlib.import_module(f"{sql.__name__}.{module.name}")
        for name, value in vars(found).items():
            if isinstance(value, str) and name.isupper() and not name.startswith("_"):
                yield f"{module.name}.{name}", value


STATEMENTS = dict(statements())


class Postgres15(PostgresServer):
    """Debian's, which knows no built-in locale provider."""

    def _command(self, program: str, *args: str) -> Command:
        kept = [one for one in args if "builtin" not in one]
        return Command(
            name=self.name,
            argv=[str(DEBIAN_15 / program), *kept],
            log=self.log,
            env=ENVIRONMENT,
            mode=self._mode,
        )


async def prepare_all(dsn: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        for name, statement in STATEMENTS.items():
            try:
                await connection.prepare(statement)
            except asyncpg.PostgresError as exc:
                pytest.fail(f"{name}: {exc}")
    finally:
        await connection.close()


async def test_every_statement_is_prepared_as_the_persister_on_postgresql_18(
    database: Stored,
) -> None:
    assert len(STATEMENTS) > 30
    await prepare_all(database.persister_dsn)


@pytest.fixture
async def postgres_15(tmp_path: Path) -> AsyncIterator[PostgresServer]:
    async with Postgres15(tmp_path / "pg15", password="x", durable=False) as server:
        yield server


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="Debian's PostgreSQL 15 is not installed")
async def test_every_statement_is_prepared_on_debians_postgresql_15_where_it_is_installed(
    postgres_15: PostgresServer, tmp_path: Path
) -> None:
    dsn = postgres_15.dsn(database="b9")
    await migrate(dsn, log=tmp_path / "migrate.log")

    await prepare_all(dsn)


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
