"""Numbers of the old routes, each a count of rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from b9_api.adapters.database import Database
from b9_api.lists.counting import Kept
from b9_api.old import sql
from b9_common.events import Platform

# Whose call was answered as it should be; every other class is a failed call.
ANSWERED: Final = frozenset({"ok", "empty"})
TOP_TAGS: Final = 30


class Calls(Struct, frozen=True, kw_only=True):
    """Upstream calls of some time, by what was answered, and what they cost."""

    by_class: Mapping[str, int]
    cost_usd: float

    @property
    def total(self) -> int:
        """All calls."""
        return sum(self.by_class.values())

    @property
    def answered(self) -> int:
        """Those that brought what was asked for, or the news that there is nothing."""
        return sum(number for name, number in self.by_class.items() if name in ANSWERED)

    @property
    def failed(self) -> int:
        """All others."""
        return self.total - self.answered


class Limits(Struct, frozen=True, kw_only=True):
    """What may be spent on one platform in a day, and what one call costs."""

    daily_cap: int
    price_usd: float


class Figures:
    """Reads, each one statement. Raises `DatabaseUnavailableError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept = Kept(ahead=True)

    async def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return await self._one(sql.ROWS)

    async def calls(self, platform: Platform, since: datetime) -> Calls:
        """The calls of *platform* since then."""
        rows = await self._database.fetch(sql.CALLS, platform, since)
        return Calls(
            by_class={row["call_class"]: row["calls"] for row in rows},
            # What was summed up from floats once is no longer than a price.
            cost_usd=round(float(sum(row["cost_usd"] for row in rows)), 9),
        )

    async def last_call(self, platform: Platform) -> datetime | None:
        """When *platform* was last called."""
        found: datetime | None = (await self._one(sql.LAST_CALL, platform))["at"]
        return found

    async def limits(self, platform: Platform) -> Limits:
        """What people allow on *platform*."""
        row = await self._one(sql.LIMITS, platform)
        return Limits(daily_cap=int(row["daily_cap"] or 0), price_usd=float(row["price_usd"] or 0))

    async def unprocessed(self) -> int:
        """Approved creators whose related accounts were not asked for."""
        creators: int = (await self._one(sql.UNPROCESSED))["creators"]
        return creators

    async def tagging(self) -> dict[str, Any]:
        """
        How far the tags of approved communities are; an empty list is no tag.

        The most used ones are of at most five seconds ago: for them every community is read.
        """
        counted = await self._one(sql.TAGGED)
        approved, tagged = counted["approved"], counted["tagged"]
        top = await self._kept.get("top tags", lambda: self._database.fetch(sql.TOP_TAGS, TOP_TAGS))
        return {
            "total_approved_subreddits": approved,
            "total_tagged": tagged,
            "untagged_remaining": approved - tagged,
            "tagging_progress_percent": round(100 * tagged / approved, 2) if approved else None,
            "top_tags": [{"tag": row["tag"], "count": row["subreddits"]} for row in top],
        }

    async def _one(self, statement: str, *args: Any) -> dict[str, Any]:
        (row,) = await self._database.fetch(statement, *args)
        return dict(row)
