"""Every community that a discovery found is looked at once, when there is time for it."""

import asyncio
import logging
from typing import Final

from b9_api.adapters.accepting import accept_in
from b9_api.adapters.database import Connection, Record
from b9_api.dispatcher.fill import Fullness
from b9_api.dispatcher.lease import Lease
from b9_api.names import InvalidNameError
from b9_api.reddit_names import normalise_subreddit
from b9_api.sql import discovered as sql
from b9_api.wishes import StoppedTargetError, Wanted
from b9_common.events import Kind, Lane, Platform
from b9_common.telemetry import current_trace_id, span, traceparent

log = logging.getLogger(__name__)

CALLER: Final = "dispatcher"
AT_ONCE: Final = 25


class DiscoveredScans:
    """
    One scan in the lane that can wait for each find, at most *per_day* of them a day (UTC).

    A claim and its requests are one transaction: a find is never asked for twice, nor forgotten.
    *wake* is set once there is something to relay.
    """

    def __init__(self, lease: Lease, fill: Fullness, per_day: int, wake: asyncio.Event) -> None:
        self._lease = lease
        self._fill = fill
        self._per_day = per_day
        self._wake = wake

    async def turn(self) -> int:
        """Ask for some; how many finds were claimed. None while commands pile up."""
        if await self._fill.half_full():
            return 0
        async with self._lease.transaction() as connection:
            today: int = await connection.fetchval(sql.SCANS_TODAY, CALLER)
            room = min(AT_ONCE, self._per_day - today)
            found = await connection.fetch(sql.CLAIM, room) if room > 0 else []
            for row in found:
                await _ask(connection, row)
        if found:
            self._wake.set()
            log.info("asked for %d of the communities that discoveries found", len(found))
        return len(found)


async def _ask(connection: Connection, row: Record) -> None:
    """One scan, unless one is under way: then that is the one."""
    try:
        target = normalise_subreddit(row["name"])
    except InvalidNameError:
        # Reddit calls it what nobody may type: there is no asking for it.
        log.warning("a find that cannot be asked for: %r", row["name"])
        return
    with span("scan discovered", parent={}, b9__target=target):
        wanted = Wanted(
            kind=Kind.SUBREDDIT_SCAN,
            platform=Platform.REDDIT,
            target=target,
            caller=CALLER,
            correlation_id=f"discovered-{row['subreddit_id']}",
            traceparent=traceparent(),
            trace_id=current_trace_id(),
            lane=Lane.LATER,
            automatic=True,
        )
        try:
            await accept_in(connection, wanted, mirror_reddit=False)
        except StoppedTargetError:
            log.info("people stopped who has that name now: %s", target)
