"""Asking for communities of Reddit: add and scan, scan again, discover through their authors."""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.answers.requests import taken_or_many
from b9_api.http.caller import Scope, needs
from b9_api.http.problems import FieldError, Problem, invalid
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.routes.naming import subreddit_name
from b9_api.routes.wishing import (
    TAKEN,
    IdempotencyKey,
    Prefer,
    accepted,
    describe,
    grant,
    wish,
)
from b9_api.services import Services
from b9_api.waiting import wanted_wait_s
from b9_api.wishes import Wanted
from b9_common.events import Kind, Platform

MAX_NAMES: Final = 100
# Of one wish for many; other callers need the database too.
AT_ONCE: Final = 4
ACCEPTED: Final = 202
HOW: Final = {"options": {"mirror_media": True}}

Typed = Annotated[str, Field(max_length=300)]


class TargetOptions(BaseModel):
    """Settings that travel with a request; null leaves it to the target's own."""

    model_config = ConfigDict(extra="forbid", strict=True)

    mirror_media: bool | None = None


class HowToFetchSubreddit(BaseModel):
    """How a community is to be fetched."""

    model_config = ConfigDict(extra="forbid", strict=True)

    options: TargetOptions = TargetOptions()


class AddSubreddits(HowToFetchSubreddit):
    """A person wants communities; what *options* say becomes their own setting."""

    name: Typed | None = None
    names: list[Typed] | None = Field(default=None, min_length=1, max_length=MAX_NAMES)


def router(services: Services, max_wait_s: float) -> APIRouter:
    """The routes that ask for communities."""
    routes = APIRouter(prefix="/api/reddit/subreddits", tags=["reddit"])

    @routes.post(
        "",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "add_subreddits",
            "Add one community, or many",
            {202: taken_or_many(), 200: taken_or_many()},
            example={"names": ["pottery", "r/ceramics"], "options": {"mirror_media": False}},
        ),
    )
    async def add(
        request: Request,
        body: AddSubreddits,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        if (body.name is None) == (body.names is None):
            raise invalid("name", "one_of", "either name or names")
        if body.names is not None:
            return await _add_many(services, request, body, body.names, idempotency_key)
        target = subreddit_name("name", body.name or "")
        wanted = _added(request, target, body, idempotency_key)
        return await grant(services, wanted, wanted_wait_s(prefer, max_wait_s))

    @routes.post(
        "/{name}/scan",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "scan_subreddit",
            "Fetch a community again",
            TAKEN,
            refuses=["unknown_subreddit"],
            headers=["Location"],
            example=HOW,
        ),
    )
    async def scan(
        request: Request,
        name: str,
        body: HowToFetchSubreddit | None = None,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        wanted = _again(request, Kind.SUBREDDIT_SCAN, name, body, idempotency_key)
        return await grant(services, wanted, wanted_wait_s(prefer, max_wait_s))

    @routes.post(
        "/{name}/discover",
        status_code=202,
        dependencies=[needs(Scope.OPERATE)],
        **says(
            "discover_from_subreddit",
            "Find communities through those who post in one",
            TAKEN,
            headers=["Location"],
            example=HOW,
        ),
    )
    async def discover(
        request: Request,
        name: str,
        body: HowToFetchSubreddit | None = None,
        idempotency_key: IdempotencyKey = None,
        prefer: Prefer = None,
    ) -> Reply:
        wanted = _again(request, Kind.SUBREDDIT_DISCOVER, name, body, idempotency_key)
        return await grant(services, wanted, wanted_wait_s(prefer, max_wait_s))

    return routes


def _again(
    request: Request, kind: Kind, name: str, body: HowToFetchSubreddit | None, key: str | None
) -> Wanted:
    """A scan is of a community that is here: adding is a decision. A discovery starts anywhere."""
    return wish(
        request,
        kind=kind,
        platform=Platform.REDDIT,
        target=subreddit_name("name", name),
        mirror_media=(body or HowToFetchSubreddit()).options.mirror_media,
        only_known=kind is Kind.SUBREDDIT_SCAN,
        idempotency_key=key,
    )


def _added(
    request: Request,
    target: str,
    body: AddSubreddits,
    key: str | None,
    together: tuple[str, ...] = (),
) -> Wanted:
    mirror = body.options.mirror_media
    return wish(
        request,
        kind=Kind.SUBREDDIT_SCAN,
        platform=Platform.REDDIT,
        target=target,
        params={} if mirror is None else {"mirror_media": mirror},
        mirror_media=mirror,
        together=together,
        idempotency_key=key,
    )


async def _add_many(
    services: Services, request: Request, body: AddSubreddits, typed: list[str], key: str | None
) -> Reply:
    """One request each; a name that is none is refused alone, unless all are."""
    targets, refused = _sorted_out(typed)
    if not targets:
        raise Problem(422, "invalid", "not one of them is a name", errors=refused[:20])
    names = tuple(dict.fromkeys(targets.values()))
    wishes = [
        # Each has a key of its own; the first is always there, so another list is noticed.
        _added(request, name, body, None if key is None else f"{key}#{index}", names)
        for index, name in enumerate(names)
    ]
    told = await _all_told(services, wishes)
    errors = {one.field: one for one in refused}
    items = [
        {"name": text, **told[targets[index]]}
        if index in targets
        else {"name": text, "status": 422, "error": errors[f"names.{index}"]}
        for index, text in enumerate(typed)
    ]
    fresh = any(item["status"] == ACCEPTED for item in items)
    return Reply({"items": items}, status_code=ACCEPTED if fresh else 200)


def _sorted_out(typed: list[str]) -> tuple[dict[int, str], list[FieldError]]:
    """The targets by their places in the list, and what is wrong with the others."""
    targets: dict[int, str] = {}
    refused: list[FieldError] = []
    for index, text in enumerate(typed):
        try:
            targets[index] = subreddit_name(f"names.{index}", text)
        except Problem as problem:
            refused += problem.errors
    return targets, refused


async def _all_told(services: Services, wishes: list[Wanted]) -> dict[str, dict[str, Any]]:
    """What became of each target. Raises `Problem` where the first one's key was used before."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def take(wanted: Wanted) -> tuple[str, dict[str, Any]]:
        async with slots:
            outcome = await accepted(services, wanted)
            told = await describe(services, outcome, waited=False)
        return wanted.target, {"status": 200 if told["deduplicated"] else ACCEPTED, "request": told}

    first, *others = wishes
    return dict([await take(first), *await asyncio.gather(*map(take, others))])
