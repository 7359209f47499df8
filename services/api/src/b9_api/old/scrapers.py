"""Both scrapers under their old routes: wanted by people, observed by heartbeats and calls."""

from datetime import UTC, datetime, timedelta
from typing import Final

from fastapi import APIRouter, Request

from b9_api.answers import old as answers
from b9_api.commands import WAKE_CONTROL
from b9_api.http.caller import NOT_OF_DEPLOYMENT, Scope, caller_of, needs, of_deployment
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.old import telling
from b9_api.services import Services
from b9_api.switches import PLATFORM_SWITCHES
from b9_common.events import Platform

OF_DEPLOYMENT: Final = (NOT_OF_DEPLOYMENT,)
DAYS_A_MONTH: Final = 30
TAGS: Final = ["old: scrapers"]
# Another wish than before, or the same.
WISHED: Final = {202: answers.Wished, 200: answers.Wished}


def router(services: Services, platform: Platform) -> APIRouter:
    """The routes that both have."""
    routes = APIRouter(prefix=f"/api/{platform}/scraper", tags=[*TAGS])
    standings, figures = services.standings, services.figures
    is_instagram = platform is Platform.INSTAGRAM
    health_of = answers.InstagramHealth if is_instagram else answers.ScraperHealth
    detailed_of = answers.InstagramDetailed if is_instagram else answers.ScraperDetailed

    @routes.get(
        "/health",
        dependencies=[needs(Scope.READ)],
        **says(f"get_{platform}_scraper_health", "Whether its processes report", health_of),
    )
    async def health() -> Reply:
        return Reply(telling.health(await standings.of(platform), platform))

    @routes.get(
        "/status",
        dependencies=[needs(Scope.READ)],
        **says(
            f"get_{platform}_scraper_status",
            "What is wanted, and how the parts do",
            answers.ScraperStatus,
        ),
    )
    async def status() -> Reply:
        last_call = await figures.last_call(platform)
        return Reply(telling.status(await standings.of(platform), platform, last_call))

    @routes.get(
        "/status-detailed",
        dependencies=[needs(Scope.READ)],
        **says(f"get_{platform}_scraper_detailed", "The same with today's calls", detailed_of),
    )
    async def detailed() -> Reply:
        calls, last_call = (
            await figures.calls(platform, today()),
            await figures.last_call(platform),
        )
        return Reply(telling.detailed(await standings.of(platform), platform, calls, last_call))

    @routes.get(
        "/cycle-status",
        dependencies=[needs(Scope.READ)],
        **says(f"get_{platform}_cycle", "That there is no cycle", answers.CycleStatus),
    )
    async def cycle() -> Reply:
        return Reply(telling.cycle(await standings.of(platform)))

    @routes.get(
        "/success-rate",
        dependencies=[needs(Scope.READ)],
        **says(
            f"get_{platform}_success_rate",
            "The share of calls that were answered",
            answers.RateTold,
        ),
    )
    async def success_rate() -> Reply:
        since = telling.since_when(await standings.of(platform))
        return Reply(telling.rate(await figures.calls(platform, since), since))

    @routes.post(
        "/start",
        status_code=202,
        dependencies=[of_deployment(Scope.OPERATE)],
        **says(f"start_{platform}_scraper", "Want it started", WISHED, refuses=OF_DEPLOYMENT),
    )
    async def start(request: Request) -> Reply:
        return await _want(services, request, platform, enabled=True)

    @routes.post(
        "/stop",
        status_code=202,
        dependencies=[of_deployment(Scope.OPERATE)],
        **says(f"stop_{platform}_scraper", "Want it stopped", WISHED, refuses=OF_DEPLOYMENT),
    )
    async def stop(request: Request) -> Reply:
        return await _want(services, request, platform, enabled=False)

    return routes


def reddit(services: Services) -> APIRouter:
    """What only Reddit's has."""
    routes = APIRouter(prefix="/api/reddit/scraper", tags=[*TAGS])

    @routes.get(
        "/reddit-api-stats",
        dependencies=[needs(Scope.READ)],
        **says("get_reddit_calls", "Calls of today", answers.RedditCalls),
    )
    async def api_stats() -> Reply:
        calls = await services.figures.calls(Platform.REDDIT, today())
        limits = await services.figures.limits(Platform.REDDIT)
        told = {
            "daily_calls": calls.total,
            "daily_limit": limits.daily_cap,
            "remaining": max(0, limits.daily_cap - calls.total),
            "reset_at": today() + timedelta(days=1),
        }
        return Reply(told)

    return routes


def instagram(services: Services) -> APIRouter:
    """What only Instagram's has."""
    routes = APIRouter(prefix="/api/instagram/scraper", tags=[*TAGS])

    @routes.get(
        "/cost-metrics",
        dependencies=[needs(Scope.READ)],
        **says("get_instagram_costs", "What today's calls cost", answers.CostsTold),
    )
    async def costs() -> Reply:
        calls = await services.figures.calls(Platform.INSTAGRAM, today())
        limits = await services.figures.limits(Platform.INSTAGRAM)
        metrics = {
            "api_calls_today": calls.total,
            "daily_cost": calls.cost_usd,
            "projected_monthly_cost": round(calls.cost_usd * DAYS_A_MONTH, 6),
            "cost_per_request": limits.price_usd,
        }
        return Reply({"success": True, "metrics": metrics})

    @routes.get(
        "/control-info",
        dependencies=[needs(Scope.READ)],
        **says("get_instagram_control_info", "How it is started and stopped", answers.ControlInfo),
    )
    async def control_info() -> Reply:
        return Reply(telling.control_info(Platform.INSTAGRAM))

    return routes


def today() -> datetime:
    """When the day began, in UTC."""
    return datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


async def _want(
    services: Services, request: Request, platform: Platform, *, enabled: bool
) -> Reply:
    """Write what is wanted, unless it is; what is observed is told apart from it."""
    caller = caller_of(request)
    changed = await services.controls.want(
        PLATFORM_SWITCHES[platform],
        enabled=enabled,
        reason="" if enabled else f"stopped by {caller.id}",
        actor=caller.id,
        whatever_reason=True,
    )
    if not changed:
        word = "already_running" if enabled else "already_stopped"
        return Reply(telling.wanted(await services.standings.of(platform), platform, word))
    await services.broker.wake(WAKE_CONTROL)
    after = await services.standings.of(platform)
    word = "starting" if enabled else "stopping"
    return Reply(telling.wanted(after, platform, word), status_code=202)
