"""Organisations in the database."""

from typing import Any

from b9_api.access import sql
from b9_api.adapters.database import Database
from b9_api.commands import json_text
from b9_api.http.caller import Caller


class OrgTable:
    """Raises `DatabaseUnavailableError` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def exists(self, org_id: str) -> bool:
        """Whether there is an organisation of that id."""
        return await self._database.find(sql.FIND_ORG, org_id) is not None

    async def page(self, after: str, limit: int) -> tuple[list[dict[str, Any]], str | None]:
        """Up to *limit* organisations by their ids, and the id to go on from, or None."""
        rows = await self._database.fetch(sql.LIST_ORGS, after, limit + 1)
        shown = [dict(row) for row in rows[:limit]]
        return shown, shown[-1]["id"] if len(rows) > limit else None

    async def create(self, org_id: str, name: str, by: Caller) -> dict[str, Any] | None:
        """A new organisation, with its audit; None where there is one of that id."""
        async with self._database.transaction() as connection:
            row = await connection.fetchrow(sql.INSERT_ORG, org_id, name)
            if row is None:
                return None
            told = dict(row)
            audit = (by.org_id, by.id, "organisation.created", "organisation", org_id)
            await connection.execute(sql.AUDIT, *audit, None, json_text(told))
        return told
