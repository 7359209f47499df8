"""A declared list as a route, described in full."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from b9_api.http.caller import Caller, Scope, caller_of, needs
from b9_api.http.plain import Plain
from b9_api.http.says import says
from b9_api.http.shapes import NULL_OR_TEXT, Shape, named, page, shape, wrapped
from b9_api.lists.asking import (
    DEFAULT_LIMIT,
    MAX_CURSOR,
    MAX_LIMIT,
    MAX_SEARCH,
    MIN_SEARCH,
    Asked,
    read_asked,
)
from b9_api.lists.engine import Lists, Page
from b9_api.lists.replies import Told, list_told, reply
from b9_api.lists.resource import SCHEMAS, Resource

TEXT: Final = {"type": "string"}
# Counted once spaces are reduced, so no length of the text as it is sent says it.
SEARCH: Final = f"part of a text, from {MIN_SEARCH} to {MAX_SEARCH} characters; none where blank"
KEY: Final = {
    "name": "key",
    "in": "path",
    "required": True,
    "description": "its id, or the name it goes by",
    "schema": {**TEXT, "minLength": 1, "maxLength": 300},
}


def add_list(routes: APIRouter, path: str, lists: Lists, resource: Resource, **more: Any) -> None:
    """Serve *resource* at *path* of *routes*."""

    async def rows(request: Request) -> Response:
        async def read() -> Page:
            return await lists.page(_asked(resource, request))

        return await _answered(request, lists, read)

    rows.__name__ = f"list_{resource.name}"
    routes.add_api_route(
        path,
        rows,
        methods=["GET"],
        dependencies=[needs(Scope.READ)],
        route_class_override=Plain,
        response_class=Response,
        **listed(resource),
        **more,
    )


def serve_part(
    routes: APIRouter,
    path: str,
    lists: Lists,
    resource: Resource,
    column: str,
    part_of: str,
    owner: Callable[[Request], Awaitable[str]],
) -> None:
    """
    Serve at *path* those rows of *resource* whose *column* is what *owner* finds.

    *part_of* is what it finds one of.
    """

    async def rows(request: Request) -> Response:
        async def read() -> Page:
            whose = (column, await owner(request))
            return await lists.page(replace(_asked(resource, request), part_of=whose))

        return await _answered(request, lists, read)

    rows.__name__ = f"list_{resource.name}_of"
    routes.add_api_route(
        path,
        rows,
        methods=["GET"],
        dependencies=[needs(Scope.READ)],
        route_class_override=Plain,
        response_class=Response,
        **listed(resource, part_of=part_of),
    )


def _asked(resource: Resource, request: Request) -> Asked:
    asked = read_asked(resource, request.query_params, caller_of(request).org_id)
    return seen_by(caller_of(request), asked)


def seen_by(caller: Caller, asked: Asked) -> Asked:
    """*asked* of all organisations, where *caller* may see what is of others."""
    return replace(asked, whole=caller.runs_deployment and asked.resource.open_above)


async def _answered(
    request: Request, lists: Lists, read: Callable[[], Awaitable[Page]]
) -> Response:
    """What *read* finds: for all who ask for the same now, found once and made JSON of once."""

    async def told() -> Told:
        return list_told(await read())

    # To the letter; of the caller nothing but whose rows they see decides what a list tells.
    scope = request.scope
    alike = (scope["path"], scope["query_string"], *caller_of(request).sees)
    return reply(request, await lists.together.ask(alike, told))


def listed(
    resource: Resource,
    *,
    part_of: str = "",
    answer: Shape | None = None,
    refuses: Sequence[str] = (),
    include: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    What the route of a list says of itself: what it takes, and what it answers.

    *part_of* is whose rows alone these are; *answer* is more than a page of items. *include* is
    what a word of the parameter of that name can be, where that is more than counts.
    """
    words = resource.name.replace("_", " ")
    summary = f"A page of {words}" + (f" of one {part_of}" if part_of else "")
    name = f"list_{resource.name}" + (f"_of_{part_of}" if part_of else "")
    codes = ("cursor_mismatch", *refuses, *((f"unknown_{part_of}",) if part_of else ()))
    given = [*([KEY] if part_of else []), *parameters(resource)]
    if include is not None:
        words_of = {"type": "array", "items": dict(include)}
        given = [one for one in given if one["name"] != "include"]
        given.append(_parameter("include", words_of, explode=False))
    shape_of = answer or page_shape(resource)
    return says(name, summary, shape_of, refuses=codes, parameters=given, tagged=True)


def parameters(resource: Resource) -> list[dict[str, Any]]:
    """Every query parameter of the list."""
    sorts = [sign + one.name for one in resource.sorts for sign in ("", "-")]
    limits = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    found = [
        _parameter("limit", limits),
        _parameter("cursor", {**TEXT, "maxLength": MAX_CURSOR}, "`page.next_cursor` of a page"),
        _parameter("sort", {**TEXT, "enum": sorts, "default": resource.default_sort}),
        _parameter("fields", _names(resource.names), "these fields only", explode=False),
    ]
    if resource.search is not None:
        found.append(_parameter("q", TEXT, SEARCH))
    if resource.counts:
        scopes = {**TEXT, "enum": ["all", "query"], "default": "all"}
        found.append(_parameter("include", _names(("counts",)), explode=False))
        found.append(_parameter("counts_scope", scopes, "of all rows, or of those asked for"))
    return found + [
        _parameter(one.name, dict(one.schema), one.description, explode=True if one.many else None)
        for one in resource.filters
    ]


def item_shape(resource: Resource) -> Shape:
    """What an item looks like; `fields` may leave any of it out."""
    fields = {one.name: SCHEMAS[one.shape] for one in resource.columns}
    links = {one.name: SCHEMAS["texts"] if one.many else NULL_OR_TEXT for one in resource.media}
    name = resource.name.title().replace("_", "")
    return named(f"{name}Item", {"type": "object", "properties": fields | links})


def page_shape(
    resource: Resource, required: dict[str, Shape] | None = None, item: Shape | None = None
) -> Shape:
    """The envelope around its items (or such as *item*), with members that are *required* too."""
    counts = wrapped({name: shape(int) for name in resource.counts})
    optional = {"counts": counts} if resource.counts else None
    return page(item or item_shape(resource), required, optional)


def _names(names: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "array", "items": {**TEXT, "enum": list(names)}}


def _parameter(
    name: str, schema: dict[str, Any], description: str = "", *, explode: bool | None = None
) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "in": "query", "schema": schema}
    if description:
        told["description"] = description
    if explode is not None:
        told |= {"style": "form", "explode": explode}
    return told
