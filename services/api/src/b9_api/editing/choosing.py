"""Which rows a filter finds, by the very parameters of the list that a person looks at."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from b9_api.adapters.database import Database
from b9_api.editing.entities import Editable
from b9_api.editing.showing import LISTS
from b9_api.http.problems import Problem, invalid
from b9_api.lists.asking import RESERVED, read_asked
from b9_api.lists.resource import Resource
from b9_api.lists.statement import Statement, conditions

# What a list is asked besides its filters.
NOT_FILTERS: Final = RESERVED - {"q"}


class Choosing:
    """Finds what a change by filter is about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def by_filter(
        self, of: Editable, given: Mapping[str, Any], org_id: str, most: int
    ) -> dict[int, int]:
        """
        The ids of all rows that *given* finds, with the versions they have now.

        Raises `Problem` where a parameter is wrong, or where they are more than *most*.
        """
        resource = LISTS.get(of.resource)
        if resource is None:
            raise invalid("filter", "no_filter", "these rows are changed by their ids")
        text, args = chosen(resource, given, org_id, most + 1)
        rows = await self._database.fetch(text, *args)
        if len(rows) > most:
            raise Problem(
                501,
                "job_runner_missing",
                f"more than {most} rows: changing so many is a job, and nobody runs jobs yet",
            )
        return {row["id"]: row["version"] for row in rows}


def chosen(
    resource: Resource, given: Mapping[str, Any], org_id: str, limit: int
) -> tuple[str, list[Any]]:
    """The statement that finds them, of the declaration's own words and of parameters."""
    for name in NOT_FILTERS & set(given):
        raise invalid(f"filter.{name}", "unknown_parameter", "not a filter")
    asked = read_asked(resource, QueryParams(_query(given)), org_id)
    statement = Statement()
    wanted = " AND ".join(conditions(asked, statement))
    text = (
        f"SELECT t.id::bigint AS id, t.version FROM {resource.table} AS t"  # noqa: S608  as said
        f" WHERE {wanted} ORDER BY t.id LIMIT {statement.bind(limit)}"
    )
    return text, statement.args


def _query(given: Mapping[str, Any]) -> str:
    """As the list's own query string has it."""
    spelt = {
        name: [_text(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in given.items()
    }
    return urlencode(spelt, doseq=True)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
