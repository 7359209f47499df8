"""What is known beside the rows of communities and accounts."""

from typing import Any, Final

from b9_api.adapters.database import Database
from b9_api.sql import reddit as sql
from b9_common.events import AssetState

LINEAGE_SHOWN: Final = 20


class Reddit:
    """Reads about Reddit's rows, each one bounded."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about_subreddit(self, subreddit_id: str) -> dict[str, Any]:
        """Counts of what is stored of a community, and how it was found."""
        counts = await self._database.find(sql.SUBREDDIT_COUNTS, subreddit_id)
        lineage = await self._database.fetch(sql.LINEAGE, subreddit_id, LINEAGE_SHOWN)
        media = await self._media(subreddit_id)
        return {
            "counts": dict(counts or {}) | {"media": media},
            "lineage": [dict(one) for one in lineage],
        }

    async def about_user(self, account: str) -> dict[str, Any]:
        """Counts of what is stored of an account."""
        counts = await self._database.find(sql.USER_COUNTS, account)
        return {"counts": dict(counts or {})}

    async def state_of(self, kind: str, name: str) -> str | None:
        """What Reddit last said of *name*, which may have no row; None if it was never asked."""
        row = await self._database.find(sql.TARGET_STATE, kind, name)
        return None if row is None else str(row["state"])

    async def _media(self, owner: str) -> dict[str, int]:
        media = dict.fromkeys((state.value for state in AssetState), 0)
        for state in await self._database.fetch(sql.MEDIA, owner):
            media[state["state"]] = state["assets"]
        return media
