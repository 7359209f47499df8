"""What a list is: its rows, their names in JSON, and what may be asked of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Shape = Literal["text", "integer", "number", "flag", "time", "json", "texts", "id", "date"]
SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "flag": {"type": ["boolean", "null"]},
    "time": {"type": ["string", "null"], "format": "date-time"},
    "date": {"type": ["string", "null"], "format": "date"},
    "json": {},
    "texts": {"type": ["array", "null"], "items": {"type": "string"}},
    "id": {"type": "string"},
}

NONE: Final = "none"

# Says how a value is passed: given the value, the name it goes by in the statement.
Bind = Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One field of an item. *sql* is over the row `t` (and the resource's joins)."""

    name: str
    sql: str
    shape: Shape
    # Large: told of one item, or where `fields` asks for it.
    detail: bool = False

    @property
    def told(self) -> str:
        """As JSON tells it: ids as strings, times in UTC."""
        if self.shape == "id":
            return f"({self.sql})::text"
        if self.shape == "time":
            return f"to_char(({self.sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        return self.sql


def col(name: str, shape: Shape, sql: str = "", *, detail: bool = False) -> Column:
    """A field; of the row's own column of that name unless *sql* says otherwise."""
    return Column(name=name, sql=sql or f"t.{name}", shape=shape, detail=detail)


@dataclass(frozen=True, kw_only=True)
class Media:
    """A field that is told as an address of ours; *sql* gives the asset's key, or several."""

    name: str
    sql: str
    many: bool = False
    detail: bool = False


@dataclass(frozen=True, kw_only=True)
class Sort:
    """An order that may be asked for, in both directions; nulls come last in either."""

    name: str
    sql: str
    # The type that a position in a cursor is read as.
    type: str
    nullable: bool = True
    # Columns that this order has an index of its own with: they stand before it there. To a
    # planner null is no constant, so the order must begin with them too. Or columns by whose nulls
    # few rows are found, which come so late in this order that they are better sorted.
    leads: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Filter:
    """
    One parameter that narrows a list.

    *read* makes a value of what was sent, or raises `ValueError` with what is wrong; *where* is
    the condition for such a value. *leads* is the column it is about: where that is null, rows come
    by an index that begins with it, if the order has one.
    """

    name: str
    read: Callable[[Sequence[str]], Any]
    where: Callable[[Any, Bind], str]
    schema: Mapping[str, Any]
    many: bool = False
    # One value may match nearly all rows, and another few: how they are read depends on it.
    varies: bool = False
    # Of a tab: counts are over all its values.
    tab: bool = False
    leads: str | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Groups:
    """
    Where a list is counted without reading it: *table* has, by the list's own names, what its base
    and its counts ask, and `n`, the number of rows that are like this.
    """

    table: str
    # Counts that ask for more than that, each as a statement of its own.
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A list. Names and SQL are ours alone; what a client sends is only ever a parameter."""

    name: str
    # A table or view, known as `t`.
    table: str
    # Unique, and what breaks ties.
    key: str
    key_type: str
    columns: tuple[Column, ...]
    sorts: tuple[Sort, ...]
    # As in a request: `-` first for descending.
    default_sort: str
    filters: tuple[Filter, ...] = ()
    media: tuple[Media, ...] = ()
    # Other tables, left-joined to a page's rows only: columns may use them, filters may not.
    joins: str = ""
    # Which of several rows is meant by one name.
    newest: str = "1"
    # Always true of what is listed.
    base: str = "true"
    # Lower-cased text in which `q` is looked for.
    search: str | None = None
    counts: Mapping[str, str] = field(default_factory=dict)
    # By which all rows are counted; where they are narrowed, the table itself is read.
    groups: Groups | None = None
    # Rows are wide: a page is picked by the index alone, which holds what is filtered by too.
    thin: bool = False
    # Rows belong to organisations: says which are those of the one that stands for ``{}``.
    owned: str = ""
    # Whoever runs the deployment sees those of all.
    open_above: bool = False

    def sort(self, name: str) -> Sort | None:
        """The order called *name*, without its direction."""
        return next((one for one in self.sorts if one.name == name), None)

    def filter(self, name: str) -> Filter | None:
        """The filter called *name*."""
        return next((one for one in self.filters if one.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every field there is."""
        return tuple(one.name for one in self._fields)

    @property
    def short(self) -> frozenset[str]:
        """The fields of a list's row."""
        return frozenset(one.name for one in self._fields if not one.detail)

    @property
    def _fields(self) -> tuple[Column | Media, ...]:
        return (*self.columns, *self.media)
