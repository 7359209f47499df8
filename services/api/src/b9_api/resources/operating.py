"""How the machine does: what calls cost, and how much there is."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from b9_api.answers import operating as answers
from b9_api.http.caller import Scope, needs
from b9_api.http.says import says
from b9_api.lists.counting import Kept
from b9_api.lists.replies import tagged
from b9_api.resources import sql
from b9_api.services import Services

# Sums over weeks of calls, and counts of whole tables: a screen need not have them any newer.
KEEP_S: Final = 60.0
CAPACITY: Final = 50
PROJECTED_FROM_DAYS: Final = 7
MONTH_DAYS: Final = 30


def router(services: Services) -> APIRouter:
    """Reads of operations."""
    routes = APIRouter(prefix="/api", tags=["operations"], dependencies=[needs(Scope.READ)])
    kept, lists = Kept(keep_s=KEEP_S, capacity=CAPACITY, ahead=True), services.lists

    async def old(key: str, text: str, *args: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await kept.get(key, lambda: lists.read(text, *args))
        return found

    @routes.get("/costs", **says("get_costs", "What calls cost", answers.Costs, tagged=True))
    async def costs(request: Request, days: Annotated[int, Query(ge=1, le=30)] = 30) -> Response:
        today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        since = today - timedelta(days=days - 1)
        items = await old(f"costs:{since}", sql.COSTS, since)
        kinds = await old(f"kinds:{since}", sql.COSTS_BY_KIND, since)
        caps = await lists.read(sql.CAPS)
        told = {"items": items, "by_kind": kinds, "providers": caps, "totals": summed(items, today)}
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    @routes.get(
        "/stats/overview",
        **says("get_overview", "How much there is", answers.Overview, tagged=True),
    )
    async def overview(request: Request) -> Response:
        rows = await old("overview", sql.OVERVIEW)
        growth = await old("growth", sql.GROWTH)
        newest = await lists.counted("freshness", sql.FRESHNESS, [])
        told = {"counts": rows[0], "freshness": newest[0], "growth": growth}
        return tagged(request, told, {"as_of": datetime.now(UTC)})

    return routes


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
