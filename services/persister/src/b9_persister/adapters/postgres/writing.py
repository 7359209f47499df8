"""Small writes that every transaction shares."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec

from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.sql import ledger as sql
from b9_persister.columns import Table, values
from b9_persister.happenings import Happening
from b9_persister.seen import Seen
from b9_persister.wake_ups import WakeUp

MAX_MESSAGE = 2_000

Changes: TypeAlias = dict[int, dict[str, Counter[str]]]
"""Per page and table, how many rows were inserted, updated and so on."""


async def run(connection: Connection, statement: str, *rows: Sequence[Any]) -> None:
    """Execute *statement* with *rows* as one array per column; nothing to do without rows."""
    if rows:
        await connection.execute(statement, *transposed(rows))


async def write_seen(
    connection: Connection,
    statement: str,
    table: Table,
    rows: Sequence[Seen[Any]],
    changes: Changes,
) -> None:
    """Upsert *rows* of *table* by its *statement*, and add what happened to *changes*."""
    if not rows:
        return
    page_of = {getattr(row.value, table.field): row.page for row in rows}
    for record in await connection.fetch(statement, *values(table.columns, rows)):
        changes[page_of[record["key"]]][table.name][record["change"]] += 1


def transposed(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]


async def write_happenings(connection: Connection, happenings: Sequence[Happening]) -> None:
    """Add what is new to the requests' histories."""
    rows = [
        (
            one.key,
            one.request_id,
            one.type,
            one.stage,
            one.severity,
            one.message[:MAX_MESSAGE],
            msgspec.json.encode(one.data).decode(),
        )
        for one in happenings
    ]
    await run(connection, sql.INSERT_EVENTS, *rows)


async def write_outbox(connection: Connection, wake_ups: Sequence[WakeUp]) -> None:
    """Leave messages for the relay."""
    rows = [
        (
            one.stream,
            one.subject,
            one.msg_id,
            msgspec.json.encode(one.headers).decode(),
            one.payload,
        )
        for one in wake_ups
    ]
    await run(connection, sql.INSERT_OUTBOX, *rows)
