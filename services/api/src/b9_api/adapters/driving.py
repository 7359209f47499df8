"""Sending requests once more, inside a transaction of the caller's."""

from collections.abc import Sequence
from typing import Any, Final, Literal
from uuid import UUID

import msgspec

from b9_api.adapters.database import Connection
from b9_api.commands import command_row
from b9_api.sql import driving as sql

Reason = Literal["waited", "stalled", "media_stalled", "broker_lost", "replayed"]

MESSAGES: Final[dict[Reason, str]] = {
    "waited": "sent again: the wait is over",
    "stalled": "sent again: nothing was heard of it",
    "media_stalled": "sent again: nothing was heard of its files",
    "broker_lost": "sent again: the broker lost its disk",
    "replayed": "sent again: a person asked for it",
}
# Both cost patience.
STALLED: Final = frozenset({"stalled", "media_stalled"})


async def drive(connection: Connection, ids: Sequence[UUID], reason: Reason) -> int:
    """
    Raise the drive of the active requests *ids* and queue their commands; how many there were.

    A new drive travels under a new id, so that the broker does not take it for a repeat.
    """
    stalled = reason in STALLED
    status = "retrying" if stalled else "queued"
    driven = [dict(row) for row in await connection.fetch(sql.DRIVE, ids, status, int(stalled))]
    await connection.executemany(sql.INSERT_OUTBOX, [_outbox(row) for row in driven])
    await connection.executemany(
        sql.INSERT_EVENT, [_event(row["id"], row["drive"], reason) for row in driven]
    )
    return len(driven)


def _outbox(row: dict[str, Any]) -> tuple[Any, ...]:
    return msgspec.structs.astuple(command_row(row, drive=row["drive"]))


def _event(request_id: UUID, number: int, reason: Reason) -> tuple[Any, ...]:
    return (
        f"drive:{request_id}:{number}",
        request_id,
        "request_redriven",
        None,
        "warning" if reason in STALLED else "info",
        MESSAGES[reason],
        msgspec.json.encode({"drive": number, "reason": reason}).decode(),
        "dispatcher",
    )
