"""Which field of an item stands in which column: how the one place of each platform says it."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct

from b9_persister.seen import Seen
from b9_persister.values import array_text, json_text, utc

Row = Seen[Any]


class Column(Struct, frozen=True):
    """
    One column: its name, how its values travel, and where they come from.

    *cast* is the column's own type where it differs: JSON and arrays travel as text. *once* is
    one that is set when the row is made, and never changed.
    """

    name: str
    type: str
    get: Callable[[Any], Any]
    cast: str = ""
    once: bool = False


class Table(Struct, frozen=True, kw_only=True):
    """
    One kind of observation and where it is kept: by *key*, the item's *field*.

    *seen_at* and *said* are the columns that tell when it was seen and what it said (its hash):
    a table may keep several kinds of observation in one row.
    """

    name: str
    key: str
    field: str
    columns: Sequence[Column]
    seen_at: str = "observed_at"
    said: str = "content_hash"


def values(columns: Sequence[Column], rows: Sequence[Row]) -> list[list[Any]]:
    """The rows as one list per column."""
    return [[column.get(row) for row in rows] for column in columns]


def same(name: str, type_: str) -> Column:
    """A column called as its field."""
    return of(name, type_, name)


def of(column: str, type_: str, field: str) -> Column:
    """A column called otherwise than its *field*."""
    return Column(column, type_, lambda row: getattr(row.value, field))


def moment(column: str, field: str) -> Column:
    """A time, which may be unknown."""

    def get(row: Row) -> Any:
        at = getattr(row.value, field)
        return None if at is None else utc(at)

    return Column(column, "timestamptz", get)


def array(column: str, field: str) -> Column:
    """A list of texts."""
    return Column(column, "text", lambda row: array_text(getattr(row.value, field)), "text[]")


def raw(column: str, field: str = "raw") -> Column:
    """JSON as it came."""
    return Column(column, "text", lambda row: json_text(getattr(row.value, field)), "jsonb")


def seen(seen_at: str = "observed_at", said: str = "content_hash") -> tuple[Column, Column]:
    """When it was seen, and what it said."""
    return (
        Column(seen_at, "timestamptz", lambda row: row.observed_at),
        Column(said, "text", lambda row: row.content_hash),
    )


SEEN: Final = seen()
