"""Every old route that no other module serves."""

from fastapi import APIRouter

from b9_api.old import root, scrapers
from b9_api.services import Services
from b9_common.events import Platform
from b9_common.health import Health


def router(services: Services, system: Health) -> APIRouter:
    """All of them; *system* is the health of broker, database and store."""
    routes = APIRouter()
    routes.include_router(root.router(services, system))
    for platform in Platform:
        routes.include_router(scrapers.router(services, platform))
    routes.include_router(scrapers.reddit(services))
    routes.include_router(scrapers.instagram(services))
    return routes
