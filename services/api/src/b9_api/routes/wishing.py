"""What all routes that take requests in have in common."""

from typing import Annotated, Any, Final

from fastapi import Header, Request

from b9_api.answers.requests import RequestTaken
from b9_api.commands import WAKE_OUTBOX
from b9_api.http.caller import caller_of
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.services import Services
from b9_api.waiting import ended
from b9_api.wishes import Accepted, KeyReusedError, UnknownTargetError, Wanted
from b9_common.telemetry import current_trace_id, traceparent

MAX_KEY: Final = 200
# New, or an earlier one that is under way.
TAKEN: Final = {202: RequestTaken, 200: RequestTaken}

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=MAX_KEY)]
Prefer = Annotated[str | None, Header(max_length=200)]


def wish(request: Request, **what: Any) -> Wanted:
    """The wish of whoever sent *request*."""
    caller = caller_of(request)
    return Wanted(
        caller=caller.id,
        org_id=caller.org_id,
        correlation_id=request.scope["b9_correlation_id"],
        traceparent=traceparent(),
        trace_id=current_trace_id(),
        **what,
    )


async def grant(services: Services, wanted: Wanted, wait_s: float) -> Reply:
    """The answer to *wanted*: the request that stands for it, at its end or after *wait_s*."""
    outcome = await accepted(services, wanted)
    waited = await services.waiting.until(outcome.request_id, ended, wait_s)
    told = await describe(services, outcome, waited=waited)
    location = {"Location": f"/api/requests/{outcome.request_id}"}
    status = 200 if told["deduplicated"] else 202
    return Reply(told, status_code=status, headers=location)


async def accepted(services: Services, wanted: Wanted) -> Accepted:
    """Take *wanted* in. Raises `Problem` for what is refused."""
    try:
        outcome = await services.accepting.accept(wanted)
    except KeyReusedError:
        raise Problem(
            409, "idempotency_key_reused", "this Idempotency-Key was used for another request"
        ) from None
    except UnknownTargetError as exc:
        raise unknown(wanted.work.target_kind, str(exc)) from None
    if outcome.folded != "deduplicated":
        await services.broker.wake(WAKE_OUTBOX)
    return outcome


async def describe(services: Services, outcome: Accepted, *, waited: bool) -> dict[str, Any]:
    """What is told of the request that *outcome* names."""
    if outcome.request is not None and not waited:
        found = services.reading.fresh(outcome.request)
    else:
        found = await services.reading.brief(outcome.org_id, outcome.request_id)
    return {
        **found,
        "deduplicated": outcome.folded != "created",
        "upgraded": outcome.folded == "upgraded",
    }


def unknown(target_kind: str, name: str, more: str = "") -> Problem:
    """A 404 for a name that nobody holds here."""
    return Problem(404, f"unknown_{target_kind}", f"nobody here is called {name}{more}")
