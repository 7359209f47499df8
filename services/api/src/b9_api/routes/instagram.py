"""Adding, refreshing and showing Instagram creators."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.adapters.accepting import Accepted, KeyReusedError, UnknownCreatorError, Wanted
from b9_api.commands import WAKE_OUTBOX
from b9_api.http.problems import Problem, invalid
from b9_api.http.replies import Reply
from b9_api.names import InvalidNameError, normalise_username
from b9_api.services import Services
from b9_api.waiting import ended, wanted_wait_s
from b9_common.events import Kind, Options
from b9_common.telemetry import current_trace_id, traceparent

MAX_KEY: Final = 200

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=MAX_KEY)]
Prefer = Annotated[str | None, Header(max_length=200)]


class HowToFetch(BaseModel):
    """How a creator is to be fetched."""

    model_config = ConfigDict(extra="forbid", strict=True)

    mirror_media: bool = True
    full: bool = Field(default=False, description="walk the whole depth again")


class Add(HowToFetch):
    """A person wants a creator; *niche* and *review_status* are decisions given along."""

    username: str = Field(max_length=300)
    niche: str | None = Field(default=None, max_length=100)
    review_status: Literal["ok", "non_related"] = "ok"


def router(services: Services, max_wait_s: float) -> APIRouter:
    """The routes of Instagram creators."""
    routes = APIRouter(prefix="/api/instagram", tags=["instagram"])

    @routes.post("/creator/add", status_code=202)
    async def add(
        request: Request, body: Add, idempotency_key: IdempotencyKey = None, prefer: Prefer = None
    ) -> Reply:
        params: dict[str, str] = {"review_status": body.review_status}
        if body.niche is not None:
            params["niche"] = _niche(body.niche)
        wanted = _wanted(request, Kind.CREATOR_ADD, body.username, body, params, idempotency_key)
        return await _accept(services, wanted, wanted_wait_s(prefer, max_wait_s))

    @routes.post("/creators/{username}/refresh", status_code=202)
    async def refresh(
        request: Request,
        username: str,
        body: HowToFetch | None = None,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        how = body or HowToFetch()
        wanted = _wanted(request, Kind.CREATOR_REFRESH, username, how, {}, idempotency_key)
        return await _accept(services, wanted, wanted_wait_s(prefer, max_wait_s))

    @routes.get("/creators/{username}")
    async def show(username: str) -> Reply:
        name = _name(username)
        creator = await services.creators.find(name)
        if creator is None:
            raise Problem(404, "unknown_creator", f"nobody here is called {name}")
        return Reply(creator)

    return routes


def _wanted(
    request: Request,
    kind: Kind,
    username: str,
    how: HowToFetch,
    params: dict[str, str],
    idempotency_key: str | None,
) -> Wanted:
    return Wanted(
        kind=kind,
        target=_name(username),
        params=params,
        options=Options(mirror_media=how.mirror_media),
        full=how.full,
        caller=request.scope["b9_caller"],
        correlation_id=request.scope["b9_correlation_id"],
        idempotency_key=idempotency_key,
        traceparent=traceparent(),
        trace_id=current_trace_id(),
    )


async def _accept(services: Services, wanted: Wanted, wait_s: float) -> Reply:
    try:
        outcome = await services.accepting.accept(wanted)
    except KeyReusedError:
        raise Problem(
            409, "idempotency_key_reused", "this Idempotency-Key was used for another request"
        ) from None
    except UnknownCreatorError as exc:
        raise Problem(404, "unknown_creator", f"nobody here is called {exc}") from None
    if outcome.folded != "deduplicated":
        await services.broker.wake(WAKE_OUTBOX)
    waited = await services.waiting.until(outcome.request_id, ended, wait_s)
    return await _told(services, outcome, waited=waited)


async def _told(services: Services, outcome: Accepted, *, waited: bool) -> Reply:
    if outcome.request is not None and not waited:
        found = services.reading.fresh(outcome.request)
    else:
        found = await services.reading.brief(outcome.request_id)
    fresh = outcome.folded == "created"
    told: dict[str, Any] = {
        **found,
        "deduplicated": not fresh,
        "upgraded": outcome.folded == "upgraded",
    }
    location = {"Location": f"/api/requests/{outcome.request_id}"}
    return Reply(told, status_code=202 if fresh else 200, headers=location)


def _name(typed: str) -> str:
    try:
        return normalise_username(typed)
    except InvalidNameError as exc:
        raise invalid("username", "invalid_name", str(exc)) from None


def _niche(typed: str) -> str:
    niche = " ".join(typed.split())
    if not niche or not niche.isprintable():
        raise invalid("niche", "invalid_niche", "a niche is printable text")
    return niche
