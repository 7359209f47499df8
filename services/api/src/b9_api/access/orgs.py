"""Reads of what organisations have apart from each other."""

from typing import Any

from b9_api.adapters.database import Database, Record
from b9_api.sql.orgs import OF_ORG


class OfOrg:
    """
    *database* as one organisation sees it: what is another's is not there.

    A statement that does not ask for the organisation first is refused before it is sent.
    """

    def __init__(self, database: Database, org_id: str) -> None:
        self._database = database
        self._org_id = org_id

    async def fetch(self, statement: str, *args: Any) -> list[Record]:
        """All rows of one read; *args* are its parameters from the second on."""
        return await self._database.fetch(_bounded(statement), self._org_id, *args)

    async def find(self, statement: str, *args: Any) -> Record | None:
        """The first row of one read, or None."""
        return await self._database.find(_bounded(statement), self._org_id, *args)


def _bounded(statement: str) -> str:
    if OF_ORG not in statement:
        raise ValueError("this statement would show what other organisations have")
    return statement
