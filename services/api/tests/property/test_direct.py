"""The short way to a route leads where the framework's own leads."""

import pytest
from fastapi import FastAPI
from services.api.tests.unit.routed import application, ask

from b9_api.http.direct import go_directly

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


@pytest.fixture(scope="module")
def long_way() -> FastAPI:
    return application()


@pytest.fixture(scope="module")
def short_way() -> FastAPI:
    app = application()
    go_directly(app)
    return app


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", [*PATHS, "/openapi.json"])
async def test_every_way_leads_where_the_frameworks_does(
    method: str, path: str, long_way: FastAPI, short_way: FastAPI
) -> None:
    assert await ask(short_way, method, path) == await ask(long_way, method, path)
