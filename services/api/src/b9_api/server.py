"""uvicorn, told when to stop by the service instead of by signals of its own."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from b9_api.settings import GatewaySettings

KEEP_ALIVE_S: Final = 30
DRAIN_S: Final = 5
BACKLOG: Final = 512


class Server(uvicorn.Server):
    """Leaves signals alone: they are the service's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See `Server`."""
        yield


async def serve(app: ASGIApp, settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Answer until *stop*, then finish what is being answered, at most five seconds."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        # Logging is set up already, and one line per request is what spans are for.
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=True,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
        backlog=BACKLOG,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(), name="http")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
