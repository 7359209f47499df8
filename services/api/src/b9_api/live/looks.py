"""What is shown of counts, scrapers and jobs."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import QueryParams

from b9_api.adapters.broker_link import BrokerLink
from b9_api.adapters.controls import Controls
from b9_api.adapters.database import Database
from b9_api.lists.asking import read_asked
from b9_api.lists.counting import Kept
from b9_api.lists.engine import Lists
from b9_api.live import sql
from b9_api.live.showing import Look
from b9_api.live.topics import ACTIVE_REQUESTS, COUNTED, COUNTS, JOBS, SCRAPER
from b9_api.stages import ACTIVE
from b9_api.switches import PAID_CALLS_SWITCH, PLATFORM_SWITCHES
from b9_common.errors import OutageError
from b9_common.events import Platform
from b9_common.heartbeat import Heartbeat, all_heartbeats

# As often as anybody looks: all viewers of both scrapers are shown what was read once.
SAME_FOR_S: Final = 0.9


class Looks:
    """Reads how things stand. Raises `OutageError` where the database is away."""

    def __init__(
        self, database: Database, lists: Lists, controls: Controls, broker: BrokerLink
    ) -> None:
        self._database = database
        self._lists = lists
        self._controls = controls
        self._broker = broker
        self._read = Kept(keep_s=SAME_FOR_S)

    @property
    def all(self) -> Mapping[str, Look]:
        """By what a topic begins with."""
        return {COUNTS: self.counts, SCRAPER: self.scraper, JOBS: self.jobs}

    async def counts(self, org_id: str, name: str) -> Mapping[str, Any]:
        """The counts of a list's tabs, as the list itself tells them."""
        if name == ACTIVE_REQUESTS:
            rows = await self._database.fetch(sql.ACTIVE_REQUESTS, org_id, list(ACTIVE))
            found = {row["status"]: row["requests"] for row in rows}
            return {"counts": {status: found.get(status, 0) for status in ACTIVE}}
        asked = read_asked(COUNTED[name], QueryParams(""), org_id)
        return {"counts": dict(await self._lists.counts(asked))}

    async def scraper(self, _: str, name: str) -> Mapping[str, Any]:
        """
        What is desired, and apart from it what is observed: the processes that were heard of.

        *observed* is null while the broker is away: then nobody knows.
        """
        switches = {
            one["script_name"]: one for one in await self._read.get("", self._controls.switches)
        }
        own = switches[PLATFORM_SWITCHES[Platform(name)]]
        paid = switches[PAID_CALLS_SWITCH]
        keys = ("enabled", "reason", "version", "mirrored", "updated_at", "updated_by")
        return {
            "desired": {key: own[key] for key in keys},
            "paid_calls": {key: paid[key] for key in keys},
            "observed": await self._observed(f"{name}-ingest"),
        }

    async def jobs(self, _: str, __: str) -> Mapping[str, Any]:
        """There is nothing yet that runs jobs, which is said rather than an empty list alone."""
        return {"items": [], "code": "job_runner_missing"}

    async def _observed(self, service: str) -> list[dict[str, Any]] | None:
        try:
            beats = await self._read.get("beats", self._beats)
        except OutageError:
            return None
        return [
            {"instance": one.instance, "status": one.status, "reason": one.reason or None}
            for one in beats
            if one.service == service
        ]

    async def _beats(self) -> list[Heartbeat]:
        return await all_heartbeats(self._broker.get())
