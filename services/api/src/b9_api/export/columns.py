"""What a file's columns are: their names, their SQL for either format, and how a cell is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, TypeAlias

from b9_api.lists.asking import Asked
from b9_api.lists.resource import Column, Media, Shape
from b9_api.lists.statement import Part, Statement, conditions, order_of

Format = Literal["csv", "parquet"]
Kind: TypeAlias = "Shape | Literal['link', 'links']"

# A spreadsheet is text: the database writes it, so that no digit of a number is lost on the way.
AS_TEXT: Final[dict[Kind, str]] = {
    "time": "to_char(({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
    "texts": "to_json({})::text",
    "link": "{}",
    "links": "{}",
}
AS_VALUE: Final[dict[Kind, str]] = {
    "integer": "({})::bigint",
    "number": "({})::float8",
    "flag": "({})::boolean",
    "time": "({})::timestamptz",
    "date": "({})::date",
    "texts": "({})::text[]",
    "link": "{}",
    "links": "{}",
}
TEXT: Final = "({})::text"


class Row(Protocol):
    """The values of one row, in the order of the file's columns."""

    def __getitem__(self, place: int, /) -> Any:
        """The value at *place*."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Every value."""
        ...


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One column of a file."""

    name: str
    sql: str
    kind: Kind

    def told(self, wanted: Format) -> str:
        """The expression of its value."""
        forms = AS_TEXT if wanted == "csv" else AS_VALUE
        return f'{forms.get(self.kind, TEXT).replace("{}", self.sql)} AS "{self.name}"'


def cells_of(asked: Asked) -> tuple[Cell, ...]:
    """The columns that are asked for, in the order of the list's items."""
    fields: tuple[Column | Media, ...] = (*asked.resource.columns, *asked.resource.media)
    return tuple(
        Cell(name=one.name, sql=one.sql, kind=_kind(one))
        for one in fields
        if one.name in asked.fields
    )


def questions_of(asked: Asked, wanted: Format) -> list[tuple[str, list[object]]]:
    """
    The statements whose rows, one after the other, are the list's in its order.

    Two where a null may have to come last though an index has it first: each walks one way.
    """
    whole: tuple[Part, ...] = ("all",)
    if asked.sort.nullable and not asked.descending:
        whole = ("valued", "null")
    return [_question(asked, wanted, part) for part in whole]


def _question(asked: Asked, wanted: Format, part: Part) -> tuple[str, list[object]]:
    resource, statement = asked.resource, Statement()
    narrowed = conditions(asked, statement)
    if part != "all":
        narrowed.append(f"{asked.sort.sql} IS {'NOT ' if part == 'valued' else ''}NULL")
    told = ", ".join(one.told(wanted) for one in cells_of(asked))
    return (
        f"SELECT {told} FROM {resource.table} AS t {resource.joins}"  # noqa: S608  declared words and parameters alone
        f" WHERE {' AND '.join(narrowed)}"
        f" ORDER BY {', '.join(order_of(asked))}"
    ), statement.args


def _kind(one: Column | Media) -> Kind:
    if isinstance(one, Media):
        return "links" if one.many else "link"
    return one.shape
