"""Every old route that no other module serves."""

from fastapi import APIRouter

from b9_api.old import adding, later, root, scrapers, tagging
from b9_api.services import Services
from b9_common.events import Platform
from b9_common.health import Health


def router(services: Services, system: Health, *, cron_secret: bool) -> APIRouter:
    """
    All of them.

    *system* is the health of broker, database and store; *cron_secret* whether there is one.
    """
    routes = APIRouter()
    routes.include_router(root.router(services, system))
    for platform in Platform:
        routes.include_router(scrapers.router(services, platform))
    routes.include_router(scrapers.reddit(services))
    routes.include_router(scrapers.instagram(services))
    routes.include_router(adding.router(services))
    routes.include_router(tagging.router(services))
    routes.include_router(later.related(services))
    routes.include_router(later.cron(secret_configured=cron_secret))
    routes.include_router(later.jobs())
    return routes
