"""Routers put together."""

from fastapi import APIRouter


def together(*routers: APIRouter) -> APIRouter:
    """
    All routes of *routers*, in this order, as they are.

    A router gives prefix, tags and dependencies to its routes when they are added. Including it in
    another would make all of them anew, at each level.
    """
    joined = APIRouter()
    for one in routers:
        joined.routes.extend(one.routes)
    return joined
