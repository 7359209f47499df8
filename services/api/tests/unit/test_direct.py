"""The short way to a route leads where the framework's own leads."""

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import Response
from starlette.types import Message, Scope

from b9_api.http.caller import Caller, needs
from b9_api.http.caller import Scope as Rights
from b9_api.http.direct import Direct, go_directly
from b9_api.http.plain import Plain
from b9_api.http.problems import handle_all

READER = Caller(id="reader", scope=Rights.READ)
PATHS = (
    "/a/one",
    "/a/two",
    "/a/other",
    "/a/one/b",
    "/a/x/b",
    "/c",
    "/A/one",
    "/nothing",
    "/a/one/",
)


def says(text: str) -> Any:
    async def answer(request: Request) -> Response:
        told = f"{text} {request.path_params} {request.scope['route'].path}"
        return Response(told, media_type="text/plain")

    answer.__name__ = text.replace(" ", "_")
    return answer


def application() -> FastAPI:
    """Names before and after the patterns that take them too, in routers within routers."""
    inner, outer, late = APIRouter(prefix="/a"), APIRouter(), APIRouter()
    inner.add_api_route("/one", says("one"), methods=["GET"])
    inner.add_api_route("/{name}", says("any name"), methods=["GET"])
    inner.add_api_route("/two", says("two, too late"), methods=["GET"])
    inner.add_api_route("/other", says("other by post"), methods=["POST"])
    outer.include_router(inner)
    outer.add_api_route("/c", says("c"), methods=["GET"])
    late.add_api_route("/c", says("c by put"), methods=["PUT"])
    late.add_api_route("/a/{name}/b", says("part"), methods=["GET"])
    app = FastAPI(docs_url=None, redoc_url=None, redirect_slashes=False)
    app.include_router(outer)
    app.include_router(late)
    handle_all(app)
    return app


async def ask(app: FastAPI, method: str, path: str, caller: Caller = READER) -> list[Message]:
    sent: list[Message] = []
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [],
        "b9_caller": caller,
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", [*PATHS, "/openapi.json"])
async def test_every_way_leads_where_the_frameworks_does(method: str, path: str) -> None:
    direct = application()
    go_directly(direct)

    assert await ask(direct, method, path) == await ask(application(), method, path)


async def test_a_path_without_parameters_is_found_without_trying_those_of_others() -> None:
    direct = Direct(application())

    assert [one.path for one in direct.routes_for("/c")] == ["/c", "/c"]
    assert [one.path for one in direct.routes_for("/a/one")] == ["/a/one", "/a/{name}"]
    assert [one.path for one in direct.routes_for("/a/x/b")] == ["/a/{name}", "/a/{name}/b"]


@pytest.mark.parametrize("short", [True, False])
async def test_a_plain_route_asks_for_its_scope_and_that_of_its_router(*, short: bool) -> None:
    asked: list[str] = []

    async def answer(request: Request) -> Response:
        asked.append(request.url.path)
        return Response()

    own = APIRouter(dependencies=[needs(Rights.OPERATE)], route_class=Plain)
    own.add_api_route("/by-router", answer, methods=["GET"])
    app = FastAPI()
    app.include_router(own)
    more = APIRouter(route_class=Plain)
    more.add_api_route("/by-route", answer, methods=["GET"], dependencies=[needs(Rights.OPERATE)])
    app.include_router(more)
    handle_all(app)
    if short:
        go_directly(app)
    operator = Caller(id="operator", scope=Rights.OPERATE)
    paths = ("/by-router", "/by-route")

    for path in paths:
        assert (await ask(app, "GET", path))[0]["status"] == 403
    assert asked == []
    for path in paths:
        assert (await ask(app, "GET", path, operator))[0]["status"] == 200
