"""The routes of every resource."""

from fastapi import APIRouter

from b9_api.http.joining import together
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
    others = APIRouter(prefix="/api")
    add_list(others, "/audit", services.lists, AUDIT, tags=["operations"])
    add_list(others, "/logs", services.lists, LOGS, tags=["operations"])
    return together(
        me.router(services),
        instagram.router(services),
        viral.router(services),
        reddit.router(services),
        operating.router(services),
        scrapers.router(services),
        others,
        models.router(services),
        jobs.router(),
        rules.router(services),
        single.router(services),
    )
