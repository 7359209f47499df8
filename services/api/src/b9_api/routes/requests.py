"""The ledger over HTTP: lists, one request, its events."""

from datetime import UTC, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request
from starlette.responses import Response

from b9_api.adapters.reading import Filters, Position
from b9_api.answers.requests import RequestEvents, RequestSummary, RequestWhole, older_page
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.cursors import YEARS, read_cursor, write_cursor
from b9_api.http.problems import Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.lists.replies import older_list_reply, tagged
from b9_api.services import Services
from b9_api.stages import ACTIVE, TERMINAL
from b9_api.waiting import changed, wanted_wait_s
from b9_common.events import Kind, Platform

MAX_LIMIT: Final = 200
MAX_EVENTS: Final = 500
STATUSES: Final = frozenset((*ACTIVE, *TERMINAL))
KINDS: Final = frozenset(Kind)

# The database holds no NUL.
TEXT: Final = r"^[^\x00]*$"

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]
RequestKey = Annotated[str, Path(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
Prefer = Annotated[str | None, Header(max_length=200)]
Words = Annotated[str | None, Query(max_length=200, pattern=TEXT)]


def router(services: Services, max_wait_s: float) -> APIRouter:
    """The routes of requests."""
    routes = APIRouter(prefix="/api/requests", tags=["requests"])

    @routes.get(
        "",
        dependencies=[needs(Scope.READ)],
        **says("list_requests", "A page of requests", older_page(RequestSummary), tagged=True),
    )
    async def page(
        request: Request,
        status: Words = None,
        kind: Words = None,
        platform: Platform | None = None,
        target: Words = None,
        since: datetime | None = None,
        limit: Limit = 50,
        cursor: Words = None,
    ) -> Response:
        filters = Filters(
            statuses=_statuses(status),
            kinds=_words("kind", kind, KINDS),
            platform=platform,
            target=_bare(target) if target else None,
            since=_in_utc(since),
        )
        after = read_cursor(cursor, Position) if cursor else None
        items, last = await services.reading.page(_org(request), filters, after, limit)
        return older_list_reply(request, items, limit, write_cursor(last) if last else None)

    @routes.get(
        "/{key}",
        dependencies=[needs(Scope.READ)],
        **says(
            "get_request",
            "A request, by its id or its correlation id",
            RequestWhole,
            refuses=["unknown_request/404"],
        ),
    )
    async def show(request: Request, key: RequestKey, prefer: Prefer = None) -> Reply:
        org_id = _org(request)
        request_id = _uuid(key)
        if request_id is not None:
            wait_s = wanted_wait_s(prefer, max_wait_s)
            if wait_s and not await services.reading.exists(org_id, request_id):
                raise _unknown()
            waited = await services.waiting.until(request_id, changed, wait_s)
            applied = {"Preference-Applied": "wait"} if waited else None
            return Reply(_found(await services.reading.find(org_id, request_id)), headers=applied)
        return Reply(_found(await services.reading.find_correlated(org_id, key)))

    @routes.get(
        "/{request_id}/events",
        dependencies=[needs(Scope.READ)],
        **says(
            "list_events_of_request",
            "What happened to a request",
            RequestEvents,
            refuses=["unknown_request/404"],
            tagged=True,
        ),
    )
    async def events(
        request: Request,
        request_id: UUID,
        after: Annotated[int, Query(ge=0, le=2**62)] = 0,
        limit: Annotated[int, Query(ge=1, le=MAX_EVENTS)] = 100,
    ) -> Response:
        if not await services.reading.exists(_org(request), request_id):
            raise _unknown()
        items = await services.reading.events(request_id, after, limit)
        # For who polls in place of watching: nothing new is a 304.
        return tagged(request, {"items": items, "after": items[-1]["id"] if items else after})

    return routes


def _org(request: Request) -> str:
    return caller_of(request).org_id


def _bare(target: str) -> str:
    """A name as it is stored, however it was typed."""
    name = target.strip().lstrip("@").lower()
    return name.removeprefix("r/").removeprefix("u/")


def _statuses(given: str | None) -> list[str] | None:
    """Words of the list, ``active`` standing for all that have not ended."""
    spelt = given.replace("active", ",".join(ACTIVE)) if given else None
    return _words("status", spelt, STATUSES)


def _words(field: str, given: str | None, known: frozenset[str]) -> list[str] | None:
    if given is None:
        return None
    words = [word.strip() for word in given.split(",") if word.strip()]
    unknown = sorted(set(words) - known)
    if unknown or not words:
        raise invalid(field, "unknown_word", f"one or more of {', '.join(sorted(known))}")
    return words


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    if moment.year not in YEARS:
        raise invalid("since", "out_of_range", "not a time of ours")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _found(request: dict[str, Any] | None) -> dict[str, Any]:
    if request is None:
        raise _unknown()
    return request


def _unknown() -> Problem:
    return Problem(404, "unknown_request", "no such request")
