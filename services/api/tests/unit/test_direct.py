"""The short way to a route leads no further than the long one would let."""

import pytest
from fastapi import APIRouter, FastAPI, Request
from services.api.tests.unit.routed import application, ask
from starlette.responses import Response

from b9_api.http.caller import Caller, needs
from b9_api.http.caller import Scope as Rights
from b9_api.http.direct import Direct, go_directly
from b9_api.http.plain import Plain
from b9_api.http.problems import handle_all


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
