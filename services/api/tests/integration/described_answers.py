"""Every answer that a test gets is held against the description of the API."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from jsonschema_rs import Draft202012Validator

from b9_api.describe import described

Document = dict[str, Any]
# What the framework and the guard say of any path, or of none.
OF_NO_ROUTE = {"not_found", "method_not_allowed", "bad_request", "origin_not_allowed"}


@cache
def document() -> Document:
    found: Document = msgspec.json.decode(msgspec.json.encode(described()))
    return found


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each path of the document as a pattern; those without a place in them come first."""
    paths = sorted(document()["paths"], key=lambda path: path.count("{"))
    return tuple((re.compile(_pattern(path)), path) for path in paths)


def _pattern(path: str) -> str:
    parts = re.split(r"\{(\w+)\}", path)
    wide = {"asset_key", "name"} if path.startswith(("/media", "/api/instagram/niches")) else set()
    return "".join(
        (".+" if part in wide else "[^/]+") if place % 2 else re.escape(part)
        for place, part in enumerate(parts)
    )


def operation(method: str, path: str) -> tuple[str, Document] | None:
    """The operation that answers *path*, by the path that the document has; None for none."""
    bare = path.partition("?")[0]
    for pattern, name in patterns():
        found = document()["paths"][name].get(method.lower())
        if found is not None and pattern.fullmatch(bare):
            return name, found
    return None


def resolved(told: Document) -> Document:
    while "$ref" in told:
        found: Any = document()
        for part in told["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        told = found
    return told


@cache
def validator(name: str, method: str, status: str, kind: str) -> Draft202012Validator:
    responses = document()["paths"][name][method.lower()]["responses"]
    return _validator(resolved(responses[status])["content"][kind]["schema"])


@cache
def event_validator(event: str) -> Draft202012Validator:
    stream = document()["paths"]["/api/events"]["get"]["responses"]["200"]
    return _validator(stream["x-b9-events"][event])


def _validator(schema: Document) -> Draft202012Validator:
    whole = {"components": document()["components"], "allOf": [schema]}
    return Draft202012Validator(whole, validate_formats=True)


def errors_of(held: Draft202012Validator, value: Any) -> list[str]:
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
        for error in held.iter_errors(value)
    ]


def check_event(event: str, data: Any) -> None:
    """Fail where the description does not tell of such an event."""
    errors = errors_of(event_validator(event), data)
    assert not errors, f"the event {event} is {data}: {errors[:5]}"


def check(method: str, path: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Fail where the description does not tell of such an answer."""
    found = operation(method, path)
    kind = headers.get("Content-Type", "").partition(";")[0]
    if found is None or method in {"HEAD", "OPTIONS"}:
        return
    name, told = found
    where = f"{method} {name} answered {status}: {body[:300]!r}"
    if kind == "application/problem+json" and msgspec.json.decode(body)["code"] in OF_NO_ROUTE:
        return
    assert str(status) in told["responses"], f"{where}, of which nothing is told"
    content = resolved(told["responses"][str(status)]).get("content", {})
    if not content and not body:
        return
    assert kind in content, f"{where} as {kind!r}, not as one of {sorted(content)}"
    if kind.endswith("json"):
        value = msgspec.json.decode(body)
        errors = errors_of(validator(name, method, str(status), kind), value)
        assert not errors, f"{where}: {errors[:5]}"
