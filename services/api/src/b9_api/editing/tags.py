"""Tags of communities: what becomes of those who have one that is renamed, merged or deleted."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from b9_api.adapters.database import Connection, Database
from b9_api.commands import json_text
from b9_api.editing.changes import Change, TagChange, Who
from b9_api.editing.editor import MAX_ROWS, changed_ids, edit_in, keep
from b9_api.editing.entities import SUBREDDITS
from b9_api.editing.showing import Showing

# Each a transaction of its own, so that nobody waits for long.
MAX_STEPS: Final = 100

KNOWN: Final = "SELECT EXISTS (SELECT FROM reddit_subreddits WHERE tags ? $1::text)"
MEMBERS: Final = """
SELECT id FROM reddit_subreddits WHERE tags ?| $1::text[]
 ORDER BY subreddit_id COLLATE "C" LIMIT $2
"""


class TagMoved(Struct, frozen=True, kw_only=True):
    """How many communities changed, and what takes each thousand of them back."""

    tag: str | None
    subreddits_updated: int
    undo_tokens: list[UUID]


class Tags:
    """Changes a tag wherever it stands; every change of a community is an edit as any other."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def known(self, name: str) -> bool:
        """Whether some community has this tag."""
        row = await self._database.find(KNOWN, name)
        return row is not None and bool(row[0])

    async def move(self, names: Sequence[str], into: str | None, who: Who, action: str) -> TagMoved:
        """
        Put *into* in the place of each of *names* (None: nothing), once in each community.

        By the thousand, each an edit of its own. Cut off in the midst, it is to be asked again.
        """
        moved, tokens = 0, []
        for _ in range(MAX_STEPS):
            token = uuid4()
            async with self._database.transaction() as connection:
                changed = await _step(connection, names, into, who, action, token)
            await self._showing.changed(SUBREDDITS, changed)
            moved += len(changed)
            tokens += [token] if changed else []
            if len(changed) < MAX_ROWS:
                break
        return TagMoved(tag=into, subreddits_updated=moved, undo_tokens=tokens)


async def _step(  # which tags, by whom, under which edit
    connection: Connection,
    names: Sequence[str],
    into: str | None,
    who: Who,
    action: str,
    token: UUID,
) -> list[int]:
    rows = await connection.fetch(MEMBERS, list(names), MAX_ROWS)
    change = Change(
        of=SUBREDDITS,
        ids=tuple(row["id"] for row in rows),
        tags=TagChange("swap", tuple(names), into),
        action=f"tag_{action}",
        hidden=True,
    )
    changed = changed_ids(await edit_in(connection, change, who, token))
    if changed:
        told: dict[str, Any] = {"tag": into, "subreddits_updated": len(changed)}
        await keep(connection, who, SUBREDDITS.resource, token, json_text(told))
    return changed
