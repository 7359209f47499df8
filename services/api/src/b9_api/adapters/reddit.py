"""Communities and accounts as stored: collected, decided by people, suggested by machines."""

from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct

from b9_api.adapters.database import Database
from b9_api.adapters.rows import told
from b9_api.sql import reddit as sql
from b9_common.events import AssetState

LINEAGE_SHOWN: Final = 20


class SubredditFilters(Struct, frozen=True, kw_only=True):
    """Which communities are wanted; None means any. *undecided* are those nobody reviewed."""

    review: str | None = None
    undecided: bool = False
    upstream_state: str | None = None


class SubredditPosition(Struct, frozen=True, array_like=True):
    """The last community a client has seen."""

    created_at: datetime
    id: Annotated[int, Meta(ge=0, le=2**63 - 1)]


class Reddit:
    """Reads of Reddit's rows, each one bounded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def subreddit(self, name: str) -> dict[str, Any] | None:
        """The community called *name* (normalised), with counts and lineage; None for none."""
        row = await self._database.find(sql.FIND_SUBREDDIT, name)
        if row is None:
            return None
        counts = await self._database.find(sql.SUBREDDIT_COUNTS, row["subreddit_id"])
        lineage = await self._database.fetch(sql.LINEAGE, row["subreddit_id"], LINEAGE_SHOWN)
        media = await self._media(row["subreddit_id"])
        return told(row) | {
            "counts": dict(counts or {}) | {"media": media},
            "lineage": [dict(one) for one in lineage],
        }

    async def subreddits(
        self, filters: SubredditFilters, after: SubredditPosition | None, limit: int
    ) -> tuple[list[dict[str, Any]], SubredditPosition | None]:
        """Up to *limit* communities, newest here first, and where to go on, or None at the end."""
        rows = await self._database.fetch(
            sql.LIST_SUBREDDITS,
            *msgspec.structs.astuple(filters),
            after.created_at if after else None,
            after.id if after else None,
            limit + 1,
        )
        shown = rows[:limit]
        more = len(rows) > limit
        last = SubredditPosition(shown[-1]["created_at"], shown[-1]["id"]) if more else None
        return [told(row) for row in shown], last

    async def user(self, name: str) -> dict[str, Any] | None:
        """The account called *name* (normalised), with counts; None if there is none."""
        row = await self._database.find(sql.FIND_USER, name)
        if row is None:
            return None
        counts = await self._database.find(sql.USER_COUNTS, row["reddit_id"])
        return told(row) | {"counts": dict(counts or {})}

    async def state_of(self, kind: str, name: str) -> str | None:
        """What Reddit last said of *name*, which may have no row; None if it was never asked."""
        row = await self._database.find(sql.TARGET_STATE, kind, name)
        return None if row is None else str(row["state"])

    async def _media(self, owner: str) -> dict[str, int]:
        media = dict.fromkeys((state.value for state in AssetState), 0)
        for state in await self._database.fetch(sql.MEDIA, owner):
            media[state["state"]] = state["assets"]
        return media
