"""The files that tell of the API are those of the code, and tell all of it."""

import difflib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.routing import iter_route_contexts
from jsonschema_rs import Draft202012Validator

from b9_api.describe import application, errors_md, openapi_json
from b9_api.http.codes import CODES
from b9_api.http.guard import PUBLIC

DOCS = Path(__file__).parents[4] / "docs"
# Routes that have no success yet.
LATER = {501, 503, 404}


@cache
def text() -> str:
    return openapi_json()


@cache
def document() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode(text())
    return found


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def resolved(told: dict[str, Any]) -> dict[str, Any]:
    """*told*, or what it refers to."""
    while "$ref" in told:
        found: Any = document()
        for part in told["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        told = found
    return told


def references(value: Any) -> set[str]:
    if isinstance(value, list):
        return {one for part in value for one in references(part)}
    if not isinstance(value, dict):
        return set()
    own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
    return own.union(*(references(part) for part in value.values()))


@pytest.mark.parametrize(("name", "told"), [("openapi.json", text), ("errors.md", errors_md)])
def test_a_file_is_what_the_code_says(name: str, told: Callable[[], str]) -> None:
    kept = (DOCS / name).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(kept, told().splitlines(), f"docs/{name}", "the code", lineterm="")
    differences = "\n".join(list(lines)[:60])
    assert not differences, f"`make openapi` writes it anew\n{differences}"


def test_every_route_says_what_it_is_and_whom_it_lets_in() -> None:
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))
    for path, method, operation in operations():
        where = f"{method} {path}"
        assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", operation["operationId"]), where
        assert operation["summary"], where
        assert operation["tags"], where
        if path in PUBLIC or path.startswith("/media/"):
            assert operation["security"] == [], where
            assert "x-b9-scope" not in operation, where
        else:
            assert {"bearer": []} in operation["security"], where
            assert f"`{operation['x-b9-scope']}`" in operation["description"], where


def test_every_route_is_told_of() -> None:
    told = {(path, method) for path, method, _ in operations()}
    routes = {
        (route.path_format, method.lower())
        for route in iter_route_contexts(application().routes)
        for method in route.methods or ()
    }
    files = {(path, "head") for path, _ in routes if path and path.startswith("/media/")}
    # A browser asks for a file's head as it asks for the file; the document is not told of itself.
    assert routes - told == files | {("/api/openapi.json", "get"), ("/api/openapi.json", "head")}
    assert len(told) > 130


def test_every_answer_has_a_shape() -> None:
    for path, method, operation in operations():
        where = f"{method} {path}"
        successes = {status for status in operation["responses"] if status < "400"}
        assert successes or LATER & set(map(int, operation["responses"])), where
        for status in successes - {"302", "304"}:
            content = operation["responses"][status]["content"]
            assert all(one["schema"] for one in content.values()), (where, status)


def test_every_refusal_is_a_problem_with_codes_of_the_catalogue() -> None:
    for path, method, operation in operations():
        if path in PUBLIC:
            continue
        assert {"401", "422", "429", "500", "503"} <= set(operation["responses"]), path
        for status, told in operation["responses"].items():
            if status < "400":
                continue
            one = resolved(told)["content"]["application/problem+json"]
            for code in one["schema"]["properties"]["code"]["enum"]:
                assert int(status) in CODES[code].statuses, (method, path, code)


def test_every_body_has_an_example() -> None:
    bodies = [
        (f"{method} {path}", operation["requestBody"]["content"]["application/json"])
        for path, method, operation in operations()
        if "requestBody" in operation
    ]
    assert len(bodies) > 30
    assert [where for where, body in bodies if "example" not in body] == []


def test_every_example_is_of_its_schema() -> None:
    # References are of the whole document: so what has any stands inside of it.
    held = {"components": document()["components"]}
    seen = 0
    for where, schema, example in examples(document(), ""):
        seen += 1
        around = held if references(schema) else {}
        validator = Draft202012Validator({**around, "allOf": [schema]}, validate_formats=True)
        assert [error.message for error in validator.iter_errors(example)] == [], where
    assert seen > 100


def examples(value: Any, where: str) -> list[tuple[str, Any, Any]]:
    """Every example of the document, beside the schema it is of."""
    found: list[tuple[str, Any, Any]] = []
    if isinstance(value, list):
        for index, one in enumerate(value):
            found += examples(one, f"{where}/{index}")
    if isinstance(value, dict):
        if "example" in value and "schema" in value:
            found.append((where, value["schema"], value["example"]))
        if isinstance(value.get("examples"), list):
            found += [(where, value.get("schema", value), one) for one in value["examples"]]
        for key, one in value.items():
            found += examples(one, f"{where}/{key}")
    return found


def test_every_name_leads_somewhere_and_every_shape_is_used() -> None:
    found = references(document())
    for one in found:
        assert resolved({"$ref": one}) is not None
    schemas = {f"#/components/schemas/{name}" for name in document()["components"]["schemas"]}
    assert schemas - found == set()
