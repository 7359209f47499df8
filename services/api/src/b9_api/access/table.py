"""API keys in the database."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_api.access import sql
from b9_api.adapters.database import Database, Record
from b9_api.http.caller import Caller, Scope
from b9_common.api_keys import ApiKey

MAX_LISTED: Final = 500


class StoredKey(Struct, frozen=True, kw_only=True):
    """What decides whether a key opens anything."""

    id: str
    org_id: str
    digest: bytes
    scope: Scope
    expires_at: datetime | None
    revoked_at: datetime | None


class NewKey(Struct, frozen=True, kw_only=True):
    """What a key is to be."""

    org_id: str
    name: str
    scope: Scope


class KeyTable:
    """Raises `DatabaseUnavailableError` when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, key_id: str) -> StoredKey | None:
        """The key of that id, whoever's it is."""
        row = await self._database.find(sql.FIND_KEY, key_id)
        if row is None:
            return None
        return StoredKey(**dict(row) | {"scope": Scope[row["scope"].upper()]})

    async def touch(self, used: Mapping[str, datetime]) -> None:
        """Remember when each key was last used."""
        async with self._database.transaction() as connection:
            await connection.execute(sql.TOUCH_KEYS, list(used), list(used.values()))

    async def newest(self, org_id: str) -> list[dict[str, Any]]:
        """The keys of *org_id* without what would open anything, newest first."""
        rows = await self._database.fetch(sql.LIST_KEYS, org_id, MAX_LISTED)
        return [dict(row) for row in rows]

    async def create(
        self, key: ApiKey, new: NewKey, by: Caller, expires_at: datetime | None
    ) -> dict[str, Any]:
        """A key made by *by*, with its audit. Its organisation must be there."""
        async with self._database.transaction() as connection:
            row = await connection.fetchrow(
                sql.INSERT_KEY,
                new.org_id,
                key.id,
                key.digest,
                new.name,
                new.scope.name.lower(),
                by.id,
                expires_at,
            )
            assert row is not None  # noqa: S101  an insert that fails raises
            audit = _audit(by, "key.created", key.id, None, row)
            await connection.execute(sql.AUDIT, *audit)
        return dict(row)

    async def revoke(self, key_id: str, by: Caller) -> dict[str, Any] | None:
        """The key of that id, revoked; None where *by* sees no such key."""
        async with self._database.transaction() as connection:
            before = await connection.fetchrow(sql.LOCK_KEY, *by.sees, key_id)
            if before is None:
                return None
            row = await connection.fetchrow(sql.REVOKE_KEY, key_id)
            assert row is not None  # noqa: S101  we hold its lock
            if before["revoked_at"] is None:
                audit = _audit(by, "key.revoked", key_id, before, row)
                await connection.execute(sql.AUDIT, *audit)
        return dict(row)


def _audit(
    by: Caller, action: str, key_id: str, before: Record | None, after: Record
) -> tuple[Any, ...]:
    told = (None if row is None else _json(row) for row in (before, after))
    # Where the key is, its administrators see what became of it.
    return (after["org_id"], by.id, action, "api_key", key_id, *told)


def _json(row: Record) -> str:
    return msgspec.json.encode(dict(row)).decode()
