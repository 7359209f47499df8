"""A viewer's answer over HTTP, which ends when either side has had enough."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from b9_api.http.leaving import while_there
from b9_api.live.frames import HEARTBEAT
from b9_api.live.hub import Viewer

HEARTBEAT_S: Final = 15.0
# How long one who was sent away may take to read what is left to say.
LAST_WORDS_S: Final = 5.0
MEDIA_TYPE: Final = "text/event-stream"

Write = Callable[[bytes], Awaitable[None]]
# Writes until there is nothing more to say; False where nobody read it.
Run = Callable[[Write], Awaitable[bool]]


class Stream(Response):
    """Sends what *run* writes, and cancels it when the client has gone."""

    def __init__(self, run: Run) -> None:
        super().__init__(media_type=MEDIA_TYPE)
        del self.headers["content-length"]
        self.headers["cache-control"] = "no-store, no-transform"
        # No proxy may hold events back.
        self.headers["x-accel-buffering"] = "no"
        self._run = run

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `Stream`."""
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(head)
        await while_there(receive, self._write(send), f"stream {scope['path']}")

    async def _write(self, send: Send) -> None:
        async def write(chunk: bytes) -> None:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})

        if await self._run(write):
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def show(
    viewer: Viewer, write: Write, *, life_s: float, bye: bytes, heartbeat_s: float = HEARTBEAT_S
) -> bool:
    """
    Write what *viewer* is told until it is sent away, at the latest after *life_s* with *bye*.

    Whether its last words were read: one who reads nothing is left alone after five seconds.
    """
    clock = asyncio.get_running_loop().time
    ends = clock() + life_s
    with suppress(TimeoutError):
        async with asyncio.timeout(None) as limit:
            viewer.on_end = lambda: limit.reschedule(clock() + LAST_WORDS_S)
            while not viewer.done:
                chunk = await viewer.take(max(0.0, min(heartbeat_s, ends - clock())))
                if clock() >= ends:
                    viewer.end(bye)
                await write(chunk or HEARTBEAT)
        return True
    return False
