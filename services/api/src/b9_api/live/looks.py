"""What is shown of counts, scrapers and jobs."""

from collections.abc import Mapping
from datetime import UTC, datetime
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
from b9_api.old.figures import Calls, Figures
from b9_api.stages import ACTIVE
from b9_api.standing import DESIRED, Standing
from b9_api.switches import PAID_CALLS_SWITCH, PLATFORM_SWITCHES
from b9_common.errors import OutageError
from b9_common.events import Platform
from b9_common.heartbeat import Heartbeat, all_heartbeats

# As often as anybody looks: all viewers of both scrapers are shown what was read once.
SAME_FOR_S: Final = 0.9
# Of each process; how long ago it was heard would be another every time.
_SHOWN: Final = ("instance", "status", "reason", "in_hand", "started_at")


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
        self._figures = Figures(database)
        self._counted = Kept()

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
        What is desired, and apart from it what is observed: the processes that were heard of, and
        what was called today. *observed* is null while the broker is away: then nobody knows.
        """
        switches = {
            one["script_name"]: one for one in await self._read.get("", self._controls.switches)
        }
        own = switches[PLATFORM_SWITCHES[Platform(name)]]
        paid = switches[PAID_CALLS_SWITCH]
        now = datetime.now(UTC)
        beats = await self._beats_of(f"{name}-ingest")
        desired = {key: own[key] for key in DESIRED}
        standing = Standing(desired=desired, beats=beats, now=now)
        return {
            "desired": desired,
            "paid_calls": {key: paid[key] for key in DESIRED},
            "state": standing.state,
            "healthy": standing.healthy,
            "upstream": standing.breaker,
            "observed": standing.each(_SHOWN),
            "calls_today": await self._calls(Platform(name), now),
            "cycle": {"code": "scheduler_missing"},
        }

    async def jobs(self, _: str, __: str) -> Mapping[str, Any]:
        """There is nothing yet that runs jobs, which is said rather than an empty list alone."""
        return {"items": [], "code": "job_runner_missing"}

    async def _beats_of(self, service: str) -> list[Heartbeat] | None:
        try:
            beats: list[Heartbeat] = await self._read.get("beats", self._beats)
        except OutageError:
            return None
        return [one for one in beats if one.service == service]

    async def _calls(self, platform: Platform, now: datetime) -> Mapping[str, Any]:
        """Calls since midnight (UTC), as the routes count them; a few seconds old at most."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        calls: Calls = await self._counted.get(
            f"{platform}:{midnight}", lambda: self._figures.calls(platform, midnight)
        )
        share = round(100 * calls.answered / calls.total, 2) if calls.total else None
        return {
            "requests": calls.total, "ok": calls.answered, "failed": calls.failed,
            "success_pct": share, "cost_usd": calls.cost_usd, "since": midnight,
        }  # fmt: skip

    async def _beats(self) -> list[Heartbeat]:
        return await all_heartbeats(self._broker.get())
