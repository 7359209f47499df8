"""An export over HTTP, which ends well only where the file is whole."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from b9_api.export.exports import EXPECTED, MEDIA_TYPES, Export, Exports, Order
from b9_api.http.leaving import while_there
from b9_api.http.problems import unavailable

log = logging.getLogger(__name__)

# Whoever takes less than the one within the other is cut: they would hold a place, which others
# wait for, and a moment of the database. It is what the database waits between two reads, too.
TAKEN_BYTES: Final = 256 * 1024
TAKEN_WITHIN_S: Final = 60.0


class ExportAnswer(Response):
    """
    Sends the file in chunks as it is made.

    One that breaks is cut: the last chunk, which would say that this was all, is never sent.
    """

    def __init__(self, exports: Exports, order: Order) -> None:
        super().__init__(media_type=MEDIA_TYPES[order.format])
        del self.headers["content-length"]
        self.headers["content-disposition"] = f'attachment; filename="{file_name(order)}"'
        self.headers["cache-control"] = "no-store, no-transform"
        # A proxy that holds it all back takes it from us as fast as we can.
        self.headers["x-accel-buffering"] = "no"
        self._exports = exports
        self._order = order

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `ExportAnswer`."""
        await while_there(receive, self._answer(send), f"export {scope['path']}")

    async def _answer(self, send: Send) -> None:
        begun = False
        try:
            async with self._exports.opened(self._order) as export:
                begun = True
                await self._send(export, send)
        except EXPECTED as exc:
            if not begun:
                raise unavailable("the first rows did not come in time") from exc
            log.warning("an export broke", extra={"why": str(exc) or type(exc).__name__})
            return
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, export: Export, send: Send) -> None:
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(head)
        async for piece in export.pieces():
            for at in range(0, len(piece), TAKEN_BYTES):
                body = piece[at : at + TAKEN_BYTES]
                async with asyncio.timeout(TAKEN_WITHIN_S):
                    await send({"type": "http.response.body", "body": body, "more_body": True})


def file_name(order: Order) -> str:
    """Safe on any system: our own words and a time."""
    return f"b9-{order.asked.resource.name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.{order.format}"
