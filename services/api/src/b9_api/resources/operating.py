"""How the machine does: scrapers, what calls cost, how much there is."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.lists.counting import Kept
from b9_api.lists.replies import tagged
from b9_api.resources import sql
from b9_api.services import Services
from b9_api.switches import PLATFORM_SWITCHES
from b9_common.errors import OutageError
from b9_common.heartbeat import Heartbeat, all_heartbeats

# Sums over weeks of calls, and counts of whole tables: a screen need not have them any newer.
KEEP_S: Final = 60.0
CAPACITY: Final = 50
WINDOWS: Final = {"1h": 1, "24h": 24, "7d": 24 * 7}
PROJECTED_FROM_DAYS: Final = 7
MONTH_DAYS: Final = 30

Window = Literal["1h", "24h", "7d"]


def router(services: Services) -> APIRouter:
    """Reads of operations."""
    routes = APIRouter(prefix="/api", tags=["operations"], dependencies=[needs(Scope.READ)])
    kept, lists = Kept(keep_s=KEEP_S, capacity=CAPACITY), services.lists

    async def old(key: str, text: str, *args: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await kept.get(key, lambda: lists.read(text, *args))
        return found

    @routes.get("/costs")
    async def costs(request: Request, days: Annotated[int, Query(ge=1, le=30)] = 30) -> Response:
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        since = today - timedelta(days=days - 1)
        items = await old(f"costs:{since}", sql.COSTS, since)
        kinds = await old(f"kinds:{since}", sql.COSTS_BY_KIND, since)
        caps = await lists.read(sql.CAPS)
        told = {"items": items, "by_kind": kinds, "providers": caps, "totals": summed(items, today)}
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    @routes.get("/stats/overview")
    async def overview(request: Request) -> Response:
        rows = await old("overview", sql.OVERVIEW)
        growth = await old("growth", sql.GROWTH)
        newest = await lists.counted("freshness", sql.FRESHNESS, [])
        told = {"counts": rows[0], "freshness": newest[0], "growth": growth}
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    @routes.get("/scrapers/{name}")
    async def scraper(request: Request, name: str) -> Response:
        platform = _platform(name)
        desired = await lists.read(sql.DESIRED, PLATFORM_SWITCHES[platform])
        work = await lists.read(sql.UNDER_WAY, platform, caller_of(request).org_id)
        told = {
            "name": platform,
            "desired": _desired(desired[0]),
            "observed": await _observed(services, platform),
            "work": work[0],
        }
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    @routes.get("/scrapers/{name}/metrics")
    async def metrics(request: Request, name: str, window: Window = "24h") -> Response:
        platform = _platform(name)
        since = datetime.now(UTC) - timedelta(hours=WINDOWS[window])
        args = (since, platform)
        totals = await lists.counted(f"calls:{platform}:{window}", sql.CALLS, args)
        classes = await lists.counted(f"classes:{platform}:{window}", sql.CALLS_BY_CLASS, args)
        return tagged(request, rated(totals[0]) | {"window": window, "by_class": classes})

    return routes


def rated(totals: dict[str, Any]) -> dict[str, Any]:
    """*totals* with the share that went well: null where nothing was asked."""
    asked = totals["requests"]
    return totals | {"success_pct": round(100 * totals["ok"] / asked, 2) if asked else None}


def summed(items: Iterable[dict[str, Any]], today: datetime) -> dict[str, Any]:
    """Sums, and what a month costs at the rate of the last whole days."""
    rows = list(items)
    of_today = [row for row in rows if row["day"] == today.date()]
    first = today.date() - timedelta(days=PROJECTED_FROM_DAYS)
    trailing = [row for row in rows if first <= row["day"] < today.date()]
    days = len({row["day"] for row in trailing})
    mean = sum(row["cost_usd"] for row in trailing) / days if days else None
    return {
        "calls": sum(row["calls"] for row in rows),
        "cost_usd": sum(row["cost_usd"] for row in rows),
        "calls_today": sum(row["calls"] for row in of_today),
        "cost_today_usd": sum(row["cost_usd"] for row in of_today),
        "projected_month_usd": None if mean is None else round(mean * MONTH_DAYS, 4),
        "projected_from_days": days,
    }


def _platform(name: str) -> str:
    platform = name.removesuffix("_scraper")
    if platform not in PLATFORM_SWITCHES:
        raise Problem(404, "unknown_scraper", f"one of {', '.join(PLATFORM_SWITCHES)}")
    return platform


def _desired(row: dict[str, Any]) -> dict[str, Any]:
    told = {key: row[key] for key in ("reason", "version", "updated_at", "updated_by")}
    return {"state": "running" if row["enabled"] else "stopped", **told}


async def _observed(services: Services, platform: str) -> dict[str, Any]:
    """What its processes say of themselves; `unknown` while the broker is away."""
    try:
        beats = await all_heartbeats(services.broker.get())
    except OutageError:
        return {"state": "unknown", "instances": [], "heartbeat_age_s": None, "started_at": None}
    own = [beat for beat in beats if beat.service == f"{platform}-ingest"]
    now = datetime.now(UTC)
    return {
        "state": _state(own),
        "instances": own,
        "heartbeat_age_s": min(((now - beat.at).total_seconds() for beat in own), default=None),
        "started_at": min((beat.started_at for beat in own), default=None),
    }


def _state(beats: list[Heartbeat]) -> str:
    """The best that one of them is; `stopped` where none is heard of."""
    states = {beat.status for beat in beats}
    return next(
        (one for one in ("ready", "waiting", "alarm", "stopping") if one in states), "stopped"
    )
