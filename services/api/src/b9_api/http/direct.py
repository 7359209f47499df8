"""The way to a route. The framework tries one after the other, and of nested routers all anew."""

from collections.abc import Callable
from typing import Final, NamedTuple

from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from b9_api.http.plain import Plain

PARAMETER: Final = "{"


class Way(NamedTuple):
    """A route as it stands among all; *app* is None where only the framework knows what to do."""

    path: str | None
    matches: Callable[[Scope], tuple[Match, Scope]]
    route: BaseRoute
    app: ASGIApp | None


class Direct:
    """
    Tries only such routes as could have a path, in the framework's order.

    What none of them takes (no such path, another method) goes the framework's own way. It stands
    at the root of its address.
    """

    def __init__(self, app: FastAPI) -> None:
        self._framework = app.router.app
        ways = _ways(app)
        paths = {one.path for one in ways if one.path and PARAMETER not in one.path}
        # Other paths can only be those of patterns.
        self._patterns = [one for one in ways if one.path not in paths]
        self._by_path = {
            path: [one for one in ways if one.path == path or _could_have(one, path, paths)]
            for path in paths
        }

    def routes_for(self, path: str) -> list[Way]:
        """Those that could have *path*."""
        return self._by_path.get(path, self._patterns)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `Direct`."""
        way: ASGIApp = self._framework
        for one in self.routes_for(scope["path"]):
            match, found = one.matches(scope)
            if match is Match.FULL:
                if one.app is not None:
                    scope.update(found, route=one.route)
                    way = one.app
                break
        await way(scope, receive, send)


def go_directly(app: FastAPI) -> None:
    """Have *app*, which has all its routes by now, take the short way to them."""
    app.router.middleware_stack = Direct(app)


def _ways(app: FastAPI) -> list[Way]:
    return [
        Way(
            path=one.path,
            matches=one.matches,
            route=one.original_route,
            app=_app_of(one),
        )
        for one in iter_route_contexts(app.router.routes)
    ]


def _app_of(one: RouteContext) -> ASGIApp | None:
    if isinstance(one.original_route, Plain):
        return one.original_route.answer
    app: ASGIApp | None = one.app if isinstance(one.original_route, APIRoute) else None
    return app


def _could_have(pattern: Way, path: str, paths: set[str]) -> bool:
    asked: Scope = {"type": "http", "method": "GET", "path": path}
    return pattern.path not in paths and pattern.matches(asked)[0] is not Match.NONE
