"""When who last opened which dashboard."""

from datetime import datetime
from typing import Final

from b9_api.adapters.database import Database

OPENED: Final = """
SELECT dashboard_id, opened_at FROM dashboard_visits WHERE org_id = $1 AND actor = $2
"""
OPEN: Final = """
INSERT INTO dashboard_visits (org_id, actor, dashboard_id) VALUES ($1, $2, $3)
    ON CONFLICT (org_id, actor, dashboard_id) DO UPDATE SET opened_at = now()
RETURNING opened_at
"""


class Visits:
    """Each caller's own. Raises `DatabaseUnavailableError`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def opened(self, org_id: str, actor: str) -> dict[str, datetime]:
        """When *actor* last opened each dashboard; those never opened are left out."""
        rows = await self._database.fetch(OPENED, org_id, actor)
        return {row["dashboard_id"]: row["opened_at"] for row in rows}

    async def open(self, org_id: str, actor: str, dashboard_id: str) -> datetime:
        """Note that *actor* opens it now."""
        async with self._database.transaction() as connection:
            at: datetime = await connection.fetchval(OPEN, org_id, actor, dashboard_id)
        return at
