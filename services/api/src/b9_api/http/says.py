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
# A row or list that has an ETag.
TAGGED: Final = {"ETag": {"$ref": "#/components/headers/ETag"}}


def says(
    operation_id: str,
    summary: str,
    answers: Any = None,
    *,
    refuses: Sequence[str] = (),
    example: Any = None,
    parameters: Sequence[Mapping[str, Any]] = (),
    tagged: bool = False,
) -> dict[str, Any]:
    """
    Arguments of a route's decorator.

    *answers* is the type (or `Shape`) of a 200, or such by their statuses. *refuses* are the codes
    (or ``code/status``) that this route alone has; those of all follow from what it takes.
    *example* is of a body. *parameters* are those that its signature does not tell. *tagged*
    answers have an ETag, and are not sent again to whoever has them.
    """
    unknown = {one.partition("/")[0] for one in refuses} - set(CODES)
    if unknown:
        raise ValueError(f"{operation_id}: no such codes: {unknown}")
    by_status = answers if isinstance(answers, Mapping) else {200: answers}
    responses: dict[str, Any] = {}
    components: dict[str, Any] = {}
    for status, kind in by_status.items():
        responses[str(status)] = {"description": MEANINGS.get(status, "so it is")}
        if kind is not None:
            told = shape(kind)
            components |= told.components
            responses[str(status)]["content"] = {"application/json": {"schema": told.schema}}
    if tagged:
        responses["200"]["headers"] = TAGGED
        responses["304"] = {"description": MEANINGS[304], "headers": TAGGED}
    extra: dict[str, Any] = {
        "responses": responses,
        COMPONENTS: components,
        REFUSES: list(refuses),
    }
    if parameters:
        extra["parameters"] = [dict(one) for one in parameters]
    if example is not None:
        extra["requestBody"] = {"content": {"application/json": {"example": example}}}
    return {"operation_id": operation_id, "summary": summary, "openapi_extra": extra}
