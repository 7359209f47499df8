"""Every route has a test that holds it to what it promises, and no test stands for none."""

import ast
from pathlib import Path

from fastapi.routing import iter_route_contexts
from services.api.tests.integration.api_harness import Answered, Harness
from services.api.tests.integration.contracts import CONTRACTS, bare, broken

HERE = Path(__file__).parent
# Made by the framework beside the other.
BESIDE = {"HEAD /api/openapi.json"}


def those_in(file: str) -> set[str]:
    tree = ast.parse((HERE / file).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}


async def test_every_route_has_its_contract_and_every_contract_its_route(api: Harness) -> None:
    routes = {
        f"{method} {route.path}"
        for route in iter_route_contexts(api.app.routes)
        for method in route.methods or ()
    }

    promised = {bare(route) for route in CONTRACTS}
    assert len(promised) == len(CONTRACTS)
    there = {bare(route) for route in routes - BESIDE}
    assert sorted(there - promised) == []
    assert sorted(promised - there) == []


def test_every_contract_is_a_test_that_there_is() -> None:
    named = {tuple(test.partition("[")[0].split("::")) for test in CONTRACTS.values()}

    assert sorted((file, test) for file, test in named if test not in those_in(file)) == []


def test_a_test_that_does_not_ask_its_route_or_is_refused_breaks_its_contract() -> None:
    route = "GET /api/models/{row_id}"
    test = CONTRACTS[route]

    assert broken(test, []) == [route]
    assert broken(test, [Answered("GET", "/api/models/7", 404)]) == [route]
    assert broken(test, [Answered("PATCH", "/api/models/7", 200)]) == [route]
    assert broken(test, [Answered("GET", "/api/models/7/accounts", 200)]) == [route]
    assert broken(test, [Answered("GET", "/api/models", 200)]) == [route]
    assert broken(test, [Answered("GET", "/api/models/7", 200)]) == []


def test_a_path_with_words_of_its_own_keeps_no_other_routes_contract() -> None:
    test = CONTRACTS["GET /api/reddit/users/{key}"]

    assert broken(test, [Answered("GET", "/api/reddit/users/health", 200)]) != []
    assert broken(test, [Answered("GET", "/api/reddit/users/somebody", 200)]) == []
