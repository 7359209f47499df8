"""Scrapers: what is wanted of them, what is observed, what they call, and what goes wrong."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from b9_api.answers import scrapers as answers
from b9_api.commands import WAKE_CONTROL
from b9_api.http.caller import NOT_OF_DEPLOYMENT, Scope, caller_of, needs, of_deployment
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.lists.counting import Kept
from b9_api.lists.replies import tagged
from b9_api.resources import scraper_sql as sql
from b9_api.services import Services
from b9_api.standing import Standing
from b9_api.switches import PLATFORM_SWITCHES, printable
from b9_common.events import Platform

# A chart of a week need not be any newer.
KEEP_S: Final = 60.0
CAPACITY: Final = 50
HOUR: Final = timedelta(hours=1)
# How far back, and how much time each point of a chart stands for.
WINDOWS: Final = {
    "1h": (HOUR, timedelta(minutes=5)),
    "24h": (24 * HOUR, HOUR),
    "7d": (7 * 24 * HOUR, 6 * HOUR),
}
# Each request goes its own way: nothing sends scrapers round all of theirs in turn.
NO_CYCLE: Final = {
    "number": None, "started_at": None, "elapsed_s": None, "done": None, "total": None,
    "eta_s": None, "code": "scheduler_missing",
}  # fmt: skip

UNKNOWN: Final = ("unknown_scraper",)

Window = Literal["1h", "24h", "7d"]
Name = Annotated[str, Path(examples=["instagram"])]


class StateWanted(BaseModel):
    """What a scraper is to do; *reason* is shown where it is stopped."""

    model_config = ConfigDict(extra="forbid", strict=True)

    desired_state: Literal["running", "stopped"]
    reason: str = Field(default="", max_length=200)


def router(services: Services) -> APIRouter:
    """The routes of scrapers."""
    routes = APIRouter(prefix="/api/scrapers", tags=["operations"])
    kept, lists = Kept(keep_s=KEEP_S, capacity=CAPACITY), services.lists

    @routes.get(
        "/{name}",
        dependencies=[needs(Scope.READ)],
        **says(
            "get_scraper", "How a scraper stands", answers.ScraperNow, refuses=UNKNOWN, tagged=True
        ),
    )
    async def scraper(request: Request, name: Name) -> Response:
        told = await _told(services, request, platform_of(name))
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    @routes.put(
        "/{name}",
        status_code=202,
        dependencies=[of_deployment(Scope.OPERATE)],
        **says(
            "want_scraper",
            "Want a scraper running, or stopped",
            {202: answers.Scraper, 200: answers.Scraper},
            refuses=(*UNKNOWN, NOT_OF_DEPLOYMENT),
            example={"desired_state": "stopped", "reason": "the provider is slow today"},
        ),
    )
    async def want(request: Request, name: Name, body: StateWanted) -> Reply:
        """202 where that is another wish than before, or another reason; 200 where it is not."""
        platform = platform_of(name)
        changed = await _want(services, request, platform, body)
        told = await _told(services, request, platform)
        return Reply(told, status_code=202 if changed else 200)

    @routes.get(
        "/{name}/metrics",
        dependencies=[needs(Scope.READ)],
        **says(
            "get_scraper_metrics",
            "What a scraper calls",
            answers.ScraperMetrics,
            refuses=UNKNOWN,
            tagged=True,
        ),
    )
    async def metrics(request: Request, name: Name, window: Window = "24h") -> Response:
        platform = platform_of(name)
        since, step = _since(window)
        args, key = (since, platform), f"{platform}:{window}"
        totals = await lists.counted(f"calls:{key}", sql.CALLS, args)
        classes = await lists.counted(f"classes:{key}", sql.CALLS_BY_CLASS, args)
        series = await kept.get(key, lambda: lists.read(sql.SERIES, *args, step))
        told = {"window": window, "by_class": classes, "step_s": step.total_seconds()}
        return tagged(request, rated(totals[0]) | told | {"series": series})

    @routes.get(
        "/{name}/errors",
        dependencies=[needs(Scope.READ)],
        **says(
            "list_scraper_errors",
            "What goes wrong",
            answers.ScraperErrors,
            refuses=UNKNOWN,
            tagged=True,
        ),
    )
    async def errors(request: Request, name: Name, window: Window = "24h") -> Response:
        platform = platform_of(name)
        args = (_since(window)[0], platform)
        items = await lists.counted(f"errors:{platform}:{window}", sql.ERRORS, args)
        return tagged(request, {"items": items, "window": window})

    @routes.get(
        "/{name}/queue",
        dependencies=[needs(Scope.READ)],
        **says(
            "list_scraper_queue",
            "What a scraper has to do",
            answers.ScraperQueue,
            refuses=UNKNOWN,
            tagged=True,
        ),
    )
    async def queue(request: Request, name: Name) -> Response:
        org_id = caller_of(request).org_id
        return tagged(request, {"items": await lists.read(sql.QUEUE, platform_of(name), org_id)})

    return routes


def platform_of(name: str) -> Platform:
    """Whose scraper *name* is, as it is called today or was. Raises `Problem`."""
    platform = name.removesuffix("_scraper")
    if platform not in PLATFORM_SWITCHES:
        raise Problem(404, "unknown_scraper", f"one of {', '.join(PLATFORM_SWITCHES)}")
    return Platform(platform)


def rated(totals: dict[str, Any]) -> dict[str, Any]:
    """*totals* with the share that went well: null where nothing was asked."""
    asked = totals["requests"]
    return totals | {"success_pct": round(100 * totals["ok"] / asked, 2) if asked else None}


def _since(window: Window) -> tuple[datetime, timedelta]:
    """When *window* began, and the step of its charts."""
    length, step = WINDOWS[window]
    return datetime.now(UTC) - length, step


async def _want(
    services: Services, request: Request, platform: Platform, body: StateWanted
) -> bool:
    """Whether that is news. A reason that is not said is no other one."""
    changed = await services.controls.want(
        PLATFORM_SWITCHES[platform],
        enabled=body.desired_state == "running",
        reason=printable(body.reason),
        actor=caller_of(request).id,
        whatever_reason="reason" not in body.model_fields_set,
    )
    if changed:
        await services.broker.wake(WAKE_CONTROL)
    return changed


async def _told(services: Services, request: Request, platform: Platform) -> dict[str, Any]:
    standing = await services.standings.of(platform)
    org_id = caller_of(request).org_id
    work = await services.lists.read(sql.UNDER_WAY, platform, org_id)
    args = (datetime.now(UTC) - 24 * HOUR, platform, org_id)
    failed = await services.lists.counted(f"failed:{platform}:{org_id}", sql.LAST_ERROR, args)
    return {
        "name": platform,
        "desired": _desired(standing),
        "observed": _observed(standing),
        "work": work[0],
        "cycle": NO_CYCLE,
        "last_error": failed[0] if failed else None,
    }


def _desired(standing: Standing) -> dict[str, Any]:
    keys = ("reason", "version", "mirrored", "updated_at", "updated_by")
    told = {key: standing.desired[key] for key in keys}
    return {"state": "running" if standing.enabled else "stopped", **told}


def _observed(standing: Standing) -> dict[str, Any]:
    """What its processes say of themselves; `unknown` while the broker is away."""
    told = standing.observed()
    instances: Sequence[dict[str, Any]] = told["instances"] or ()
    return {
        "state": standing.state,
        "healthy": standing.healthy,
        "heartbeat_age_s": standing.age_s,
        "started_at": min((one["started_at"] for one in instances), default=None),
        "in_hand": told["in_hand"],
        "upstream": standing.breaker,
        "instances": [
            {key: value for key, value in one.items() if key != "heartbeat_age_seconds"}
            | {"heartbeat_age_s": one["heartbeat_age_seconds"]}
            for one in instances
        ],
    }
