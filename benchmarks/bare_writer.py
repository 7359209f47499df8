"""The same rows written with nothing around them: what the persister is compared to."""

import time
from collections.abc import Sequence
from typing import Any, Final

import asyncpg
from benchmarks.stacks import Connection
from msgspec import Struct

# These travel as they are; everything else (JSON, arrays, numerics) as text, with a cast.
NATIVE: Final = frozenset({"text", "int4", "int8", "bool", "float8", "timestamptz"})
# Rows in memory at a time.
PORTION: Final = 20

COLUMNS: Final = """
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, t.typname AS short
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
 WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 ORDER BY a.attnum
"""


class Table(Struct, frozen=True):
    """A table's name, and its columns as (name, type, type on the way)."""

    name: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def select(self) -> str:
        """All rows in the order in which they were written."""
        columns = ", ".join(
            f'"{name}"' if on_the_way == type_ else f'"{name}"::text'
            for name, type_, on_the_way in self.columns
        )
        return f"SELECT {columns} FROM {self.name} ORDER BY ctid"

    @property
    def insert(self) -> str:
        """One statement for any number of rows, a parameter per column."""
        names = ", ".join(f'"{name}"' for name, _, _ in self.columns)
        values = ", ".join(f'"{name}"::{type_}' for name, type_, _ in self.columns)
        arrays = ", ".join(
            f"${number}::{on_the_way}[]"
            for number, (_, _, on_the_way) in enumerate(self.columns, start=1)
        )
        rows = f"SELECT {values} FROM unnest({arrays}) AS r ({names})"
        return f"INSERT INTO {self.name} ({names}) {rows}"


async def table(connection: Connection, name: str) -> Table:
    """*name* as the database describes it."""
    rows = await connection.fetch(COLUMNS, name)
    columns = tuple(
        (row["name"], row["type"], row["type"] if row["short"] in NATIVE else "text")
        for row in rows
    )
    return Table(name, columns)


async def copy_bare(source: Connection, target_dsn: str, batch: int) -> float:
    """
    Write the reels and assets of *source* to the empty database behind *target_dsn*.

    A transaction writes *batch* reels and as many assets as come with them. Gives the seconds
    that writing alone took; reading the rows into memory beforehand does not count.
    """
    reels, assets = [await table(source, one) for one in ("instagram_reels", "media_assets")]
    reel_count = await source.fetchval(f"SELECT count(*) FROM {reels.name}")
    asset_count = await source.fetchval(f"SELECT count(*) FROM {assets.name}")
    per_batch = -(-asset_count * batch // reel_count)
    target: Connection = await asyncpg.connect(target_dsn, command_timeout=60)
    seconds = 0.0
    try:
        async with source.transaction(readonly=True):
            reel_rows = await source.cursor(reels.select)
            asset_rows = await source.cursor(assets.select)
            while True:
                portion = [
                    (
                        _columns(await reel_rows.fetch(batch)),
                        _columns(await asset_rows.fetch(per_batch)),
                    )
                    for _ in range(PORTION)
                ]
                if not any(any(part) for part in portion):
                    return seconds
                started = time.perf_counter()
                for some_reels, some_assets in portion:
                    await _write(target, [(reels, some_reels), (assets, some_assets)])
                seconds += time.perf_counter() - started
    finally:
        await target.close()


async def _write(connection: Connection, parts: Sequence[tuple[Table, list[list[Any]]]]) -> None:
    async with connection.transaction():
        for one, columns in parts:
            if columns:
                await connection.execute(one.insert, *columns)


def _columns(rows: Sequence[asyncpg.Record]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
