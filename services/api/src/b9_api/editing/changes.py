"""A change that a person wants, and what it comes to for one row."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from b9_api.editing.entities import Editable

Verb = Literal["add", "remove", "replace", "swap"]
Result = Literal["updated", "unchanged", "conflict", "not_found"]


class TagChange(Struct, frozen=True):
    """
    What is done to a row's tags: these put to the others, taken away, or put instead.

    A swap puts *into* (or nothing) where each of them stands.
    """

    verb: Verb
    tags: tuple[str, ...]
    into: str | None = None

    def applied(self, held: Sequence[str]) -> list[str]:
        """The tags afterwards, each once, in the order they came."""
        if self.verb == "remove":
            return [tag for tag in held if tag not in self.tags]
        if self.verb == "swap":
            swapped = (self.into if tag in self.tags else tag for tag in held)
            return list(dict.fromkeys(tag for tag in swapped if tag is not None))
        kept = held if self.verb == "add" else ()
        return list(dict.fromkeys((*kept, *self.tags)))


class Change(Struct, frozen=True, kw_only=True):
    """
    One change of the rows *ids*: fields *set*, and what happens to tags.

    A row is left alone (conflict) where its version is not that of *versions*, or where it does
    not hold what *expect* says. *dry_run* tells what would be, and writes nothing. *hidden* rows
    (removed, archived) are not found, unless they are what it is about. A field that holds one of
    what *keep* names stays as it is.
    """

    of: Editable
    ids: tuple[int, ...]
    set: Mapping[str, Any] = {}
    tags: TagChange | None = None
    versions: Mapping[int, int] = {}
    expect: Mapping[str, Any] = {}
    keep: Mapping[str, Collection[Any]] = {}
    dry_run: bool = False
    action: str = "edited"
    hidden: bool = False


class Who(Struct, frozen=True, kw_only=True):
    """Whoever wants it, for whom, by which HTTP request."""

    actor: str
    org_id: str
    http_id: str


class Row(Struct, frozen=True, kw_only=True):
    """A row as locked: *held* are its human-owned columns."""

    id: int
    key: str
    name: str | None
    version: int
    held: dict[str, Any]

    @property
    def hidden(self) -> bool:
        """Whether somebody put it out of sight."""
        return bool(self.held.get("removed_at") or self.held.get("archived_at"))


class RowOutcome(Struct, frozen=True, kw_only=True):
    """
    What became of one row: *before* and *after* hold the columns that changed.

    *row* is as found; None where there is none.
    """

    id: int
    result: Result
    row: Row | None = None
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}

    @property
    def version(self) -> int | None:
        """The version it now has."""
        if self.row is None:
            return None
        return self.row.version + (self.result == "updated")


def planned(change: Change, row: Row | None, wanted_id: int, *, actor: str, now: str) -> RowOutcome:
    """What *change* comes to for *row*, decided at *now* by *actor*."""
    if row is None or (row.hidden and not change.hidden):
        return RowOutcome(id=wanted_id, result="not_found")
    if not _as_expected(change, row):
        return RowOutcome(id=row.id, result="conflict", row=row)
    held = row.held
    wanted = {
        field: value
        for field, value in change.set.items()
        if field not in change.keep or held[field] not in change.keep[field]
    }
    if change.tags is not None:
        wanted[change.of.tags] = change.tags.applied(held[change.of.tags])
    return outcome(change.of, row, wanted, actor=actor, now=now)


def outcome(
    of: Editable, row: Row, wanted: Mapping[str, Any], *, actor: str, now: str
) -> RowOutcome:
    """*row* after *wanted*: columns that differ, with those that follow them."""
    after = {field: value for field, value in wanted.items() if row.held[field] != value}
    for field in tuple(after):
        if field in of.signed:
            at, by = of.signed[field]
            after |= {at: now, by: actor}
        if field in of.derived:
            after[of.derived[field]] = primary_category(after[field])
    if not after:
        return RowOutcome(id=row.id, result="unchanged", row=row)
    before = {field: row.held[field] for field in after}
    return RowOutcome(id=row.id, result="updated", row=row, before=before, after=after)


def primary_category(tags: Sequence[str]) -> str | None:
    """The one rule: what stands before the colon of the first tag that has one."""
    for tag in tags:
        category, colon, _ = tag.partition(":")
        if colon and category:
            return category
    return None


def _as_expected(change: Change, row: Row) -> bool:
    if change.versions.get(row.id, row.version) != row.version:
        return False
    held = {**row.held, "version": row.version}
    return all(held[field] == value for field, value in change.expect.items())
