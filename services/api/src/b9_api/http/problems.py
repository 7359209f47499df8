"""Refusals, all in one shape: ``application/problem+json``."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from b9_api.adapters.database import DatabaseUnavailableError
from b9_common.errors import OutageError
from b9_common.redaction import redact

PROBLEM_JSON: Final = "application/problem+json"
RETRY_AFTER_S: Final = 2
# As RFC 9110 has them, which Python follows from 3.13 on.
RENAMED: Final = {413: "Content Too Large", 422: "Unprocessable Content"}
# What the framework refuses by itself.
OF_FRAMEWORK: Final = {400: "bad_request", 404: "not_found", 405: "method_not_allowed"}


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one field of what was sent."""

    field: str
    code: str
    message: str


class Problem(Exception):  # noqa: N818  it is the name of the format
    """A refusal with a stable *code*; *more* are members of its own."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.more = dict(more or {})


def invalid(field: str, code: str, message: str) -> Problem:
    """A 422 about one field."""
    error = FieldError(field=field, code=code, message=message)
    return Problem(422, "invalid", f"{field}: {message}", errors=[error])


def unavailable(detail: str, code: str = "unavailable") -> Problem:
    """A 503 that says when to come back."""
    return Problem(503, code, detail, headers={"Retry-After": str(RETRY_AFTER_S)})


def body_of(problem: Problem, http_id: str) -> bytes:
    """The JSON of *problem*; *http_id* finds its log lines."""
    told: dict[str, Any] = {
        "type": f"urn:b9:problem:{problem.code}",
        "title": title_of(problem.status),
        "status": problem.status,
        "code": problem.code,
        "detail": _utf8(problem.detail),
        "request_id": http_id,
    }
    if problem.errors:
        told["errors"] = [_shown(error) for error in problem.errors]
    told.update(problem.more)
    return msgspec.json.encode(told)


def title_of(status: int) -> str:
    """The words of *status*, the same whatever Python this runs on."""
    return RENAMED.get(status) or HTTPStatus(status).phrase


def _shown(error: FieldError) -> FieldError:
    return FieldError(
        field=_utf8(error.field), code=_utf8(error.code), message=_utf8(error.message)
    )


def _utf8(text: str) -> str:
    """
    What a client sent may hold halves of surrogate pairs, or a credential put in a wrong place, and
    our words may repeat it.
    """
    return redact(text.encode("utf-8", "replace").decode())


def handle_all(app: FastAPI) -> None:
    """Let every refusal of *app* have this shape."""

    async def on_problem(request: Request, exc: Problem) -> Response:
        return _response(request, exc)

    async def on_http(request: Request, exc: HTTPException) -> Response:
        code = OF_FRAMEWORK.get(exc.status_code, "refused")
        problem = Problem(exc.status_code, code, str(exc.detail), headers=exc.headers)
        return _response(request, problem)

    async def on_invalid(request: Request, exc: RequestValidationError) -> Response:
        errors = [_field_error(error) for error in exc.errors()[:20]]
        detail = "; ".join(f"{one.field}: {one.message}" for one in errors)
        return _response(request, Problem(422, "invalid", detail[:1_000], errors=errors))

    async def on_database(request: Request, _: DatabaseUnavailableError) -> Response:
        return _response(
            request, unavailable("the database does not answer", "database_unavailable")
        )

    async def on_outage(request: Request, exc: OutageError) -> Response:
        return _response(request, unavailable(str(exc), "broker_unavailable"))

    async def on_bug(request: Request, _: Exception) -> Response:
        return _response(request, Problem(500, "internal_error", "the fault is ours"))

    app.add_exception_handler(Problem, on_problem)  # type: ignore[arg-type]  # starlette's type is wider
    app.add_exception_handler(HTTPException, on_http)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(RequestValidationError, on_invalid)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(DatabaseUnavailableError, on_database)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(OutageError, on_outage)  # type: ignore[arg-type]  # as above
    app.add_exception_handler(Exception, on_bug)


def _response(request: Request, problem: Problem) -> Response:
    http_id = request.scope.get("b9_http_id", "")
    return Response(
        body_of(problem, http_id), problem.status, headers=problem.headers, media_type=PROBLEM_JSON
    )


def _field_error(error: Mapping[str, Any]) -> FieldError:
    where = ".".join(str(part) for part in error["loc"] if part not in {"body", "query", "path"})
    # Unknown fields are named by the client; masked before they are cut, or half a secret stays.
    return FieldError(
        field=_utf8(where or "body")[:200], code=error["type"], message=_utf8(error["msg"])
    )
