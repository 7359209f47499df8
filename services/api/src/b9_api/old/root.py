"""What the whole is, and how much it holds."""

from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter

from b9_api.answers import old as answers
from b9_api.http.caller import Scope, needs
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.services import Services
from b9_common.events import Platform
from b9_common.health import Health
from b9_common.version import VERSION

ENDPOINTS: Final = {
    "health": "/health",
    "readiness": "/ready",
    "liveness": "/alive",
    "metrics": "/metrics",
    "docs": "/api/openapi.json",
}


def router(services: Services, system: Health) -> APIRouter:
    """The root, and what is stored."""
    routes = APIRouter(tags=["old: system"], dependencies=[needs(Scope.READ)])

    @routes.get("/", **says("get_root", "What this is", answers.Root))
    async def root() -> Reply:
        told = {
            "service": "B9 Dashboard API",
            "version": VERSION,
            "status": "degraded" if system.unready() else "operational",
            # Nobody tells a process what it is used for.
            "environment": None,
            "timestamp": datetime.now(UTC),
            "endpoints": ENDPOINTS,
        }
        return Reply(told)

    @routes.get("/api/stats", **says("get_stats", "Numbers of the whole", answers.OldStatsTold))
    async def stats() -> Reply:
        told = {
            "categorization": await services.figures.tagging(),
            "scraper": {
                platform: {"status": (await services.standings.of(platform)).state}
                for platform in Platform
            },
            "rows": await services.figures.rows(),
        }
        return Reply({"status": "success", "stats": told, "timestamp": datetime.now(UTC)})

    return routes
