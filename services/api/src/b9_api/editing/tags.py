"""Tags of communities and models: what becomes of those who have one that is changed."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from b9_api.adapters.database import Connection, Database
from b9_api.commands import json_text
from b9_api.editing import moving
from b9_api.editing.changes import Change, TagChange, Who
from b9_api.editing.editor import MAX_ROWS, changed_ids, edit_in, keep
from b9_api.editing.entities import MODELS, SUBREDDITS
from b9_api.editing.moving import Moves, Step, audit_names, by_steps
from b9_api.editing.showing import Showing

ENTITY: Final = "reddit_tag"
# Before every model and every community.
START: Final = (0, "")

KNOWN: Final = """
SELECT EXISTS (SELECT FROM reddit_subreddits WHERE tags ? $1::text)
    OR EXISTS (SELECT FROM models WHERE assigned_tags ? $1::text)
"""
# In the order in which they are locked: whoever is assigned a tag first.
ASSIGNED: Final = """
SELECT id::bigint AS id, id AS key FROM models
 WHERE assigned_tags ?| $1::text[] AND id > $2::int ORDER BY id LIMIT $3
"""
MEMBERS: Final = """
SELECT id, subreddit_id AS key FROM reddit_subreddits
 WHERE tags ?| $1::text[] AND subreddit_id COLLATE "C" > $2::text
 ORDER BY subreddit_id COLLATE "C" LIMIT $3
"""


class TagMoved(Struct, frozen=True, kw_only=True):
    """How many communities and models changed, and what takes each thousand of them back."""

    tag: str | None
    subreddits_updated: int
    models_updated: int
    undo_tokens: list[UUID]


class _Asked(Struct, frozen=True, kw_only=True):
    """Which tags become what, and who wants it."""

    names: Sequence[str]
    into: str | None
    who: Who
    action: str

    async def step(self, connection: Connection, token: UUID, after: tuple[Any, ...]) -> Step:
        """The next thousand models, and the next thousand communities."""
        changed, keys, more = [], [], False
        for of, members, key in zip((MODELS, SUBREDDITS), (ASSIGNED, MEMBERS), after, strict=True):
            rows = await connection.fetch(members, list(self.names), key, MAX_ROWS)
            change = Change(
                of=of,
                ids=tuple(row["id"] for row in rows),
                tags=TagChange("swap", tuple(self.names), self.into),
                action=f"tag_{self.action}",
                hidden=True,
            )
            changed.append((of, changed_ids(await edit_in(connection, change, self.who, token))))
            keys.append(rows[-1]["key"] if rows else key)
            more = more or len(rows) == MAX_ROWS
        if any(ids for _, ids in changed):
            await self._remember(connection, token, {of.resource: len(ids) for of, ids in changed})
        return Step(changed=changed, after=tuple(keys) if more else None)

    async def _remember(self, connection: Connection, token: UUID, counts: dict[str, int]) -> None:
        await audit_names(connection, ENTITY, self.action, self.who, token, self.names, self.into)
        told = {"tag": self.into} | {f"{name}_updated": count for name, count in counts.items()}
        await keep(connection, self.who, SUBREDDITS.resource, token, json_text(told))


class Tags:
    """Changes a tag wherever it stands; every change of a row is an edit as any other."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def known(self, name: str) -> bool:
        """Whether some community or model has this tag."""
        row = await self._database.find(KNOWN, name)
        return row is not None and bool(row[0])

    async def begun(self, name: str, into: str) -> bool:
        """Whether *name* became *into* of late; some may still have it."""
        return await moving.begun(self._database, ENTITY, name, into)

    async def move(self, names: Sequence[str], into: str | None, who: Who, action: str) -> Moves:
        """
        Put *into* in the place of each of *names* (None: nothing), once in each row.

        By the thousand, each an edit of its own. Cut off in the midst, it is to be asked again.
        """
        asked = _Asked(names=names, into=into, who=who, action=action)
        return await by_steps(self._database, self._showing, asked.step, START)


def told(moves: Moves, into: str | None) -> TagMoved:
    """What is answered of it."""
    return TagMoved(
        tag=into,
        subreddits_updated=moves.counts.get(SUBREDDITS.resource, 0),
        models_updated=moves.counts.get(MODELS.resource, 0),
        undo_tokens=list(moves.tokens),
    )
