"""The routes of every resource."""

from fastapi import APIRouter

from b9_api.lists.routes import add_list
from b9_api.resources import (
    instagram,
    jobs,
    me,
    models,
    operating,
    reddit,
    rules,
    scrapers,
    single,
    viral,
)
from b9_api.resources.operations import AUDIT, LOGS
from b9_api.services import Services


def router(services: Services) -> APIRouter:
    """Lists, what belongs to them, and single rows; the last take any word, so they come last."""
    routes = APIRouter()
    routes.include_router(me.router(services))
    routes.include_router(instagram.router(services))
    routes.include_router(viral.router(services))
    routes.include_router(reddit.router(services))
    routes.include_router(operating.router(services))
    routes.include_router(scrapers.router(services))
    others = APIRouter(prefix="/api")
    add_list(others, "/audit", services.lists, AUDIT, tags=["operations"])
    add_list(others, "/logs", services.lists, LOGS, tags=["operations"])
    routes.include_router(others)
    routes.include_router(models.router(services))
    routes.include_router(jobs.router())
    routes.include_router(rules.router(services))
    routes.include_router(single.router(services))
    return routes
