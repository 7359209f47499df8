"""Small writes that every transaction shares."""

from collections.abc import Sequence
from typing import Any

import msgspec

from b9_persister.adapters.postgres.database import Connection
from b9_persister.adapters.postgres.sql import ledger as sql
from b9_persister.happenings import Happening
from b9_persister.wake_ups import WakeUp

MAX_MESSAGE = 2_000


async def run(connection: Connection, statement: str, *rows: Sequence[Any]) -> None:
    """Execute *statement* with *rows* as one array per column; nothing to do without rows."""
    if rows:
        await connection.execute(statement, *transposed(rows))


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
