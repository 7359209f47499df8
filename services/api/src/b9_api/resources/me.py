"""Who asks, and which dashboards are theirs."""

from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter, Request
from msgspec import Struct
from starlette.responses import Response

from b9_api.answers.operating import Asker, Dashboard
from b9_api.http.caller import Scope, caller_of, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.http.shapes import items
from b9_api.lists.replies import tagged
from b9_api.services import Services


class Tile(Struct, frozen=True, kw_only=True):
    """One dashboard, as the hub shows it."""

    dashboard_id: str
    name: str
    path: str
    icon: str
    description: str
    # What writing in it takes.
    writes: Scope


TILES: Final = (
    Tile(
        dashboard_id="reddit",
        name="Reddit",
        path="/reddit/subreddit-review",
        icon="message-circle",
        description="Review communities, tag them, and find where to post",
        writes=Scope.REVIEW,
    ),
    Tile(
        dashboard_id="instagram",
        name="Instagram",
        path="/instagram/creator-review",
        icon="instagram",
        description="Review creators, give them niches, and watch their reels",
        writes=Scope.REVIEW,
    ),
    Tile(
        dashboard_id="models",
        name="Models",
        path="/models",
        icon="users",
        description="Whom the accounts are run for",
        writes=Scope.REVIEW,
    ),
    Tile(
        dashboard_id="monitor",
        name="Monitor",
        path="/monitor/instagram",
        icon="activity",
        description="What the scrapers do, and what it costs",
        writes=Scope.OPERATE,
    ),
)


def router(services: Services) -> APIRouter:
    """The routes about whoever asks."""
    routes = APIRouter(prefix="/api/me", tags=["me"], dependencies=[needs(Scope.READ)])

    @routes.get("", **says("get_me", "Who asks", Asker, tagged=True))
    async def me(request: Request) -> Response:
        caller = caller_of(request)
        told = {"id": caller.id, "org_id": caller.org_id, "scope": caller.scope.name.lower()}
        return tagged(request, told)

    @routes.get(
        "/dashboards",
        **says(
            "list_dashboards",
            "Dashboards, and what may be done there",
            items(Dashboard),
            tagged=True,
        ),
    )
    async def dashboards(request: Request) -> Response:
        caller = caller_of(request)
        opened = await services.visits.opened(caller.org_id, caller.id)
        told = [
            _told(order, tile, caller.scope, opened.get(tile.dashboard_id))
            for order, tile in enumerate(TILES)
        ]
        return tagged(request, {"items": told})

    @routes.patch(
        "/dashboards/{dashboard_id}",
        **says(
            "open_dashboard",
            "Note that it was opened now",
            Dashboard,
            refuses=["unknown_dashboard"],
        ),
    )
    async def opened(request: Request, dashboard_id: str) -> Reply:
        caller = caller_of(request)
        for order, tile in enumerate(TILES):
            if tile.dashboard_id == dashboard_id:
                at = await services.visits.open(caller.org_id, caller.id, dashboard_id)
                return Reply(_told(order, tile, caller.scope, at))
        raise Problem(404, "unknown_dashboard", "there is no such dashboard")

    return routes


def _told(order: int, tile: Tile, scope: Scope, opened: datetime | None) -> dict[str, Any]:
    return {
        "dashboard_id": tile.dashboard_id,
        "name": tile.name,
        "path": tile.path,
        "icon": tile.icon,
        "description": tile.description,
        "display_order": order,
        "last_opened_at": opened,
        "permissions": {
            "read": scope >= Scope.READ,
            "write": scope >= tile.writes,
            "admin": scope >= Scope.ADMIN,
        },
    }
