"""A change of however many rows: by the thousand, each step an edit of its own."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from msgspec import Struct

from b9_api.adapters.database import (
    Connection,
    ContentionError,
    Database,
    DatabaseUnavailableError,
)
from b9_api.editing.changes import Who
from b9_api.editing.editor import TRIES, audited
from b9_api.editing.entities import Editable
from b9_api.editing.showing import Showing

# Each a transaction of its own, so that nobody waits for long.
MAX_STEPS: Final = 100

# Whether a name was given up for the other of late, and neither was moved anywhere else since.
BEGUN: Final = """
SELECT moved.after ->> 'name' = $3::text AND edits.undone_at IS NULL
       AND moved.at > now() - interval '7 days'
       AND NOT EXISTS (SELECT FROM audit_log AS later
                        WHERE later.entity = $1 AND later.entity_id = $3 AND later.id > moved.id)
  FROM audit_log AS moved LEFT JOIN edits ON edits.id = moved.edit_id
 WHERE moved.entity = $1 AND moved.entity_id = $2 ORDER BY moved.id DESC LIMIT 1
"""


class Step(Struct, frozen=True, kw_only=True):
    """The rows that one step changed, and the keys to go on after; None where that was all."""

    changed: Sequence[tuple[Editable, Sequence[int]]]
    after: tuple[Any, ...] | None


class Moves(Struct, frozen=True, kw_only=True):
    """How many rows of each resource changed, and what takes them back; *whole*: no more to do."""

    counts: Mapping[str, int]
    tokens: tuple[UUID, ...]
    whole: bool


Take = Callable[[Connection, UUID, tuple[Any, ...]], Awaitable[Step]]


async def by_steps(
    database: Database, showing: Showing, take: Take, after: tuple[Any, ...]
) -> Moves:
    """
    Take one step after the other, in the order of keys, and tell how far that came.

    What was committed is told though a later step fails. Raises `DatabaseUnavailableError` where
    nothing was.
    """
    counts: Counter[str] = Counter()
    tokens: list[UUID] = []
    for _ in range(MAX_STEPS):
        token = uuid4()
        try:
            step = await _taken(database, take, token, after)
        except DatabaseUnavailableError:
            if not tokens:
                raise
            break
        for of, ids in step.changed:
            counts[of.resource] += len(ids)
            await showing.changed(of, ids)
        if any(ids for _, ids in step.changed):
            tokens.append(token)
        if step.after is None:
            return Moves(counts=counts, tokens=tuple(tokens), whole=True)
        after = step.after
    return Moves(counts=counts, tokens=tuple(tokens), whole=False)


async def _taken(database: Database, take: Take, token: UUID, after: tuple[Any, ...]) -> Step:
    for _ in range(TRIES):
        try:
            async with database.transaction() as connection:
                return await take(connection, token, after)
        except ContentionError:
            continue
    raise DatabaseUnavailableError(f"{TRIES} others changed these rows first")


async def begun(database: Database, entity: str, name: str, into: str) -> bool:
    """Whether *name* was moved to *into* of late: asking again finishes what is left of it."""
    row = await database.find(BEGUN, entity, name, into)
    return row is not None and bool(row[0])


async def audit_names(  # which names became what, by whom, under which edit
    connection: Connection,
    entity: str,
    action: str,
    who: Who,
    token: UUID,
    names: Sequence[str],
    into: str | None,
) -> None:
    """Leave in the audit log what each of *names* is called by now (None: nothing)."""
    rows = [{"key": name, "before": {"name": name}, "after": {"name": into}} for name in names]
    await audited(connection, entity, action, who, token, rows)
