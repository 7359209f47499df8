"""Applies what a person asked for with a request, once its creator is known."""

from typing import Any, Final

import msgspec

from b9_api.adapters.database import Connection, Database, Record
from b9_api.dispatcher.lease import Lease
from b9_api.sql import driving
from b9_api.sql import human as sql

AT_ONCE: Final = 100


class HumanParameters:
    """Writes under the gateway's role, which alone may; a machine's role is refused."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database = database
        self._lease = lease

    async def turn(self) -> int:
        """Apply what is due; how many requests that were."""
        pending = await self._database.fetch(sql.PENDING, AT_ONCE)
        for request in pending:
            async with self._lease.transaction() as connection:
                await _apply(connection, request)
        async with self._lease.transaction() as connection:
            await connection.execute(sql.LET_GO)
        return len(pending)


async def _apply(connection: Connection, request: Record) -> None:
    given: dict[str, Any] = msgspec.json.decode(request["params"])
    changed = await connection.fetchrow(
        sql.APPLY,
        request["owner_id"],
        given.get("review_status"),
        given.get("niche"),
        request["requested_by"],
    )
    if changed is not None:
        await _audit(connection, request, changed)
    await connection.execute(sql.MARK, request["id"], request["params"])


async def _audit(connection: Connection, request: Record, changed: Record) -> None:
    before = {"review_status": changed["review_status_before"], "niche": changed["niche_before"]}
    after = {"review_status": changed["review_status"], "niche": changed["niche"]}
    await connection.execute(
        driving.AUDIT,
        request["requested_by"],
        "creator.decided",
        "instagram_creator",
        request["owner_id"],
        msgspec.json.encode(before).decode(),
        msgspec.json.encode(after).decode(),
        request["id"],
    )
