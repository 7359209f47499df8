"""Every form of question that the declared lists can be asked."""

from collections.abc import Iterator
from typing import Any

from starlette.datastructures import QueryParams

from b9_api.export.chosen import with_ids
from b9_api.export.columns import Format, questions_of
from b9_api.lists import statement
from b9_api.lists.asking import Asked, read_asked
from b9_api.lists.cursor import Position
from b9_api.lists.resource import Filter, Resource, Sort
from b9_api.resources.every import EVERY

VALUES = {
    "bigint": "7",
    "int": "7",
    "numeric": "1.5",
    "float8": "1.5",
    "text": "x",
    "timestamptz": "2026-01-01T00:00:00Z",
    "date": "2026-01-01",
    "uuid": "00000000-0000-7000-8000-000000000000",
}


def asked(resource: Resource, query: str = "") -> Asked:
    return read_asked(resource, QueryParams(query), "default")


def sample(one: Filter) -> list[str]:
    """Values that such a filter takes."""
    schema = one.schema.get("items", one.schema)
    if "enum" in schema:
        return list(schema["enum"])[-2:]
    if schema["type"] == "boolean":
        return ["true", "false"]
    if schema["type"] in {"integer", "number"}:
        return ["3"]
    if schema.get("format") == "uuid":
        return [VALUES["uuid"]]
    return [VALUES["timestamptz"]] if schema.get("format") == "date-time" else ["7"]


def questions() -> Iterator[tuple[str, str, list[Any]]]:
    """A name, a statement and its parameters, for each."""
    for resource in EVERY:
        for sort in resource.sorts:
            yield from _orders(resource, sort)
        for one in resource.filters:
            for value in sample(one):
                question = asked(resource, f"{one.name}={value}")
                yield _named(f"{resource.name}?{one.name}={value}", question)
        if resource.search:
            yield _named(f"{resource.name}?q", asked(resource, "q=some"))
        if resource.counts:
            for scope in ("all", "query"):
                counted = asked(resource, f"include=counts&counts_scope={scope}")
                yield (f"{resource.name} counts", *statement.counts(counted))
        every = asked(resource, f"fields={','.join(resource.names)}")
        yield _named(f"{resource.name} whole", every)


def exports() -> Iterator[tuple[str, str, list[Any]]]:
    """The same of files: whole ones in every order, and short ones by every filter."""
    for resource in EVERY:
        whole = f"fields={','.join(resource.names)}"
        for sort in resource.sorts:
            for sign in ("", "-"):
                question = asked(resource, f"{whole}&sort={sign}{sort.name}")
                yield from _files(f"{resource.name} by {sign}{sort.name}", question)
        for one in with_ids(resource).filters:
            query = f"{one.name}={sample(one)[0]}"
            yield from _files(f"{resource.name}?{query}", asked(with_ids(resource), query))


def _files(name: str, question: Asked) -> Iterator[tuple[str, str, list[Any]]]:
    formats: tuple[Format, ...] = ("csv", "parquet")
    for wanted in formats:
        for text, args in questions_of(question, wanted):
            yield f"{name} as {wanted}", text, args


def _named(name: str, question: Asked) -> tuple[str, str, list[Any]]:
    return (name, *statement.page(question, "all", None, 51))


def _orders(resource: Resource, sort: Sort) -> Iterator[tuple[str, str, list[Any]]]:
    for sign in ("", "-"):
        question = asked(resource, f"sort={sign}{sort.name}")
        after = Position("", VALUES[sort.type], VALUES[resource.key_type])
        name = f"{resource.name} by {sign}{sort.name}"
        for part in ("all", "valued", "null"):
            yield (f"{name} {part}", *statement.page(question, part, None, 51))
            yield (f"{name} {part} after", *statement.page(question, part, after, 51))
