"""
The SQL of a list, made of the declaration's own words and of parameters.

Rows are read in the order of an index, from the last one seen. Those without a value come last in
either direction, and are a walk of their own: an index cannot go from the one to the other.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from b9_api.lists.asking import Asked
from b9_api.lists.cursor import Position
from b9_api.lists.resource import NONE, Groups, Resource

Part = Literal["all", "valued", "null"]
ESCAPED: Final = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@dataclass
class Statement:
    """A statement's parameters, as they are named in it."""

    args: list[Any] = field(default_factory=list)

    def bind(self, value: Any) -> str:
        """*value* as a parameter."""
        self.args.append(value)
        return f"${len(self.args)}"


def conditions(asked: Asked, statement: Statement, *, without_tabs: bool = False) -> list[str]:
    """What rows must be like: the base, the organisation, the filters and the search."""
    resource = asked.resource
    found = [resource.base]
    if resource.owned and not asked.whole:
        found.append(resource.owned.replace("{}", statement.bind(asked.org_id)))
    if asked.part_of is not None:
        found.append(f"{asked.part_of[0]} = {statement.bind(asked.part_of[1])}")
    for one, value in asked.values:
        if not (without_tabs and one.tab):
            found.append(one.where(value, statement.bind))
    if asked.q is not None:
        pattern = statement.bind(f"%{asked.q.translate(ESCAPED)}%")
        found.append(f"{resource.search} LIKE {pattern}")
    return [one for one in found if one != "true"] or ["true"]


def is_planned_anew(asked: Asked) -> bool:
    """Whether the values that are asked for decide how rows are best read."""
    return asked.q is not None or any(one.varies for one, _ in asked.values)


def page(asked: Asked, part: Part, after: Position | None, limit: int) -> tuple[str, list[Any]]:
    """
    Up to *limit* rows of *part*: each as JSON, its value and key as text, its media.

    The page is picked by the index alone; only its rows are joined and told.
    """
    resource, statement = asked.resource, Statement()
    wanted = conditions(asked, statement)
    if part != "all":
        wanted.append(f"{asked.sort.sql} IS {'NOT ' if part == 'valued' else ''}NULL")
    if after is not None:
        wanted.append(_beyond(asked, after, part, statement))
    order = order_of(asked)
    values = f"{asked.sort.sql} AS b9_value, {resource.key} AS b9_key"
    picked = (
        f"SELECT {values if resource.thin else f't.*, {values}'}"  # noqa: S608  declared words and parameters alone
        f" FROM {resource.table} AS t WHERE {' AND '.join(wanted)}"
        f" ORDER BY {', '.join(order)} LIMIT {limit:d}"
    )
    down = asked.descending
    same = f"b9_value {'DESC NULLS LAST' if down else 'ASC'}, b9_key {'DESC' if down else 'ASC'}"
    told = ", ".join(
        [
            f"{row_of(resource, asked.fields)} AS row",
            "b9_value::text AS value",
            "b9_key::text AS key",
            *media_of(resource, asked.fields),
        ]
    )
    source = f"({picked}) AS {'picked' if resource.thin else 't'}"
    if resource.thin:
        source += f" JOIN {resource.table} AS t ON {resource.key} = b9_key"
    return f"SELECT {told} FROM {source} {resource.joins} ORDER BY {same}", statement.args  # noqa: S608  as above


def one(resource: Resource, where: str, value: Any, org_id: str) -> tuple[str, list[Any]]:
    """The row of which *where* is true, with every field; ``{}`` stands in it for *value*."""
    statement = Statement()
    wanted = [resource.base, where.replace("{}", statement.bind(value))]
    if resource.owned:
        wanted.append(resource.owned.replace("{}", statement.bind(org_id)))
    every = frozenset(resource.names)
    told = ", ".join([f"{row_of(resource, every)} AS row", *media_of(resource, every)])
    return (
        f"SELECT {told} FROM {resource.table} AS t {resource.joins}"  # noqa: S608  as above
        f" WHERE {' AND '.join(wanted)}"
        f" ORDER BY {resource.newest} LIMIT 1"
    ), statement.args


def counts(asked: Asked) -> tuple[str, list[Any]]:
    """Every declared count: of all rows by their groups, else in one pass over those asked for."""
    resource, statement = asked.resource, Statement()
    if asked.counts_scope == "query":
        wanted = conditions(asked, statement, without_tabs=True)
    else:
        wanted = conditions(replace(asked, values=(), q=None), statement)
    if resource.groups is not None and wanted == [resource.base]:
        return _by_groups(resource, resource.groups), []
    told = ", ".join(
        f'count(*) FILTER (WHERE {condition}) AS "{name}"'
        for name, condition in resource.counts.items()
    )
    return f"SELECT {told} FROM {resource.table} AS t WHERE {' AND '.join(wanted)}", statement.args  # noqa: S608  as above


def _by_groups(resource: Resource, groups: Groups) -> str:
    told = ", ".join(
        f'({groups.beside[name]}) AS "{name}"'
        if name in groups.beside
        else f'coalesce(sum(t.n) FILTER (WHERE {condition}), 0)::bigint AS "{name}"'
        for name, condition in resource.counts.items()
    )
    return f"SELECT {told} FROM {groups.table} AS t WHERE {resource.base}"  # noqa: S608  as above


def row_of(resource: Resource, fields: frozenset[str]) -> str:
    """The expression of a row as JSON."""
    told = ", ".join(
        f'{column.told} AS "{column.name}"' for column in resource.columns if column.name in fields
    )
    if not told:
        return "'{}'"
    return f"(SELECT row_to_json(r)::text FROM (SELECT {told}) AS r)"  # noqa: S608  as above


def media_of(resource: Resource, fields: frozenset[str]) -> list[str]:
    """The assets' keys, each under the field's own name."""
    return [f'{one.sql} AS "{one.name}"' for one in resource.media if one.name in fields]


def order_of(asked: Asked) -> list[str]:
    """The order of the index, forwards or backwards."""
    down = asked.descending
    leads = [
        f.leads for f, value in asked.values if value == [NONE] and f.leads in asked.sort.leads
    ]
    return [
        *(f"{lead} {'ASC NULLS LAST' if down else 'DESC NULLS FIRST'}" for lead in leads[:1]),
        f"{asked.sort.sql} {'DESC' if down else 'ASC'}{_nulls(asked)}",
        f"{asked.resource.key} {'DESC' if down else 'ASC'}",
    ]


def _nulls(asked: Asked) -> str:
    """Where nulls stand. Not said of what has none: to a planner that is the order of no index."""
    if not asked.sort.nullable:
        return ""
    return " NULLS LAST" if asked.descending else " NULLS FIRST"


def _beyond(asked: Asked, after: Position, part: Part, statement: Statement) -> str:
    resource, sign = asked.resource, "<" if asked.descending else ">"
    key = f"{statement.bind(after.key)}::text::{resource.key_type}"
    if part == "null":
        return f"{resource.key} {sign} {key}"
    value = f"{statement.bind(after.value)}::text::{asked.sort.type}"
    return f"({asked.sort.sql}, {resource.key}) {sign} ({value}, {key})"
