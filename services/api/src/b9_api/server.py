"""uvicorn, told when to stop by the service instead of by signals of its own."""

import asyncio
import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from b9_api.settings import GatewaySettings

KEEP_ALIVE_S: Final = 30
DRAIN_S: Final = 5
BACKLOG: Final = 512
UNREAD_MS: Final = 20_000
# Objects made before the young are looked through for garbage: those of some twenty calls. By
# default it is done several times in each, and finds nothing.
YOUNG: Final = 10_000


class Server(uvicorn.Server):
    """Leaves signals alone: they are the service's. Cuts off whoever takes nothing for long."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """See `Server`."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """See `Server`."""
        await super().startup(sockets)
        for server in self.servers:
            for listener in server.sockets:
                # Connections inherit it. Without it the kernel holds what nobody reads for ever.
                listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD_MS)


async def serve(app: ASGIApp, settings: GatewaySettings, stop: asyncio.Event) -> None:
    """Answer until *stop*, then finish what is being answered, at most five seconds."""
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        # Whatever else is installed: the quicker parser takes headers without end into memory.
        http="h11",
        # Logging is set up already, and one line per request is what spans are for.
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=True,
        forwarded_allow_ips=[str(one) for one in settings.trusted_proxies],
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=DRAIN_S,
        backlog=BACKLOG,
    )
    gc.set_threshold(YOUNG)
    server = Server(config)
    serving = asyncio.create_task(server.serve(), name="http")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
