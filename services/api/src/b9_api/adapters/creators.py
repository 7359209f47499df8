"""Creators as stored: what was collected, what people decided, and how much there is."""

from decimal import Decimal
from typing import Any

import msgspec

from b9_api.adapters.database import Database
from b9_api.sql import creators as sql
from b9_common.events import AssetState


class Creators:
    """Reads of creators."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, username: str) -> dict[str, Any] | None:
        """Who holds *username* (normalised) now, with counts of what is stored; None if nobody."""
        row = await self._database.find(sql.FIND, username)
        if row is None:
            return None
        owner = row["ig_user_id"]
        counts = await self._database.find(sql.COUNTS, owner)
        media = dict.fromkeys((state.value for state in AssetState), 0)
        for state in await self._database.fetch(sql.MEDIA, owner):
            media[state["state"]] = state["assets"]
        told = {key: _plain(value) for key, value in row.items()}
        return told | {
            "bio_links": msgspec.Raw(row["bio_links"].encode()),
            "counts": dict(counts or {}) | {"media": media},
        }


def _plain(value: Any) -> Any:
    """Numbers as JSON numbers."""
    return float(value) if isinstance(value, Decimal) else value
