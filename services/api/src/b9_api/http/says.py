"""What a route says of itself for the OpenAPI document, beside what its signature tells."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from b9_api.http.codes import CODES
from b9_api.http.shapes import shape

# Members of an operation that are read, and taken out, when the document is made.
COMPONENTS: Final = "x-b9-components"
REFUSES: Final = "x-b9-refuses"
MEANINGS: Final = {
    200: "done",
    201: "made",
    202: "taken in, and still to be done",
    304: "nothing has changed since, as `If-None-Match` says",
    503: "it does not",
}
# What an event's JSON looks like, by the event's name: the format has no word of its own for it.
EVENTS: Final = "x-b9-events"


def says(
    operation_id: str,
    summary: str,
    answers: Any = None,
    *,
    refuses: Sequence[str] = (),
    example: Any = None,
    parameters: Sequence[Mapping[str, Any]] = (),
    headers: Sequence[str] = (),
    events: Mapping[str, Any] | None = None,
    tagged: bool = False,
) -> dict[str, Any]:
    """
    Arguments of a route's decorator.

    *answers* is the type (or `Shape`) of a 200, or such by their statuses. *refuses* are the codes
    (or ``code/status``) that this route alone has; those of all follow from what it takes.
    *example* is of a body. *parameters* are those that its signature does not tell. *headers* are
    of every such answer. *events* are the types of what a stream sends. *tagged* answers have an
    ETag, and are not sent again to whoever has them.
    """
    unknown = {one.partition("/")[0] for one in refuses} - set(CODES)
    if unknown:
        raise ValueError(f"{operation_id}: no such codes: {unknown}")
    by_status = answers if isinstance(answers, Mapping) else {200: answers}
    told = _headers(["ETag", *headers] if tagged else headers)
    responses = {str(status): _answer(status, kind) | told for status, kind in by_status.items()}
    if tagged:
        responses["304"] = _answer(304, None) | told
    if events:
        responses["200"][EVENTS] = {name: shape(kind).schema for name, kind in events.items()}
    kinds = [*by_status.values(), *(events or {}).values()]
    extra: dict[str, Any] = {
        "responses": responses,
        COMPONENTS: _components(kinds),
        REFUSES: list(refuses),
    }
    if parameters:
        extra["parameters"] = [dict(one) for one in parameters]
    if example is not None:
        extra["requestBody"] = {"content": {"application/json": {"example": example}}}
    return {"operation_id": operation_id, "summary": summary, "openapi_extra": extra}


def _answer(status: int, kind: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"description": MEANINGS.get(status, "so it is")}
    if kind is not None:
        told["content"] = {"application/json": {"schema": shape(kind).schema}}
    return told


def _components(kinds: Sequence[Any]) -> dict[str, Any]:
    """Whatever the schemas of *kinds* name."""
    shapes = [shape(kind) for kind in kinds if kind is not None]
    return {name: one for part in shapes for name, one in part.components.items()}


def _headers(names: Sequence[str]) -> dict[str, Any]:
    refs = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return {"headers": refs} if refs else {}
