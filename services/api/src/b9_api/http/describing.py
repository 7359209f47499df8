"""The OpenAPI document: what FastAPI knows, with refusals, scopes and components put to it."""

from collections.abc import Iterator
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from b9_api.http.caller import Scope
from b9_api.http.examples import with_examples
from b9_api.http.guard import CORRELATION, PUBLIC
from b9_api.http.refusals import (
    EVERYWHERE,
    WITH_BODY,
    WITH_KEY,
    WITH_SCOPE,
    problem_shape,
    refusals,
)
from b9_api.http.says import COMPONENTS, REFUSES
from b9_api.http.words import worded

Operation = dict[str, Any]

ABOUT: Final = (
    "Whoever asks sends `Authorization: Bearer …`, a key or a token. Scopes: `read` < `review` <"
    " `operate` < `admin`, each includes those before. Refusals are `application/problem+json` with"
    " a stable `code`. Every answer has an `X-Request-ID`. Times are UTC in ISO 8601, ids are text,"
    " units are in names."
)
TAGS: Final = {
    "health": "Whether it lives, is ready, and works.",
    "tags": "Words that rows may be given.",
    "me": "Who asks, and what is theirs.",
    "instagram": "Creators, their reels and posts.",
    "reddit": "Communities, posts, accounts, and where to post.",
    "models": "Whom accounts are run for.",
    "editing": "What people decide: one row, many rows, and taking it back.",
    "requests": "Work that was asked for, and how it goes.",
    "live": "One stream of what changes.",
    "exports": "Lists as files, whole.",
    "media": "Files.",
    "operations": "Scrapers, costs, logs, audit.",
    "control": "Switches and budgets.",
    "dead letters": "What nobody could handle.",
    "replays": "Messages sent once more.",
    "keys": "API keys.",
    "organisations": "Whose requests, keys and audit are apart.",
}
HEADERS: Final = {
    "ETag": {"description": "of this very answer, or version", "schema": {"type": "string"}},
    "Retry-After": {
        "description": "seconds, where coming back helps",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Location": {
        "description": "of the request that was taken in, or of the file",
        "schema": {"type": "string", "format": "uri-reference"},
    },
}
PARAMETERS: Final = {
    "X-Correlation-ID": {
        "name": "X-Correlation-ID",
        "in": "header",
        "description": "stands in every log line and request that this call leads to",
        "schema": {"type": "string", "pattern": f"^{CORRELATION.pattern}$"},
        "example": "import-2026-01-31",
    },
    "If-None-Match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "an `ETag` that is known: 304 where it is still so",
        "schema": {"type": "string"},
    },
}
SECURITY: Final = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "an API key, or a signed token"},
    "ticket": {
        "type": "apiKey",
        "in": "query",
        "name": "ticket",
        "description": "good once, for half a minute, for one stream",
    },
}
# Their addresses are credentials.
SIGNED: Final = "/media/"
# Never looked into: what stands there is data.
DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})


def describe(app: FastAPI, *, streams: str) -> None:
    """Let *app* tell the document, made once; at the path *streams* a ticket opens too."""

    def told() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, streams)
        return app.openapi_schema

    app.openapi = told  # type: ignore[method-assign]  # the documented way


def document(app: FastAPI, streams: str) -> dict[str, Any]:
    """The whole document."""
    found = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    scopes = dict(_scopes(app))
    schemas = _made(found.get("components", {}).get("schemas", {}))
    _put(schemas, problem_shape().components)
    shared: dict[str, Any] = {}
    for path, method, operation in operations(found):
        _put(schemas, operation.pop(COMPONENTS, {}))
        scope = scopes.get((path, method), Scope.NONE)
        _complete(operation, path, scope, shared)
        if path == streams:
            operation["security"].append({"ticket": []})
    found["components"] = {
        "schemas": schemas,
        "responses": shared,
        "headers": HEADERS,
        "parameters": PARAMETERS,
        "securitySchemes": SECURITY,
    }
    used = {tag for _, _, operation in operations(found) for tag in operation.get("tags", ())}
    found["tags"] = [
        {"name": name, "description": TAGS.get(name, "Of the predecessor, as it was.")}
        for name in (*TAGS, *sorted(used - set(TAGS)))
    ]
    without_titles: dict[str, Any] = _without_titles(found)
    without_titles["info"]["title"] = app.title
    return without_titles


def _made(schemas: dict[str, Any]) -> dict[str, Any]:
    """Those of bodies, without the refusals of the framework, which are not ours."""
    theirs = {"HTTPValidationError", "ValidationError"}
    kept = {name: one for name, one in schemas.items() if name not in theirs}
    return {name: with_examples(_without_titles(one)) for name, one in kept.items()}


def _put(schemas: dict[str, Any], more: dict[str, Any]) -> None:
    """Put *more* to *schemas*. Raises `ValueError` where one name stands for two things."""
    for name, one in more.items():
        told = with_examples(_without_titles(one))
        known = schemas.setdefault(name, told)
        if known != told and set(known.get("enum", "?")) != set(told.get("enum", "!")):
            raise ValueError(f"two things are called {name}")


def operations(found: dict[str, Any]) -> Iterator[tuple[str, str, Operation]]:
    """Every path, method and operation of the document."""
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _complete(operation: Operation, path: str, scope: Scope, shared: dict[str, Any]) -> None:
    codes = set(operation.pop(REFUSES, ()))
    operation["parameters"] = [_parameter(one) for one in operation.get("parameters", ())]
    operation["security"] = []
    if path not in PUBLIC:
        codes |= _codes(operation, scope)
        operation["parameters"].append({"$ref": "#/components/parameters/X-Correlation-ID"})
        if not path.startswith(SIGNED):
            operation["security"] = [{"bearer": []}]
    if "304" in operation["responses"]:
        operation["parameters"].append({"$ref": "#/components/parameters/If-None-Match"})
    if scope > Scope.NONE:
        name = scope.name.lower()
        operation["x-b9-scope"] = name
        words = [operation.get("description", ""), f"Needs the scope `{name}`."]
        operation["description"] = "\n\n".join(word for word in words if word)
    own = {
        status: _answer(told)
        for status, told in operation["responses"].items()
        if not _is_empty(status, told)
    }
    for status, refusal in refusals(codes).items():
        shared[refusal.name] = refusal.told
        own[status] = {"$ref": f"#/components/responses/{refusal.name}"}
    operation["responses"] = own


def _codes(operation: Operation, scope: Scope) -> set[str]:
    """What may be refused because of what the route takes."""
    headers = {one["name"] for one in operation["parameters"] if one.get("in") == "header"}
    found = set(EVERYWHERE)
    if scope > Scope.NONE:
        found |= set(WITH_SCOPE)
    if "requestBody" in operation:
        found |= set(WITH_BODY)
    if "Idempotency-Key" in headers:
        found |= set(WITH_KEY)
    return found


def _is_empty(status: str, told: dict[str, Any]) -> bool:
    """What FastAPI says of refusals, and of a success that nobody described."""
    content = told.get("content", {})
    says_nothing = all(not one.get("schema") for one in content.values())
    return status == "422" or (int(status) >= 400 and says_nothing)  # noqa: PLR2004  refusals


def _answer(told: dict[str, Any]) -> dict[str, Any]:
    """Without the content that FastAPI supposes."""
    content = {kind: one for kind, one in told.get("content", {}).items() if one.get("schema")}
    rest = {key: value for key, value in told.items() if key != "content"}
    return rest | ({"content": content} if content else {})


def _parameter(told: dict[str, Any]) -> dict[str, Any]:
    """A parameter that is not sent is no null."""
    schema = dict(told["schema"])
    if "anyOf" in schema:
        kinds = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema = schema | kinds[0] if len(kinds) == 1 else schema | {"anyOf": kinds}
    name = told["name"].title() if told["in"] == "header" else told["name"]
    said = told.get("description") or worded(name)
    return {**told, **({"description": said} if said else {}), "name": name, "schema": schema}


def _scopes(app: FastAPI) -> Iterator[tuple[tuple[str, str], Scope]]:
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, APIRoute):
            scope = max(_asked(route.dependant), default=Scope.NONE)
            for method in route.methods or ():
                yield (route.path_format or "", method.lower()), scope


def _asked(dependant: Dependant) -> Iterator[Scope]:
    for inner in dependant.dependencies:
        scope = getattr(inner.call, "scope", None)
        if isinstance(scope, Scope):
            yield scope
        yield from _asked(inner)


def _without_titles(value: Any) -> Any:
    """Without what pydantic calls everything: it says nothing that the name does not."""
    if isinstance(value, list):
        return [_without_titles(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: one if key in DATA else _without_titles(one)
        for key, one in value.items()
        if not (key == "title" and isinstance(one, str))
    }
