"""Adding and refreshing Instagram creators."""

from typing import Final, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.http.caller import Scope, needs
from b9_api.http.problems import invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.names import InvalidNameError, normalise_username
from b9_api.routes.wishing import TAKEN, IdempotencyKey, Prefer, grant, wish
from b9_api.services import Services
from b9_api.waiting import wanted_wait_s
from b9_api.wishes import Wanted
from b9_common.events import Kind, Platform

AN_ADD: Final = {"username": "nasa", "niche": "space", "review_status": "ok"}


class HowToFetchCreator(BaseModel):
    """How a creator is to be fetched."""

    model_config = ConfigDict(extra="forbid", strict=True)

    mirror_media: bool = True
    full: bool = Field(default=False, description="walk the whole depth again")


class AddCreator(HowToFetchCreator):
    """A person wants a creator; *niche* and *review_status* are decisions given along."""

    username: str = Field(max_length=300)
    niche: str | None = Field(default=None, max_length=100)
    review_status: Literal["ok", "non_related"] = "ok"


def router(services: Services, max_wait_s: float) -> APIRouter:
    """The routes of Instagram creators."""
    routes = APIRouter(prefix="/api/instagram", tags=["instagram"])

    @routes.post(
        "/creator/add",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says("add_creator", "Add a creator", TAKEN, headers=["Location"], example=AN_ADD),
    )
    @routes.post(
        "/creators",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "create_creator",
            "Add a creator, by the address of their list",
            TAKEN,
            headers=["Location"],
            example=AN_ADD,
        ),
    )
    async def add(
        request: Request,
        body: AddCreator,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        params: dict[str, str] = {"review_status": body.review_status}
        if body.niche is not None:
            params["niche"] = _niche(body.niche)
        wanted = _wanted(request, Kind.CREATOR_ADD, body.username, body, params, idempotency_key)
        return await grant(services, wanted, wanted_wait_s(prefer, max_wait_s))

    @routes.post(
        "/creators/{username}/refresh",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "refresh_creator",
            "Fetch a creator again",
            TAKEN,
            refuses=["unknown_creator"],
            headers=["Location"],
            example={"full": True},
        ),
    )
    async def refresh(
        request: Request,
        username: str,
        body: HowToFetchCreator | None = None,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        how = body or HowToFetchCreator()
        wanted = _wanted(request, Kind.CREATOR_REFRESH, username, how, {}, idempotency_key)
        return await grant(services, wanted, wanted_wait_s(prefer, max_wait_s))

    return routes


def _wanted(
    request: Request,
    kind: Kind,
    username: str,
    how: HowToFetchCreator,
    params: dict[str, str],
    idempotency_key: str | None,
) -> Wanted:
    return wish(
        request,
        kind=kind,
        platform=Platform.INSTAGRAM,
        target=_name(username),
        params=params,
        mirror_media=how.mirror_media,
        full=how.full,
        only_known=kind is Kind.CREATOR_REFRESH,
        idempotency_key=idempotency_key,
    )


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
