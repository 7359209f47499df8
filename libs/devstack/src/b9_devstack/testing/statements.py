"""Every SQL statement that a package holds as a constant, and whether a database takes them."""

import importlib
import pkgutil
import re
from typing import Final

import asyncpg

BEGINS: Final = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b")
# What a transaction pooler would give to somebody else: locks, channels, values of a session.
OF_A_SESSION: Final = re.compile(
    r"pg_(try_)?advisory_(lock|unlock)|pg_notify|\blastval|\bcurrval|\bTEMP(ORARY)?\b|WITH HOLD"
)


def statements_of(package: str) -> dict[str, str]:
    """The texts in *package*'s modules that begin like a statement, by their full names."""
    path = importlib.import_module(package).__path__
    found: dict[str, str] = {}
    for info in pkgutil.walk_packages(path, f"{package}."):
        for name, value in vars(importlib.import_module(info.name)).items():
            if isinstance(value, str) and BEGINS.match(value) and name != "__doc__":
                found[f"{info.name}.{name}"] = value
    return found


async def refused_by(dsn: str, statements: dict[str, str]) -> dict[str, str]:
    """Which *statements* the database cannot prepare for the role of *dsn*, and why."""
    refused: dict[str, str] = {}
    connection = await asyncpg.connect(dsn, command_timeout=20)
    try:
        for name, statement in statements.items():
            try:
                await connection.prepare(statement)
            except asyncpg.PostgresError as exc:
                refused[name] = str(exc)
    finally:
        await connection.close()
    return refused


def needing_a_session(statements: dict[str, str]) -> list[str]:
    """Which *statements* leave something in the connection, or look for it there."""
    return [name for name, text in statements.items() if OF_A_SESSION.search(text)]
