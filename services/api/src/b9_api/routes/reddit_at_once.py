"""Asking Reddit while somebody looks on: the answer is the stored row, within five seconds."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.answers.reddit import discovered_user, whole_subreddit
from b9_api.answers.requests import RequestTaken
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.resources.single import subreddit_named, user_named
from b9_api.routes.naming import subreddit_name, user_name
from b9_api.routes.wishing import IdempotencyKey, accepted, describe, wish
from b9_api.services import Services
from b9_api.waiting import ended
from b9_api.wishes import Wanted
from b9_common.events import Kind, Platform

# The whole answer is to be there within five seconds.
PATIENCE_S: Final = 4.8
# What Reddit said of the target itself; whatever else ends a request is not the caller's doing.
REFUSALS: Final = {
    "target_private": 403,
    "target_banned": 403,
    "target_quarantined": 403,
    "target_suspended": 403,
    "target_not_found": 404,
    "target_unavailable_legal": 451,
}
REFUSED: Final = (*REFUSALS, "upstream_failed")

Stored = Callable[[str], Awaitable[dict[str, Any] | None]]


class FetchSingle(BaseModel):
    """One community, now."""

    model_config = ConfigDict(extra="forbid", strict=True)

    subreddit_name: str = Field(max_length=300)


class DiscoverUser(BaseModel):
    """One account of ours, now."""

    model_config = ConfigDict(extra="forbid", strict=True)

    username: str = Field(max_length=300)


def router(services: Services, max_wait_s: float) -> APIRouter:
    """The routes that wait for what they ask for."""
    routes = APIRouter(prefix="/api", tags=["reddit"])
    patience_s = min(PATIENCE_S, max_wait_s)

    @routes.post(
        "/subreddits/fetch-single",
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "fetch_subreddit",
            "A community, fetched within five seconds",
            {200: whole_subreddit(), 202: RequestTaken},
            refuses=REFUSED,
            headers=["Location"],
            example={"subreddit_name": "r/pottery"},
        ),
    )
    async def fetch_single(
        request: Request, body: FetchSingle, idempotency_key: IdempotencyKey = None
    ) -> Reply:
        wanted = wish(
            request,
            kind=Kind.SUBREDDIT_FETCH_SINGLE,
            platform=Platform.REDDIT,
            target=subreddit_name("subreddit_name", body.subreddit_name),
            idempotency_key=idempotency_key,
        )

        async def community(name: str) -> dict[str, Any] | None:
            return await subreddit_named(services, name)

        return await _answer(services, wanted, community, patience_s)

    @routes.post(
        "/reddit/users/discover",
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "discover_user",
            "An account, fetched within five seconds; it is one of ours from now on",
            {200: discovered_user(), 202: RequestTaken},
            refuses=REFUSED,
            headers=["Location"],
            example={"username": "somebody"},
        ),
    )
    async def discover(
        request: Request, body: DiscoverUser, idempotency_key: IdempotencyKey = None
    ) -> Reply:
        async def user(name: str) -> dict[str, Any] | None:
            row = await user_named(services, name)
            return None if row is None else {"success": True, "user": row}

        wanted = wish(
            request,
            kind=Kind.USER_DISCOVER,
            platform=Platform.REDDIT,
            target=user_name("username", body.username),
            # Whom a person looks up by name is one of theirs.
            params={"our_creator": True},
            idempotency_key=idempotency_key,
        )
        return await _answer(services, wanted, user, patience_s)

    return routes


async def _answer(services: Services, wanted: Wanted, stored: Stored, patience_s: float) -> Reply:
    """The stored row once the request has ended; the request itself where that takes longer."""
    outcome = await accepted(services, wanted)
    await services.waiting.until(outcome.request_id, ended, patience_s)
    told = await describe(services, outcome, waited=True)
    location = {"Location": f"/api/requests/{outcome.request_id}"}
    if told["status"] in {"completed", "partial"}:
        row = await stored(wanted.target)
        if row is not None:
            return Reply(row, headers=location)
    elif told["status"] == "failed":
        raise _refusal(told["error"] or {}, location)
    return Reply(told, status_code=202, headers=location)


def _refusal(error: dict[str, Any], location: dict[str, str]) -> Problem:
    reason = error.get("code") or "unknown"
    detail = error.get("message") or reason
    if reason in REFUSALS:
        return Problem(REFUSALS[reason], reason, detail, headers=location)
    return Problem(502, "upstream_failed", detail, headers=location, more={"reason": reason})
