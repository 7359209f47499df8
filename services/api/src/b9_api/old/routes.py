"""Every old route that no other module serves."""

from fastapi import APIRouter

from b9_api.http.joining import together
from b9_api.old import adding, later, root, scrapers, tagging
from b9_api.services import Services
from b9_common.events import Platform
from b9_common.health import Health


def router(services: Services, system: Health, *, cron_secret: bool) -> APIRouter:
    """
    All of them.

    *system* is the health of broker, database and store; *cron_secret* whether there is one.
    """
    return together(
        root.router(services, system),
        *(scrapers.router(services, platform) for platform in Platform),
        scrapers.reddit(services),
        scrapers.instagram(services),
        adding.router(services),
        tagging.router(services),
        later.related(services),
        later.cron(secret_configured=cron_secret),
        later.jobs(),
    )
