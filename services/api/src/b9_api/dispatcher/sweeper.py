"""Sends again what has fallen silent, and what has waited long enough."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from b9_api.adapters.database import Connection, Record
from b9_api.adapters.driving import Reason, drive
from b9_api.dispatcher.hearing import Heard, hear
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.sql import driving
from b9_api.sql import sweeping as sql
from b9_common.messaging import Broker
from b9_common.metrics import Counter, count

log = logging.getLogger(__name__)

AT_ONCE: Final = 100


class Sweeper:
    """
    Nothing accepted hangs: every active request is moving, visibly waiting, queued, or sent again.

    Silence counts only up to what the database has heard: while facts are still under way, or the
    broker cannot be asked, nothing is sent again, for a fetch may cost money.
    """

    def __init__(self, lease: Lease, broker: Broker, settings: DispatcherSettings) -> None:
        self._lease = lease
        self._broker = broker
        self._fetch_limit = timedelta(seconds=settings.stalled_after_s)
        self._media_limit = timedelta(seconds=settings.media_stalled_after_s)
        self._max_stalled = settings.max_stalled_drives

    async def turn(self) -> int:
        """Look once; how many requests were sent again or given up."""
        heard = await hear(self._broker)
        async with self._lease.transaction() as connection:
            silent = await self._silent(connection, heard)
            for verdict, ids in self._judged(silent).items():
                await _carry_out(connection, verdict, ids)
        return len(silent)

    async def _silent(self, connection: Connection, heard: Heard) -> list[Record]:
        lanes = list(heard.queued)
        return await connection.fetch(
            sql.SILENT,
            heard.fetch,
            heard.media,
            self._fetch_limit,
            self._media_limit,
            [platform for platform, _ in lanes],
            [lane for _, lane in lanes],
            list(heard.queued.values()),
            AT_ONCE,
        )

    def _judged(self, silent: Sequence[Record]) -> dict[Reason | None, list[UUID]]:
        """Requests by why they are sent again; None for those given up."""
        judged: dict[Reason | None, list[UUID]] = defaultdict(list)
        for row in silent:
            reason: Reason | None = "stalled"
            if row["status"] == "waiting" and row["had_until"]:
                reason = "waited"
            elif row["stalled_drives"] >= self._max_stalled:
                reason = None
            judged[reason].append(row["id"])
        return judged


async def _carry_out(connection: Connection, verdict: Reason | None, ids: list[UUID]) -> None:
    if verdict is None:
        await _give_up(connection, ids)
        return
    driven = await drive(connection, ids, verdict)
    count(Counter.REDRIVEN, driven, reason=verdict)
    log.info("sent %d requests again: %s", driven, verdict)


async def _give_up(connection: Connection, ids: list[UUID]) -> None:
    """End what was sent again and again in vain."""
    for row in await connection.fetch(sql.GIVE_UP, ids):
        said: dict[str, Any] = {"drive": row["drive"], "code": "stalled"}
        await connection.execute(
            driving.INSERT_EVENT,
            f"stalled:{row['id']}:{row['drive']}",
            row["id"],
            "request_failed",
            None,
            "error",
            "given up: nothing was heard of it",
            msgspec.json.encode(said).decode(),
            "dispatcher",
        )
    log.error("gave up %d requests: nothing was heard of them", len(ids))
