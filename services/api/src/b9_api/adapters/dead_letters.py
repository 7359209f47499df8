"""Dead letters: read, and sent once more through the outbox."""

from typing import Any, Final
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from b9_api.access.orgs import SeenBy
from b9_api.adapters.database import Connection, Database
from b9_api.adapters.driving import drive
from b9_api.http.caller import Caller
from b9_api.replays import NotReplayableError, is_command, item_again, message_again
from b9_api.sql import dead_letters as sql
from b9_api.sql import driving

REVIVABLE: Final = frozenset({"exhausted", "stalled", "unreadable", "schema"})


class Filters(Struct, frozen=True, kw_only=True):
    """Which letters are wanted; None means any."""

    durable: str | None = None
    kind: str | None = None
    code: str | None = None
    request_id: UUID | None = None
    replayed: bool | None = None


class DeadLetters:
    """The record of what nobody could handle."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, by: Caller, filters: Filters, before: int | None, limit: int
    ) -> tuple[list[dict[str, Any]], int | None]:
        """Up to *limit* letters, newest first, and the id to go on from, or None at the end."""
        rows = await SeenBy(self._database, by).fetch(
            sql.LIST, *msgspec.structs.astuple(filters), before, limit + 1
        )
        shown = rows[:limit]
        return [dict(row) for row in shown], shown[-1]["id"] if len(rows) > limit else None

    async def find(self, by: Caller, letter_id: int) -> dict[str, Any] | None:
        """One letter with the first 64 KiB of what it holds, or None."""
        row = await SeenBy(self._database, by).find(sql.GET, letter_id)
        if row is None:
            return None
        return dict(row) | {
            "headers": msgspec.Raw(row["headers"].encode()),
            "payload": row["payload"].decode("utf-8", "replace"),
        }

    async def replay(self, by: Caller, letter_id: int) -> dict[str, Any] | None:
        """
        Send the letter once more; what was sent, or None where *by* sees no such letter.

        Raises `NotReplayableError`. Each call is one more try; what is replayed is safe to repeat.
        """
        try:
            async with self._database.transaction() as connection:
                found = await SeenBy(connection, by).find(sql.LOCK, letter_id)
                if found is None:
                    return None
                letter = dict(found)
                told = await _send_again(connection, letter)
                await connection.execute(sql.MARK_REPLAYED, letter_id)
                after = msgspec.json.encode(told).decode()
                await connection.execute(
                    driving.AUDIT,
                    by.id,
                    "dead_letter.replayed",
                    "dead_letter",
                    str(letter_id),
                    None,
                    after,
                    letter["request_id"],
                    by.org_id,
                )
                return told
        except asyncpg.UniqueViolationError as exc:
            raise NotReplayableError(
                "another_active", "another request for the same target is under way"
            ) from exc


async def _send_again(connection: Connection, letter: dict[str, Any]) -> dict[str, Any]:
    if is_command(letter):
        return await _drive_again(connection, letter)
    if letter["kind"] == "item":
        page = await connection.fetchrow(sql.PAGE, letter["origin"])
        if page is None:
            raise NotReplayableError("page_unknown", "the page it came from was never booked")
        row = item_again(letter, dict(page))
    else:
        row = message_again(letter)
    await connection.execute(driving.INSERT_OUTBOX, *msgspec.structs.astuple(row))
    return {"subject": row.subject, "msg_id": row.msg_id}


async def _drive_again(connection: Connection, letter: dict[str, Any]) -> dict[str, Any]:
    """A command is never replayed as it was, for that could be paid twice: its request is."""
    request = await connection.fetchrow(sql.LOCK_REQUEST, letter["request_id"])
    if request is None:
        raise NotReplayableError("unknown_request", "no request is known for it")
    if request["status"] != "failed" or request["error_code"] not in REVIVABLE:
        raise NotReplayableError(
            "request_not_failed", f"its request is {request['status']}, not failed by exhaustion"
        )
    await connection.execute(driving.REVIVE, request["id"])
    await connection.execute(driving.REOPEN_STAGES, request["id"])
    await drive(connection, [request["id"]], "replayed")
    return {"request_id": request["id"]}
