"""What is known beside a creator's row: how much of it is stored, and through whom it was found."""

from typing import Any

from b9_api.adapters.database import Database
from b9_api.resources.sql import CREATOR_LINEAGE
from b9_api.sql import creators as sql
from b9_common.events import AssetState


class Creators:
    """Reads about creators."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def about(self, owner: str) -> dict[str, Any]:
        """Counts of what is stored of the account *owner*, and its lineage."""
        counts = await self._database.find(sql.COUNTS, owner)
        media = dict.fromkeys((state.value for state in AssetState), 0)
        for state in await self._database.fetch(sql.MEDIA, owner):
            media[state["state"]] = state["assets"]
        lineage = await self._database.fetch(CREATOR_LINEAGE, owner)
        return {
            "counts": dict(counts or {}) | {"media": media},
            "lineage": [dict(one) for one in lineage],
        }
