"""Routes that take nothing but the request."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class Plain(APIRoute):
    """
    A route whose function and checks take the request alone, and which answers with a response.

    There is nothing to find out about a call, so the checks and the function are simply called.
    What a router is included with is not seen here: checks belong to the route or its own router.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """See `Plain`."""
        checks, answer = [one.dependency for one in self.dependencies], self.endpoint

        async def handle(request: Request) -> Response:
            for check in checks:
                if check is not None:
                    await check(request)
            response: Response = await answer(request)
            return response

        return handle
