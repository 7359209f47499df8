"""Every SQL statement that a package holds as a constant, and whether a database takes them."""

import importlib
import pkgutil
import re
from typing import Final

import asyncpg

BEGINS: Final = re.compile(r"\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b")


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
