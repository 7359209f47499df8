"""What holds answers against the description notices what differs."""

import pytest
from services.api.tests.integration.described_answers import check, document, operation, patterns

JSON = {"Content-Type": "application/json; charset=utf-8"}
PROBLEM = {"Content-Type": "application/problem+json"}
MOVED = b'{"niche": null, "creators_updated": 0, "undo_tokens": []}'


def test_what_the_description_tells_of_passes() -> None:
    check("GET", "/api/control", 200, JSON, b'{"items": []}')
    check("DELETE", "/api/instagram/niches/one/and%20two?x=1", 200, JSON, MOVED)
    check("GET", "/media/instagram/1/profile?d=1", 302, {}, b"")


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (418, JSON, b"{}"),
        (200, JSON, b'{"items": [{"enabled": true}]}'),
        (200, {"Content-Type": "text/plain"}, b"all is well"),
        (401, JSON, b"{}"),
        (401, PROBLEM, b'{"code": "no_such_code"}'),
    ],
    ids=["status", "shape", "kind", "refusal", "code"],
)
def test_what_it_does_not_tell_of_is_noticed(
    status: int, headers: dict[str, str], body: bytes
) -> None:
    with pytest.raises(AssertionError, match="GET /api/control answered"):
        check("GET", "/api/control", status, headers, body)


def test_each_path_of_the_description_is_found_by_its_own_address() -> None:
    assert len(patterns()) == len(document()["paths"])
    for path, methods in document()["paths"].items():
        address = path.replace("{", "x").replace("}", "x")
        for method in methods:
            found = operation(method, address)
            assert found is not None, path
            assert found[0] == path, address
