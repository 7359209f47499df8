"""How the OpenAPI document tells of refusals: by status, with the codes that each can have."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from msgspec import UNSET, Struct, UnsetType

from b9_api.http.codes import CODES
from b9_api.http.problems import PROBLEM_JSON, FieldError, title_of
from b9_api.http.shapes import Shape, named, shape

EVERYWHERE: Final = (
    "unauthorized", "unknown_organisation", "invalid", "rate_limited", "too_many_failures",
    "internal_error", "overloaded", "database_unavailable", "broker_unavailable",
    "keys_unavailable",
)  # fmt: skip
WITH_SCOPE: Final = ("forbidden",)
WITH_BODY: Final = ("bad_request", "body_too_slow", "body_too_large")
WITH_KEY: Final = ("idempotency_key_reused",)
COMES_BACK: Final = frozenset({429, 503})
REQUEST_ID: Final = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


class ProblemBody(Struct):
    """A refusal. Some codes have members of their own, such as `current`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FieldError] | UnsetType = UNSET


def problem_shape() -> Shape:
    """What every refusal looks like, as the component `Problem`."""
    parts = dict(shape(ProblemBody).components)
    own = parts.pop("ProblemBody")
    told = {key: one for key, one in own.items() if key != "title"}
    return named("Problem", told, Shape({}, parts))


class Refusal(Struct, frozen=True):
    """One answer, by the name that it has in the document."""

    name: str
    told: dict[str, Any]


def refusals(codes: Iterable[str]) -> dict[str, Refusal]:
    """The answers, by status, of a route that refuses with *codes* (or ``code/status``)."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in codes:
        code, _, only = one.partition("/")
        for status in (int(only),) if only else CODES[code].statuses:
            found[status].add(code)
    return {str(status): _refusal(status, sorted(found[status])) for status in sorted(found)}


def _refusal(status: int, codes: list[str]) -> Refusal:
    """Named by what not every route has."""
    special = [code for code in codes if code not in EVERYWHERE]
    return Refusal("-".join([f"Refused{status}", *special]), _told(status, codes))


def _told(status: int, codes: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description": "; ".join(f"`{code}`: {CODES[code].meaning}" for code in codes),
        "content": {
            PROBLEM_JSON: {
                "schema": {
                    "allOf": [problem_shape().schema],
                    "properties": {"status": {"const": status}, "code": {"enum": codes}},
                },
                "example": _example(status, codes[0]),
            }
        },
    }
    if status in COMES_BACK:
        told["headers"] = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}}
    return told


def _example(status: int, code: str) -> dict[str, Any]:
    told = {
        "type": f"urn:b9:problem:{code}",
        "title": title_of(status),
        "status": status,
        "code": code,
        "detail": CODES[code].meaning,
        "request_id": REQUEST_ID,
    }
    if code == "invalid":
        wrong = {"field": "limit", "code": "out_of_range", "message": "from 1 to 200"}
        return told | {"detail": "limit: from 1 to 200", "errors": [wrong]}
    return told
