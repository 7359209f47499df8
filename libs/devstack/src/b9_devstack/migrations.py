"""The deploy step of the database: dbmate's migrations, then the passwords of their roles."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import asyncpg

from b9_devstack.process import Command, Process, ProcessError
from b9_devstack.servers.binaries import script
from b9_devstack.workspace import MIGRATIONS

TIMEOUT_S: Final = 120.0
ROLES: Final = ("b9_gateway", "b9_persister", "b9_reader")


async def migrate(dsn: str, *, log: Path, migrations: Path = MIGRATIONS) -> None:
    """
    Create the database of *dsn* where it is missing and bring it to the newest schema. Safe to
    repeat, never safe to run twice at once. Raises `ProcessError` with what dbmate said.
    """
    argv = [script("dbmate"), "--no-dump-schema", "--migrations-dir", str(migrations)]
    verb = "up" if _files(migrations) else "create"
    # By environment: a URL given by flag shows its password in the process list.
    environment = {"DATABASE_URL": f"{dsn}?sslmode=disable"}
    process = Process.start(Command(name="migrate", argv=[*argv, verb], log=log, env=environment))
    try:
        ended = await process.wait(TIMEOUT_S)
    finally:
        process.kill()
    if ended.code != 0:
        raise ProcessError("the migrations failed:\n  " + "\n  ".join(ended.last_lines))


async def set_role_passwords(dsn: str, passwords: Mapping[str, str]) -> None:
    """Give each role that the migrations made its password; roles that do not exist are skipped."""
    connection = await asyncpg.connect(dsn, command_timeout=10)
    try:
        for role, password in passwords.items():
            statement = await connection.fetchval(
                "SELECT format('ALTER ROLE %I PASSWORD %L', rolname, $2::text)"
                " FROM pg_roles WHERE rolname = $1",
                role,
                password,
            )
            if statement is not None:
                await connection.execute(statement)
    finally:
        await connection.close()


def migrations_hash(migrations: Path = MIGRATIONS) -> str:
    """Changes when any migration does."""
    digest = hashlib.sha256()
    for path in _files(migrations):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _files(migrations: Path) -> list[Path]:
    return sorted(migrations.glob("*.sql"))
