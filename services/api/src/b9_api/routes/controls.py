"""Stopping and starting over HTTP, and what may be spent."""

from typing import Any, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from b9_api.answers import operating as answers
from b9_api.commands import WAKE_CONTROL
from b9_api.http.caller import NOT_OF_DEPLOYMENT, Scope, caller_of, needs, of_deployment
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.http.shapes import items
from b9_api.services import Services
from b9_api.switches import PAID_CALLS_SWITCH, PLATFORM_SWITCHES, printable
from b9_common.events import Platform

OF_DEPLOYMENT: Final = (NOT_OF_DEPLOYMENT,)
WHY: Final = {"reason": "the provider is slow today"}


class Why(BaseModel):
    """Why a switch is set; shown by whatever it stops."""

    model_config = ConfigDict(extra="forbid", strict=True)

    reason: str = Field(default="", max_length=200)


class PaidCalls(Why):
    """The kill switch for everything that costs money."""

    enabled: bool


def router(services: Services) -> APIRouter:
    """The routes of switches and budgets."""
    routes = APIRouter(prefix="/api", tags=["control"])

    async def switch(request: Request, name: str, reason: str, *, enabled: bool) -> Reply:
        told = await services.controls.switch(
            name, enabled=enabled, reason=printable(reason), actor=caller_of(request).id
        )
        await services.broker.wake(WAKE_CONTROL)
        return Reply(told)

    @routes.get(
        "/control",
        dependencies=[needs(Scope.READ)],
        **says("list_switches", "Every switch", items(answers.Switch)),
    )
    async def switches() -> Reply:
        return _items(await services.controls.switches())

    @routes.post(
        "/control/paid-calls",
        dependencies=[of_deployment(Scope.ADMIN)],
        **says(
            "switch_paid_calls",
            "Stop or allow everything that costs money",
            answers.Switched,
            refuses=OF_DEPLOYMENT,
            example={"enabled": False, "reason": "the budget is spent"},
        ),
    )
    async def paid_calls(request: Request, body: PaidCalls) -> Reply:
        return await switch(request, PAID_CALLS_SWITCH, body.reason, enabled=body.enabled)

    @routes.post(
        "/control/{platform}/pause",
        dependencies=[of_deployment(Scope.OPERATE)],
        **says(
            "pause_platform", "Stop a scraper", answers.Switched, refuses=OF_DEPLOYMENT, example=WHY
        ),
    )
    async def pause(request: Request, platform: Platform, body: Why | None = None) -> Reply:
        reason = body.reason if body else ""
        return await switch(request, PLATFORM_SWITCHES[platform], reason, enabled=False)

    @routes.post(
        "/control/{platform}/resume",
        dependencies=[of_deployment(Scope.OPERATE)],
        **says(
            "resume_platform",
            "Let a scraper go on",
            answers.Switched,
            refuses=OF_DEPLOYMENT,
            example=WHY,
        ),
    )
    async def resume(request: Request, platform: Platform, body: Why | None = None) -> Reply:
        reason = body.reason if body else ""
        return await switch(request, PLATFORM_SWITCHES[platform], reason, enabled=True)

    @routes.get(
        "/budget",
        dependencies=[needs(Scope.READ)],
        **says("list_budgets", "What may be spent, and what was", items(answers.Budget)),
    )
    async def budgets() -> Reply:
        return _items(await services.controls.budgets())

    @routes.get(
        "/reddit/budget",
        dependencies=[needs(Scope.READ)],
        **says("list_reddit_budgets", "The same of Reddit", items(answers.Budget)),
    )
    async def reddit_budget() -> Reply:
        return _items(await services.controls.budgets(Platform.REDDIT))

    return routes


def _items(items: list[dict[str, Any]]) -> Reply:
    return Reply({"items": items})
