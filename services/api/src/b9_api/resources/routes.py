"""The routes of every resource."""

from fastapi import APIRouter

from b9_api.lists.routes import add_list
from b9_api.resources.creators import CREATORS
from b9_api.services import Services


def router(services: Services) -> APIRouter:
    """Lists, single rows, and what belongs to them."""
    routes = APIRouter(prefix="/api")
    add_list(routes, "/instagram/creators", services.lists, CREATORS, tags=["instagram"])
    return routes
