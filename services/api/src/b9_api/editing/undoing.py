"""Taking an edit back: each field, where it still holds what the edit wrote."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
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
    Record,
)
from b9_api.commands import json_text
from b9_api.editing import sql
from b9_api.editing.changes import Row, RowOutcome, Who
from b9_api.editing.editor import TRIES, changed_ids, keep, locked, write
from b9_api.editing.entities import EDITABLE, Editable
from b9_api.editing.showing import Showing
from b9_api.editing.spelling import spell_out

# An edit is of a thousand rows, and of what hangs on them.
MAX_UNDONE: Final = 5_000
# Whoever may not set these may not take them back.
HOLDS: Final = frozenset({"paused_at", "removed_at"})
TIMES: Final = frozenset({"paused_at", "removed_at", "archived_at"})


class UndoRefusedError(Exception):
    """There is nothing to take back: *code* says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Taken(Struct, frozen=True, kw_only=True):
    """What became of one row: field by field, ``restored`` or ``kept``."""

    of: Editable
    key: str
    fields: Mapping[str, str]
    outcome: RowOutcome | None = None

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        row = None if self.outcome is None else self.outcome.row
        kinds = set(self.fields.values())
        return {
            "resource": self.of.resource,
            "id": None if row is None else str(row.id),
            self.of.key if self.of.key != "id" else "key": self.key,
            "result": "not_found" if row is None else kinds.pop() if len(kinds) == 1 else "partly",
            "fields": dict(self.fields),
            "version": None if self.outcome is None else self.outcome.version,
        }


class Undoing:
    """Takes edits back, each once, within seven days, for the organisation that made it."""

    def __init__(self, database: Database, showing: Showing) -> None:
        self._database = database
        self._showing = showing

    async def undo(self, token: UUID, who: Who, *, may_hold: bool) -> dict[str, Any]:
        """
        Restore what edit *token* changed, where nobody decided since; tell of each field.

        Unless *may_hold*, an edit that stopped or removed something is refused.
        Raises `UndoRefusedError`, `ConstraintError` and `DatabaseUnavailableError`.
        """
        for _ in range(TRIES):
            try:
                with constrained():
                    async with self._database.transaction() as connection:
                        taken, answer = await _undo(connection, token, who, may_hold=may_hold)
            except ContentionError:
                continue
            for of in EDITABLE:
                outcomes = [one.outcome for one in taken if one.of is of and one.outcome]
                await self._showing.changed(of, changed_ids(outcomes))
            return answer
        raise DatabaseUnavailableError(f"{TRIES} others changed these rows first")


async def _undo(
    connection: Connection, token: UUID, who: Who, *, may_hold: bool
) -> tuple[list[Taken], dict[str, Any]]:
    edit = await connection.fetchrow(sql.LOCK_EDIT, token, who.org_id)
    _refuse(edit)
    written: dict[str, list[Record]] = defaultdict(list)
    for one in await connection.fetch(sql.WRITTEN, token, MAX_UNDONE + 1):
        written[one["entity"]].append(one)
        if not may_hold and HOLDS & set(msgspec.json.decode(one["after"])):
            raise UndoRefusedError("forbidden", "this needs the scope operate")
    if sum(map(len, written.values())) > MAX_UNDONE:
        raise UndoRefusedError("undo_too_large", f"at most {MAX_UNDONE} rows are taken back")
    undoing = uuid4()
    taken: list[Taken] = []
    for of in EDITABLE:
        if written[of.entity]:
            taken += await _take_back(connection, of, written[of.entity], who, undoing)
    await connection.execute(sql.MARK_UNDONE, token, who.actor)
    results = [one.told() for one in taken]
    answer = {
        "undone": str(token),
        "counts": dict(Counter(one["result"] for one in results)),
        "results": results,
        "undo_token": str(undoing),
    }
    await keep(connection, who, "undo", undoing, json_text(answer))
    return taken, answer


def _refuse(edit: Record | None) -> None:
    if edit is None:
        raise UndoRefusedError("unknown_edit", "nobody here made such an edit")
    if edit["undone_at"] is not None:
        raise UndoRefusedError("already_undone", f"{edit['undone_by']} took it back already")
    if edit["expired"]:
        raise UndoRefusedError("undo_expired", "an edit is taken back within seven days")


async def _take_back(
    connection: Connection, of: Editable, written: Sequence[Record], who: Who, undoing: UUID
) -> list[Taken]:
    keys = [one["entity_id"] for one in written]
    ids = {row["key"]: row["id"] for row in await connection.fetch(of.ids, keys)}
    rows = {row.key: row for row in await locked(connection, of, list(ids.values()))}
    since = await _decided_since(connection, of, keys, max(one["id"] for one in written))
    taken = [_one(of, one, rows.get(one["entity_id"]), since[one["entity_id"]]) for one in written]
    outcomes = [one.outcome for one in taken if one.outcome is not None]
    await write(connection, of, outcomes, who, "undone", undoing)
    for outcome in outcomes:
        if outcome.after.get("niche"):
            await spell_out(connection, outcome.after["niche"], who.actor)
    return taken


async def _decided_since(
    connection: Connection, of: Editable, keys: Sequence[str], after: int
) -> dict[str, set[str]]:
    """The fields of each row that somebody decided again, even if the same."""
    since: dict[str, set[str]] = defaultdict(set)
    for one in await connection.fetch(sql.LATER, of.entity, list(keys), after):
        then = msgspec.json.decode(one["before"] or b"{}")
        now = msgspec.json.decode(one["after"] or b"{}")
        since[one["entity_id"]] |= {field for field in now if then.get(field) != now[field]}
    return since


def _one(of: Editable, written: Record, row: Row | None, since: set[str]) -> Taken:
    before = msgspec.json.decode(written["before"])
    after = msgspec.json.decode(written["after"])
    leaders = of.leaders(tuple(after))
    if row is None:
        return Taken(of=of, key=written["entity_id"], fields=dict.fromkeys(leaders, "kept"))
    restored = [
        field
        for field in leaders
        if field not in since and _same(field, row.held[field], after[field])
    ]
    back = {
        column: before[column]
        for field in restored
        for column in (field, *of.follow(field))
        if column in before
    }
    outcome = RowOutcome(
        id=row.id,
        result="updated" if back else "unchanged",
        row=row,
        before={column: row.held[column] for column in back},
        after=back,
    )
    fields = {field: "restored" if field in restored else "kept" for field in leaders}
    return Taken(of=of, key=row.key, fields=fields, outcome=outcome)


def _same(field: str, held: Any, written: Any) -> bool:
    """Times are equal however many digits they are told with."""
    if held is None or written is None or field not in TIMES:
        return bool(held == written)
    return datetime.fromisoformat(held) == datetime.fromisoformat(written)
