"""Sends again what has fallen silent, and what has waited long enough."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from b9_api.adapters.database import Connection, Record
from b9_api.adapters.driving import Reason, drive
from b9_api.dispatcher.calm import Calm
from b9_api.dispatcher.hearing import Heard, hear
from b9_api.dispatcher.lease import Lease
from b9_api.dispatcher.settings import DispatcherSettings
from b9_api.sql import driving
from b9_api.sql import sweeping as sql
from b9_common.errors import OutageError
from b9_common.messaging import Broker
from b9_common.metrics import Counter, count

log = logging.getLogger(__name__)

AT_ONCE: Final = 100
# Sending a request again fetches, and pays for, all of it: rarely worth the files it still lacks.
MEDIA_DRIVES: Final = 2


class End(NamedTuple):
    """How a request ends that is not sent again."""

    status: str
    code: str
    severity: str
    message: str


STALLED: Final = End("failed", "stalled", "error", "nothing was heard of it")
MEDIA_STALLED: Final = End(
    "partial", "media_stalled", "warning", "all rows are stored, but not all was heard of its files"
)


class Sweeper:
    """
    Nothing accepted hangs: every active request is moving, visibly waiting, queued, or sent again.

    Silence counts only up to what the database has heard: while facts are still under way, or the
    broker cannot be asked or was away just now, nothing is sent again, for a fetch may cost money.
    """

    def __init__(
        self, lease: Lease, broker: Broker, settings: DispatcherSettings, calm: Calm
    ) -> None:
        self._lease = lease
        self._calm = calm
        self._broker = broker
        self._fetch_limit = timedelta(seconds=settings.stalled_after_s)
        self._media_limit = timedelta(seconds=settings.media_stalled_after_s)
        self._max_stalled = settings.max_stalled_drives

    async def turn(self) -> int:
        """Look once; how many requests were sent again or given up."""
        if not self._calm.lasts():
            return 0
        try:
            heard = await hear(self._broker)
        except OutageError:
            self._calm.broken()
            raise
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

    def _judged(self, silent: Sequence[Record]) -> dict[Reason | End, list[UUID]]:
        """Requests by why they are sent again, or by how they end."""
        judged: dict[Reason | End, list[UUID]] = defaultdict(list)
        for row in silent:
            judged[self._verdict(row)].append(row["id"])
        return judged

    def _verdict(self, row: Record) -> Reason | End:
        if row["status"] == "waiting" and row["had_until"]:
            return "waited"
        if row["only_media"]:
            return MEDIA_STALLED if row["media_drives"] >= MEDIA_DRIVES else "media_stalled"
        return STALLED if row["stalled_drives"] >= self._max_stalled else "stalled"


async def _carry_out(connection: Connection, verdict: Reason | End, ids: list[UUID]) -> None:
    if isinstance(verdict, End):
        await _give_up(connection, verdict, ids)
        return
    driven = await drive(connection, ids, verdict)
    count(Counter.REDRIVEN, driven, reason=verdict)
    log.info("sent %d requests again: %s", driven, verdict)


async def _give_up(connection: Connection, end: End, ids: list[UUID]) -> None:
    """End what was sent again and again in vain."""
    rows = await connection.fetch(sql.GIVE_UP, ids, end.status, end.code, end.message)
    for row in rows:
        said: dict[str, Any] = {"drive": row["drive"], "code": end.code}
        await connection.execute(
            driving.INSERT_EVENT,
            f"stalled:{row['id']}:{row['drive']}",
            row["id"],
            f"request_{end.status}",
            None,
            end.severity,
            f"given up: {end.message}",
            msgspec.json.encode(said).decode(),
            "dispatcher",
        )
    log.error("gave up %d requests: %s", len(rows), end.message)
