"""Every list as a file: ``/api/exports/{its name}``."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, get_args

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import Response

from b9_api.export.answer import ExportAnswer
from b9_api.export.chosen import with_ids
from b9_api.export.columns import Format
from b9_api.export.exports import MEDIA_TYPES, Order
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import FieldError, Problem, invalid
from b9_api.http.says import says
from b9_api.lists.asking import Asked, read_asked
from b9_api.lists.resource import Resource
from b9_api.lists.routes import parameters, seen_by
from b9_api.resources.every import EVERY
from b9_api.resources.instagram_items import FOLLOWERS
from b9_api.resources.single import find_creator, text_of
from b9_api.services import Services

PREFIX: Final = "/api/exports"
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
# A file has no pages and no counts.
OF_PAGES: Final = frozenset({"limit", "cursor", "include", "counts_scope"})
# Lists that are somebody's, and by which column.
OF_ONE: Final = {FOLLOWERS.name: "t.creator_id"}
UPGRADE: Final = {"Upgrade": "HTTP/1.1", "Connection": "Upgrade"}
TEXT: Final = {"type": "string"}
FORMAT: Final = {
    "name": "format",
    "in": "query",
    "schema": {**TEXT, "enum": list(FORMATS), "default": "csv"},
}
CREATOR: Final = {
    "name": "creator",
    "in": "query",
    "required": True,
    "description": "whose: an id or a name",
    "schema": {**TEXT, "minLength": 1, "maxLength": 300},
}
FILE: Final = {
    "description": "the whole file; one that breaks is cut, and its last chunk never comes",
    "headers": {"Content-Disposition": {"schema": TEXT, "description": "a name for the file"}},
    "content": {
        MEDIA_TYPES["csv"].partition(";")[0]: {"schema": TEXT},
        MEDIA_TYPES["parquet"]: {"schema": {**TEXT, "format": "binary"}},
    },
}
DESCRIPTION: Final = (
    "Every row of one moment that the list's own filters, search and order give, read as it is"
    " taken. It stands in the audit log as `export.finished`, or else as `export.broken`."
)


def router(services: Services) -> APIRouter:
    """One route for each list."""
    routes = APIRouter(prefix=PREFIX, tags=["exports"], dependencies=[needs(Scope.READ)])
    for resource in EVERY:
        _add(routes, services, with_ids(resource))
    return routes


def _add(routes: APIRouter, services: Services, resource: Resource) -> None:
    async def export(request: Request) -> Response:
        if request.scope["http_version"] == "1.0":
            # There a file that was cut ends as one that is whole does.
            raise Problem(426, "http_too_old", "exports need HTTP/1.1", headers=UPGRADE)
        order = _order(resource, request)
        if resource.name in OF_ONE:
            order = replace(order, asked=await _of_one(services, order.asked, request))
        return ExportAnswer(services.exports, order)

    export.__name__ = f"export_{resource.name}"
    routes.add_api_route(
        f"/{resource.name}",
        export,
        methods=["GET"],
        response_class=Response,
        **_described(resource),
    )


def _order(resource: Resource, request: Request) -> Order:
    """What *request* asks for, under the list's own rules. Raises `Problem`."""
    params = request.query_params
    _refuse_pages(params)
    wanted = _format(params)
    own = {"format", "creator"} if resource.name in OF_ONE else {"format"}
    caller = caller_of(request)
    asked = seen_by(caller, read_asked(resource, params, caller.org_id, frozenset(own)))
    if not asked.fields:
        raise invalid("fields", "missing", "one or more")
    return Order(
        asked=asked,
        format=wanted,
        caller=caller,
        http_id=request.scope["b9_http_id"],
        wanted=_told(asked, params),
    )


def _refuse_pages(params: QueryParams) -> None:
    errors = [
        FieldError(field=name, code="unknown_parameter", message="an export has no pages")
        for name in sorted(OF_PAGES & set(params))
    ]
    if errors:
        raise Problem(422, "invalid", "an export has no pages", errors=errors)


def _format(params: QueryParams) -> Format:
    given = params.getlist("format") or ["csv"]
    found = next((one for one in FORMATS if given == [one]), None)
    if found is None:
        raise invalid("format", "invalid_value", f"one of {', '.join(FORMATS)}")
    return found


def _told(asked: Asked, params: QueryParams) -> Mapping[str, Any]:
    """The question, for the audit log."""
    names = [one.name for one, _ in asked.values] + (["creator"] if "creator" in params else [])
    return {
        "filters": {name: params.getlist(name) for name in names},
        "q": asked.q,
        "sort": f"{'-' if asked.descending else ''}{asked.sort.name}",
        "fields": [name for name in asked.resource.names if name in asked.fields],
    }


async def _of_one(services: Services, asked: Asked, request: Request) -> Asked:
    given = request.query_params.getlist("creator")
    if len(given) != 1 or not given[0]:
        raise invalid("creator", "missing", "the id or name of one creator")
    row = await find_creator(services, given[0])
    return replace(asked, part_of=(OF_ONE[asked.resource.name], text_of(row["ig_user_id"])))


def _described(resource: Resource) -> dict[str, Any]:
    """Arguments of the route's decorator."""
    of_one = resource.name in OF_ONE
    refuses = ["too_many_exports", "http_too_old", *(["unknown_creator"] if of_one else [])]
    words = resource.name.replace("_", " ")
    told = says(f"export_{resource.name}", f"All of {words}, as a file", refuses=refuses)
    own = [one for one in parameters(resource) if one["name"] not in OF_PAGES]
    told["openapi_extra"] |= {
        "parameters": [FORMAT, *([CREATOR] if of_one else []), *own],
        "description": DESCRIPTION,
    }
    told["openapi_extra"]["responses"]["200"] = FILE
    return told
