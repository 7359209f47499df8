"""Niches: their spelling, and what becomes of creators when one is renamed, merged or deleted."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from b9_api.adapters.database import Connection, Database
from b9_api.answers.editing import NicheMoved
from b9_api.commands import json_text
from b9_api.editing import moving
from b9_api.editing.changes import Change, Who
from b9_api.editing.editor import MAX_ROWS, changed_ids, edit_in, keep
from b9_api.editing.entities import CREATORS
from b9_api.editing.moving import Moves, Step, audit_names, by_steps
from b9_api.editing.showing import Showing
from b9_api.editing.spelling import spell_out

ENTITY: Final = "instagram_niche"

KNOWN: Final = """
SELECT EXISTS (SELECT FROM instagram_niches WHERE name_key = lower($1::text))
    OR EXISTS (SELECT FROM instagram_creators WHERE lower(niche) = lower($1::text))
"""
FORGET: Final = "DELETE FROM instagram_niches WHERE name_key = ANY ($1::text[])"
MEMBERS: Final = """
SELECT id, ig_user_id AS key FROM instagram_creators
 WHERE lower(niche) = ANY ($1::text[]) AND niche IS DISTINCT FROM $2::text
   AND ig_user_id COLLATE "C" > $3::text
 ORDER BY ig_user_id COLLATE "C" LIMIT $4
"""


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
            await audit_names(connection, ENTITY, "created", who, uuid4(), [name], spelt)
        return spelt

    async def begun(self, name: str, into: str) -> bool:
        """Whether *name* became *into* of late; some may still have it."""
        return await moving.begun(self._database, ENTITY, name, into)

    async def move(self, names: Sequence[str], into: str | None, who: Who, action: str) -> Moves:
        """
        Let all creators of *names* be of *into* (None: of no niche); *names* are no more.

        By the thousand, each an edit of its own. Cut off in the midst, it is to be asked again.
        """
        asked = _Asked(names=names, into=into, who=who, action=action)
        return await by_steps(self._database, self._showing, asked.step, ("",))


class _Asked(Struct, frozen=True, kw_only=True):
    """Which niches become what, and who wants it."""

    names: Sequence[str]
    into: str | None
    who: Who
    action: str

    async def step(self, connection: Connection, token: UUID, after: tuple[Any, ...]) -> Step:
        """The next thousand creators."""
        keys = [name.lower() for name in self.names]
        forgotten = await connection.execute(FORGET, keys)
        if self.into is not None:
            await spell_out(connection, self.into, self.who.actor)
        rows = await connection.fetch(MEMBERS, keys, self.into, *after, MAX_ROWS)
        change = Change(
            of=CREATORS,
            ids=tuple(row["id"] for row in rows),
            set={"niche": self.into},
            action=f"niche_{self.action}",
            hidden=True,
        )
        changed = changed_ids(await edit_in(connection, change, self.who, token))
        if changed or not forgotten.endswith(" 0"):
            await audit_names(
                connection, ENTITY, self.action, self.who, token, self.names, self.into
            )
        if changed:
            answer = json_text({"niche": self.into, "creators_updated": len(changed)})
            await keep(connection, self.who, CREATORS.resource, token, answer)
        more = len(rows) == MAX_ROWS
        return Step(changed=[(CREATORS, changed)], after=(rows[-1]["key"],) if more else None)


def told(moves: Moves, into: str | None) -> NicheMoved:
    """What is answered of it."""
    return NicheMoved(
        niche=into,
        creators_updated=moves.counts.get(CREATORS.resource, 0),
        undo_tokens=list(moves.tokens),
    )
