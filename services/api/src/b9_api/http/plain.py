"""Routes that take nothing but the request."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Plain(APIRoute):
    """
    A route whose function and checks take the request alone, and which answers with a response.

    There is nothing to find out about a call, so the checks and the function are simply called.
    What a router is included with is not seen here: checks belong to the route or its own router.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See `Plain`."""
        return self._answered

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """All there is to do once this route is chosen: nothing has to be closed afterwards."""
        response = await self._answered(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        for one in self.dependencies:
            if one.dependency is not None:
                await one.dependency(request)
        response: Response = await self.endpoint(request)
        return response
