"""Niches: their spelling, and what becomes of creators when one is renamed, merged or deleted."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from b9_api.adapters.database import Connection, Database
from b9_api.commands import json_text
from b9_api.editing.changes import Change, Who
from b9_api.editing.editor import MAX_ROWS, audited, changed_ids, edit_in, keep
from b9_api.editing.entities import CREATORS
from b9_api.editing.showing import Showing
from b9_api.editing.spelling import spell_out

ENTITY: Final = "instagram_niche"
# Each a transaction of its own, so that nobody waits for long.
MAX_STEPS: Final = 100

KNOWN: Final = """
SELECT EXISTS (SELECT FROM instagram_niches WHERE name_key = lower($1::text))
    OR EXISTS (SELECT FROM instagram_creators WHERE lower(niche) = lower($1::text))
"""
FORGET: Final = "DELETE FROM instagram_niches WHERE name_key = ANY ($1::text[])"
MEMBERS: Final = """
SELECT id FROM instagram_creators
 WHERE lower(niche) = ANY ($1::text[]) AND niche IS DISTINCT FROM $2::text
 ORDER BY ig_user_id COLLATE "C" LIMIT $3
"""


class Moved(Struct, frozen=True, kw_only=True):
    """How many creators changed, and what takes each thousand of them back."""

    niche: str | None
    creators: int
    undo_tokens: tuple[UUID, ...]

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        return {
            "niche": self.niche,
            "creators_updated": self.creators,
            "undo_tokens": [str(token) for token in self.undo_tokens],
        }


class Niches:
    """Changes niches; every change of a creator is an edit as any other."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def known(self, name: str) -> bool:
        """Whether somebody has this niche, or it was made for nobody yet."""
        row = await self._database.find(KNOWN, name)
        return row is not None and bool(row[0])

    async def create(self, name: str, who: Who) -> str:
        """The niche *name*, in the spelling it has here."""
        async with self._database.transaction() as connection:
            spelt = await spell_out(connection, name, who.actor)
            await _audit(connection, "created", who, uuid4(), [name], spelt)
        return spelt

    async def move(self, names: Sequence[str], into: str | None, who: Who, action: str) -> Moved:
        """
        Let all creators of *names* be of *into* (None: of no niche); *names* are no more.

        By the thousand, each an edit of its own. Cut off in the midst, it is to be asked again.
        """
        moved, tokens = 0, []
        for _ in range(MAX_STEPS):
            async with self._database.transaction() as connection:
                token, changed = await _step(connection, names, into, who, action)
            await self._showing.changed(CREATORS, changed)
            count = len(changed)
            moved += count
            tokens += [token] if count else []
            if count < MAX_ROWS:
                break
        return Moved(niche=into, creators=moved, undo_tokens=tuple(tokens))


async def _step(
    connection: Connection, names: Sequence[str], into: str | None, who: Who, action: str
) -> tuple[UUID, list[int]]:
    token = uuid4()
    keys = [name.lower() for name in names]
    forgotten = await connection.execute(FORGET, keys)
    if into is not None:
        await spell_out(connection, into, who.actor)
    if not forgotten.endswith(" 0"):
        await _audit(connection, action, who, token, names, into)
    ids = tuple(row["id"] for row in await connection.fetch(MEMBERS, keys, into, MAX_ROWS))
    change = Change(
        of=CREATORS, ids=ids, set={"niche": into}, action=f"niche_{action}", hidden=True
    )
    rows = await edit_in(connection, change, who, token)
    changed = changed_ids(rows)
    if changed:
        answer = json_text({"niche": into, "creators_updated": len(changed)})
        await keep(connection, who, CREATORS.resource, token, answer)
    return token, changed


async def _audit(
    connection: Connection,
    action: str,
    who: Who,
    token: UUID,
    names: Sequence[str],
    into: str | None,
) -> None:
    rows = [{"key": name, "before": {"name": name}, "after": {"name": into}} for name in names]
    await audited(connection, ENTITY, action, who, token, rows)
