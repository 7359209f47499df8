"""Reads of what organisations have apart from each other."""

from typing import Any

from b9_api.adapters.database import Connection, Database, Record
from b9_api.http.caller import Caller
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


class SeenBy:
    """
    *reader* (a database, or a connection in a transaction) as *caller* sees it: as above, but
    whoever runs the deployment may see what is of others. The statement's second parameter says so.
    """

    def __init__(self, reader: "Database | Connection", caller: Caller) -> None:
        self._reader = reader
        self._sees = caller.sees

    async def fetch(self, statement: str, *args: Any) -> list[Record]:
        """All rows of one read; *args* are its parameters from the third on."""
        rows: list[Record] = await self._reader.fetch(_bounded(statement), *self._sees, *args)
        return rows

    async def find(self, statement: str, *args: Any) -> Record | None:
        """The first row of one read, or None."""
        return next(iter(await self.fetch(statement, *args)), None)


def _bounded(statement: str) -> str:
    if OF_ORG not in statement:
        raise ValueError("this statement would show what other organisations have")
    return statement
