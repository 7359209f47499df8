"""Making changes: one bounded transaction each, with its audit and what is needed to undo it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from b9_api.adapters.constraints import constrained
from b9_api.adapters.database import (
    Connection,
    ContentionError,
    Database,
    DatabaseUnavailableError,
)
from b9_api.commands import json_text
from b9_api.editing import sql
from b9_api.editing.changes import Change, Row, RowOutcome, Who, planned
from b9_api.editing.entities import Editable
from b9_api.editing.showing import Showing
from b9_api.editing.spelling import spell_out, spelt
from b9_api.sql import accepting as keys
from b9_api.wishes import KeyReusedError

TRIES: Final = 4
MAX_ROWS: Final = 1_000
RESULTS: Final = ("updated", "unchanged", "conflict", "not_found")


class Key(Struct, frozen=True, kw_only=True):
    """A caller's Idempotency-Key, and what it is used for."""

    text: str
    body_hash: str


class Done(Struct, frozen=True, kw_only=True):
    """What became of a change: its rows in the order asked for, or the answer given before."""

    token: UUID | None = None
    rows: tuple[RowOutcome, ...] = ()
    repeated: bytes | None = None

    def counts(self) -> dict[str, int]:
        """How many rows came to each result."""
        counted = Counter(row.result for row in self.rows)
        return {result: counted[result] for result in RESULTS}

    def answer(self, *, dry_run: bool = False) -> dict[str, Any]:
        """What a caller is told of a change of many."""
        return {
            "dry_run": dry_run,
            "counts": self.counts(),
            "results": [told(row) for row in self.rows],
            "undo_token": None if self.token is None else str(self.token),
        }


class Editor:
    """Changes human-owned columns; safe to repeat with a key."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def edit(self, change: Change, who: Who, key: Key | None = None) -> Done:
        """
        Make *change*, all rows in one transaction, and tell what became of each.

        Raises `KeyReusedError`, `ConstraintError` and `DatabaseUnavailableError`.
        """
        if len(change.ids) > MAX_ROWS:
            raise ValueError(f"at most {MAX_ROWS} rows")
        for _ in range(TRIES):
            try:
                with constrained():
                    async with self._database.transaction() as connection:
                        done = await self._edit(connection, change, who, key)
            except ContentionError:
                continue
            if not change.dry_run:
                await self._showing.changed(change.of, changed_ids(done.rows))
            return done
        raise DatabaseUnavailableError(f"{TRIES} others changed these rows first")

    async def _edit(
        self, connection: Connection, change: Change, who: Who, key: Key | None
    ) -> Done:
        token = uuid4()
        if key is not None and not change.dry_run:
            repeated = await answered(connection, who, key, token)
            if repeated is not None:
                return Done(repeated=repeated)
        rows = await edit_in(connection, change, who, token)
        changed = any(row.result == "updated" for row in rows) and not change.dry_run
        done = Done(rows=rows, token=token if changed else None)
        if changed or (key is not None and not change.dry_run):
            await keep(connection, who, change.of.resource, token, json_text(done.answer()))
        return done


async def edit_in(
    connection: Connection, change: Change, who: Who, token: UUID
) -> tuple[RowOutcome, ...]:
    """*change* within the caller's transaction, audited under the edit *token*."""
    change = await _with_spelling(connection, change, who)
    found = {row.id: row for row in await locked(connection, change.of, change.ids)}
    now = datetime.now(UTC).isoformat()
    rows = tuple(
        planned(change, found.get(wanted), wanted, actor=who.actor, now=now)
        for wanted in dict.fromkeys(change.ids)
    )
    if not change.dry_run:
        await write(connection, change.of, rows, who, change.action, token)
    return rows


async def _with_spelling(connection: Connection, change: Change, who: Who) -> Change:
    """A niche is written as it was written first."""
    typed = change.set.get("niche")
    if typed is None:
        return change
    if change.dry_run:
        name = await spelt(connection, typed)
    else:
        name = await spell_out(connection, typed, who.actor)
    return msgspec.structs.replace(change, set={**change.set, "niche": name})


async def locked(connection: Connection, of: Editable, ids: Sequence[int]) -> list[Row]:
    """The rows of *ids*, nobody else's until the transaction ends."""
    return [
        Row(
            id=row["id"],
            key=row["key"],
            name=row["name"],
            version=row["version"],
            held=msgspec.json.decode(row["held"]),
        )
        for row in await connection.fetch(of.lock, list(ids))
    ]


async def write(
    connection: Connection,
    of: Editable,
    rows: Sequence[RowOutcome],
    who: Who,
    action: str,
    token: UUID,
) -> None:
    """Write what changed, and the audit of it."""
    changed = [(row.row, row) for row in rows if row.result == "updated" and row.row is not None]
    if not changed:
        return
    written = [{"id": row.id, **row.held, **done.after} for row, done in changed]
    said = [{"key": row.key, "before": done.before, "after": done.after} for row, done in changed]
    await connection.execute(of.write, json_text(written))
    await audited(connection, of.entity, action, who, token, said)


async def audited(  # whose what became what, and under which edit
    connection: Connection,
    entity: str,
    action: str,
    who: Who,
    token: UUID,
    rows: Sequence[Mapping[str, Any]],
) -> None:
    """Leave in the audit log *rows* of key, before and after."""
    await connection.execute(
        sql.AUDIT,
        who.org_id,
        who.actor,
        f"{entity.rpartition('_')[2]}.{action}",
        entity,
        UUID(who.http_id),
        token,
        json_text(rows),
    )


async def answered(connection: Connection, who: Who, key: Key, token: UUID) -> bytes | None:
    """The answer that *key* got before; otherwise it is now that of the edit *token*."""
    held = (who.org_id, who.actor, key.text)
    if await connection.fetchval(keys.CLAIM_KEY, *held, key.body_hash, token):
        return None
    row = await connection.fetchrow(keys.FIND_KEY, *held)
    if row is None or row["body_hash"] != key.body_hash:
        raise KeyReusedError
    answer = await connection.fetchval(sql.ANSWER_OF, row["request_id"], who.org_id)
    if answer is None:
        raise KeyReusedError
    return str(answer).encode()


async def keep(connection: Connection, who: Who, resource: str, token: UUID, answer: str) -> None:
    """Remember the edit *token*, so that it can be undone and told again."""
    await connection.execute(sql.KEEP_EDIT, token, who.org_id, who.actor, resource, answer)


def changed_ids(rows: Iterable[RowOutcome]) -> list[int]:
    """The rows that are not as before."""
    return [row.id for row in rows if row.result == "updated"]


def told(row: RowOutcome) -> dict[str, Any]:
    """One row's outcome, as JSON tells it."""
    said: dict[str, Any] = {"id": str(row.id), "result": row.result, "version": row.version}
    if row.result == "updated":
        said["previous"] = row.before
        said["changed"] = row.after
    if row.result == "conflict" and row.row is not None:
        said["current"] = row.row.held
    return said
