"""Whether accounts can be added, under old names."""

from typing import Any

from fastapi import APIRouter

from b9_api.answers.old import AddingHealth, CreatorAddingHealth
from b9_api.http.caller import Scope, needs
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.services import Services
from b9_api.stages import FULL_DEPTH
from b9_api.standing import Standing
from b9_common.events import Platform


def router(services: Services) -> APIRouter:
    """The health of what adds creators and users: somebody must be there to fetch them."""
    routes = APIRouter(prefix="/api", tags=["old: adding"], dependencies=[needs(Scope.READ)])

    @routes.get(
        "/instagram/creator/health",
        **says("get_creator_adding_health", "Whether creators can be added", CreatorAddingHealth),
    )
    async def creators() -> Reply:
        standing = await services.standings.of(Platform.INSTAGRAM)
        told = {
            **_health(standing, "instagram_creator_addition"),
            # Its key is the fetching process's, which does not start without one.
            "rapidapi_configured": True if standing.beats else None,
            "new_creator_config": {
                "reels_count": FULL_DEPTH.reels,
                "posts_count": FULL_DEPTH.posts,
            },
        }
        return Reply(told)

    @routes.get(
        "/reddit/users/health",
        **says("get_user_discovery_health", "Whether accounts can be found", AddingHealth),
    )
    async def users() -> Reply:
        standing = await services.standings.of(Platform.REDDIT)
        return Reply(_health(standing, "user_discovery"))

    return routes


def _health(standing: Standing, service: str) -> dict[str, Any]:
    return {
        "status": "healthy" if standing.healthy else "unhealthy",
        "service": service,
        "scraper": standing.state,
    }
